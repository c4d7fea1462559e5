import { assert } from '#app/kernel/assert.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { listReductions, type NamedReduction } from '#app/modules/cash-application/queries/list-reductions.server.ts';
import type { HowToApply } from '#app/modules/cash-application/types.ts';
import { amountField, paymentForm } from '#app/modules/payments/forms.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import type { Payment } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inPreview, inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { type ReceiveAndNameInput, receiveAndName } from '#app/workflows/receive-and-name.server.ts';
import { hasAmounts, namedRests } from './split-read.server.ts';
import { type SplitRefusal, splitWords } from './split-words.server.ts';

type Posted = {
  fields: [string, string][];
  customerId: CustomerId;
  currency: Currency;
  actor: Actor;
  moment: Moment;
  locale: string;
  baseCurrency: Currency;
};
type Read = ReceiveAndNameInput & { keepRest: boolean };
/** What recording would do. */
export type CheckedPayment = { payment: Payment; reductions: NamedReduction[] };

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
  const { how, amount, keepRest, clearRest, sendReceipt, valueOn, ...rest } = form.value;
  const counts = valueOn ? { valueOn } : {};
  const said = (name: string, text: string) =>
    refuse(formRefusal({ fieldErrors: { [name]: [text] }, values: Object.fromEntries(fields) }));
  if (keepRest && clearRest) return said('clearRest', 'A rest is left on the account or cleared: tick one of the two.');
  if (how !== 'chosen' && hasAmounts(fields))
    return said('how', 'Amounts are typed below. Choose “The amounts typed below”, or clear them.');
  const chosen = how === 'chosen' ? chosenAmounts(fields, currency) : null;
  if (chosen && !chosen.ok) return chosen;
  const rests = namedRests(fields, currency);
  if (!rests.ok) return rests;
  return ok({
    payment: { customerId, currency, amountMinor: amount, ...rest, ...counts },
    apply: chosen?.ok ? chosen.value : ({ kind: how } as HowToApply),
    rests: rests.value,
    leftOver: clearRest ? 'small_difference' : 'account',
    keepRest,
    sendReceipt,
  });
}

/** Records, applies and names; a rest that nobody named is refused, so that it never appears by surprise. */
async function receive(tx: Tx, posted: Posted, input: Read, asking: boolean) {
  const received = await receiveAndName(tx, posted.actor, input, posted.moment);
  if (!received.ok) return received;
  if (received.value.leftMinor > 0n && input.apply.kind !== 'none' && !input.keepRest && !asking)
    return refuse({ code: 'rest-unnamed' as const, leftMinor: received.value.leftMinor });
  return received;
}

/** Does it. */
export async function recordAndApply(posted: Posted): Promise<Result<{ id: string; number: string }, FormRefusal>> {
  const input = read(posted);
  if (!input.ok) return input;
  const done = await inTransaction<{ id: string; number: string }, SplitRefusal>(staffDb(), (tx) =>
    receive(tx, posted, input.value, false),
  );
  return done.ok ? done : refuse(splitWords(done.refusal, posted));
}

/** Says what it would do: the same command, rolled back. */
export async function checkPayment(posted: Posted): Promise<Result<CheckedPayment, FormRefusal>> {
  const input = read(posted);
  if (!input.ok) return input;
  const done = await inPreview<CheckedPayment, SplitRefusal>(staffDb(), async (tx) => {
    const received = await receive(tx, posted, input.value, true);
    if (!received.ok) return received;
    const { id } = received.value;
    const payment = await getPayment(tx, { paymentId: id });
    assert(payment, 'a payment that was just recorded is there');
    return ok({ payment, reductions: await listReductions(tx, { paymentId: id }) });
  });
  return done.ok ? done : refuse(splitWords(done.refusal, posted));
}
