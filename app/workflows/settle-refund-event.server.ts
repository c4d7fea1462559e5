import { parseId } from '#app/kernel/ids.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { refundsByProcessorRef } from '#app/modules/adjustments/queries/refunds-by-processor-ref.server.ts';
import type { RefundId } from '#app/modules/adjustments/types.ts';
import { finishProcessorEvent } from '#app/modules/payments/commands/finish-processor-event.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import type { EventSubject } from '#app/platform/stripe/stripe-events.ts';
import type { Refund as ProcessorRefund } from '#app/platform/stripe/stripe-objects.ts';
import type { Outside } from './outside.server.ts';
import { REFUND_MARK, type RefundMisfit, settleRefund } from './settle-refund.server.ts';

/** Events that speak of money given back. */
export const ABOUT_REFUNDS = /^(refund\.|charge\.refund)/;

type Processor = Pick<Outside, 'db' | 'stripe'>;
type Parked = { readonly outcome: 'parked'; readonly note: string };

/**
 * Settles an event about refunds: asks the processor for all refunds of the payment and brings each of ours to where it
 * stands now, with the event's outcome in one transaction. Any number and order of events leads to the same end. Answers
 * `done`, `not-ours` when the event is (also) about a refund we did not make, or what a person has to look at.
 */
export async function settleRefundEvent(
  outside: Processor,
  { eventRef, subject }: { readonly eventRef: string; readonly subject: EventSubject },
  moment: Moment,
): Promise<'done' | 'not-ours' | Parked> {
  const about = refsOf(subject);
  if (about.intentRef === null) return 'not-ours';
  const listed = await outside.stripe.listRefundsOf(about.intentRef);
  if (!listed.ok) {
    if (listed.refusal.kind !== 'invalid-request')
      throw new Error(`the processor gave no answer: ${listed.refusal.kind}`);
    return { outcome: 'parked', note: `The processor does not know payment ${about.intentRef} any more.` };
  }
  const meant = listed.value.filter((made) => about.refundRef === null || made.id === about.refundRef);
  // Made through us, or made at the processor and booked since.
  const booked = await refundsByProcessorRef(
    outside.db,
    meant.map((made) => made.id),
  );
  const ours = meant.flatMap((made) => {
    const id = parseId<RefundId>(made.metadata[REFUND_MARK] ?? booked.get(made.id));
    return id ? [{ id, made }] : [];
  });
  // What somebody gave back at the processor itself waits until a person books it.
  const isAllOurs = ours.length === meant.length && ours.length > 0;
  const settled = await inTransaction(outside.db, (tx) =>
    settleAll(tx, { ours, eventRef: isAllOurs ? eventRef : null }, moment),
  );
  if (!settled.ok) return { outcome: 'parked', note: settled.refusal.note };
  return isAllOurs ? 'done' : 'not-ours';
}

/** The payment and, where the event is of one refund, that refund at the processor. */
export function refsOf(subject: EventSubject): {
  readonly intentRef: string | null;
  readonly refundRef: string | null;
} {
  switch (subject.kind) {
    case 'refund':
      return { intentRef: subject.refund.paymentIntentId, refundRef: subject.refund.id };
    case 'charge':
      return { intentRef: subject.charge.paymentIntentId, refundRef: null };
    case 'other-version':
      return { intentRef: subject.paymentIntentId, refundRef: null };
    default:
      return { intentRef: null, refundRef: null };
  }
}

async function settleAll(
  tx: Tx,
  of: { readonly ours: readonly { id: string; made: ProcessorRefund }[]; readonly eventRef: string | null },
  moment: Moment,
): Promise<Result<void, RefundMisfit>> {
  let changed = false;
  for (const { id, made } of of.ours) {
    const settled = await settleRefund(tx, id, made, moment);
    if (!settled.ok) return settled;
    changed ||= settled.value.changed;
  }
  if (of.eventRef !== null)
    await finishProcessorEvent(
      tx,
      { eventRef: of.eventRef, outcome: changed ? 'applied' : 'nothing-to-do', note: '' },
      moment,
    );
  return ok();
}
