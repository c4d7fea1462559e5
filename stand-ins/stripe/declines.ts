import type Stripe from 'stripe';
import { GENERIC_DECLINE, type Outcome } from './test-numbers.ts';

export type Decline = { code: string; declineCode: string | null; message: string };
type Circumstance = { offSession: boolean; authenticated: boolean };

export const needsAuthentication = (
  outcome: { always: boolean },
  method: Stripe.PaymentMethod,
  circumstance: { offSession: boolean },
) => outcome.always || !(circumstance.offSession && method.customer !== null);

/** Why the bank says no, by the test number and by the card's own date; null when it does not. */
export function declineOf(
  outcome: Outcome,
  method: Stripe.PaymentMethod,
  circumstance: Circumstance & { now: number },
): Decline | null {
  if (isOutOfDate(method, circumstance.now))
    return { code: 'expired_card', declineCode: null, message: 'Your card has expired.' };
  if (outcome.kind === 'decline') return outcome;
  if (outcome.kind === 'attach-then-decline' && GENERIC_DECLINE.kind === 'decline') return GENERIC_DECLINE;
  if (outcome.kind !== 'authenticate' || circumstance.authenticated || !circumstance.offSession) return null;
  if (!needsAuthentication(outcome, method, circumstance)) return null;
  return {
    code: 'authentication_required',
    declineCode: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  };
}

/** A card is good to the end of its month. */
function isOutOfDate(method: Stripe.PaymentMethod, now: number): boolean {
  if (method.card === undefined) return false;
  const { exp_month: month, exp_year: year } = method.card;
  return Date.UTC(year, month, 1) / 1_000 <= now;
}
