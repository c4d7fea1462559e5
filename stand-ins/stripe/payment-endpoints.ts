import { expanded, listOf } from './answers.ts';
import { invalidRequest } from './api-error.ts';
import { checkAmount } from './currencies.ts';
import { refund } from './disputes.ts';
import type { Endpoint } from './endpoint.ts';
import type { FormTree } from './form-body.ts';
import { giveUp } from './kept-methods.ts';
import { newCustomer, newSetupIntent } from './new-objects.ts';
import { newCardMethod } from './new-payment-objects.ts';
import {
  currencyCode,
  emailAddress,
  expand,
  flag,
  integer,
  list,
  listParameters,
  metadata,
  object,
  oneOf,
  optional,
  readFields,
  text,
  webAddress,
} from './parameters.ts'; // prettier-ignore
import { attempt, cancelIntent, createIntent, unexpectedState } from './payments.ts';
import { findCard, NAMED_METHODS } from './test-numbers.ts';
import { emit, find, idOf, keepOutcome, mustFind, save, type World } from './world.ts';

const METHOD_TYPES = oneOf('card', 'sepa_debit', 'au_becs_debit', 'bacs_debit');
const confirmFields = {
  payment_method: optional(text()),
  off_session: optional(flag),
  return_url: optional(webAddress),
  expand,
};
const intentFields = {
  ...confirmFields,
  amount: integer({ min: 1 }),
  currency: currencyCode,
  confirm: optional(flag),
  customer: optional(text()),
  description: optional(text(1_000)),
  metadata: optional(metadata),
  automatic_payment_methods: optional(object({ enabled: flag, allow_redirects: optional(oneOf('always', 'never')) })),
  receipt_email: optional(emailAddress),
  setup_future_usage: optional(oneOf('off_session', 'on_session')),
  statement_descriptor_suffix: optional(text(22)),
};

function createPayment(world: World, form: FormTree): unknown {
  const wish = readFields(intentFields, form);
  checkAmount(wish.amount, wish.currency, 'amount');
  if (wish.customer !== undefined) mustFind(world, 'customer', wish.customer, 'customer');
  const methodId =
    wish.payment_method === undefined ? null : methodFor(world, wish.payment_method, wish.customer ?? null);
  if (wish.off_session !== undefined && wish.confirm !== true)
    throw invalidRequest('off_session may only be given with confirm=true.', { param: 'off_session' });
  const intent = createIntent(world, {
    amount: wish.amount,
    currency: wish.currency,
    customer: wish.customer ?? null,
    description: wish.description ?? null,
    metadata: wish.metadata ?? {},
    methodTypes: methodTypesOf(world, methodId),
    automatic: true,
    receiptEmail: wish.receipt_email ?? null,
    setupFutureUsage: wish.setup_future_usage ?? null,
    statementDescriptorSuffix: wish.statement_descriptor_suffix ?? null,
  });
  if (methodId !== null)
    save(world, 'payment_intent', { ...intent, payment_method: methodId, status: 'requires_confirmation' });
  if (wish.confirm === true) confirm(world, intent.id, methodId, wish.off_session ?? false, wish.return_url ?? null);
  return expanded(world, mustFind(world, 'payment_intent', intent.id), wish.expand);
}

const methodTypesOf = (world: World, methodId: string | null): string[] => [
  ...new Set(['card', ...(methodId === null ? [] : [mustFind(world, 'payment_method', methodId).type])]),
];

function confirmEndpoint(world: World, form: FormTree, id: string): unknown {
  const wish = readFields(confirmFields, form);
  const intent = mustFind(world, 'payment_intent', id, 'intent');
  const customer = idOf(intent.customer);
  const methodId =
    wish.payment_method === undefined ? idOf(intent.payment_method) : methodFor(world, wish.payment_method, customer);
  confirm(world, id, methodId, wish.off_session ?? false, wish.return_url ?? null);
  return expanded(world, mustFind(world, 'payment_intent', id), wish.expand);
}

