import { sql } from 'kysely';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { enqueueWithRow } from '#app/platform/jobs/jobs.server.ts';

export type StoreEventInput = { readonly eventRef: string; readonly kind: string; readonly payload: unknown };

/**
 * Keeps a verified event as received and enqueues its settling, in one statement: both stand or neither, with or without a
 * transaction around it. A second delivery of the same event is harmless and answers false.
 */
export function storeProcessorEvent(
  db: Pick<Db, 'getExecutor'>,
  event: StoreEventInput,
  { now }: Pick<Moment, 'now'>,
): Promise<boolean> {
  return enqueueWithRow(
    db,
    'settle-stripe-event',
    { eventRef: event.eventRef },
    sql`insert into stripe_events (event_ref, kind, payload, received_at)
      values (${event.eventRef}, ${event.kind}, ${JSON.stringify(event.payload)}::jsonb, ${now})
      on conflict (event_ref) do nothing returning event_ref`,
  );
}
