import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

const COUNT_MAX = 1_000;

/** Drafts that are left out until something is fixed, of runs that wait to be issued; at most 1,000 are counted. */
export async function runExceptionCount(db: ReadDb): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`/*prepared*/ select count(*)::int as count from (select 1 from billing_runs r
    join run_drafts d on d.run_id = r.id and d.state = 'blocked' where r.state in ('previewed', 'reviewed') limit ${COUNT_MAX}) waiting`.execute(
    db,
  );
  return rows[0]!.count;
}
