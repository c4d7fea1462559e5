import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { EventOutcome, ProcessorEvent } from '../types.ts';

const WAITING_MAX = 500;
const PARKED_MAX = 100;

/** One stored event, or null. */
export async function getProcessorEvent(db: ReadDb, eventRef: string): Promise<ProcessorEvent | null> {
  const row = await columnsOf(db).where('event_ref', '=', eventRef).executeTakeFirst();
  return row ? toEvent(row) : null;
}

/** Those of these stored events that nothing was made of yet, in the order they were received. */
export async function unsettledProcessorEvents(db: ReadDb, eventRefs: readonly string[]): Promise<ProcessorEvent[]> {
  const rows = await columnsOf(db)
    .where((eb) => eb('event_ref', '=', eb.fn.any(eb.val([...eventRefs]))))
    .where('processed_at', 'is', null)
    .orderBy('received_at')
    .orderBy('event_ref')
    .execute();
  return rows.map(toEvent);
}

const columnsOf = (db: ReadDb) =>
  db.selectFrom('stripe_events').select(['event_ref', 'kind', 'payload', 'processed_at']);

const toEvent = (row: { event_ref: string; kind: string; payload: unknown; processed_at: Date | null }) => ({
  ...{ eventRef: row.event_ref, kind: row.kind, payload: row.payload, processedAt: row.processed_at },
});

/** Which of these events are stored already. */
export async function knownProcessorEvents(db: ReadDb, eventRefs: readonly string[]): Promise<Set<string>> {
  if (eventRefs.length === 0) return new Set();
  const rows = await db
    .selectFrom('stripe_events')
    .select('event_ref')
    .where((eb) => eb('event_ref', '=', eb.fn.any(eb.val([...eventRefs]))))
    .execute();
  return new Set(rows.map((row) => row.event_ref));
}

/** Events received before `before` that no job has finished: the sweep enqueues them again. */
export async function waitingProcessorEvents(db: ReadDb, { before }: { readonly before: Date }): Promise<string[]> {
  const rows = await db
    .selectFrom('stripe_events')
    .select('event_ref')
    .where('processed_at', 'is', null)
    .where('received_at', '<', before)
    .orderBy('received_at')
    .limit(WAITING_MAX)
    .execute();
  return rows.map((row) => row.event_ref);
}

export type ParkedEvent = {
  readonly eventRef: string;
  readonly kind: string;
  readonly receivedAt: Date;
  readonly note: string;
};

/** Events that no rule could settle, newest first: work for a person. */
export async function parkedProcessorEvents(db: ReadDb): Promise<ParkedEvent[]> {
  const parked: EventOutcome = 'parked';
  const rows = await db
    .selectFrom('stripe_events')
    .select(['event_ref', 'kind', 'received_at', 'note'])
    .where('outcome', '=', parked)
    .orderBy('received_at', 'desc')
    .limit(PARKED_MAX)
    .execute();
  return rows.map((row) => ({ eventRef: row.event_ref, kind: row.kind, receivedAt: row.received_at, note: row.note }));
}

/** Up to when the processor's events were listed; null before the first sweep. */
export async function sweepCursor(db: ReadDb, name: string): Promise<Date | null> {
  const row = await db.selectFrom('sweep_cursors').select('swept_to_at').where('name', '=', name).executeTakeFirst();
  return row?.swept_to_at ?? null;
}
