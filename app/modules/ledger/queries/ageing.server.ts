import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { AgeingRow } from '../types.ts';

/**
 * Aged receivables as of a business date: what was open then, whatever was posted or applied later. Buckets by days past
 * due (due on the day is not late); credits stand in a column of their own. One row per customer and currency with
 * anything open, by customer number. Exact for any date: it sums items and applications effective on or before it.
 */
export async function ageing(db: ReadDb, at: { asOf: PlainDate; customerId?: string }): Promise<AgeingRow[]> {
  const only = at.customerId ? sql`and i.customer_id = ${at.customerId}` : sql``;
  const onlyApplied = at.customerId ? sql`and a.customer_id = ${at.customerId}` : sql``;
  const { rows } = await sql<RawRow>`
    with applied as (
      select item, sum(amount_minor) as minor from (
        select credit_item_id as item, amount_minor from applications a where a.effective_on <= ${at.asOf} ${onlyApplied}
        union all
        select debit_item_id, amount_minor from applications a where a.effective_on <= ${at.asOf} ${onlyApplied}) moves
      group by item),
    standing as (
      select i.customer_id, i.currency, i.side, ${at.asOf}::date - i.due_on as late, i.amount_minor - coalesce(applied.minor, 0) as minor
      from open_items i left join applied on applied.item = i.id
      where i.effective_on <= ${at.asOf} ${only} and i.amount_minor > coalesce(applied.minor, 0)),
    bucketed as (
      select customer_id, currency,
        coalesce(sum(minor) filter (where side = 'debit' and late <= 0), 0)::bigint as not_due,
        coalesce(sum(minor) filter (where side = 'debit' and late between 1 and 30), 0)::bigint as d1_30,
        coalesce(sum(minor) filter (where side = 'debit' and late between 31 and 60), 0)::bigint as d31_60,
        coalesce(sum(minor) filter (where side = 'debit' and late between 61 and 90), 0)::bigint as d61_90,
        coalesce(sum(minor) filter (where side = 'debit' and late > 90), 0)::bigint as over_90,
        coalesce(sum(minor) filter (where side = 'credit'), 0)::bigint as credits
      from standing group by customer_id, currency)
    select b.*, c.number as customer_number, c.name as customer_name
    from bucketed b join customers c on c.id = b.customer_id order by c.number, b.currency`.execute(db as never);
  return rows.map(toAgeingRow);
}

type RawRow = {
  customer_id: string;
  customer_number: string;
  customer_name: string;
  currency: string;
  not_due: bigint;
  d1_30: bigint;
  d31_60: bigint;
  d61_90: bigint;
  over_90: bigint;
  credits: bigint;
};

const toAgeingRow = (row: RawRow): AgeingRow => ({
  customerId: row.customer_id,
  customerNumber: row.customer_number,
  customerName: row.customer_name,
  currency: currency(row.currency),
  notDueMinor: row.not_due,
  d1to30Minor: row.d1_30,
  d31to60Minor: row.d31_60,
  d61to90Minor: row.d61_90,
  over90Minor: row.over_90,
  creditsMinor: row.credits,
  totalMinor: row.not_due + row.d1_30 + row.d31_60 + row.d61_90 + row.over_90 - row.credits,
});

/** Totals per currency over all customers, for the ageing strip; currencies are never added. */
export async function ageingTotals(
  db: ReadDb,
  at: { asOf: PlainDate; customerId?: string },
): Promise<Omit<AgeingRow, 'customerId' | 'customerNumber' | 'customerName'>[]> {
  const totals = new Map<string, Omit<AgeingRow, 'customerId' | 'customerNumber' | 'customerName'>>();
  for (const { customerId: _c, customerNumber: _n, customerName: _m, ...row } of await ageing(db, at)) {
    const before = totals.get(row.currency);
    totals.set(
      row.currency,
      before
        ? {
            currency: row.currency,
            notDueMinor: before.notDueMinor + row.notDueMinor,
            d1to30Minor: before.d1to30Minor + row.d1to30Minor,
            d31to60Minor: before.d31to60Minor + row.d31to60Minor,
            d61to90Minor: before.d61to90Minor + row.d61to90Minor,
            over90Minor: before.over90Minor + row.over90Minor,
            creditsMinor: before.creditsMinor + row.creditsMinor,
            totalMinor: before.totalMinor + row.totalMinor,
          }
        : row,
    );
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
