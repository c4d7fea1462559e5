import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/**
 * Keeps what was open at the end of a day, so that reports of that day and the weeks after it need not read the whole
 * history. Seals first and knows what that seal knows. May be taken again for the same day. Other seals wait for its end,
 * no writer does; refuses nothing, writes no audit record, because it says nothing new.
 */
export async function takeSnapshot(tx: Tx, of: { readonly periodEndOn: PlainDate }): Promise<{ snapshotId: string }> {
  const { rows } = await sql<{ id: string }>`select take_snapshot(${of.periodEndOn}) as id`.execute(tx);
  return { snapshotId: rows[0]!.id };
}
