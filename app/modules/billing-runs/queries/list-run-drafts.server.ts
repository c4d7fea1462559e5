import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DraftState, LeftOutWhy, RunDraft, RunDraftLine, RunDraftRow, RunFinding } from '../types.ts';

const COLUMNS = sql`d.id, d.seq_no as "seqNo", d.customer_id as "customerId", c.number as "customerNumber", c.name as "customerName",
  d.contract_id as "contractId", k.number as "contractNumber", d.title, d.currency, d.document_on as "documentOn", d.due_on as "dueOn",
  case when d.terms_from is not null then jsonb_build_object('from', d.terms_from, 'days', d.terms_days) end as terms,
  d.service_from_on as "serviceFromOn", d.service_to_on as "serviceToOn", d.po_number as "poNumber", d.net_minor as "netMinor", d.tax_minor as "taxMinor",
  d.gross_minor as "grossMinor", d.last_gross_minor as "lastGrossMinor", d.state, d.left_out_why as "leftOutWhy", d.left_out_note as "leftOutNote",
  d.invoice_id as "invoiceId", i.number as "invoiceNumber",
  (select count(*)::int from run_findings f where f.draft_id = d.id and f.severity = 'block' and f.override_at is null) as blocks,
  (select count(*)::int from run_findings f where f.draft_id = d.id and f.severity = 'warn') as warnings`;
const TABLES = sql`run_drafts d join customers c on c.id = d.customer_id left join contracts k on k.id = d.contract_id
  left join invoices i on i.id = d.invoice_id`;

export type DraftsWanted = {
  readonly runId: string;
  readonly state?: DraftState | undefined;
  readonly leftOutWhy?: LeftOutWhy | undefined;
  readonly customerId?: string | undefined;
  /** Drafts with a finding of this code. */
  readonly findingCode?: string | undefined;
  /** Part of the customer's name or number. */
  readonly search?: string | undefined;
  /** `change`: the largest change against the last run first, which has no second page. */
  readonly order?: 'number' | 'change' | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
};

/** Drafts of a run in the order of their numbers; `after` is the seqNo of the last one on the page before. */
export async function listRunDrafts(db: ReadDb, wanted: DraftsWanted): Promise<RunDraftRow[]> {
  const like = wanted.search ? `%${wanted.search.replaceAll(/[\\%_]/g, '\\$&')}%` : null;
  const { rows } = await sql<RunDraftRow>`select ${COLUMNS} from ${TABLES} where d.run_id = ${wanted.runId}::uuid
    ${wanted.state ? sql`and d.state = ${wanted.state}` : sql``} ${wanted.leftOutWhy ? sql`and d.left_out_why = ${wanted.leftOutWhy}` : sql``}
    ${wanted.customerId ? sql`and d.customer_id = ${wanted.customerId}::uuid` : sql``}
    ${wanted.findingCode ? sql`and exists (select from run_findings f where f.draft_id = d.id and f.code = ${wanted.findingCode})` : sql``}
    ${like ? sql`and (c.name ilike ${like} or c.number ilike ${like})` : sql``}
    ${wanted.after === undefined ? sql`` : sql`and d.seq_no > ${wanted.after}`}
    ${wanted.order === 'change' ? sql`and d.last_gross_minor is not null order by abs(d.gross_minor - d.last_gross_minor) desc, d.seq_no` : sql`order by d.seq_no`}
    limit ${wanted.limit}`.execute(db);
  return rows;
}

/** A draft with its lines, how each came about, and what was found. Undefined where there is none. */
export async function getRunDraft(db: ReadDb, { draftId }: { draftId: string }): Promise<RunDraft | undefined> {
  const { rows } = await sql<
    RunDraftRow & { runId: string }
  >`select ${COLUMNS}, d.run_id as "runId" from ${TABLES} where d.id = ${draftId}::uuid`.execute(db);
  const draft = rows[0];
  if (!draft) return undefined;
  const lines = await sql<RunDraftLine>`
    select l.line_no as "lineNo", l.contract_line_id as "contractLineId", l.product_id as "productId", p.name as "productName", l.description,
      l.period_from_on as "periodFromOn", l.period_to_on as "periodToOn", trim_scale(l.quantity)::text as quantity, l.unit,
      trim_scale(l.unit_price)::text as "unitPrice", l.net_minor as "netMinor", l.tax_minor as "taxMinor", l.tax_code as "taxCode",
      l.tax_rate_bp as "taxRateBp", l.account_code as "accountCode", l.explanation,
      (select count(*)::int from run_draft_usage u where u.draft_id = l.draft_id and u.line_no = l.line_no) as "usageCount"
    from run_draft_lines l join products p on p.id = l.product_id where l.draft_id = ${draftId}::uuid order by l.line_no`.execute(
    db,
  );
  return { ...draft, lines: lines.rows, findings: await findingsWhere(db, sql`f.draft_id = ${draftId}::uuid`) };
}

type Where = ReturnType<typeof sql>;

/** What was found in a run, blocks first, then by code and customer. */
export function listRunFindings(
  db: ReadDb,
  { runId, severity, code }: { runId: string; severity?: 'block' | 'warn' | undefined; code?: string | undefined },
): Promise<RunFinding[]> {
  return findingsWhere(
    db,
    sql`f.run_id = ${runId}::uuid ${severity ? sql`and f.severity = ${severity}` : sql``} ${code ? sql`and f.code = ${code}` : sql``}`,
  );
}

const FINDINGS_MAX = 2_000;

async function findingsWhere(db: ReadDb, where: Where): Promise<RunFinding[]> {
  const { rows } = await sql<RunFinding>`
    select f.id, f.draft_id as "draftId", f.customer_id as "customerId", c.number as "customerNumber", c.name as "customerName", f.line_no as "lineNo",
      f.code, f.severity, f.facts, f.override_reason as "overrideReason", f.override_by_name as "overrideByName", f.override_at as "overrideAt"
    from run_findings f join customers c on c.id = f.customer_id where ${where}
    order by f.severity, f.code, c.number, f.id limit ${FINDINGS_MAX}`.execute(db);
  return rows;
}

/** How often each code was found, with the drafts it is about; those let through apart. */
export async function countRunFindings(
  db: ReadDb,
  { runId }: { runId: string },
): Promise<{ code: string; severity: 'block' | 'warn'; drafts: number; letThrough: number }[]> {
  const { rows } = await sql<{ code: string; severity: 'block' | 'warn'; drafts: number; letThrough: number }>`
    select f.code, f.severity, count(distinct f.draft_id)::int as drafts,
      count(distinct f.draft_id) filter (where f.override_at is not null)::int as "letThrough"
    from run_findings f where f.run_id = ${runId}::uuid group by f.code, f.severity order by f.severity, 3 desc, f.code`.execute(
    db,
  );
  return rows;
}
