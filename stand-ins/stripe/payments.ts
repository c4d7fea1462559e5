import type Stripe from 'stripe';
import { ApiError, invalidRequest } from './api-error.ts';
import { bookCharge } from './balance.ts';
import { type Decline, declineOf, needsAuthentication } from './declines.ts';
import { openDispute } from './disputes.ts';
import { type IntentSeed, newIntent } from './new-objects.ts';
import { newCharge } from './new-payment-objects.ts';
import type { Outcome } from './test-numbers.ts';
import { emit, idOf, mustFind, outcomeOf, save, type World } from './world.ts';

export type AttemptResult =
  | { kind: 'succeeded' | 'processing' | 'requires-action' }
  | { kind: 'declined'; error: ApiError };

export function createIntent(world: World, seed: IntentSeed): Stripe.PaymentIntent {
  const intent = save(world, 'payment_intent', newIntent(world, seed));
  emit(world, 'payment_intent.created', intent);
  return intent;
}

const ATTEMPTABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** Tries to take the money with a payment method; what happens follows the test number it was made from. */
export function attempt(
  world: World,
  intentId: string,
  methodId: string,
  circumstance: { offSession: boolean; authenticated: boolean; returnUrl: string | null },
): AttemptResult {
  const intent = mustFind(world, 'payment_intent', intentId);
  const method = mustFind(world, 'payment_method', methodId, 'payment_method');
  if (!ATTEMPTABLE.includes(intent.status)) throw unexpectedState(intent, 'confirm');
  const outcome = outcomeOf(world, methodId);
  if (outcome.kind === 'debit') return startDebit(world, intent, method);
  const decline = declineOf(outcome, method, { ...circumstance, now: world.now() });
  if (decline !== null) return { kind: 'declined', error: declineIntent(world, intent, method, decline) };
  if (
    outcome.kind === 'authenticate' &&
    !circumstance.authenticated &&
    needsAuthentication(outcome, method, circumstance)
  )
    return askForAuthentication(world, intent, method, circumstance.returnUrl);
  takeMoney(world, intent, method, outcome);
  return { kind: 'succeeded' };
}

function declineIntent(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  decline: Decline,
): ApiError {
  const charge = save(
    world,
    'charge',
    newCharge(world, {
      intent,
      method,
      status: 'failed',
      failureCode: decline.code,
      failureMessage: decline.message,
      declineCode: decline.declineCode,
    }),
  );
  const failed = failIntent(world, intent, method, charge, decline);
  emit(world, 'charge.failed', charge);
  emit(world, 'payment_intent.payment_failed', failed);
  return new ApiError(402, {
    type: 'card_error',
    message: decline.message,
    code: decline.code,
    ...(decline.declineCode === null ? {} : { decline_code: decline.declineCode }),
    charge: charge.id,
    payment_intent: failed,
    payment_method: method,
  });
}

function failIntent(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  charge: Stripe.Charge | null,
  decline: Decline,
): Stripe.PaymentIntent {
  const error: Stripe.PaymentIntent.LastPaymentError = {
    ...(charge === null ? {} : { charge: charge.id }),
    code: decline.code as NonNullable<Stripe.PaymentIntent.LastPaymentError['code']>,
    ...(decline.declineCode === null ? {} : { decline_code: decline.declineCode }),
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
    message: decline.message,
    payment_method: method,
    type: method.type === 'card' ? 'card_error' : 'invalid_request_error',
  };
  return save(world, 'payment_intent', {
    ...intent,
    last_payment_error: error,
    latest_charge: charge?.id ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
    processing: null,
    status: 'requires_payment_method',
  });
}

function askForAuthentication(
  world: World,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  returnUrl: string | null,
): AttemptResult {
  const waiting = save(world, 'payment_intent', {
    ...intent,
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: { return_url: returnUrl, url: `${world.baseUrl()}/c/authenticate/${intent.id}` },
    },
    payment_method: method.id,
    status: 'requires_action',
  });
  emit(world, 'payment_intent.requires_action', waiting);
  return { kind: 'requires-action' };
}

/** The person passed or failed the bank's check. */
export function answerAuthentication(world: World, intentId: string, passed: boolean): AttemptResult {
  const intent = mustFind(world, 'payment_intent', intentId);
  const methodId = idOf(intent.payment_method);
  if (intent.status !== 'requires_action' || methodId === null) throw unexpectedState(intent, 'authenticate');
  if (passed) return attempt(world, intentId, methodId, { offSession: false, authenticated: true, returnUrl: null });
  const failed = failIntent(world, intent, mustFind(world, 'payment_method', methodId), null, {
    code: 'payment_intent_authentication_failure',
    declineCode: null,
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  });
  emit(world, 'payment_intent.payment_failed', failed);
  const message = failed.last_payment_error?.message ?? '';
  return { kind: 'declined', error: invalidRequest(message, { code: 'payment_intent_authentication_failure' }) };
}

