import type Stripe from 'stripe';
import { expanded, listOf } from './answers.ts';
import { invalidRequest } from './api-error.ts';
import { expireSession } from './checkout.ts';
import { checkAmount } from './currencies.ts';
import type { Endpoint } from './endpoint.ts';
import type { FormTree } from './form-body.ts';
import { newSession } from './new-session.ts';
import {
  currencyCode,
  emailAddress,
  expand,
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
import { DEBIT_OF_CURRENCY } from './test-numbers.ts';
import { idOf, mustFind, save, type World } from './world.ts';

const METHOD_TYPES = ['card', 'sepa_debit', 'au_becs_debit', 'bacs_debit'] as const;
/** The languages the hosted page of the vendor takes; the stand-in accepts them all and speaks English. */
const LOCALES = [
  'auto',
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'en-GB',
  'es',
  'es-419',
  'et',
  'fi',
  'fil',
  'fr',
  'fr-CA',
  'hi-IN',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'ms',
  'mt',
  'nb',
  'nl',
  'pl',
  'pt',
  'pt-BR',
  'ro',
  'ru',
  'sk',
  'sl',
  'sv',
  'th',
  'tr',
  'vi',
  'zh',
  'zh-HK',
  'zh-TW',
] as const; // prettier-ignore
const MINUTE_SECONDS = 60;
const DAY_SECONDS = 86_400;

const lineItem = object({
  price_data: object({
    currency: currencyCode,
    unit_amount: integer({ min: 0 }),
    product_data: object({ name: text(250), description: optional(text(500)), metadata: optional(metadata) }),
  }),
  quantity: integer({ min: 1 }),
});

const createFields = {
  mode: oneOf('payment', 'setup'),
  line_items: optional(list(lineItem)),
  success_url: webAddress,
  cancel_url: optional(webAddress),
  client_reference_id: optional(text(200)),
  customer: optional(text()),
  customer_email: optional(emailAddress),
  customer_creation: optional(oneOf('always', 'if_required')),
  currency: optional(currencyCode),
  expires_at: optional(integer({ min: 0 })),
  locale: optional(oneOf(...LOCALES)),
  metadata: optional(metadata),
  allowed_payment_method_types: optional(list(oneOf(...METHOD_TYPES))),
  submit_type: optional(oneOf('auto', 'book', 'donate', 'pay')),
  ui_mode: optional(oneOf('hosted_page')),
  payment_intent_data: optional(
    object({
      description: optional(text(1_000)),
      metadata: optional(metadata),
      receipt_email: optional(emailAddress),
      setup_future_usage: optional(oneOf('off_session', 'on_session')),
      statement_descriptor_suffix: optional(text(22)),
    }),
  ),
  setup_intent_data: optional(object({ description: optional(text(1_000)), metadata: optional(metadata) })),
  expand,
};
type Wish = { [Name in keyof typeof createFields]: ReturnType<(typeof createFields)[Name]> };

function create(world: World, form: FormTree): unknown {
  const wish = readFields(createFields, form);
  checkMode(wish);
  const total = wish.mode === 'payment' ? totalOf(wish) : null;
  const currency = total?.currency ?? wish.currency ?? null;
  if (wish.customer !== undefined) mustFind(world, 'customer', wish.customer, 'customer');
  const session = newSession(world, {
    mode: wish.mode,
    amount: total?.amount ?? null,
    currency,
    successUrl: wish.success_url,
    cancelUrl: wish.cancel_url ?? null,
    reference: wish.client_reference_id ?? null,
    customer: wish.customer ?? null,
    customerEmail: wish.customer_email ?? null,
    expiresAt: expiryOf(world, wish.expires_at),
    locale: wish.locale ?? null,
    metadata: wish.metadata ?? {},
    methodTypes: methodTypesOf(wish, currency),
    allowedTypes: wish.allowed_payment_method_types ?? null,
    submitType: wish.submit_type ?? null,
  });
  keepPlan(world, session, wish);
  return expanded(world, save(world, 'checkout.session', session), wish.expand);
}

function keepPlan(world: World, session: Stripe.Checkout.Session, wish: Wish): void {
  const intentData = wish.payment_intent_data;
  world.store.put('session_plan', session.id, {
    intentMetadata: intentData?.metadata ?? wish.setup_intent_data?.metadata ?? {},
    description: intentData?.description ?? wish.setup_intent_data?.description ?? null,
    receiptEmail: intentData?.receipt_email ?? null,
    setupFutureUsage: intentData?.setup_future_usage ?? null,
    statementDescriptorSuffix: intentData?.statement_descriptor_suffix ?? null,
    automatic: true,
    createCustomer: wish.customer_creation === 'always',
    items: (wish.line_items ?? []).map((item) => ({
      name: item.price_data.product_data.name,
      quantity: item.quantity,
      amount: item.price_data.unit_amount * item.quantity,
    })),
  });
}

function checkMode(wish: Wish): void {
  const misplaced = (param: keyof Wish, mode: string) =>
    invalidRequest(`You can not pass \`${param}\` in \`${mode}\` mode.`, { param });
  if (wish.mode === 'payment' && wish.line_items === undefined)
    throw invalidRequest('Missing required param: line_items.', { code: 'parameter_missing', param: 'line_items' });
  if (wish.mode === 'payment' && wish.setup_intent_data !== undefined) throw misplaced('setup_intent_data', 'payment');
  if (wish.mode === 'setup' && wish.line_items !== undefined) throw misplaced('line_items', 'setup');
  if (wish.mode === 'setup' && wish.payment_intent_data !== undefined) throw misplaced('payment_intent_data', 'setup');
  if (wish.mode === 'setup' && wish.submit_type !== undefined) throw misplaced('submit_type', 'setup');
  if (wish.mode === 'setup' && wish.currency === undefined && wish.allowed_payment_method_types === undefined)
    throw invalidRequest('Missing required param: currency.', { code: 'parameter_missing', param: 'currency' });
  if (wish.customer !== undefined && wish.customer_email !== undefined)
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', {
      param: 'customer',
    });
  if (wish.customer !== undefined && wish.customer_creation !== undefined)
    throw invalidRequest('You may only specify one of these parameters: customer, customer_creation.', {
      param: 'customer',
    });
}

