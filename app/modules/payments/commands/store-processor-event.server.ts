import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';

export type StoreEventInput = { readonly eventRef: string; readonly kind: string; readonly payload: unknown };

/**
 * Keeps a verified event as received and enqueues its settling, in one transaction. A second delivery of the same event
 * is harmless and answers false.
 */
export async function storeProcessorEvent(tx: Tx, event: StoreEventInput, moment: Moment): Promise<boolean> {
  const stored = await tx
    .insertInto('stripe_events')
    .values({
      event_ref: event.eventRef,
      kind: event.kind,
      payload: JSON.stringify(event.payload),
      received_at: moment.now,
    })
    .onConflict((conflict) => conflict.column('event_ref').doNothing())
    .returning('event_ref')
    .execute();
  if (stored.length === 0) return false;
  await enqueue(tx, 'settle-stripe-event', { eventRef: event.eventRef });
  return true;
}
