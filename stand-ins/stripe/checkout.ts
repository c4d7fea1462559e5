import type Stripe from 'stripe';
import { ApiError, invalidRequest } from './api-error.ts';
import { billingDetails, newCustomer } from './new-objects.ts';
import { type AttemptResult, attempt, cancelIntent, createIntent } from './payments.ts';
import { all, emit, find, idOf, mustFind, save, type World } from './world.ts';

type Session = Stripe.Checkout.Session;

/** What a session keeps that its object does not show: how the payment intent is to be made when someone pays. */
export type SessionPlan = {
  readonly intentMetadata: Record<string, string>;
  readonly description: string | null;
  readonly receiptEmail: string | null;
  readonly setupFutureUsage: Stripe.PaymentIntent.SetupFutureUsage | null;
  readonly statementDescriptorSuffix: string | null;
  readonly automatic: boolean;
  readonly createCustomer: boolean;
  readonly items: readonly { readonly name: string; readonly quantity: number; readonly amount: number }[];
};
export const planOf = (world: World, sessionId: string): SessionPlan => {
  const plan = world.store.get<SessionPlan>('session_plan', sessionId);
  if (plan === undefined) throw new Error(`session ${sessionId} has no plan`);
  return plan;
};

/** No session is made for less than this. */
const LIFE_SECONDS_MIN = 1_740;
/** When a world's sessions were last gone through, and the first moment at which that may be of use again. */
const lookedThrough = new WeakMap<World, { at: number; nextAt: number }>();

/**
 * Closes sessions whose time is over. Called before each request is served; with thousands of sessions looking at all of them
 * would take longer than the request, so the earliest end is remembered.
 */
export function expireOldSessions(world: World): void {
  const at = world.now();
  const last = lookedThrough.get(world);
  if (last && at >= last.at && at < last.nextAt) return;
  let nextAt = at + LIFE_SECONDS_MIN;
  const isOver = (session: Session) => {
    if (session.status !== 'open') return false;
    nextAt = Math.min(nextAt, session.expires_at);
    return session.expires_at <= at;
  };
  for (const session of all(world, 'checkout.session', isOver))
    if (!awaitsAuthentication(world, session)) expire(world, session);
  lookedThrough.set(world, { at, nextAt });
}

function awaitsAuthentication(world: World, session: Session): boolean {
  const intent = find(world, 'payment_intent', idOf(session.payment_intent) ?? '');
  const setup = find(world, 'setup_intent', idOf(session.setup_intent) ?? '');
  return intent?.status === 'requires_action' || setup?.status === 'requires_action';
}

export function expireSession(world: World, id: string): Session {
  const session = mustFind(world, 'checkout.session', id, 'session');
  if (session.status !== 'open')
    throw new ApiError(400, {
      type: 'invalid_request_error',
      message: `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
    });
  return expire(world, session);
}

function expire(world: World, session: Session): Session {
  const expired = save(world, 'checkout.session', { ...session, status: 'expired', url: null });
  const intentId = idOf(session.payment_intent);
  if (intentId !== null) cancelIntent(world, intentId, 'automatic');
  emit(world, 'checkout.session.expired', expired);
  return expired;
}

/** Notes on an open session what was entered on its page. Refuses unless it is open. */
export function enterMethod(world: World, sessionId: string, method: Stripe.PaymentMethod): Session {
  const session = mustFind(world, 'checkout.session', sessionId);
  if (session.status !== 'open') throw invalidRequest('This page is closed.');
  save(world, 'payment_method', method);
  return save(world, 'checkout.session', { ...session, customer_details: detailsOf(session, method) });
}

/** Someone on the hosted page pays. Refuses unless the session is open. */
export function payWith(world: World, sessionId: string, method: Stripe.PaymentMethod): AttemptResult {
  const session = enterMethod(world, sessionId, method);
  const intent = intentOf(world, session);
  const returnUrl = `${world.baseUrl()}/c/pay/${session.id}`;
  const result = attempt(world, intent.id, method.id, { offSession: false, authenticated: false, returnUrl });
  finishIfDone(world, session.id, result);
  return result;
}

/** Completes the session when the money is taken or on its way; a decline leaves it open. */
export function finishIfDone(world: World, sessionId: string, result: AttemptResult): void {
  if (result.kind !== 'succeeded' && result.kind !== 'processing') return;
  const session = mustFind(world, 'checkout.session', sessionId);
  const customer = idOf(session.customer) ?? customerFor(world, session);
  if (session.mode === 'payment') saveForLater(world, session, customer);
  const complete = save(world, 'checkout.session', {
    ...session,
    customer,
    payment_status: session.mode === 'setup' ? 'no_payment_required' : result.kind === 'succeeded' ? 'paid' : 'unpaid',
    status: 'complete',
    url: null,
  });
  emit(world, 'checkout.session.completed', complete);
}

/** A debit of a completed session was settled or failed later. */
export function tellSession(world: World, intentId: string, outcome: 'succeeded' | 'failed'): void {
  const session = sessionOfIntent(world, intentId);
  if (session === undefined) return;
  const paid = outcome === 'succeeded';
  const told = save(world, 'checkout.session', { ...session, payment_status: paid ? 'paid' : 'unpaid' });
  emit(world, paid ? 'checkout.session.async_payment_succeeded' : 'checkout.session.async_payment_failed', told);
}

export function sessionOfIntent(world: World, intentId: string): Session | undefined {
  return all(world, 'checkout.session', (session) => idOf(session.payment_intent) === intentId)[0];
}

function intentOf(world: World, session: Session): Stripe.PaymentIntent {
  const known = idOf(session.payment_intent);
  if (known !== null) return mustFind(world, 'payment_intent', known);
  const plan = planOf(world, session.id);
  const intent = createIntent(world, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? '',
    customer: idOf(session.customer),
    description: plan.description,
    metadata: plan.intentMetadata,
    methodTypes: session.payment_method_types,
    automatic: plan.automatic,
    receiptEmail: plan.receiptEmail,
    setupFutureUsage: plan.setupFutureUsage,
    statementDescriptorSuffix: plan.statementDescriptorSuffix,
  });
  save(world, 'checkout.session', { ...session, payment_intent: intent.id });
  return intent;
}

function saveForLater(world: World, session: Session, customer: string | null): void {
  const intent = find(world, 'payment_intent', idOf(session.payment_intent) ?? '');
  if (intent === undefined || intent.setup_future_usage === null) return;
  attachMethod(world, mustFind(world, 'payment_method', idOf(intent.payment_method) ?? ''), customer);
}

export function attachMethod(world: World, method: Stripe.PaymentMethod, customer: string | null): void {
  if (customer === null) return;
  emit(world, 'payment_method.attached', save(world, 'payment_method', { ...method, customer }));
}

export function customerFor(world: World, session: Session): string | null {
  if (!planOf(world, session.id).createCustomer) return null;
  const details = session.customer_details;
  const seed = { email: details?.email ?? null, name: details?.name ?? null, description: null, metadata: {} };
  const customer = save(world, 'customer', newCustomer(world, seed));
  emit(world, 'customer.created', customer);
  return customer.id;
}

function detailsOf(session: Session, method: Stripe.PaymentMethod): Session['customer_details'] {
  const { address, email, name } = method.billing_details ?? billingDetails(null, null);
  return {
    address: address === null ? null : { ...address },
    business_name: null,
    email: email ?? session.customer_email,
    individual_name: null,
    name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}
