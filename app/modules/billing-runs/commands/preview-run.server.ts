import { sql } from 'kysely';
import type { Cycle } from '#app/kernel/billing-periods.ts';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { einvoiceLacks } from '#app/modules/einvoices/queries/einvoice-lacks.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type ReadDb } from '#app/platform/db/transaction.server.ts';
import { issueRulesNow } from '../queries/issue-rules.server.ts';
import { countCustomersOfRun, customersOfRun, type RunScope, readChunk } from '../queries/read-run-facts.server.ts';
import type { OtherDocument } from '../rules/findings-of.ts';
import type { RunFilter, RunState } from '../types.ts';
import { composeChunk, type DraftTerms, draftsJson, type NamedDraft } from './prepare-drafts.server.ts';

/** Customers composed and stored at a time: as much as is in memory. */
const CUSTOMERS_A_CHUNK = 500;

type RunRow = {
  state: RunState;
  cut_off_on: PlainDate;
  document_on: PlainDate;
  cycles: Cycle[];
  filter: RunFilter;
  preview_no: number;
  after_number: string;
  facts_digest: string;
};
type Composed = { readonly json: string; readonly looked: string; readonly upto: string };

/**
 * Makes the drafts of a run in state drafting, from where it stands, and ends in state previewed. Chunk by chunk: while the
 * database stores one, the next is read and priced. Killed at any point it goes on after the last chunk stored; a second one
 * at the same time, a cancellation or another preview makes it stop.
 */
export async function previewRun(
  db: Db,
  { runId, size = CUSTOMERS_A_CHUNK }: { runId: string; size?: number | undefined },
): Promise<void> {
  const run = await readRun(db, runId);
  if (run?.state !== 'drafting') return;
  if (run.after_number === '') await beginPreview(db, runId, run);
  const scope: RunScope = { cutOffOn: run.cut_off_on, cycles: run.cycles, filter: run.filter };
  const terms = { ...(await readTerms(db, run)), size };
  let storing: Promise<boolean> = Promise.resolve(true);
  let chunk = await composeNext(db, scope, terms, run.after_number);
  while (chunk) {
    if (!(await storing)) return;
    const current = chunk;
    storing = store(db, runId, run.preview_no, current);
    // Failing is told by the await above; until then nobody listens.
    storing.catch(() => undefined);
    chunk = await composeNext(db, scope, terms, current.upto);
  }
  if (await storing) await endPreview(db, runId, run.preview_no);
}

async function readRun(db: ReadDb, runId: string): Promise<RunRow | undefined> {
  const { rows } =
    await sql<RunRow>`select state, cut_off_on, document_on, cycles, filter, preview_no, after_number, facts_digest
    from billing_runs where id = ${runId}::uuid`.execute(db);
  return rows[0];
}

/** Notes as of when prices, taxes and rates are read, and how many customers there are to look at. */
async function beginPreview(db: Db, runId: string, run: RunRow): Promise<void> {
  const count = await countCustomersOfRun(db, { cutOffOn: run.cut_off_on, cycles: run.cycles, filter: run.filter });
  await inTransaction(db, async (tx) =>
    ok(
      await sql`update billing_runs set facts_xid = pg_snapshot_xmin(pg_current_snapshot()),
        facts_snapshot = pg_current_snapshot(), facts_at = clock_timestamp(),
        facts_digest = run_common_digest(document_on), customer_count = ${count}
        where id = ${runId}::uuid and state = 'drafting' and preview_no = ${run.preview_no} and after_number = ''`.execute(
        tx,
      ),
    ),
  );
}

async function composeNext(
  db: ReadDb,
  scope: RunScope,
  terms: DraftTerms & { readonly size: number },
  afterNumber: string,
): Promise<Composed | null> {
  const wanted = await customersOfRun(db, scope, { afterNumber, limit: terms.size });
  if (wanted.length === 0) return null;
  const facts = await readChunk(
    db,
    scope,
    wanted.map(({ id }) => id),
  );
  const drafts = composeChunk(facts, terms);
  const asked = [...new Set(drafts.map(({ customerId }) => customerId))];
  const [others, lackOf] = await Promise.all([
    twinsOf(db, drafts),
    einvoiceLacks(db, { customerIds: asked, on: terms.documentOn }),
  ]);
  const looked = facts.digests.map(({ customerId, digest }) => ({ customer_id: customerId, digest }));
  return {
    json: draftsJson(drafts, facts, terms, { othersOf: (draft) => others.get(draft.id) ?? [], lackOf }),
    looked: JSON.stringify(looked),
    upto: wanted.at(-1)!.number,
  };
}

