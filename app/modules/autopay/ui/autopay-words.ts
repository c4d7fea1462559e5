import { formatDate, formatDateWithWeekday } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { SavedMethod } from '#app/modules/payments/types.ts';
import { isEndingSoon, lastUsableOn } from '../rules/expiry.ts';
import type { AutopayCharge, AutopayRule, SkippedBecause } from '../types.ts';

const BRANDS: Readonly<Record<string, string>> = {
  ...{ visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express', discover: 'Discover', jcb: 'JCB' },
  ...{ unionpay: 'UnionPay', diners: 'Diners Club', bacs: 'Direct debit', sepa: 'SEPA direct debit' },
};

/** A method as its owner knows it: never more than the last digits. */
export function methodName({ brand, kind, last4 }: Pick<SavedMethod, 'brand' | 'kind' | 'last4'>): string {
  return `${BRANDS[brand] ?? (kind === 'card' ? 'Card' : 'Bank account')} ending ${last4}`;
}

const ordinal = (day: number): string => {
  const end = day % 10;
  const isTeen = day >= 11 && day <= 13;
  return `${day}${isTeen ? 'th' : end === 1 ? 'st' : end === 2 ? 'nd' : end === 3 ? 'rd' : 'th'}`;
};

const whenWords = (rule: Pick<AutopayRule, 'collects' | 'dayNo'>): string =>
  rule.collects === 'due_date'
    ? 'on the day it is due'
    : rule.dayNo === 31
      ? 'on the last day of each month'
      : `on the ${ordinal(rule.dayNo ?? 1)} of each month`;

/** The rule in a sentence. */
export function ruleSentence(rule: AutopayRule, method: string, locale: string): string {
  const limit =
    rule.ceilingMinor === null
      ? 'without a limit'
      : `up to ${formatMoney(money(rule.ceilingMinor, rule.currency), locale)} at a time`;
  const days = rule.noticeDays === 1 ? 'a day' : `${rule.noticeDays} days`;
  return `We take what is due ${whenWords(rule)} from ${method}, ${limit}. We tell you ${days} before.`;
}

const BECAUSE: Readonly<Record<SkippedBecause, string>> = {
  'nothing-left': 'Nothing was left to take',
  'over-ceiling': 'Over the limit, so nothing was taken',
  'rule-off': 'Autopay was off',
  paused: 'Autopay was resting',
  method: 'The payment method could not be used',
  notice: 'Our announcement did not arrive, so nothing was taken',
};

/** Where a collection stands, in words for customer and colleague alike. */
export function chargeWords(charge: AutopayCharge, locale: string): string {
  switch (charge.state) {
    case 'noticed':
      return `Will be taken on ${formatDateWithWeekday(charge.collectOn, locale)}`;
    case 'collecting':
      return 'With the bank';
    case 'retrying':
      return charge.nextTryOn
        ? `Did not go through, tried again on ${formatDateWithWeekday(charge.nextTryOn, locale)}`
        : 'Did not go through';
    case 'collected':
      return `Taken on ${formatDate(charge.collectOn, locale)}, thank you`;
    case 'failed':
      return 'Did not go through';
    case 'skipped':
      return BECAUSE[charge.skippedBecause ?? 'nothing-left'];
  }
}

const DECLINES: readonly (readonly [codes: readonly string[], words: string])[] = [
  [
    ['insufficient_funds', 'withdrawal_count_limit_exceeded', 'card_velocity_exceeded'],
    'There was not enough money in the account, or its limit was reached.',
  ],
  [['expired_card'], 'The card is out of date.'],
  [['lost_card', 'stolen_card', 'pickup_card'], 'The bank says that this card is not in use any more.'],
  [['account_closed', 'bank_account_closed', 'no_account'], 'The bank account does not exist any more.'],
  [['method-gone'], 'The payment method was removed.'],
  [
    ['authentication_required', 'payment_intent_authentication_failure'],
    'The bank wants the payment to be confirmed in person.',
  ],
  [['processing_error', 'try_again_later', 'issuer_not_available', 'never-opened'], 'The bank could not be reached.'],
  [['not-payable'], 'The payment service cannot take this amount.'],
];
const BY_CODE = new Map(DECLINES.flatMap(([codes, words]) => codes.map((code) => [code, words] as const)));

/** Why the bank said no, in plain words. */
export const declineWords = (code: string): string => BY_CODE.get(code) ?? 'The bank declined it without saying why.';

/** Until when a card can be used, once that is near or past; empty otherwise. */
export function lastUsableWords(method: Pick<SavedMethod, 'expMonth' | 'expYear'>, today: PlainDate): string {
  const last = lastUsableOn(method);
  if (last === null) return '';
  const shown = `${String(method.expMonth).padStart(2, '0')}/${String((method.expYear ?? 0) % 100).padStart(2, '0')}`;
  if (last < today) return `Expired ${shown}. Add your new card, so that nothing is late.`;
  return isEndingSoon(method, today) ? `Expires ${shown}. Add your new card before then.` : `Expires ${shown}`;
}

/** Why a rule that is not turned off takes nothing by itself: its notices come back, or its method cannot be used. */
export function hindranceOf(
  { state, pausedBecause }: Pick<AutopayRule, 'state' | 'pausedBecause'>,
  method: { readonly state: string } | undefined,
): 'notice' | 'method' | null {
  if (state === 'off') return null;
  if (pausedBecause === 'notice') return 'notice';
  return method?.state === 'active' && pausedBecause !== 'method' ? null : 'method';
}
