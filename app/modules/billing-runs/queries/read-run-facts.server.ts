import { sql } from 'kysely';
import type { Cycle } from '#app/kernel/billing-periods.ts';
import { type Decimal, decimal } from '#app/kernel/decimal.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { linesToBill } from '#app/modules/contracts/queries/lines-to-bill.server.ts';
import type { BillableLine } from '#app/modules/contracts/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BilledPeriod, LineFacts, UsageDay } from '../rules/composed.ts';
import type { RunFilter } from '../types.ts';

export type RunCustomer = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly country: string;
  readonly taxNumber: string;
  readonly hasAddress: boolean;
  readonly poRequired: boolean;
  readonly canBeSent: boolean;
  readonly isFirstInvoice: boolean;
  /** What the last issued draft of a group came to, by group key. */
  readonly lasts: Readonly<Record<string, string>>;
};

/** Everything a chunk of customers is composed from, as read before anything was worked out. */
export type ChunkFacts = {
  readonly customers: readonly RunCustomer[];
  readonly digests: readonly { readonly customerId: string; readonly digest: string }[];
  readonly lines: readonly BillableLine[];
  readonly lineFacts: ReadonlyMap<string, LineFacts>;
  /** Quantities of whole past periods of a contract line, newest first. */
  readonly pastQuantities: ReadonlyMap<string, readonly Decimal[]>;
};

export type RunScope = {
  readonly cutOffOn: PlainDate;
  readonly cycles: readonly Cycle[];
  readonly filter: RunFilter;
};

/** Longest a period of the cycle is, in days: so far back may usage of the same period lie. */
const LONGEST_DAYS: Readonly<Record<Cycle, number>> = {
  ...{ weekly: 7, fortnightly: 14, four_weekly: 28, monthly: 31, quarterly: 92, annual: 366 },
};
const PAST_PERIODS = 6;

/** Customers a run looks at, by number, after the one given: those with a line of its cycles that has begun. */
export async function customersOfRun(
  db: ReadDb,
  { cutOffOn, cycles, filter }: RunScope,
  { afterNumber, limit }: { afterNumber: string; limit: number },
): Promise<{ id: string; number: string }[]> {
  const { rows } = await sql<{
    id: string;
    number: string;
  }>`select c.id, c.number from ${RUN_CUSTOMERS({ cutOffOn, cycles, filter })}
    and c.number > ${afterNumber} order by c.number limit ${limit}`.execute(db);
  return rows;
}