/** True when the run is still at this preview and stood right before these customers. */
async function store(db: Db, runId: string, previewNo: number, chunk: Composed): Promise<boolean> {
  const stored = await inTransaction(db, async (tx) => {
    const { rows } = await sql<{
      stored: number | null;
    }>`/*prepared*/ select store_run_drafts(${runId}::uuid, ${previewNo}::int, ${chunk.json}::jsonb,
      ${chunk.looked}::jsonb, ${chunk.upto}::text) as stored`.execute(tx);
    return ok(rows[0]!.stored !== null);
  });
  return stored.ok && stored.value;
}

async function endPreview(db: Db, runId: string, previewNo: number): Promise<void> {
  await inTransaction(db, async (tx) =>
    ok(
      await sql`update billing_runs set state = 'previewed', previewed_at = clock_timestamp(), digest = run_digest(id), customer_count = customers_done
        where id = ${runId}::uuid and state = 'drafting' and preview_no = ${previewNo}`.execute(tx),
    ),
  );
}

type TermsRow = {
  base_currency: string;
  taxes: { code: string; standard_code: string; rate_bp: number; holds: boolean }[] | null;
  exchange: { currency: string; rate: string }[] | null;
};

async function readTerms(db: ReadDb, run: RunRow): Promise<DraftTerms> {
  const { rows } = await sql<TermsRow>`select (select base_currency from company),
    (select json_agg(json_build_object('code', code, 'standard_code', standard_code, 'rate_bp', tax_rate_on(code, ${run.document_on}::date),
      'holds', coalesce(valid_from_on <= ${run.document_on}::date, true) and coalesce(valid_to_on >= ${run.document_on}::date, true))) from tax_categories) as taxes,
    (select json_agg(json_build_object('currency', x.currency, 'rate', x.rate::text)) from (select distinct on (currency) currency, rate
      from exchange_rates where rate_on <= ${run.document_on}::date order by currency, rate_on desc) x) as exchange`.execute(
    db,
  );
  const { base_currency, taxes, exchange } = rows[0]!;
  const base = currency(base_currency);
  const rates = new Map((exchange ?? []).map((row) => [row.currency, row.rate]));
  return {
    ...{ cutOffOn: run.cut_off_on, documentOn: run.document_on, baseCurrency: base, rules: await issueRulesNow(db) },
    rates: new Map((taxes ?? []).map((row) => [row.code, row.rate_bp])),
    ended: new Set((taxes ?? []).filter((row) => !row.holds).map((row) => row.code)),
    letters: new Map((taxes ?? []).map((row) => [row.code, row.standard_code])),
    exchangeRate: (code: Currency) => (code === base ? '1' : (rates.get(code) ?? null)),
  };
}

/**
 * Invoices made by hand that bill a customer the same amount for the same days. What runs issued is none: it cannot be
 * billed twice, and two lines may well cost the same.
 */
async function twinsOf(db: ReadDb, drafts: readonly NamedDraft[]): Promise<Map<string, OtherDocument[]>> {
  const { rows } = await sql<OtherDocument & { draftId: string }>`
    select a.draft_id as "draftId", 'invoice' as kind, i.id, i.number, i.currency, i.service_from_on as "serviceFromOn", i.service_to_on as "serviceToOn",
      i.gross_minor as "grossMinor"
    from unnest(${drafts.map((one) => one.id)}::uuid[], ${drafts.map((one) => one.customerId)}::uuid[], ${drafts.map((one) => one.currency)}::text[],
        ${drafts.map((one) => one.serviceFromOn)}::date[], ${drafts.map((one) => one.serviceToOn)}::date[],
        ${drafts.map((one) => one.grossMinor.toString())}::bigint[]) as a (draft_id, customer_id, currency, from_on, to_on, gross)
      join invoices i on i.customer_id = a.customer_id and i.currency = a.currency and i.service_from_on = a.from_on and i.service_to_on = a.to_on
        and i.gross_minor = a.gross and i.kind = 'invoice'
    where not exists (select from invoice_line_sources s where s.invoice_id = i.id)
      and not exists (select from invoices c where c.corrects_id = i.id and c.kind = 'credit_note' and c.gross_minor = i.gross_minor)`.execute(
    db,
  );
  const found = new Map<string, OtherDocument[]>();
  for (const { draftId, ...other } of rows) found.set(draftId, [...(found.get(draftId) ?? []), other]);
  return found;
}
