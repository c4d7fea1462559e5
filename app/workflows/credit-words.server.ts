import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import type { CreditOrAskRefusal } from './credit-or-ask.server.ts';

/** What a refused credit says, and the field of the form it is about; null is the form as a whole. */
export type CreditWords = { readonly field: string | null; readonly text: string };

type Said = { readonly currency: Currency; readonly locale: string };

/** Every refusal tells what to do. Amounts in the document's currency. */
export function creditWords(refusal: CreditOrAskRefusal, { currency, locale }: Said): CreditWords {
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const at = (field: string | null, text: string): CreditWords => ({ field, text });
  switch (refusal.code) {
    case 'nothing-left':
      return at(null, 'Nothing is left of this document to credit: it was credited in full.');
    case 'nothing-chosen':
      return at('choice', 'Enter a quantity or an amount on at least one line.');
    case 'amount-not-positive':
      return refusal.line === undefined
        ? at('amount', 'Enter an amount above zero.')
        : at(
            `line-${refusal.line}`,
            `Line ${refusal.line}: enter a quantity or an amount of the line’s own sign, not zero.`,
          );
    case 'unknown-line':
      return at(null, 'A line is not there any more. Reload the page.');
    case 'more-than-quantity-left':
      return at(
        `line-${refusal.line}`,
        `Line ${refusal.line}: only a quantity of ${refusal.left} is left to credit. Lower it.`,
      );
    case 'more-than-line-left':
      return at(
        `line-${refusal.line}`,
        `Line ${refusal.line}: only ${amount(refusal.leftMinor)} is left to credit. Lower it.`,
      );
    case 'more-than-tax-left':
      return at(
        null,
        `This would give back more tax (${refusal.taxCode}) than the document charges. Credit its discount lines with it.`,
      );
    case 'more-than-left':
      return at('amount', `Only ${amount(refusal.leftMinor)} is left to credit. Lower the amount.`);
    case 'leaves-lines-over':
      return at(
        null,
        'This would credit the whole amount and leave lines over that cancel each other. Credit all that is left instead.',
      );
    case 'more-than-open':
      return at(
        'applyAmount',
        `At most ${amount(refusal.openMinor)} can be set against this document now. Lower the amount.`,
      );
    case 'before-document':
      return at(
        'documentOn',
        `This is before the document it corrects. Take ${formatDate(refusal.documentOn, locale)} or later.`,
      );
    case 'in-the-future':
      return at('documentOn', 'This day has not come yet. Date it today.');
    case 'period-closed':
      return at('documentOn', `${periodClosedText(refusal, locale)} Take that day, or ask to open the month again.`);
    case 'unknown-reason':
      return at('reasonCode', 'Choose a reason of the list.');
    case 'not-waivable':
      return at('reasonCode', 'Only interest and late fees are waived. Choose the reason that fits this document.');
    case 'note-missing':
      return at('note', 'A second person decides this. Say in a sentence why, so that they can.');
    default:
      return at(null, wordsForWhole(refusal));
  }
}

type Whole = Extract<
  CreditOrAskRefusal['code'],
  | 'unknown-invoice'
  | 'not-creditable'
  | 'changed-since-approval'
  | 'changed-meanwhile'
  | 'not-replaceable'
  | 'form-changed'
  | 'at-once'
  | 'not-staff'
  | 'unknown-draft'
  | 'unknown-reference'
  | 'due-before-document'
>;

const WHOLE: Record<Whole, string> = {
  'unknown-invoice': 'This document is not there. Look for it in the list of invoices.',
  'not-creditable': 'A credit note is not credited again. Take it back with a debit note.',
  'changed-since-approval':
    'Something else of this document was credited since this was asked for, so it no longer comes to the same amounts. Send it back and ask again.',
  'changed-meanwhile': 'Somebody else corrected this document meanwhile. Look at it again; nothing was changed.',
  'not-replaceable': 'Only an invoice that is credited in full can be billed again.',
  'form-changed': 'This form was sent before and said something else. Reload the page and look at what was done.',
  'at-once': 'The form was sent twice. Look at the document: it was done once.',
  'not-staff': 'Only members of staff ask for this.',
  'unknown-draft': 'The draft is not there any more. Reload the page.',
  'unknown-reference': 'A customer, tax category or account is not there any more. Reload the page.',
  'due-before-document': 'The due date is before the invoice date.',
};

const wordsForWhole = (refusal: { readonly code: Whole }): string => WHOLE[refusal.code];
