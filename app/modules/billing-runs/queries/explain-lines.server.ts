import { sql } from 'kysely';
import { decimal } from '#app/kernel/decimal.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { LastLine, LineToExplain, UsageInLine } from '../rules/explain-line.ts';
import { readExplanation } from '../rules/line-explanation.ts';

/** How much of what was used is listed under one line. */
const USAGE_SHOWN = 40;

type Row = {
  lineNo: number;
  description: string;
  periodFromOn: PlainDate;
  periodToOn: PlainDate;
  unitPrice: string;
  netMinor: bigint;
  taxName: string;
  taxRateBp: number;
  explanation: unknown;
  usage: (Omit<UsageInLine, 'quantity'> & { quantity: string })[];
  usageCount: number;
  last:
    | (Omit<LastLine, 'quantity' | 'unitPrice' | 'netMinor'> & {
        quantity: string;
        unitPrice: string;
        netMinor: string;
      })
    | null;
};

/** One line of a document with all an explanation needs. */
export type ExplainableLine = LineToExplain & { readonly lineNo: number };

const USAGE = (
  from: ReturnType<typeof sql>,
) => sql`(select coalesce(jsonb_agg(jsonb_build_object('kind', x.kind, 'occurredOn', x.occurred_on,
    'reference', x.reference, 'quantity', trim_scale(x.quantity)::text) order by x.occurred_on, x.id), '[]')
  from (select u.id, u.kind, u.occurred_on, u.reference, u.quantity from usage_records u join ${from} order by u.occurred_on, u.id limit ${USAGE_SHOWN}) x)`;

/** The customer's newest earlier invoice line of the same contract line, in the order of the days they are for. */
const LAST = sql`(select jsonb_build_object('number', e.number, 'periodFromOn', o.period_from_on, 'periodToOn', o.period_to_on,
    'quantity', trim_scale(m.quantity)::text, 'unitPrice', trim_scale(m.unit_price)::text, 'netMinor', m.net_minor::text)
  from invoice_line_sources o join invoice_lines m using (invoice_id, line_no) join invoices e on e.id = o.invoice_id
  where o.contract_line_id = s.contract_line_id and o.customer_id = s.customer_id and o.period_from_on < s.period_from_on
  order by o.period_from_on desc, e.issued_at desc limit 1)`;

/**
 * How the lines of an issued invoice came about; lines that no billing run made are absent. The same query for the back office
 * and the portal, whose scope shows it its own rows alone.
 */
export async function explainInvoiceLines(
  db: ReadDb,
  of: { invoiceId: string; customerId?: string },
): Promise<ExplainableLine[]> {
  const { rows } = await sql<Row>`
    select s.line_no as "lineNo", l.description, s.period_from_on as "periodFromOn", s.period_to_on as "periodToOn",
      trim_scale(l.unit_price)::text as "unitPrice", l.net_minor as "netMinor", t.name as "taxName", l.tax_rate_bp as "taxRateBp", s.explanation,
      ${USAGE(sql`billed_usage b on b.usage_id = u.id where b.invoice_id = s.invoice_id and b.line_no = s.line_no and u.customer_id = s.customer_id`)} as usage,
      (select count(*)::int from billed_usage b where b.invoice_id = s.invoice_id and b.line_no = s.line_no) as "usageCount", ${LAST} as last
    from invoice_line_sources s join invoice_lines l using (invoice_id, line_no) join tax_categories t on t.code = l.tax_code
    where s.invoice_id = ${of.invoiceId}::uuid ${of.customerId === undefined ? sql`` : sql`and s.customer_id = ${of.customerId}::uuid`}
    order by s.line_no`.execute(db);
  return rows.map(toLine);
}

/** The same of a draft in a run. */
export async function explainDraftLines(db: ReadDb, { draftId }: { draftId: string }): Promise<ExplainableLine[]> {
  const { rows } = await sql<Row>`
    select s.line_no as "lineNo", s.description, s.period_from_on as "periodFromOn", s.period_to_on as "periodToOn",
      trim_scale(s.unit_price)::text as "unitPrice", s.net_minor as "netMinor", t.name as "taxName", s.tax_rate_bp as "taxRateBp", s.explanation,
      ${USAGE(sql`run_draft_usage b on b.usage_id = u.id where b.draft_id = s.draft_id and b.line_no = s.line_no and b.run_id = s.run_id`)} as usage,
      (select count(*)::int from run_draft_usage b where b.draft_id = s.draft_id and b.line_no = s.line_no) as "usageCount", ${LAST} as last
    from run_draft_lines s join tax_categories t on t.code = s.tax_code where s.draft_id = ${draftId}::uuid order by s.line_no`.execute(
    db,
  );
  return rows.map(toLine);
}

const toLine = ({ usage, usageCount, last, explanation, unitPrice, ...row }: Row): ExplainableLine => ({
  ...row,
  unitPrice: decimal(unitPrice),
  explanation: readExplanation(explanation),
  usage: usage.map((each) => ({ ...each, quantity: decimal(each.quantity) })),
  usageLeftOut: usageCount - usage.length,
  last: last && {
    ...last,
    ...{ quantity: decimal(last.quantity), unitPrice: decimal(last.unitPrice), netMinor: BigInt(last.netMinor) },
  },
});
