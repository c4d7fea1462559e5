import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DayWindow } from '../types.ts';

/** What customers asked about a kind of line: its product, or where it has none, the account of its revenue. */
export type TopQuestion = {
  readonly kindOfLine: string;
  readonly reasonCode: string;
  readonly reasonLabel: string;
  readonly asked: number;
  /** Different customers among them: one that asks every month is not many. */
  readonly customers: number;
  readonly newestId: string;
  readonly newestNumber: string;
};

/**
 * The questions asked most in the window, by kind of line and reason, the most customers first: what they ask about belongs
 * on a help page. A question about no line stands under "the invoice as a whole", one about no invoice under "the account".
 */
export async function topQuestions(db: ReadDb, of: DayWindow & { readonly limit: number }): Promise<TopQuestion[]> {
  const { rows } = await sql<TopQuestion>`
    with asked as (
      select d.id, d.number, d.customer_id, d.raised_at, d.reason_code, coalesce(p.name, a.name,
        case when d.invoice_id is null then 'The account' else 'The invoice as a whole' end) as kind_of_line
      from disputes d left join dispute_lines l on l.dispute_id = d.id and l.invoice_line_no is not null
      left join invoice_lines n on n.invoice_id = l.invoice_id and n.line_no = l.invoice_line_no
      left join invoice_line_sources s on s.invoice_id = n.invoice_id and s.line_no = n.line_no
      left join contract_lines k on k.id = s.contract_line_id left join products p on p.id = k.product_id
      left join ledger_accounts a on a.code = n.account_code
      cross join (select company_zone(${of.toOn}::date::timestamptz) as zone) z
      where d.kind = 'question' and d.raised_at >= ${of.fromOn}::date::timestamp at time zone z.zone
        and d.raised_at < (${of.toOn}::date + 1)::timestamp at time zone z.zone)
    select q.kind_of_line as "kindOfLine", q.reason_code as "reasonCode", r.label as "reasonLabel", count(distinct q.id)::int as asked,
      count(distinct q.customer_id)::int as customers, (array_agg(q.id order by q.raised_at desc, q.id))[1]::text as "newestId",
      (array_agg(q.number order by q.raised_at desc, q.id))[1] as "newestNumber"
    from asked q join dispute_reasons r on r.code = q.reason_code group by 1, 2, 3
    order by 5 desc, 4 desc, 1, 2 limit ${of.limit}`.execute(db);
  return rows;
}
