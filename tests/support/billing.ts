import { randomUUID } from 'node:crypto';
import type { Cycle, Timing } from '#app/kernel/billing-periods.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { issueRun, numberRunChunk, postRunChunk } from '#app/modules/billing-runs/commands/issue-run.server.ts';
import { previewRun } from '#app/modules/billing-runs/commands/preview-run.server.ts';
import { startPreview } from '#app/modules/billing-runs/commands/start-preview.server.ts';
import type { RunState, StartPreviewInput } from '#app/modules/billing-runs/types.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { issueBilling, issueChunks, makePreview, previewBilling } from '#app/workflows/run-billing.server.ts';
import { aProduct } from '#tests/support/contracts.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { CLERK, on } from '#tests/support/people.ts';

type Scheme = PriceScheme | Record<string, unknown>;
export type AgreedLine = {
  readonly product?: string;
  readonly unit?: string;
  readonly description?: string;
  readonly cycle?: Cycle;
  readonly anchorOn?: string;
  readonly timing?: Timing;
  /** Left out: metered. */
  readonly quantity?: string;
  readonly startsOn?: string;
  readonly endsOn?: string | null;
  readonly poNumber?: string;
  readonly deferred?: boolean;
  /** One price, or several each from a day on. */
  readonly price?: Scheme | readonly (readonly [from: string, Scheme])[];
};
export type Agreed = { readonly contractId: string; readonly lineIds: readonly string[] };

/** 42 a unit. */
export const perUnit = (unitPrice: string, more: Record<string, unknown> = {}) => ({
  kind: 'per_unit',
  unitPrice,
  ...more,
});

const dayBefore = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** A contract of these lines as a second person approved it, written as the commands write it. */
export async function agree(
  owner: TestDatabase['owner'],
  customerId: string,
  lines: readonly AgreedLine[],
  terms: {
    currency?: string;
    poNumber?: string;
    invoicePer?: string | null;
    termsDays?: number | null;
    startsOn?: string;
  } = {},
): Promise<Agreed> {
  const { pool } = owner;
  const [contractId, proposer, decider] = [randomUUID(), randomUUID(), randomUUID()];
  const startsOn = terms.startsOn ?? '2026-01-01';
  const ready = [];
  for (const [at, line] of lines.entries()) {
    const productId = await aProduct(owner, line.product ?? 'FLY-ASH', line.unit ?? 't');
    const given = Array.isArray(line.price) ? line.price : [[line.startsOn ?? startsOn, line.price ?? perUnit('42')]];
    const prices = given.map(([validFromOn, scheme], n) => ({
      ...{ validFromOn, scheme, validToOn: given[n + 1] ? dayBefore(given[n + 1]![0]) : null },
    }));
    ready.push({
      ...{
        id: randomUUID(),
        lineNo: at + 1,
        productId,
        siteId: null,
        priceListId: null,
        cycle: line.cycle ?? 'monthly',
      },
      ...{ anchorOn: line.anchorOn ?? startsOn, timing: line.timing ?? 'arrears', quantity: line.quantity ?? null },
      ...{
        charge: line.quantity ? 'recurring' : 'metered',
        startsOn: line.startsOn ?? startsOn,
        endsOn: line.endsOn ?? null,
      },
      ...{
        deferred: line.deferred ?? false,
        description: line.description ?? 'Fly ash',
        poNumber: line.poNumber ?? '',
        prices,
      },
    });
  }
  await pool.query(
    `insert into users (id, kind, email, name, role) values ($1, 'staff', $1::uuid || '@calder.example', 'A', 'billing_clerk'),
      ($2, 'staff', $2::uuid || '@calder.example', 'B', 'manager')`,
    [proposer, decider],
  );
  await pool.query(
    `insert into contracts (id, customer_id, title, currency, po_number, invoice_per, terms_days, starts_on, state, version_no)
      values ($1, $2, 'Ash', $3, $4, $5, $6, $7, 'active', 1)`,
    [
      contractId,
      customerId,
      terms.currency ?? 'GBP',
      terms.poNumber ?? '',
      terms.invoicePer ?? null,
      terms.termsDays ?? null,
      startsOn,
    ],
  );
  await pool.query(
    `insert into contract_versions (contract_id, version_no, customer_id, state, terms, holds_from_on, proposed_by, proposed_by_name, proposed_at,
      decided_by, decided_by_name, decided_at) values ($1, 1, $2, 'approved', $3, $4, $5, 'A', now(), $6, 'B', now())`,
    [
      contractId,
      customerId,
      JSON.stringify({ lines: ready.map(({ id: _, ...line }) => line) }),
      startsOn,
      proposer,
      decider,
    ],
  );
  await pool.query(
    `insert into contract_lines (id, contract_id, customer_id, line_no, product_id, description, cycle, anchor_on, timing, charge, quantity, starts_on,
        ends_on, deferred, po_number)
      select l.id, $1, $2, l."lineNo", l."productId", l.description, l.cycle, l."anchorOn", l.timing, l.charge, l.quantity, l."startsOn", l."endsOn",
        l.deferred, l."poNumber"
      from jsonb_to_recordset($3) as l (id uuid, "lineNo" smallint, "productId" uuid, description text, cycle text, "anchorOn" date, timing text, charge text,
        quantity numeric, "startsOn" date, "endsOn" date, deferred boolean, "poNumber" text)`,
    [contractId, customerId, JSON.stringify(ready)],
  );
  await pool.query(
    `insert into contract_prices (contract_line_id, customer_id, version_no, valid_from_on, valid_to_on, scheme)
      select l.id, $1, p.n, (p.price ->> 'validFromOn')::date, (p.price ->> 'validToOn')::date, p.price -> 'scheme'
      from jsonb_to_recordset($2) as l (id uuid, prices jsonb), jsonb_array_elements(l.prices) with ordinality as p (price, n)`,
    [customerId, JSON.stringify(ready)],
  );
  return { contractId, lineIds: ready.map(({ id }) => id) };
}

