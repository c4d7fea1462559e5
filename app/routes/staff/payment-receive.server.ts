import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { ApplyPaymentRefusal, HowToApply } from '#app/modules/cash-application/types.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import { amountField, paymentForm } from '#app/modules/payments/forms.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import type { Payment, RecordPaymentRefusal } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inPreview, inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { type ReceivePaymentInput, receivePayment } from '#app/workflows/receive-payment.server.ts';

type Posted = {
  fields: [string, string][];
  customerId: CustomerId;
  currency: Currency;
  actor: Actor;
  moment: Moment;
  locale: string;
};
type Read = ReceivePaymentInput & { keepRest: boolean };
type Refusal = RecordPaymentRefusal | ApplyPaymentRefusal | { code: 'rest-unnamed'; leftMinor: bigint };

/** The items a person gave an amount: `apply.i-<item>` fields that are not empty. */
export function chosenAmounts(
  fields: [string, string][],
  code: Currency,
): Result<Extract<HowToApply, { kind: 'chosen' }>, FormRefusal> {
  const fieldErrors: Record<string, string[]> = {};
  const allocations: { itemId: string; amountMinor: bigint }[] = [];
  for (const [name, typed] of fields) {
    const itemId = name.startsWith('apply.i-') ? parseId(name.slice('apply.i-'.length)) : null;
    if (!itemId || typed.trim() === '') continue;
    const amount = amountField(code).safeParse(typed);
    if (amount.success) allocations.push({ itemId, amountMinor: amount.data });
    else fieldErrors[name] = [amount.error.issues[0]?.message ?? ''];
  }
  if (Object.keys(fieldErrors).length > 0)
    return refuse(formRefusal({ fieldErrors, values: Object.fromEntries(fields) }));
  return ok({ kind: 'chosen', allocations });
}

function read({ fields, customerId, currency }: Posted): Result<Read, FormRefusal> {
  const form = parseFields(fields, paymentForm(currency));
  if (!form.ok) return form;
  const { how, amount, keepRest, sendReceipt, valueOn, ...rest } = form.value;
  const counts = valueOn ? { valueOn } : {};
  const chosen = how === 'chosen' ? chosenAmounts(fields, currency) : null;
  if (chosen && !chosen.ok) return chosen;
  const apply: HowToApply = chosen?.ok ? chosen.value : ({ kind: how } as HowToApply);
  return ok({
    payment: { customerId, currency, amountMinor: amount, ...rest, ...counts },
    apply,
    keepRest,
    sendReceipt,
  });
}

/** Records and applies; a rest that nobody named is refused, so that it never appears by surprise. */
async function receive(tx: Tx, posted: Posted, input: Read, asking: boolean) {
  const received = await receivePayment(tx, posted.actor, input, posted.moment);
  if (!received.ok) return received;
  if (received.value.leftMinor > 0n && input.apply.kind !== 'none' && !input.keepRest && !asking)
    return refuse({ code: 'rest-unnamed' as const, leftMinor: received.value.leftMinor });
  return ok({
    id: received.value.id,
    number: received.value.number,
    payment: await getPayment(tx, { paymentId: received.value.id }),
  });
}

/** Does it. */
export async function recordAndApply(posted: Posted): Promise<Result<{ id: string; number: string }, FormRefusal>> {
  const input = read(posted);
  if (!input.ok) return input;
  const done = await inTransaction<{ id: string; number: string }, Refusal>(staffDb(), (tx) =>
    receive(tx, posted, input.value, false),
  );
  return done.ok ? done : refuse(paymentWords(done.refusal, posted));
}

/** Says what it would do: the same command, rolled back. */
export async function checkPayment(posted: Posted): Promise<Result<Payment, FormRefusal>> {
  const input = read(posted);
  if (!input.ok) return input;
  const done = await inPreview<{ payment: Payment | null }, Refusal>(staffDb(), (tx) =>
    receive(tx, posted, input.value, true),
  );
  if (!done.ok) return refuse(paymentWords(done.refusal, posted));
  return done.value.payment
    ? ok(done.value.payment)
    : refuse(formRefusal({ formErrors: ['It could not be worked out. Try again.'] }));
}

type Said = { fields: [string, string][]; currency: Currency; locale: string };

/** What a refusal says, at the field it is about. */
export function paymentWords(refusal: Refusal, { fields, currency, locale }: Said): FormRefusal {
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
