import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/**
 * Seconds since the oldest row that no seal holds was recorded; 0 when all are sealed. Every command writes an audit
 * record with the database's true time, so those stand for all. Large when a transaction is left open somewhere.
 */
export async function unsealedAgeSeconds(db: ReadDb): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select coalesce(extract(epoch from clock_timestamp() - min(recorded_at)), 0)::float8 as seconds from audit_records
    where xid >= (select before_xid from seals order by seal_no desc limit 1)`.execute(db as never);
  return rows[0]!.seconds;
}