function confirm(
  world: World,
  id: string,
  methodId: string | null,
  offSession: boolean,
  returnUrl: string | null,
): void {
  if (methodId === null) throw unexpectedState(mustFind(world, 'payment_intent', id), 'confirm');
  const result = attempt(world, id, methodId, { offSession, authenticated: false, returnUrl });
  if (result.kind === 'declined') throw result.error;
}

/** A saved method, or one of the named test methods made on the spot. Another customer's method is refused. */
function methodFor(world: World, id: string, customer: string | null): string {
  const known = find(world, 'payment_method', id);
  if (known !== undefined) {
    const owner = idOf(known.customer);
    if (owner === null && world.store.get('given_up', id) !== undefined)
      throw invalidRequest('The provided PaymentMethod was detached from a Customer, and may not be used again.', {
        param: 'payment_method',
      });
    if (owner !== null && owner !== customer)
      throw invalidRequest(`The payment method ${id} belongs to a different customer.`, { param: 'payment_method' });
    return id;
  }
  const card = findCard(NAMED_METHODS[id] ?? '');
  if (card === undefined) return mustFind(world, 'payment_method', id, 'payment_method').id;
  const last4 = card.number.slice(-4);
  const seed = {
    brand: card.brand,
    last4,
    expMonth: 12,
    expYear: new Date(world.now() * 1_000).getUTCFullYear() + 2,
    name: null,
    email: null,
  };
  const method = save(world, 'payment_method', newCardMethod(world, seed));
  keepOutcome(world, method.id, card.outcome);
  return method.id;
}

function cancelEndpoint(world: World, form: FormTree, id: string): unknown {
  const reasons = oneOf('abandoned', 'duplicate', 'fraudulent', 'requested_by_customer');
  const wish = readFields({ cancellation_reason: optional(reasons), expand }, form);
  return expanded(world, cancelIntent(world, id, wish.cancellation_reason ?? null), wish.expand);
}

function listPayments(world: World, form: FormTree): unknown {
  const wish = readFields({ ...listParameters, customer: optional(text()) }, form);
  const page = listOf(world, 'payment_intent', '/v1/payment_intents', wish, (intent) =>
    isOf(intent.customer, wish.customer),
  );
  return expanded(world, page, wish.expand);
}

const isOf = (reference: string | { id: string } | null, wanted: string | undefined) =>
  wanted === undefined || idOf(reference) === wanted;

function createCustomer(world: World, form: FormTree): unknown {
  const wish = readFields(
    {
      email: optional(emailAddress),
      name: optional(text(256)),
      description: optional(text(5_000)),
      metadata: optional(metadata),
      expand,
    },
    form,
  );
  const customer = newCustomer(world, {
    email: wish.email ?? null,
    name: wish.name ?? null,
    description: wish.description ?? null,
    metadata: wish.metadata ?? {},
  });
  emit(world, 'customer.created', save(world, 'customer', customer));
  return expanded(world, customer, wish.expand);
}

function createSetup(world: World, form: FormTree): unknown {
  const wish = readFields(
    {
      customer: optional(text()),
      description: optional(text(1_000)),
      metadata: optional(metadata),
      payment_method: optional(text()),
      payment_method_types: optional(list(METHOD_TYPES)),
      confirm: optional(flag),
      usage: optional(oneOf('off_session', 'on_session')),
      expand,
    },
    form,
  );
  const customer = wish.customer === undefined ? null : mustFind(world, 'customer', wish.customer, 'customer').id;
  const seed = {
    customer,
    description: wish.description ?? null,
    metadata: wish.metadata ?? {},
    methodTypes: wish.payment_method_types ?? ['card'],
  };
  let intent = save(world, 'setup_intent', { ...newSetupIntent(world, seed), usage: wish.usage ?? 'off_session' });
  emit(world, 'setup_intent.created', intent);
  if (wish.payment_method !== undefined && wish.confirm === true) {
    const method = mustFind(world, 'payment_method', methodFor(world, wish.payment_method, customer));
    if (customer !== null)
      emit(world, 'payment_method.attached', save(world, 'payment_method', { ...method, customer }));
    intent = save(world, 'setup_intent', { ...intent, payment_method: method.id, status: 'succeeded' });
    emit(world, 'setup_intent.succeeded', intent);
  }
  return expanded(world, intent, wish.expand);
}

