import type { Tx } from '#app/platform/db/transaction.server.ts';

/** A person dealt with an event that waited for one: it leaves the list, and its note says what was done. False when it waits no more. */
export async function resolveParkedEvent(
  tx: Tx,
  input: { readonly eventRef: string; readonly note: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('stripe_events')
    .set({ outcome: 'applied', note: input.note })
    .where('event_ref', '=', input.eventRef)
    .where('outcome', '=', 'parked')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
