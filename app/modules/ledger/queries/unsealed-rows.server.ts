import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** How many rows no seal holds yet, all families together. */
export async function unsealedRows(db: ReadDb): Promise<bigint> {
  const { rows } = await sql<{ n: bigint }>`select sum(row_count)::bigint as n from unsealed_rows()`.execute(
    db as never,
  );
  return rows[0]!.n;
}
