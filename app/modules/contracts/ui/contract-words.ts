import type { Cycle, Timing } from '#app/kernel/billing-periods.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceKind } from '../rules/read-price-text.ts';
import type { Charge, ContractProblem, VersionState } from '../types.ts';

export const CYCLE_WORDS: Readonly<Record<Cycle, string>> = {
  weekly: 'Weekly',
  fortnightly: 'Every two weeks',
  four_weekly: 'Every four weeks',
  monthly: 'Monthly',
  quarterly: 'Quarterly',
  annual: 'Yearly',
};
export const TIMING_WORDS: Readonly<Record<Timing, string>> = {
  arrears: 'When the period has ended',
  advance: 'When the period begins',
};
export const CHARGE_WORDS: Readonly<Record<Charge, string>> = {
  metered: 'What was used or delivered',
  recurring: 'A fixed quantity each period',
};
export const PRICE_KIND_WORDS: Readonly<Record<PriceKind, string>> = {
  per_unit: 'By the unit',
  fixed: 'Fixed for a period',
  tiered: 'In tiers',
  volume: 'By volume',
  percentage: 'A percentage',
};

type Span = { readonly fromOn: PlainDate; readonly toOn: PlainDate | null };
const spanWords = ({ fromOn, toOn }: Span, locale: string): string =>
  toOn === null
    ? `from ${formatDate(fromOn, locale)} on`
    : `${formatDate(fromOn, locale)} to ${formatDate(toOn, locale)}`;

/** What is wrong and what to do about it. */
export function problemWords(problem: ContractProblem, locale: string): string {
  const day = (date: PlainDate) => formatDate(date, locale);
  switch (problem.code) {
    case 'ends-before-start':
      return `The end, ${day(problem.endsOn)}, is before the start, ${day(problem.startsOn)}. Make it the same day or later.`;
    case 'outside-contract':
      return `The line is not inside the contract, ${spanWords({ fromOn: problem.startsOn, toOn: problem.endsOn }, locale)}. Change its days.`;
    case 'product-not-sold':
      return `This product is not sold on the day the line starts, only ${spanWords(problem, locale)}.`;
    case 'price-list-currency':
      return `The list “${problem.listName}” is in ${problem.listCurrency} and the contract in ${problem.currency}. Choose a list in ${problem.currency}.`;
    case 'prices-overlap':
      return `Two prices hold on the same day: one ${spanWords(problem.one, locale)}, one ${spanWords(problem.other, locale)}. End the first the day before the second begins.`;
    case 'cycle-mid-period':
      return `The billing cycle cannot change in the middle of a period. The period runs ${spanWords(problem, locale)}: let the change hold from ${day(problem.nextOn)}.`;
    case 'overlaps-line':
      return `This line begins before line ${problem.lineNo}, which it follows, has ended${problem.endsOn ? ` on ${day(problem.endsOn)}` : ''}.`;
    case 'line-has-ended':
      return `The line ended on ${day(problem.endsOn)}. Add a new line instead.`;
    case 'reaches-billed-days':
      return `Days through ${day(problem.billedThroughOn)} were billed by this line, and it would no longer be what it was from ${day(problem.fromOn)}. End it and add another line instead; the next run gives back the days after its end.`;
    case 'currency-fixed':
      return `The currency of a contract cannot change: it is ${problem.currency}. Begin another contract.`;
    default:
      return PLAIN_WORDS[problem.code];
  }
}

type Plain = Exclude<
  ContractProblem,
  { readonly [Fact in 'startsOn' | 'fromOn' | 'endsOn' | 'one' | 'currency']?: unknown }
>['code'];
const PLAIN_WORDS: Readonly<Record<Plain, string>> = {
  'no-lines': 'A contract needs one line or more. Fill in the first.',
  'price-missing': 'The line has no price. Add one below, or choose a price list.',
  'metered-in-advance': 'What was used can only be billed when the period has ended.',
  'line-unknown': 'This line is not in the contract any more. Reload the page.',
  'product-unknown': 'This product does not exist any more. Choose another.',
  'site-unknown': 'This site is not one of the customer. Choose another.',
  'price-list-unknown': 'This price list does not exist any more. Choose another.',
  'tax-unknown': 'This tax category does not exist any more. Choose another.',
  'account-unknown': 'This account is not for income. Choose another.',
};

/** The field of the form a problem is about. */
export const PROBLEM_FIELDS: Readonly<Record<ContractProblem['code'], string>> = {
  ...{ 'ends-before-start': 'endsOn', 'outside-contract': 'startsOn', 'no-lines': 'productId' },
  ...{ 'product-unknown': 'productId', 'product-not-sold': 'productId', 'site-unknown': 'siteId' },
  ...{ 'price-list-unknown': 'priceListId', 'price-list-currency': 'priceListId', 'price-missing': 'priceListId' },
  ...{ 'prices-overlap': 'validFromOn', 'metered-in-advance': 'timing', 'cycle-mid-period': 'cycle' },
  ...{ 'overlaps-line': 'startsOn', 'line-has-ended': 'endsOn', 'line-unknown': 'productId' },
  ...{ 'reaches-billed-days': 'startsOn', 'currency-fixed': 'currency', 'tax-unknown': 'taxCode' },
  ...{ 'account-unknown': 'accountCode' },
};

/** What became of a version, in the middle of a sentence. */
export const VERSION_STATE_WORDS: Readonly<Record<VersionState, string>> = {
  ...{ waiting: 'waiting', approved: 'approved', refused: 'sent back', withdrawn: 'withdrawn' },
};