function listMethods(world: World, form: FormTree): unknown {
  const wish = readFields({ ...listParameters, customer: optional(text()), type: optional(METHOD_TYPES) }, form);
  const page = listOf(world, 'payment_method', '/v1/payment_methods', wish, (method) => {
    // The vendor lists saved methods only: one that was used once and kept by no one is not shown.
    if (method.customer === null) return false;
    return isOf(method.customer, wish.customer) && (wish.type === undefined || method.type === wish.type);
  });
  return expanded(world, page, wish.expand);
}

function detachMethod(world: World, form: FormTree, id: string): unknown {
  const wish = readFields({ expand }, form);
  const method = mustFind(world, 'payment_method', id, 'payment_method');
  if (method.customer === null)
    throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.');
  return expanded(world, giveUp(world, method), wish.expand);
}

function createRefund(world: World, form: FormTree): unknown {
  const wish = readFields(
    {
      charge: optional(text()),
      payment_intent: optional(text()),
      amount: optional(integer({ min: 1 })),
      reason: optional(oneOf('duplicate', 'fraudulent', 'requested_by_customer')),
      metadata: optional(metadata),
      expand,
    },
    form,
  );
  if ((wish.charge === undefined) === (wish.payment_intent === undefined))
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.');
  const intent =
    wish.payment_intent === undefined
      ? undefined
      : mustFind(world, 'payment_intent', wish.payment_intent, 'payment_intent');
  const chargeId = wish.charge ?? idOf(intent?.latest_charge);
  if (chargeId === null) throw invalidRequest('This PaymentIntent does not have a successful charge to refund.');
  const made = refund(world, {
    chargeId,
    amount: wish.amount,
    reason: wish.reason ?? null,
    metadata: wish.metadata ?? {},
  });
  return expanded(world, made, wish.expand);
}

function listRefunds(world: World, form: FormTree): unknown {
  const wish = readFields({ ...listParameters, charge: optional(text()), payment_intent: optional(text()) }, form);
  const page = listOf(
    world,
    'refund',
    '/v1/refunds',
    wish,
    (made) => isOf(made.charge, wish.charge) && isOf(made.payment_intent, wish.payment_intent),
  );
  return expanded(world, page, wish.expand);
}

const retrieve =
  (kind: 'payment_intent' | 'customer' | 'setup_intent' | 'payment_method' | 'refund' | 'charge'): Endpoint['serve'] =>
  (world, form, id) =>
    expanded(world, mustFind(world, kind, id), readFields({ expand }, form).expand);

export const paymentEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/v1/payment_intents', serve: createPayment },
  { method: 'GET', path: '/v1/payment_intents', serve: listPayments },
  { method: 'GET', path: '/v1/payment_intents/:id', serve: retrieve('payment_intent') },
  { method: 'POST', path: '/v1/payment_intents/:id/confirm', serve: confirmEndpoint },
  { method: 'POST', path: '/v1/payment_intents/:id/cancel', serve: cancelEndpoint },
  { method: 'POST', path: '/v1/customers', serve: createCustomer },
  { method: 'GET', path: '/v1/customers/:id', serve: retrieve('customer') },
  { method: 'POST', path: '/v1/setup_intents', serve: createSetup },
  { method: 'GET', path: '/v1/setup_intents/:id', serve: retrieve('setup_intent') },
  { method: 'GET', path: '/v1/payment_methods', serve: listMethods },
  { method: 'GET', path: '/v1/payment_methods/:id', serve: retrieve('payment_method') },
  { method: 'POST', path: '/v1/payment_methods/:id/detach', serve: detachMethod },
  { method: 'GET', path: '/v1/charges/:id', serve: retrieve('charge') },
  { method: 'POST', path: '/v1/refunds', serve: createRefund },
  { method: 'GET', path: '/v1/refunds', serve: listRefunds },
  { method: 'GET', path: '/v1/refunds/:id', serve: retrieve('refund') },
];
