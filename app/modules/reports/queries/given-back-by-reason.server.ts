import { sql } from 'kysely';
import { currency, type Money, money } from '#app/kernel/money.ts';
import { addMonthsClamped, type PlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type GivenBackKind = 'credit_note' | 'write_off' | 'refund';
export type GivenBack = {
  readonly kind: GivenBackKind;
  readonly reason: string;
  /** One amount for each month, oldest first, tax included. */
  readonly months: readonly Money[];
  readonly total: Money;
};

type Row = { kind: GivenBackKind; reason: string; currency: string; month: PlainDate; minor: bigint };

/**
 * What was credited, written off and refunded in the months up to this one, by reason and currency, the largest first.
 * Refunds that came back are left out; what was recovered of a write-off is not taken off again. Currencies are never
 * added.
 */
export async function givenBackByReason(
  db: ReadDb,
  { today, months }: { today: PlainDate; months: number },
): Promise<{ months: PlainDate[]; rows: GivenBack[] }> {
  const last = startOfMonth(today);
  const starts = Array.from({ length: months }, (_, back) => addMonthsClamped(last, back + 1 - months));
  const found = await readSums(db, starts[0]!, addMonthsClamped(last, 1));
  const keyOf = (row: Row) => `${row.currency} ${row.kind} ${row.reason}`;
  const rows = [...Map.groupBy(found, keyOf).values()].map((same) => {
    const { kind, reason, currency: code } = same[0]!;
    const of = (minor: bigint) => money(minor, currency(code));
    const inMonth = (month: PlainDate) => same.find((row) => row.month === month)?.minor ?? 0n;
    const total = same.reduce((sum, row) => sum + row.minor, 0n);
    return { kind, reason, months: starts.map((month) => of(inMonth(month))), total: of(total) };
  });
  return { months: starts, rows: rows.sort(largestFirst) };
}

async function readSums(db: ReadDb, from: PlainDate, before: PlainDate): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select given.kind, given.reason, given.currency, date_trunc('month', given.day)::date as month,
           sum(given.minor)::bigint as minor
    from (
      select 'credit_note' as kind, r.label as reason, v.currency, v.document_on as day, v.gross_minor as minor
      from invoices v join credit_reasons r on r.code = v.reason_code
      where v.kind = 'credit_note' and v.document_on >= ${from} and v.document_on < ${before}
      union all
      select 'write_off', r.label, w.currency, w.effective_on, w.amount_minor
      from write_offs w join adjustment_reasons r on r.for_kind = w.for_kind and r.code = w.reason_code
      where w.effective_on >= ${from} and w.effective_on < ${before}
      union all
      select 'refund', r.label, f.currency, f.effective_on, f.amount_minor
      from refunds f join adjustment_reasons r on r.for_kind = f.for_kind and r.code = f.reason_code
      where f.effective_on >= ${from} and f.effective_on < ${before}
        and not exists (select from refund_events e where e.refund_id = f.id and e.kind in ('failed', 'cancelled'))
    ) given
    group by 1, 2, 3, 4`.execute(db as never);
  return rows;
}

/** By currency; within one the largest total first. */
const largestFirst = (a: GivenBack, b: GivenBack): number =>
  a.total.currency.localeCompare(b.total.currency) ||
  Number(b.total.minor > a.total.minor) - Number(b.total.minor < a.total.minor) ||
  a.reason.localeCompare(b.reason);
