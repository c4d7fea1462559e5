import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** As many late rows as a report can add to a snapshot without noticing. */
const LATE_ROWS_MAX = 5_000;

/** Of these days, those without a snapshot and those whose newest one lacks so many rows learned since that it is worth a new one. */
export async function snapshotsWanted(db: ReadDb, of: { periodEnds: readonly PlainDate[] }): Promise<PlainDate[]> {
  const { rows } = await sql<{ period_end_on: string }>`
    select d.period_end_on from unnest(${[...of.periodEnds]}::date[]) as d (period_end_on)
    left join lateral (select before_xid from snapshots s where s.period_end_on = d.period_end_on and s.has_accounts order by s.id desc limit 1) s on true
    where s.before_xid is null or (select count(*) from (
      select 1 from entries e where e.xid >= s.before_xid and e.effective_on <= d.period_end_on limit ${LATE_ROWS_MAX}) late) = ${LATE_ROWS_MAX}
    order by d.period_end_on`.execute(db as never);
  return rows.map((row) => row.period_end_on as PlainDate);
}