export type Used = {
  readonly on: string;
  readonly quantity: string;
  readonly corrects?: string;
  /** Left out: a ticket's number. */
  readonly reference?: string;
};

/** Usage of a line; answers the ids in order. A correction names what it corrects. */
export async function use({ pool }: TestDatabase['owner'], lineId: string, used: readonly Used[]): Promise<string[]> {
  const rows = used.map((one) => ({ id: randomUUID(), ...one, corrects: one.corrects ?? null }));
  await pool.query(
    `insert into usage_records (id, customer_id, contract_line_id, kind, natural_key, occurred_on, quantity, unit_code, reference, corrects_id, learned_at,
        recorded_by_name)
      select u.id, l.customer_id, l.id, case when u.corrects is null then 'delivery' else 'correction' end, u.id::text, u."on", u.quantity, p.unit_code,
        coalesce(u.reference, 'T-' || left(u.id::text, 8)), u.corrects, now(), 'A'
      from jsonb_to_recordset($2) as u (id uuid, "on" date, quantity numeric, corrects uuid, reference text), contract_lines l join products p on p.id = l.product_id
      where l.id = $1`,
    [lineId, JSON.stringify(rows)],
  );
  return rows.map(({ id }) => id);
}

/** The value of what must not be refused. */
export async function done<Value>(db: Db, work: (tx: Tx) => Promise<Result<Value, unknown>>): Promise<Value> {
  const result = await inTransaction(db, work);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

export const ALL_CYCLES = ['weekly', 'fortnightly', 'four_weekly', 'monthly', 'quarterly', 'annual'] as const;
export const runUpTo = (cutOffOn: string, more: Partial<StartPreviewInput> = {}): StartPreviewInput => ({
  ...{ name: `Up to ${cutOffOn}`, cutOffOn: cutOffOn as never, documentOn: cutOffOn as never, cycles: [...ALL_CYCLES] },
  ...{ filter: {}, reviewNeeded: false, ...more },
});

/** A run as far as its preview, made as the worker makes it. */
export async function previewed(db: Db, input: StartPreviewInput): Promise<string> {
  const { runId } = await done(db, (tx) => previewBilling(tx, CLERK, input, on(input.documentOn)));
  await makePreview({ db }, runId);
  return runId;
}

/** A run from its preview to its last invoice. */
export async function billed(db: Db, input: StartPreviewInput): Promise<string> {
  const runId = await previewed(db, input);
  await issued(db, runId, input.documentOn);
  return runId;
}

export async function issued(db: Db, runId: string, day: string): Promise<void> {
  await done(db, (tx) => issueBilling(tx, CLERK, { runId }, on(day)));
  await issueChunks({ db }, runId);
}

/** A run of at most 1,000 drafts from its preview to its last invoice, without the jobs that deliver them. */
export async function billedAlone(db: Db, input: StartPreviewInput): Promise<void> {
  const { runId } = await done(db, (tx) => startPreview(tx, CLERK, input, on(input.documentOn)));
  await previewRun(db, { runId });
  await done(db, (tx) => issueRun(tx, CLERK, { runId }, on(input.documentOn)));
  await oneChunk(db, runId, 1_000);
}

/** One chunk of a run, in a transaction of its own. */
export const oneChunk = (db: Db, runId: string, size: number) =>
  inTransaction<RunState, RunState>(db, async (tx) => {
    const { ready } = await postRunChunk(tx, { runId, afterSeq: 0, size });
    const state = await numberRunChunk(tx, { runId, ready }, on('2026-11-30'));
    return state === 'issuing' || state === 'issued' ? ok(state) : refuse(state);
  });

export type BilledLine = {
  readonly invoice: string;
  readonly title: string;
  readonly description: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: string;
  readonly price: string;
  readonly net: string;
  readonly gross: string;
};

/** The lines of the invoices of a customer, in the order of their numbers. */
export async function linesOf({ pool }: TestDatabase['owner'], customerId: string): Promise<BilledLine[]> {
  const { rows } = await pool.query<BilledLine>(
    `select i.number as invoice, i.title, l.description, s.period_from_on::text as from, s.period_to_on::text as to, trim_scale(l.quantity)::text as quantity,
      trim_scale(l.unit_price)::text as price, l.net_minor::text as net, i.gross_minor::text as gross
    from invoices i join invoice_lines l on l.invoice_id = i.id join invoice_line_sources s on s.invoice_id = l.invoice_id and s.line_no = l.line_no
    where i.customer_id = $1 order by i.number, l.line_no`,
    [customerId],
  );
  return rows;
}
