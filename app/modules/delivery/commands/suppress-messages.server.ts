import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Keeps messages back that wait, with the reason people read. The caller holds their rows and saw that none has left. */
export async function suppressMessages(
  tx: Tx,
  { ids, reason }: { readonly ids: readonly string[]; readonly reason: string },
  moment: Moment,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('messages')
    .set({ state: 'suppressed', state_reason: reason, changed_at: moment.now })
    .where('id', 'in', [...ids])
    .execute();
}
