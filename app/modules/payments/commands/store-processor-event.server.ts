import { sql } from 'kysely';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';

export type StoreEventInput = { readonly eventRef: string; readonly kind: string; readonly payload: unknown };

/**
 * Keeps a verified event as received and enqueues its settling, in one transaction. A second delivery of the same event
 * is harmless and answers false.
 */
export async function storeProcessorEvent(
  tx: Tx,
  event: StoreEventInput,
  { now }: Pick<Moment, 'now'>,
): Promise<boolean> {
  const { rows } = await sql`/*prepared*/
    insert into stripe_events (event_ref, kind, payload, received_at)
    values (${event.eventRef}, ${event.kind}, ${JSON.stringify(event.payload)}::jsonb, ${now})
    on conflict (event_ref) do nothing returning event_ref`.execute(tx);
  if (rows.length === 0) return false;
  await enqueue(tx, 'settle-stripe-event', { eventRef: event.eventRef });
  return true;
}
