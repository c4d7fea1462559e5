import { sql } from 'kysely';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Orders a job about one row through the portal's one door, in the transaction of that row. */
export async function orderAsPortal(tx: Tx, queue: string, id: string): Promise<void> {
  await sql`select portal_enqueue(${queue}, ${id}::uuid)`.execute(tx);
}
