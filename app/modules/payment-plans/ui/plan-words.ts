import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { NotEligible, PlanBreak, Rhythm } from '../types.ts';

type In = { readonly currency: Currency; readonly locale: string };

const RHYTHM_WORDS: Readonly<Record<Rhythm, string>> = {
  weekly: 'every week',
  fortnightly: 'every two weeks',
  monthly: 'every month',
};

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** Why a wish cannot be agreed at once, in words for the customer; never of what kind of customer they are. */
export function breakWords(found: PlanBreak, { currency, locale }: In): string {
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const date = (on: Parameters<typeof formatDate>[0]) => formatDate(on, locale);
  switch (found.code) {
    case 'total-too-small':
      return `A plan is for ${amount(found.leastMinor)} or more.`;
    case 'total-too-large':
      return `Up to ${amount(found.mostMinor)} can be agreed at once.`;
    case 'too-old':
      return `An invoice was due more than ${days(found.mostDays)} ago.`;
    case 'kind-excluded':
      return 'One of the amounts is of a kind we look at first.';
    case 'too-many-payments':
      return `Up to ${found.most} payments can be agreed at once.`;
    case 'rhythm-not-offered':
      return `Payments can be ${listed(found.rhythms.map((rhythm) => RHYTHM_WORDS[rhythm]))}.`;
    case 'first-too-small':
      return `The first payment is ${amount(found.leastMinor)} or more.`;
    case 'first-too-late':
      return `The first payment is by ${date(found.latestOn)}.`;
    case 'gap-too-long':
      return `The second payment is by ${date(found.latestOn)}.`;
    case 'payment-too-small':
      return `Each payment is ${amount(found.leastMinor)} or more.`;
    case 'too-long':
      return `The last payment is by ${date(found.latestOn)}.`;
    case 'method-needed':
      return 'A plan needs a saved card or bank account to be paid from.';
    default:
      return 'We look at this plan before it starts.';
  }
}

/** The same for a colleague, who may know the rest. */
export function breakWordsForStaff(found: PlanBreak, of: In): string {
  if (found.code === 'not-open') return 'Plans are not open to customers now.';
  if (found.code === 'risk-class') return 'The policy does not take customers of this risk class.';
  if (found.code === 'defaulted-before') return 'An earlier plan of this customer defaulted not long ago.';
  return breakWords(found, of);
}

export const NOT_ELIGIBLE_WORDS: Readonly<Record<NotEligible | 'amount' | 'settled', string>> = {
  disputed: 'You asked about it: it waits for our answer.',
  'in-plan': 'It is in a payment plan already.',
  'being-paid': 'A payment for it is on its way.',
  'on-hold': 'It is on hold.',
  'kind-excluded': 'We look at this kind of amount first.',
  'too-old': 'It has been due for long: ask us for a plan.',
  amount: 'What is left of it has changed.',
  settled: 'It has been paid.',
};
