import { sql } from 'kysely';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { EventOutcome } from '../types.ts';

export type FinishedEvent = { readonly eventRef: string; readonly outcome: EventOutcome; readonly note: string };

/** Notes what an event led to. `parked` waits for a person and says why; an event that was finished before stays as it was. */
export const finishProcessorEvent = (tx: Tx, event: FinishedEvent, moment: Moment): Promise<void> =>
  finishProcessorEvents(tx, [event], moment);

/** The same for several events, locked in the order of their references. */
export async function finishProcessorEvents(tx: Tx, events: readonly FinishedEvent[], moment: Moment): Promise<void> {
  if (events.length === 0) return;
  await sql`
    with ended as (
      select * from unnest(${events.map(({ eventRef }) => eventRef)}::text[], ${events.map(({ outcome }) => outcome)}::text[],
        ${events.map(({ note }) => note)}::text[]) as e (event_ref, outcome, note)),
    waiting as (
      select event_ref from stripe_events where event_ref in (select event_ref from ended) and processed_at is null
      order by event_ref for no key update)
    update stripe_events s set outcome = e.outcome, note = e.note, processed_at = ${moment.now}::timestamptz
    from ended e join waiting using (event_ref) where s.event_ref = e.event_ref and s.processed_at is null`.execute(tx);
}

/**
 * Parks an event for a person, unless another waits with these very words: several events speak of one payment, and one of
 * them is enough to read. Answers what it led to. Locks the words, so that of several at once one is parked.
 */
export async function parkOnce(
  tx: Tx,
  { eventRef, note }: Omit<FinishedEvent, 'outcome'>,
  moment: Moment,
): Promise<EventOutcome> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`parked ${note}`}, 0))`.execute(tx);
  const parked: EventOutcome = 'parked';
  const waiting = await tx
    .selectFrom('stripe_events')
    .select('event_ref')
    .where('outcome', '=', parked)
    .where('note', '=', note)
    .limit(1)
    .executeTakeFirst();
  const outcome = waiting ? 'nothing-to-do' : parked;
  await finishProcessorEvent(tx, { eventRef, outcome, note }, moment);
  return outcome;
}
