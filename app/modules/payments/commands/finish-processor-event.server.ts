import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { EventOutcome } from '../types.ts';

/** Notes what an event led to. `parked` waits for a person and says why; an event that was finished before stays as it was. */
export async function finishProcessorEvent(
  tx: Tx,
  input: { readonly eventRef: string; readonly outcome: EventOutcome; readonly note: string },
  moment: Moment,
): Promise<void> {
  await tx
    .updateTable('stripe_events')
    .set({ outcome: input.outcome, note: input.note, processed_at: moment.now })
    .where('event_ref', '=', input.eventRef)
    .where('processed_at', 'is', null)
    .execute();
}
