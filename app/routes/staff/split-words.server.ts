import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { ReductionRefusal } from '#app/modules/cash-application/types.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import type { SettleRefusal } from '#app/workflows/settle-and-name.server.ts';
import { type PaymentRefusal, paymentWords } from './payment-words.server.ts';
import { restAmountName, restName } from './split-names.ts';

export type SplitRefusal = PaymentRefusal | SettleRefusal;

type Said = { fields: [string, string][]; currency: Currency; baseCurrency: Currency; locale: string };

/** What a refusal of a split with named differences says, at the field it is about. */
export function splitWords(refusal: SplitRefusal, said: Said): FormRefusal {
  const values = Object.fromEntries(said.fields);
  const at = (name: string, text: string) => formRefusal({ fieldErrors: { [name]: [text] }, values });
  switch (refusal.code) {
    case 'rest-refused': {
      const { itemId, amountMinor } = refusal.rest;
      const inner = refusal.refusal;
      if (inner.code === 'period-closed')
        return { ...at('receivedOn', periodClosedText(inner, said.locale)), offeredOn: inner.firstOpenOn };
      const isAboutSize = SIZES.has(inner.code) && amountMinor !== null;
      return at(isAboutSize ? restAmountName(itemId) : restName(itemId), reductionText(inner, said));
    }
    case 'left-refused':
      return at('clearRest', leftText(refusal, said));
    case 'not-in-group':
      return formRefusal({ formErrors: [`${refusal.name} is not in this group any more. Reload the page.`], values });
    case 'same-customer':
      return formRefusal({ formErrors: ['This is not there any more. Reload the page.'], values });
    default:
      return paymentWords(refusal, said);
  }
}

const SIZES = new Set(['amount-not-positive', 'more-than-open', 'discount-too-large', 'difference-too-large']);

const amountIn =
  ({ locale }: Said) =>
  (minor: bigint, code: Currency) =>
    formatMoney(money(minor, code), locale);

/** Why a difference cannot be named so. */
function reductionText(refusal: Exclude<ReductionRefusal, { code: 'period-closed' }>, said: Said): string {
  const amount = amountIn(said);
  switch (refusal.code) {
    case 'item-not-open':
      return 'Nothing is left here to name. Choose that nothing is short, or lower what it is paid.';
    case 'amount-not-positive':
      return 'Enter an amount above zero, or leave it empty for all that is left.';
    case 'more-than-open':
      return `Only ${amount(refusal.openMinor, said.currency)} is open here. Lower the amount.`;
    case 'no-discount-terms':
      return 'This customer has no early-payment discount. Choose another name, or add the terms to the customer.';
    case 'discount-ended':
      return `The discount ended on ${formatDate(refusal.untilOn, said.locale)}, before the money came. Choose another name.`;
    case 'discount-too-large':
      return `The discount is ${amount(refusal.atMostMinor, said.currency)} at most. Lower it and name the rest otherwise.`;
    case 'difference-too-large':
      return `Up to ${amount(refusal.atMostBaseMinor, said.baseCurrency)} may be cleared as a small difference. Choose another name.`;
    case 'over-application':
      return 'On that day it was still paid by something that was undone later. Choose a later day.';
    case 'code-needed':
      return 'Choose what the customer deducts for.';
  }
}

function leftText({ leftMinor, refusal }: Extract<SettleRefusal, { code: 'left-refused' }>, said: Said): string {
  if (refusal.code === 'period-closed') return periodClosedText(refusal, said.locale);
  const left = amountIn(said)(leftMinor, said.currency);
  if (refusal.code !== 'difference-too-large') return `${left} cannot be cleared. Leave it on the account.`;
  const most = amountIn(said)(refusal.atMostBaseMinor, said.baseCurrency);
  return `${left} is left over, and up to ${most} may be cleared. Leave it on the account instead.`;
}
