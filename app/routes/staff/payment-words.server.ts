import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { ApplyPaymentRefusal } from '#app/modules/cash-application/types.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import type { RecordPaymentRefusal } from '#app/modules/payments/types.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';

export type PaymentRefusal = RecordPaymentRefusal | ApplyPaymentRefusal | { code: 'rest-unnamed'; leftMinor: bigint };

type Said = { fields: [string, string][]; currency: Currency; locale: string };

/** What a refusal says, at the field it is about. */
export function paymentWords(refusal: PaymentRefusal, { fields, currency, locale }: Said): FormRefusal {
  const values = Object.fromEntries(fields);
  const at = (name: string, text: string) => formRefusal({ fieldErrors: { [name]: [text] }, values });
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  switch (refusal.code) {
    case 'period-closed':
      return { ...at('receivedOn', periodClosedText(refusal, locale)), offeredOn: refusal.firstOpenOn };
    case 'looks-like-a-duplicate':
      return at(
        'acceptSuspicion',
        `This looks like ${refusal.number} of ${formatDate(refusal.receivedOn, locale)}: same customer and amount. Tick to record it anyway.`,
      );
    case 'already-recorded':
      return formRefusal({ formErrors: ['This payment was recorded already. Nothing was added.'], values });
    case 'amount-not-positive':
      return at('itemId' in refusal ? `apply.i-${refusal.itemId}` : 'amount', 'Enter an amount above zero.');
    case 'amount-out-of-range':
      return at('amount', 'This is larger than any payment may be.');
    case 'in-the-future':
      return at('receivedOn', 'This day has not come yet. Record it on the day it is received.');
    case 'no-exchange-rate':
      return at(
        'receivedOn',
        `There is no exchange rate for ${refusal.currency} on this day. Ask an administrator to add one.`,
      );
    case 'rest-unnamed':
      return at(
        'keepRest',
        `${amount(refusal.leftMinor)} would be left over. Tick to leave it on the customer’s account, or change what it pays.`,
      );
    case 'nothing-exact':
      return at('how', 'No single invoice and no set of invoices adds up to this amount. Choose another way.');
    case 'more-than-left':
      return at(
        'amount',
        `You gave the invoices more than the ${amount(refusal.leftMinor)} there is. Lower one of the amounts.`,
      );
    case 'more-than-open':
      return at(`apply.i-${refusal.itemId}`, `Only ${amount(refusal.openMinor)} is open here. Lower the amount.`);
    case 'item-not-open':
      return at(`apply.i-${refusal.itemId}`, 'This was settled meanwhile. Clear the amount.');
    case 'unknown-customer':
    case 'unknown-credit':
      return formRefusal({ formErrors: ['This is not there any more. Reload the page.'], values });
    case 'over-application':
    case 'does-not-fit':
      return formRefusal({
        formErrors: ['Somebody else applied money here meanwhile. Look at the open items again; nothing was changed.'],
        values,
      });
  }
}
