import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DayWindow } from '../types.ts';

/** The invoices dated in one month: how many were right the first time, and what was wrong with the others. */
export type MonthRight = {
  readonly monthOn: PlainDate;
  readonly issued: number;
  readonly right: number;
  /** An invoice may be wrong in several ways. */
  readonly disputed: number;
  readonly credited: number;
  readonly rebilled: number;
  readonly rejected: number;
};

/**
 * Invoices right the first time, by month of their date: nobody disputed them and was not refused, nothing was credited or
 * replaced, and no network or portal sent them back. What happens later changes the month of the invoice, not its own.
 */
export async function firstTimeRight(db: ReadDb, { fromOn, toOn }: DayWindow): Promise<MonthRight[]> {
  const { rows } = await sql<MonthRight>`
    with issued as (select v.id, date_trunc('month', v.document_on)::date as month_on from invoices v
      where v.kind = 'invoice' and v.document_on between ${fromOn}::date and ${toOn}::date),
    wrong (id, how) as (
      select d.invoice_id, 'disputed' from disputes d where d.invoice_id is not null and d.kind <> 'question'
        and coalesce(d.outcome, '') not in ('refused', 'withdrawn', 'merged')
      union select v.corrects_id, 'credited' from invoices v where v.kind = 'credit_note' and v.document_on >= ${fromOn}::date and v.corrects_id is not null
      union select v.replaces_id, 'rebilled' from invoices v where v.replaces_id is not null
      union select y.invoice_id, 'rejected' from delivery_events e join deliveries y on y.id = e.delivery_id where e.kind = 'rejected' and y.invoice_id is not null
      union select e.invoice_id, 'rejected' from einvoice_events e where e.step = 'rejected'),
    seen as (select i.id, i.month_on, array_remove(array_agg(w.how), null) as how from issued i left join wrong w on w.id = i.id group by 1, 2)
    select month_on as "monthOn", count(*)::int as issued, count(*) filter (where how = '{}')::int as right,
      count(*) filter (where 'disputed' = any (how))::int as disputed, count(*) filter (where 'credited' = any (how))::int as credited,
      count(*) filter (where 'rebilled' = any (how))::int as rebilled, count(*) filter (where 'rejected' = any (how))::int as rejected
    from seen group by 1 order by 1`.execute(db);
  return rows;
}
