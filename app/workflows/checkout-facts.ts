import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { CheckoutFacts } from '#app/modules/payments/types.ts';
import type { CheckoutSession, PaymentIntent } from '#app/platform/stripe/stripe-objects.ts';

/** Kept on a payment that was made without a page, so that it is known by itself. */
export const CHARGE_MARK = { attempt_kind: 'automatic' } as const;

/**
 * What a session and its payment intent say together. The intent decides about money: only `succeeded` is money, whatever
 * the session or an event's name claims. A declined card leaves the page open, so it is not a failure of the checkout; a
 * bank debit that came to nothing after the page was finished is.
 */
export function factsOf(
  session: CheckoutSession | null,
  intent: PaymentIntent | null,
): Result<CheckoutFacts, 'not-a-payment'> {
  const amountMinor =
    intent?.status === 'succeeded' ? intent.amountReceivedMinor : (intent?.amountMinor ?? session?.amountMinor ?? null);
  const currency = intent?.currency ?? session?.currency ?? null;
  if (amountMinor === null || currency === null || (session !== null && session.mode !== 'payment'))
    return refuse('not-a-payment');
  const metadata = { ...session?.metadata, ...intent?.metadata };
  const state = stateOf(session, intent);
  return ok({
    state,
    sessionRef: session?.id ?? null,
    sessionUrl: session?.status === 'open' ? session.url : null,
    intentRef: intent?.id ?? session?.paymentIntentId ?? null,
    method: methodOf(state, intent),
    amountMinor,
    currency,
    attemptId: metadata.attempt_id ?? session?.reference ?? null,
    customerId: metadata.customer_id ?? null,
    failure: failureOf(state, intent),
  });
}

function stateOf(session: CheckoutSession | null, intent: PaymentIntent | null): CheckoutFacts['state'] {
  if (intent?.status === 'succeeded') return 'paid';
  if (intent?.status === 'processing') return 'processing';
  if (session?.status === 'expired') return 'expired';
  if (intent?.status === 'canceled') return 'failed';
  if (session?.status === 'complete' && intent?.status === 'requires_payment_method') return 'failed';
  // Nobody can try another card on a payment that has no page.
  const hasNoPage = session === null && intent?.metadata.attempt_kind === CHARGE_MARK.attempt_kind;
  if (hasNoPage && intent.status === 'requires_payment_method' && intent.failure !== null) return 'failed';
  return 'open';
}

function methodOf(state: CheckoutFacts['state'], intent: PaymentIntent | null): CheckoutFacts['method'] {
  const kind = intent?.method?.kind;
  if (kind === undefined || kind === null)
    return state === 'processing' || state === 'failed' ? 'direct_debit' : 'card';
  return kind.endsWith('_debit') || kind === 'us_bank_account' ? 'direct_debit' : 'card';
}

function failureOf(state: CheckoutFacts['state'], intent: PaymentIntent | null): string | null {
  if (state === 'expired') return 'timed-out';
  if (state === 'failed') return intent?.failure?.declineCode ?? intent?.failure?.code ?? 'declined';
  if (state === 'open' && intent?.failure) return intent.failure.declineCode ?? intent.failure.code ?? 'declined';
  return null;
}
