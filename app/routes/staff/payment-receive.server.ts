import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { HowToApply } from '#app/modules/cash-application/types.ts';
import { amountField, paymentForm } from '#app/modules/payments/forms.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import type { Payment } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inPreview, inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { type ReceivePaymentInput, receivePayment } from '#app/workflows/receive-payment.server.ts';
import { type PaymentRefusal, paymentWords } from './payment-words.server.ts';

type Posted = {
  fields: [string, string][];
  customerId: CustomerId;
  currency: Currency;
  actor: Actor;
  moment: Moment;
  locale: string;
};
type Read = ReceivePaymentInput & { keepRest: boolean };

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
  const done = await inTransaction<{ id: string; number: string }, PaymentRefusal>(staffDb(), (tx) =>
    receive(tx, posted, input.value, false),
  );
  return done.ok ? done : refuse(paymentWords(done.refusal, posted));
}

/** Says what it would do: the same command, rolled back. */
export async function checkPayment(posted: Posted): Promise<Result<Payment, FormRefusal>> {
  const input = read(posted);
  if (!input.ok) return input;
  const done = await inPreview<{ payment: Payment | null }, PaymentRefusal>(staffDb(), (tx) =>
    receive(tx, posted, input.value, true),
  );
  if (!done.ok) return refuse(paymentWords(done.refusal, posted));
  return done.value.payment
    ? ok(done.value.payment)
    : refuse(formRefusal({ formErrors: ['It could not be worked out. Try again.'] }));
}
