import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** How many are open under a reason by age: up to 2 days, 7, 30, and older. */
export type MatrixRow = {
  readonly reasonCode: string;
  readonly label: string;
  readonly counts: readonly [number, number, number, number];
};

/** What is open by reason and age, the fullest reason first. */
export async function reasonAgeMatrix(db: ReadDb, now: Date): Promise<MatrixRow[]> {
  const { rows } = await sql<{ reasonCode: string; label: string; counts: number[] }>`
    select d.reason_code as "reasonCode", r.label, array[
      count(*) filter (where d.raised_at > ${now}::timestamptz - interval '3 days')::int,
      count(*) filter (where d.raised_at <= ${now}::timestamptz - interval '3 days' and d.raised_at > ${now}::timestamptz - interval '8 days')::int,
      count(*) filter (where d.raised_at <= ${now}::timestamptz - interval '8 days' and d.raised_at > ${now}::timestamptz - interval '31 days')::int,
      count(*) filter (where d.raised_at <= ${now}::timestamptz - interval '31 days')::int] as counts
    from disputes d join dispute_reasons r on r.code = d.reason_code
    where d.closed_at is null group by d.reason_code, r.label order by count(*) desc, d.reason_code`.execute(
    db as never,
  );
  return rows.map((row) => ({ ...row, counts: row.counts as unknown as MatrixRow['counts'] }));
}