export async function countCustomersOfRun(db: ReadDb, scope: RunScope): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${RUN_CUSTOMERS(scope)}`.execute(db);
  return rows[0]!.n;
}

const RUN_CUSTOMERS = ({ cutOffOn, cycles, filter }: RunScope) => sql`customers c where exists (
    select from contract_lines l join contracts k on k.id = l.contract_id where l.customer_id = c.id and l.cycle = any (${[...cycles]}::text[])
      and l.withdrawn_in_version is null and l.starts_on <= ${cutOffOn}::date and k.state = 'active'
      ${filter.productIds?.length ? sql`and l.product_id = any (${[...filter.productIds]}::uuid[])` : sql``})
    ${filter.customerIds?.length ? sql`and c.id = any (${[...filter.customerIds]}::uuid[])` : sql``}`;

/** Reads a chunk: the digests first, so that what changes in between makes the preview stale and never goes unseen. */
export async function readChunk(db: ReadDb, scope: RunScope, customerIds: readonly string[]): Promise<ChunkFacts> {
  const { rows: digests } = await sql<{ customerId: string; digest: string }>`
    select customer_id as "customerId", digest from run_facts_digests(${[...customerIds]}::uuid[], ${scope.cutOffOn}::date, ${[...scope.cycles]}::text[])`.execute(
    db,
  );
  const products = new Set(scope.filter.productIds ?? []);
  const all = await linesToBill(db, { customerIds, cycles: scope.cycles, cutOffOn: scope.cutOffOn });
  const lines = products.size === 0 ? all : all.filter((line) => products.has(line.productId));
  const [customers, lineFacts, pastQuantities] = await Promise.all([
    readCustomers(db, customerIds),
    readLineFacts(db, lines, scope),
    readPastQuantities(db, lines),
  ]);
  return { customers, digests, lines, lineFacts, pastQuantities };
}

async function readCustomers(db: ReadDb, customerIds: readonly string[]): Promise<RunCustomer[]> {
  const { rows } = await sql<RunCustomer>`
    select c.id, c.number, c.name, c.country, c.tax_number as "taxNumber", cardinality(c.address_lines) > 0 as "hasAddress", c.po_required as "poRequired",
      invoices_reach_somebody(c.id) as "canBeSent",
      not exists (select from invoices i where i.customer_id = c.id) as "isFirstInvoice",
      coalesce((select jsonb_object_agg(l.group_key, l.gross_minor::text) from (
        select distinct on (d.group_key) d.group_key, d.gross_minor from run_drafts d where d.customer_id = c.id and d.state = 'issued'
        order by d.group_key, d.service_to_on desc) l), '{}') as lasts
    from customers c where c.id = any (${[...customerIds]}::uuid[]) order by c.number`.execute(db);
  return rows;
}

type FactsRow = {
  line_id: string;
  days:
    | {
        on: PlainDate;
        quantity: string;
        unbilled: { id: string; quantity: string; estimate: string | null; unproven: string | null }[] | null;
      }[]
    | null;
  billed:
    | (Omit<BilledPeriod, 'amountMinor' | 'changed'> & {
        amountMinor: string;
        changed: { creditedMinor: string; taxCode: string | null; accountCode: string | null } | null;
      })[]
    | null;
  through_on: PlainDate | null;
};

/**
 * Usage and what was billed, of many lines at once. Days reach back from the oldest unbilled record by one period, so that a
 * period that is billed again is known whole. Of a run over chosen usage, what was neither billed nor chosen is not known. `through_on` ends the unbroken row of billed periods from the line's start.
 */
async function readLineFacts(
  db: ReadDb,
  lines: readonly BillableLine[],
  { cutOffOn, filter: { usageIds } }: RunScope,
): Promise<Map<string, LineFacts>> {
  const ids = lines.map((line) => line.contractLineId);
  const starts = lines.map((line) => line.startsOn);
  const spans = lines.map((line) => LONGEST_DAYS[line.cycle]);
  const { rows } = await sql<FactsRow>`
    with asked as materialized (
      select * from unnest(${ids}::uuid[], ${starts}::date[], ${spans}::int[]) as a (line_id, starts_on, span)),
    known as materialized (
      select a.line_id, a.span, u.id, u.occurred_on, u.quantity, u.kind, u.reference, u.natural_key, b.usage_id is null as unbilled
      from asked a join usage_records u on u.contract_line_id = a.line_id and u.occurred_on <= ${cutOffOn}::date left join billed_usage b on b.usage_id = u.id
      ${usageIds ? sql`where b.usage_id is not null or u.id = any (${[...usageIds]}::uuid[])` : sql``}),
    periods as materialized (
      select p.contract_line_id as line_id, p.period_from_on, max(p.period_to_on) as period_to_on, count(*)::int as parts, sum(p.amount_minor) as amount,
        max(r.facts_xid) as known_xid
      from billed_periods p join billing_runs r on r.id = p.run_id where p.contract_line_id = any (${ids}::uuid[])
      group by p.contract_line_id, p.period_from_on),
    -- When something a line is billed by last changed: of most lines nothing did since they were billed.
    touched as materialized (
      select l.id as line_id, l.contract_id, l.price_list_id, l.product_id,
        (select max(v.decided_xid) from contract_versions v where v.contract_id = l.contract_id and v.changes_from_on is not null) as terms_xid,
        (select max(x.xid) from list_prices x where x.price_list_id = l.price_list_id and x.product_id = l.product_id) as price_xid
      from contract_lines l where ${usageIds === undefined}::boolean and l.id = any (${ids}::uuid[])),
    -- Billed by terms of which something changed afterwards; what follows says whether that makes a difference.
    changed as materialized (
      select p.line_id, p.period_from_on, p.period_to_on from periods p join touched t on t.line_id = p.line_id
      where (t.terms_xid >= p.known_xid and exists (select from contract_versions v where v.contract_id = t.contract_id
          and v.decided_xid >= p.known_xid and v.changes_from_on <= p.period_to_on))
        or (t.price_xid >= p.known_xid and exists (select from list_prices x where x.price_list_id = t.price_list_id and x.product_id = t.product_id
          and x.xid >= p.known_xid and x.valid_from_on <= p.period_to_on and (x.valid_to_on is null or x.valid_to_on >= p.period_from_on)))),
    firsts as materialized (
      select line_id, min(from_on) as from_on from (
        select line_id, occurred_on - span as from_on from known where unbilled union all select line_id, period_from_on from changed) f group by line_id),
    days as (
      select k.line_id, jsonb_agg(jsonb_build_object('on', k.occurred_on, 'quantity', k.quantity::text, 'unbilled', k.unbilled) order by k.occurred_on) as days
      from (select n.line_id, n.occurred_on, trim_scale(sum(n.quantity)) as quantity,
          jsonb_agg(jsonb_build_object('id', n.id, 'quantity', trim_scale(n.quantity)::text,
            'estimate', case when n.kind = 'estimate' then n.reference end,
            'unproven', case when n.kind in ('delivery', 'ticket') and n.reference = '' then n.natural_key end) order by n.id) filter (where n.unbilled) as unbilled
        from known n join firsts f on f.line_id = n.line_id and n.occurred_on >= f.from_on group by n.line_id, n.occurred_on) k group by k.line_id),
    through as materialized (
      select n.line_id, min(n.period_to_on) filter (where n.next_on is distinct from n.period_to_on + 1) as through_on, min(n.period_from_on) as first_on
      from (select *, lead(period_from_on) over (partition by line_id order by period_from_on) as next_on from periods) n group by n.line_id),
    unbroken as (select a.line_id, t.through_on from asked a join through t on t.line_id = a.line_id and t.first_on <= a.starts_on),
    given_back as (
      select p.contract_line_id as line_id, p.period_from_on, sum(l.net_minor) as credited from changed g
        join billed_periods p on p.contract_line_id = g.line_id and p.period_from_on = g.period_from_on
        join invoices c on c.corrects_id = p.invoice_id and c.kind = 'credit_note'
        join invoice_lines l on l.invoice_id = c.id and l.corrects_line_no = p.line_no group by 1, 2),
    billed as (
      select p.line_id, jsonb_agg(jsonb_build_object('fromOn', p.period_from_on, 'toOn', p.period_to_on, 'parts', p.parts, 'amountMinor', p.amount::text,
          'changed', case when g.line_id is not null then jsonb_build_object('creditedMinor', coalesce(b.credited, 0)::text,
            'taxCode', o.tax_code, 'accountCode', o.account_code) end)
        order by p.period_from_on) as billed
      from periods p left join changed g on g.line_id = p.line_id and g.period_from_on = p.period_from_on
        left join given_back b on b.line_id = p.line_id and b.period_from_on = p.period_from_on
        left join lateral (select n.tax_code, n.account_code from billed_periods q join invoice_lines n on n.invoice_id = q.invoice_id and n.line_no = q.line_no
          where q.contract_line_id = g.line_id and q.period_from_on = g.period_from_on order by q.part_no limit 1) o on true
        left join unbroken t on t.line_id = p.line_id left join firsts f on f.line_id = p.line_id
      where t.through_on is null or p.period_from_on > t.through_on or p.period_to_on >= f.from_on group by p.line_id)
    select a.line_id, d.days, b.billed, t.through_on from asked a left join days d on d.line_id = a.line_id left join billed b on b.line_id = a.line_id
      left join unbroken t on t.line_id = a.line_id`.execute(db);
  return new Map(rows.map((row) => [row.line_id, { ...toFacts(row), usageOnly: usageIds !== undefined }]));
}

const toFacts = (row: FactsRow): LineFacts => ({
  days: (row.days ?? []).map(
    (day): UsageDay => ({
      ...{ on: day.on, quantity: decimal(day.quantity) },
      unbilled: (day.unbilled ?? []).map((one) => ({ ...one, quantity: decimal(one.quantity) })),
    }),
  ),
  throughOn: row.through_on,
  billed: (row.billed ?? []).map(
    (period): BilledPeriod => ({
      ...period,
      amountMinor: BigInt(period.amountMinor),
      changed: period.changed && { ...period.changed, creditedMinor: BigInt(period.changed.creditedMinor) },
    }),
  ),
});

async function readPastQuantities(db: ReadDb, lines: readonly BillableLine[]): Promise<Map<string, Decimal[]>> {
  const ids = lines.filter((line) => line.charge === 'metered').map((line) => line.contractLineId);
  const { rows } = await sql<{ line_id: string; quantities: string[] }>`
    select a.line_id, (select array_agg(q.quantity order by q.period_from_on desc) from (
        select s.period_from_on, s.explanation ->> 'quantity' as quantity from invoice_line_sources s
        where s.contract_line_id = a.line_id and s.explanation ->> 'billedBeforeMinor' = '0' order by s.period_from_on desc limit ${PAST_PERIODS}) q) as quantities
    from unnest(${ids}::uuid[]) as a (line_id)
    where exists (select from invoice_line_sources s where s.contract_line_id = a.line_id)`.execute(db);
  return new Map(rows.map((row) => [row.line_id, (row.quantities ?? []).map(decimal)]));
}
