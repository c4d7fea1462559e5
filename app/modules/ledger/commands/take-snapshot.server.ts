import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/**
 * Keeps what was open at the end of a day, so that reports of that day and the weeks after it need not read the whole
 * history. May be taken again for the same day: readers use the newest. Takes no locks, refuses nothing, writes no audit
 * record, because it says nothing new.
 */
export async function takeSnapshot(tx: Tx, of: { readonly periodEndOn: PlainDate }): Promise<{ snapshotId: string }> {
  const { rows } = await sql<{ id: string }>`select take_snapshot(${of.periodEndOn}) as id`.execute(tx);
  return { snapshotId: rows[0]!.id };
}
