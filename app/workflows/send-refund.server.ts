import { ok, type Result } from '#app/kernel/result.ts';
import { stepRefund } from '#app/modules/adjustments/commands/step-refund.server.ts';
import { getRefund } from '#app/modules/adjustments/queries/get-refund.server.ts';
import type { Refund } from '#app/modules/adjustments/types.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { Refund as ProcessorRefund } from '#app/platform/stripe/stripe-objects.ts';
import type { StripeRefusal } from '#app/platform/stripe/stripe-refusals.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { unbooked } from './book-outside-refund.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { REFUND_MARK, settleRefund } from './settle-refund.server.ts';
import { tellRefund } from './tell-refund.server.ts';

type Processor = Pick<Outside, 'db' | 'stripe'>;

/**
 * Job: gives a refund to the processor, after the transaction that approved it. It is marked as sent before the call, so that
 * a try after one of unknown fate asks first and never gives back twice; the call carries the refund's id as its key. What
 * the processor refuses for good fails the refund, and the credit comes back. Throws when it gave no answer: tried again.
 */
export async function sendRefund(outside: Processor, refundId: string): Promise<void> {
  const refund = await getRefund(outside.db, { id: refundId });
  if (refund?.method !== 'original' || refund.intentRef === null) return;
  const moment = await momentFor(outside);
  if (refund.step === 'approved') {
    const marked = await inTransaction(outside.db, (tx) => stepRefund(tx, SYSTEM, { refundId, step: 'sent' }, moment));
    // Cancelled, or taken by another worker, at this very moment.
    if (!marked.ok) return;
  } else if (refund.step !== 'sent' && refund.step !== 'accepted') return;
  const answer = await give(outside, refund, refund.intentRef);
  if (answer.ok) return settle(outside, refundId, answer.value, moment);
  await refuseForGood(outside, refundId, answer.refusal, moment);
}

/**
 * Finds the refund at the processor, or makes it. One that carries our mark is this very one; one that somebody made in the
 * processor's own pages, of the same amount and booked by nobody, is taken as this one, so that money never goes back twice.
 */
async function give(
  { stripe, db }: Processor,
  refund: Refund,
  paymentIntentId: string,
): Promise<Result<ProcessorRefund, StripeRefusal>> {
  const listed = await stripe.listRefundsOf(paymentIntentId);
  if (!listed.ok) return listed;
  const marked = listed.value.find((one) => one.metadata[REFUND_MARK] === refund.id);
  if (marked) return ok(marked);
  const outside = (await unbooked(db, listed.value)).find(
    (one) => one.amountMinor === refund.amountMinor && one.currency === refund.currency,
  );
  if (outside) return ok(outside);
  return stripe.createRefund({
    ...{ idempotencyKey: `refund-${refund.id}`, paymentIntentId },
    ...{ amountMinor: refund.amountMinor, currency: refund.currency },
    metadata: { [REFUND_MARK]: refund.id, refund_number: refund.number },
  });
}

async function settle({ db }: Processor, refundId: string, facts: ProcessorRefund, moment: Moment): Promise<void> {
  const settled = await inTransaction(db, (tx) => settleRefund(tx, refundId, facts, moment));
  if (!settled.ok) log.warn('refund does not fit', { refundId, note: settled.refusal.note });
}

async function refuseForGood(
  { db }: Processor,
  refundId: string,
  refusal: StripeRefusal,
  moment: Moment,
): Promise<void> {
  if (refusal.kind !== 'invalid-request' && refusal.kind !== 'declined')
    throw new Error(`the processor gave no answer about refund ${refundId}: ${refusal.kind}`);
  // Our own key being wrong is no fate of a refund.
  if (refusal.code === 'not-authenticated' || refusal.code === 'not-permitted')
    throw new Error(`the processor does not let us give back: ${refusal.code}`);
  const reason = `The processor refused it: ${refusal.message}`.slice(0, 300);
  const failed = await inTransaction(db, async (tx) => {
    const stepped = await stepRefund(tx, SYSTEM, { refundId, step: 'failed', reason }, moment);
    if (stepped.ok) await tellRefund(tx, refundId, 'refund_failed', moment);
    return stepped;
  });
  if (!failed.ok) log.warn('refund was refused and has moved on', { refundId, step: failed.refusal.code });
}
