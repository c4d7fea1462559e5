import { addDays, later, type PlainDate } from '#app/kernel/plain-date.ts';
import type { WorkingCalendar } from '#app/kernel/working-days.ts';
import { workingDayFrom } from './collection-day.ts';

/**
 * What a decline means for trying again. `later`: the same may work another day. `person`: the bank wants the person there, or
 * the amount cannot be taken so, and nothing works without them. `never`: the card or account is gone, or we were told not to
 * come again.
 */
export type DeclineClass = 'later' | 'person' | 'never';

const NEVER = new Set([
  ...['lost_card', 'stolen_card', 'pickup_card', 'fraudulent', 'merchant_blacklist', 'restricted_card'],
  ...['expired_card', 'invalid_account', 'incorrect_number', 'invalid_number', 'invalid_expiry_month'],
  ...['invalid_expiry_year', 'card_not_supported', 'currency_not_supported', 'transaction_not_allowed'],
  ...['security_violation', 'testmode_decline', 'do_not_try_again', 'stop_payment_order', 'method-gone'],
  ...['revocation_of_authorization', 'revocation_of_all_authorizations', 'account_closed', 'bank_account_closed'],
  ...['no_account', 'debit_not_authorized', 'bank_account_restricted', 'payment_method_not_available'],
  ...['invalid_account_number_length', 'bank_ownership_changed', 'debit_disputed'],
]);
const PERSON = new Set([
  ...['authentication_required', 'payment_intent_authentication_failure', 'authentication_not_handled'],
  'not-payable',
]);

export function declineClass(code: string | null): DeclineClass {
  if (code !== null && NEVER.has(code)) return 'never';
  return code !== null && PERSON.has(code) ? 'person' : 'later';
}

/**
 * When a collection is tried again after `tries` of them failed: so many days after the first as the policy says, on a working
 * day after today; null when it is given up, because of the reason or because the policy knows no further day.
 */
export function nextTry(
  policy: { readonly retryDays: readonly number[] },
  of: {
    readonly tries: number;
    readonly code: string | null;
    readonly firstTriedOn: PlainDate;
    readonly today: PlainDate;
  },
  calendar: WorkingCalendar,
): PlainDate | null {
  if (declineClass(of.code) !== 'later') return null;
  const days = [...policy.retryDays].sort((a, b) => a - b)[of.tries - 1];
  if (days === undefined) return null;
  return workingDayFrom(later(addDays(of.firstTriedOn, days), addDays(of.today, 1)), calendar);
}
