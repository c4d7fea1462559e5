import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import { addMonthsClamped, type PlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { MonthPaid, PayingRecord } from '../types.ts';

const MONTHS = 12;

type Counted = { currency: string; month: string; billed: bigint; settled: bigint; bills: bigint; on_time: bigint };

/**
 * How one customer has paid the bills of the last twelve months, per currency: billed and settled per month of the bill's
 * date, and how many were settled in full by their due date (counting only bills that were due or are settled).
 */
export async function payingRecord(
  db: ReadDb,
  of: { readonly customerId: string; readonly today: PlainDate },
): Promise<PayingRecord[]> {
  const firstMonth = addMonthsClamped(startOfMonth(of.today), 1 - MONTHS);
  const { rows } = await sql<Counted>`
    with bills as (
      select v.currency, date_trunc('month', v.document_on)::date as month, v.due_on, i.amount_minor, i.residual_minor,
        (select max(a.effective_on) from applications a where a.debit_item_id = i.id) as settled_on
      from invoices v join open_items i on i.id = v.open_item_id
      where v.customer_id = ${of.customerId} and i.side = 'debit' and v.document_on >= ${firstMonth} and v.document_on <= ${of.today})
    select currency, month, sum(amount_minor)::bigint as billed, sum(amount_minor - residual_minor)::bigint as settled,
      count(*) filter (where residual_minor = 0 or due_on < ${of.today}) as bills,
      count(*) filter (where residual_minor = 0 and settled_on <= due_on) as on_time
    from bills group by currency, month order by currency, month`.execute(db as never);
  const byCurrency = Map.groupBy(rows, (row) => row.currency);
  return [...byCurrency].map(([code, counted]) => ({
    currency: currency(code),
    months: monthsFrom(firstMonth, counted),
    bills: counted.reduce((all, row) => all + Number(row.bills), 0),
    onTime: counted.reduce((all, row) => all + Number(row.on_time), 0),
  }));
}

function monthsFrom(first: PlainDate, counted: readonly Counted[]): MonthPaid[] {
  return Array.from({ length: MONTHS }, (_, index) => {
    const month = addMonthsClamped(first, index);
    const row = counted.find((candidate) => candidate.month === month);
    return { month, billedMinor: row?.billed ?? 0n, settledMinor: row?.settled ?? 0n };
  });
}