function takeMoney(world: World, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, outcome: Outcome): void {
  const seed = {
    intent,
    method,
    status: 'succeeded' as const,
    failureCode: null,
    failureMessage: null,
    declineCode: null,
  };
  const charge = newCharge(world, seed);
  const availableAtOnce = outcome.kind === 'succeed' && outcome.availableAtOnce === true;
  concludeSuccess(world, intent, { ...charge, payment_method: method.id }, availableAtOnce);
  if (outcome.kind === 'succeed' && outcome.thenDisputed === true) openDispute(world, charge.id);
}

function concludeSuccess(
  world: World,
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
  availableAtOnce: boolean,
): void {
  const booked = bookCharge(world, charge, availableAtOnce);
  const paid = save(world, 'charge', {
    ...charge,
    status: 'succeeded',
    paid: true,
    captured: true,
    balance_transaction: booked.id,
  });
  const succeeded = save(world, 'payment_intent', {
    ...intent,
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: paid.id,
    next_action: null,
    payment_method: paid.payment_method,
    processing: null,
    status: 'succeeded',
  });
  emit(world, 'charge.succeeded', paid);
  emit(world, 'payment_intent.succeeded', succeeded);
}

function startDebit(world: World, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): AttemptResult {
  const seed = {
    intent,
    method,
    status: 'pending' as const,
    failureCode: null,
    failureMessage: null,
    declineCode: null,
  };
  const charge = save(world, 'charge', newCharge(world, seed));
  const processing = save(world, 'payment_intent', {
    ...intent,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
    status: 'processing',
  });
  emit(world, 'charge.pending', charge);
  emit(world, 'payment_intent.processing', processing);
  world.scheduleSettlement(intent.id);
  return { kind: 'processing' };
}

const DEBIT_MESSAGES: Record<string, string> = {
  insufficient_funds: 'The bank account has insufficient funds to complete the purchase.',
  account_closed: "The customer's bank account has been closed.",
  refer_to_customer: 'The transaction was rejected by the customer’s bank; refer to the customer.',
};

/**
 * The bank answers about a processing debit. Without a named outcome the test account number decides.
 * Refuses (400) unless the intent is processing.
 */
export function settleDebit(world: World, intentId: string, named?: 'succeed' | 'fail'): 'succeeded' | 'failed' {
  const intent = mustFind(world, 'payment_intent', intentId, 'intent');
  const chargeId = idOf(intent.latest_charge);
  const methodId = idOf(intent.payment_method);
  if (intent.status !== 'processing' || chargeId === null || methodId === null) throw unexpectedState(intent, 'settle');
  const charge = mustFind(world, 'charge', chargeId);
  const outcome = outcomeOf(world, methodId);
  const settles = named === undefined ? outcome.kind !== 'debit' || outcome.settles : named === 'succeed';
  if (settles) {
    concludeSuccess(world, intent, charge, false);
    if (outcome.kind === 'debit' && outcome.thenDisputed === true) openDispute(world, charge.id);
    return 'succeeded';
  }
  const code = (outcome.kind === 'debit' ? outcome.failureCode : undefined) ?? 'insufficient_funds';
  const message = DEBIT_MESSAGES[code] ?? 'The bank refused the debit.';
  const returned = save(world, 'charge', {
    ...charge,
    status: 'failed',
    paid: false,
    captured: false,
    amount_captured: 0,
    failure_code: code,
    failure_message: message,
  });
  const failed = failIntent(world, intent, mustFind(world, 'payment_method', methodId), returned, {
    code,
    declineCode: null,
    message,
  });
  emit(world, 'charge.failed', returned);
  emit(world, 'payment_intent.payment_failed', failed);
  return 'failed';
}

export function cancelIntent(
  world: World,
  intentId: string,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Stripe.PaymentIntent {
  const intent = mustFind(world, 'payment_intent', intentId, 'intent');
  if (!ATTEMPTABLE.includes(intent.status)) throw unexpectedState(intent, 'cancel');
  const canceled = save(world, 'payment_intent', {
    ...intent,
    canceled_at: world.now(),
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  });
  emit(world, 'payment_intent.canceled', canceled);
  return canceled;
}

export function unexpectedState(intent: Stripe.PaymentIntent, verb: string): ApiError {
  return new ApiError(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message: `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
    payment_intent: intent,
  });
}
