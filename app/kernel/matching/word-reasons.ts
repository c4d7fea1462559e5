import { assertNever } from '../assert.ts';
import { formatMoney } from '../format-money.ts';
import { type Currency, money } from '../money.ts';
import { abs } from './explain-amount.ts';
import type { AmountHow, PayerHow, Reason, ReferenceHow, Suggestion, Sureness } from './types.ts';

export const SURENESS_WORDS: Readonly<Record<Sureness, string>> = {
  exact: 'Exact',
  likely: 'Likely',
  choose: 'Choose',
};

const REFERENCE_WORDS: Readonly<Record<ReferenceHow, string>> = {
  creditor: 'Creditor reference of',
  number: 'Reference',
  digits: 'Digits of',
  range: 'Range holds',
  swapped: 'Two digits swapped in',
  'one-wrong': 'One digit wrong in',
  'one-lost': 'One digit missing in',
  'one-more': 'One digit too many in',
  cut: 'Cut off:',
};

const PAYER_WORDS: Readonly<Record<PayerHow, string>> = {
  account: 'account known',
  learned: 'account or name learned',
  code: 'customer number found',
  name: 'payer’s name known',
  'shared-name': 'payer’s name fits, and others too',
  group: 'payer of the same group',
  unknown: 'no payer named',
  stranger: 'payer not known',
  other: 'payer is another customer',
};

/** A reason as it stands on a chip at the desk: `Reference INV-1043 found`, `amount equal`, `£15.00 less: bank charge?`. */
export function wordReason(reason: Reason, shown: { readonly currency: Currency; readonly locale: string }): string {
  switch (reason.kind) {
    case 'reference':
      return `${REFERENCE_WORDS[reason.how]} ${reason.number}${reason.how === 'number' ? ' found' : ` (${reason.found})`}`;
    case 'payer':
      return PAYER_WORDS[reason.how];
    case 'amount':
      return wordAmount(
        reason.how,
        reason.items,
        formatMoney(money(abs(reason.differenceMinor), shown.currency), shown.locale),
      );
    case 'rivals':
      return reason.count === 1 ? 'one other fits nearly as well' : `${reason.count} others fit nearly as well`;
    case 'amount-alone':
      return 'only the amount speaks for it';
    default:
      return assertNever(reason);
  }
}

function wordAmount(how: AmountHow, items: number, difference: string): string {
  const words: Readonly<Record<AmountHow, string>> = {
    equal: 'amount equal',
    sum: `sum of ${items} items equal`,
    'some-sum': `${items} open items make the amount`,
    'sum-less': `sum of ${items} items, ${difference} less: bank charge?`,
    discount: `agreed discount of ${difference} taken`,
    'usual-discount': `${difference} less: discount?`,
    withheld: `${difference} of tax withheld`,
    charge: `${difference} less: bank charge?`,
    instalment: 'an instalment of the plan',
    part: `a part, ${difference} stays open`,
    more: `paid, ${difference} is left over`,
  };
  return words[how];
}

/** All of a suggestion's reasons, the strongest first, for one line of text or a row of chips. */
export const wordReasons = (
  suggestion: Suggestion,
  shown: { readonly currency: Currency; readonly locale: string },
): string[] => suggestion.reasons.map((reason) => wordReason(reason, shown));
