import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import {
  type BatchRefusal,
  type RefundRefusal,
  type RefundStepRefusal,
  type ReinstateRefusal,
  type ReliefRefusal,
  type SmallRefusal,
  STEP_WORDS,
  type WriteOffRefusal,
} from '#app/modules/adjustments/types.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';

export type AnyRefusal =
  | WriteOffRefusal
  | ReliefRefusal
  | ReinstateRefusal
  | SmallRefusal
  | RefundRefusal
  | RefundStepRefusal
  | BatchRefusal;
type Told = { readonly currency: Currency; readonly locale: string };

const PLAIN: Readonly<Partial<Record<AnyRefusal['code'], string>>> = {
  'amount-not-positive': 'Enter an amount above zero.',
  'reason-missing': 'Say why, for whoever looks at this later.',
  'unknown-reason': 'Choose a reason of the list.',
  'in-the-future': 'This day is still to come. Choose today or earlier.',
  'approval-needed': 'This needs the approval of a second person. Ask for it; nothing was changed.',
  'not-staff': 'Only a member of staff can do this.',
  'item-not-open': 'This is not open any more. Look at the account again; nothing was changed.',
  'over-application': 'Later entries settle this item, so it cannot be settled on this day. Choose a later day.',
  'allowance-used-up':
    'The loss allowance does not hold that much. Build more of it under Reports, lower the amount, or choose what else bears it.',
  'unknown-write-off': 'This write-off does not exist.',
  'nothing-listed': 'Nothing is chosen.',
  'credit-not-open': 'Nothing is left of this credit. Look at the account again; nothing was changed.',
  'not-cleared': 'This cheque has not cleared and may still come back. Pay it out when the bank has cleared it.',
  'not-refundable': 'This is no money of the customer, so it cannot be paid out.',
  'no-original-way': 'The card or account this came from cannot be paid back to. Choose a bank transfer.',
  'no-bank-account':
    'There is no approved bank account of this customer in this currency. Add it under Bank details and have it approved.',
  'bank-account-changed':
    'The bank account of the customer was changed since this was asked for. Send it back and ask again; nothing was changed.',
  'unknown-refund': 'This refund does not exist.',
  'nothing-chosen': 'Choose at least one refund.',
  'changed-meanwhile':
    'One of these refunds is not waiting for a file any more. Look at the list again; nothing was changed.',
};

/** A refusal as a sentence that says what to do; amounts in the currency of the item. */
export function refusalText(refusal: AnyRefusal, { currency, locale }: Told): string {
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  switch (refusal.code) {
    case 'more-than-open':
      return `Only ${amount(refusal.openMinor)} is open. Enter that or less.`;
    case 'more-than-tax':
      return refusal.leftMinor === 0n
        ? 'All the tax in this write-off was taken back already.'
        : `Only ${amount(refusal.leftMinor)} of tax is left in this write-off. Enter that or less.`;
    case 'more-than-written-off':
      return `Only ${amount(refusal.leftMinor)} is still written off. Record the rest as a payment on account.`;
    case 'more-than-left':
      return `Only ${amount(refusal.leftMinor)} is left of this credit. Enter that or less.`;
    case 'before-item':
      return `This cannot be dated before the item itself. Choose ${formatDate(refusal.itemOn, locale)} or later.`;
    case 'before-credit':
      return `This cannot be dated before the credit itself. Choose ${formatDate(refusal.creditOn, locale)} or later.`;
    case 'before-write-off':
      return `This cannot be dated before the write-off. Choose ${formatDate(refusal.writeOffOn, locale)} or later.`;
    case 'period-closed':
      return periodClosedText(refusal, locale);
    case 'too-many':
      return `At most ${refusal.most} items go into one decision. Lower the amount or choose fewer.`;
    case 'not-now':
      return `This refund is ${STEP_WORDS[refusal.step].toLowerCase()} by now. Reload the page; nothing was changed.`;
    case 'no-company-account':
      return `The company has no bank account in ${refusal.currency}. Add it in the settings.`;
    default:
      return PLAIN[refusal.code] ?? 'This cannot be done now. Nothing was changed.';
  }
}