function totalOf(wish: Wish): { amount: number; currency: string } {
  const items = wish.line_items ?? [];
  const currencies = [...new Set(items.map((item) => item.price_data.currency))];
  const [currency] = currencies;
  if (currency === undefined) throw invalidRequest('You must pass at least one line item.', { param: 'line_items' });
  if (currencies.length > 1)
    throw invalidRequest('All line items must have the same currency.', { param: 'line_items' });
  if (wish.currency !== undefined && wish.currency !== currency)
    throw invalidRequest('The currency differs from that of the line items.', { param: 'currency' });
  const amount = items.reduce((sum, item) => sum + item.price_data.unit_amount * item.quantity, 0);
  checkAmount(amount, currency, 'line_items');
  return { amount, currency };
}

function expiryOf(world: World, wished: number | undefined): number {
  const now = world.now();
  if (wished === undefined) return now + DAY_SECONDS;
  if (wished < now + 30 * MINUTE_SECONDS - MINUTE_SECONDS)
    throw invalidRequest('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', {
      param: 'expires_at',
    });
  if (wished > now + DAY_SECONDS + MINUTE_SECONDS)
    throw invalidRequest('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', {
      param: 'expires_at',
    });
  return wished;
}

function methodTypesOf(wish: Wish, currency: string | null): string[] {
  const debit = currency === null ? undefined : DEBIT_OF_CURRENCY[currency];
  const offered = debit === undefined ? ['card'] : ['card', debit];
  const allowed = wish.allowed_payment_method_types;
  if (allowed === undefined) return offered;
  // A filter over what the currency offers, not a list of its own.
  const left = offered.filter((type) => allowed.some((one) => one === type));
  if (left.length === 0)
    throw invalidRequest('None of the allowed payment method types can be used with this currency.', {
      param: 'allowed_payment_method_types',
    });
  return left;
}

function expireEndpoint(world: World, form: FormTree, id: string): unknown {
  const wish = readFields({ expand }, form);
  return expanded(world, expireSession(world, id), wish.expand);
}

function listEndpoint(world: World, form: FormTree): unknown {
  const wish = readFields(
    {
      ...listParameters,
      payment_intent: optional(text()),
      customer: optional(text()),
      status: optional(oneOf('open', 'complete', 'expired')),
    },
    form,
  );
  const page = listOf(world, 'checkout.session', '/v1/checkout/sessions', wish, (session) => {
    if (wish.payment_intent !== undefined && idOf(session.payment_intent) !== wish.payment_intent) return false;
    if (wish.customer !== undefined && idOf(session.customer) !== wish.customer) return false;
    return wish.status === undefined || session.status === wish.status;
  });
  return expanded(world, page, wish.expand);
}

export const sessionEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/v1/checkout/sessions', serve: create },
  { method: 'GET', path: '/v1/checkout/sessions', serve: listEndpoint },
  {
    method: 'GET',
    path: '/v1/checkout/sessions/:id',
    serve: (world, form, id) =>
      expanded(world, mustFind(world, 'checkout.session', id, 'session'), readFields({ expand }, form).expand),
  },
  { method: 'POST', path: '/v1/checkout/sessions/:id/expire', serve: expireEndpoint },
];
