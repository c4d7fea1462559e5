import { fork } from 'node:child_process';
import pg from 'pg';
import { plainDate } from '#app/kernel/plain-date.ts';
import { getRun } from '#app/modules/billing-runs/queries/get-run.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { issueBilling, previewBilling } from '#app/workflows/run-billing.server.ts';
import { CLERK, on } from '#tests/support/people.ts';
import { onServer } from '#tests/support/template.ts';
import { type BenchDatabase, openBenchDatabase } from './bench-database.ts';
import { type Figure, mustEqual, perSecond, timed, WrongOutput } from './figures.ts';
import type { BenchOptions } from './works.ts';

const SMALL = 10_000;
const LARGE = 100_000;
const LINES = 5;
const CUT_OFF = plainDate('2026-06-30');
const FLOOR_CHUNK = 1_000;

/** A billing run from contracts and readings: preview, then issue, each in a process of its own whose memory is measured. */
export async function billingRun({ cluster, log, isLarge }: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const customers of isLarge ? [SMALL, LARGE] : [SMALL]) {
    const bench = await openBenchDatabase(cluster, `run_${customers}`);
    log(`run: filling ${customers} customers`);
    await fill(bench, customers);
    const floor = await floorRate(bench.ownerUrl, customers);
    log(`run: previewing ${customers} customers`);
    figures.push(...(await measure(bench, customers, floor)));
    await bench.close();
  }
  return figures;
}

/** Customers on a contract of five metered lines, one in tiers, billed together each month; one reading a line in June. */
export async function fill({ owner }: BenchDatabase, customers: number): Promise<void> {
  const { pool } = owner;
  const scheme = `case when n = 1 then '{"kind": "tiered", "tiers": [{"upTo": "100", "unitPrice": "0.21"}, {"upTo": null, "unitPrice": "0.18"}]}'
    else '{"kind": "per_unit", "unitPrice": "0.1425"}' end::jsonb`;
  await pool.query(
    `insert into products (code, name, unit_code, tax_code, account_code, valid_from_on) values ('SOLAR', 'Solar energy', 'kWh', 'S20', '4030', '2020-01-01')`,
  );
  await pool.query(
    `insert into users (kind, email, name, role) values ('staff', 'a@calder.example', 'A', 'billing_clerk'), ('staff', 'b@calder.example', 'B', 'manager')`,
  );
  await pool.query(
    `insert into customers (number, name, address_lines, currency, invoice_per)
      select 'C' || lpad(n::text, 7, '0'), 'Customer ' || n, '{5 Dock Road}', 'GBP', 'together' from generate_series(1, $1::int) n`,
    [customers],
  );
  await pool.query(
    `insert into contacts (customer_id, name, email) select id, 'Accounts', lower(number) || '@customer.example' from customers`,
  );
  await pool.query(
    `insert into contracts (customer_id, title, currency, starts_on, state, version_no) select id, 'Solar', 'GBP', '2026-06-01', 'active', 1 from customers`,
  );
  await pool.query(`insert into contract_lines (contract_id, customer_id, line_no, product_id, description, cycle, anchor_on, timing, charge, starts_on)
    select c.id, c.customer_id, n, p.id, 'Meter ' || n, 'monthly', '2026-06-01', 'arrears', 'metered', '2026-06-01'
    from contracts c, products p, generate_series(1, ${LINES}) n order by c.id, n`);
  await pool.query(`insert into contract_prices (contract_line_id, customer_id, version_no, valid_from_on, scheme)
    select id, customer_id, 1, '2026-06-01', scheme from (select *, line_no as n from contract_lines) l, lateral (select ${scheme} as scheme) s`);
  await pool.query(`insert into contract_versions (contract_id, version_no, customer_id, state, terms, holds_from_on, proposed_by, proposed_by_name, proposed_at,
      decided_by, decided_by_name, decided_at)
    select c.id, 1, c.customer_id, 'approved', jsonb_build_object('lines', '[]'::jsonb), '2026-06-01', a.id, 'A', now(), b.id, 'B', now()
    from contracts c, users a, users b where a.email = 'a@calder.example' and b.email = 'b@calder.example'`);
  await pool.query(`insert into usage_records (customer_id, contract_line_id, kind, natural_key, occurred_on, quantity, unit_code, learned_at, recorded_by_name)
    select customer_id, id, 'delivery', id::text, '2026-06-28', 100 + (row_number() over (order by id) % 900) + 0.5, 'kWh', now(), 'A' from contract_lines`);
  await pool.query('vacuum analyze');
}

type Step = { readonly ms: number; readonly peakMegabytes: number };

/** Runs a step in a process of its own, as the worker would. */
function inProcess(bench: BenchDatabase, step: 'preview' | 'issue', runId: string): Promise<Step> {
  return new Promise((resolve, reject) => {
    const child = fork('tests/kills/billing-step.ts', [bench.workerUrl, step, runId], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let answer: Step | undefined;
    child.on('message', (message) => {
      answer = message as Step;
    });
    child.on('exit', (code) => (answer ? resolve(answer) : reject(new Error(`the step ${step} ended with ${code}`))));
  });
}

async function measure(bench: BenchDatabase, customers: number, floor: number): Promise<Figure[]> {
  const db = bench.staff.db;
  const input = {
    name: 'June',
    cutOffOn: CUT_OFF,
    documentOn: CUT_OFF,
    cycles: ['monthly' as const],
    filter: {},
    reviewNeeded: false,
  };
  const started = await inTransaction(db, (tx) => previewBilling(tx, CLERK, input, on(CUT_OFF)));
  if (!started.ok) throw new WrongOutput(JSON.stringify(started.refusal));
  const { runId } = started.value;
  const preview = await inProcess(bench, 'preview', runId);
  const { ms: checkMs } = await timed(async () => {
    const begun = await inTransaction(db, (tx) => issueBilling(tx, CLERK, { runId }, on(CUT_OFF)));
    if (!begun.ok) throw new WrongOutput(JSON.stringify(begun.refusal));
  });
  const issue = await inProcess(bench, 'issue', runId);
  await check(bench, runId, customers);
  const data = `run: ${customers.toLocaleString('en')} customers × ${LINES} metered lines, one reading each, billed together`;
  const note = (step: Step) => `peak memory of the process ${Math.round(step.peakMegabytes)} MB`;
  const name = customers.toLocaleString('en');
  return [
    { work: `run ${name}, preview`, data, value: preview.ms, floor: null, unit: 'ms', aim: null, note: note(preview) },
    { work: `run ${name}, check that it still holds`, data, value: checkMs, floor: null, unit: 'ms', aim: null },
    {
      work: `run ${name}, issue`,
      data,
      value: perSecond(customers, issue.ms),
      floor,
      unit: '/s',
      aim: 4_000,
      note: note(issue),
    },
  ];
}

/** Every customer has one invoice of five lines, numbered without a gap, worth what SQL says by itself; nothing is billed twice. */
async function check({ owner, staff }: BenchDatabase, runId: string, customers: number): Promise<void> {
  mustEqual('state', (await getRun(staff.db, { runId }))?.state, 'issued');
  const { rows } =
    await owner.pool.query(`select (select count(*) from invoices)::int as invoices, (select count(distinct customer_id) from invoices)::int as customers,
    (select max(series_no) - min(series_no) + 1 from invoices)::int as numbers, (select count(*) from invoice_lines)::int as lines,
    (select count(*) from billed_usage)::int as usage, (select count(*) from billed_periods)::int as periods,
    (select count(*) from pgboss.job where name = 'produce-invoice')::int as jobs,
    (select count(*) from audit_records where action = 'invoice.issued')::int as audits, (select sum(net_minor) from invoices)::text as net,
    (select sum(amount_minor) from entry_lines where account_code = '1100')::text as posted, (select sum(gross_minor) from invoices)::text as gross,
    (select sum(case when l.line_no = 1 then round(least(u.quantity, 100) * 21) + round(greatest(u.quantity - 100, 0) * 18) else round(u.quantity * 14.25) end)
      from usage_records u join contract_lines l on l.id = u.contract_line_id)::bigint::text as truth`);
  const { truth, net, posted, gross, ...counts } = rows[0];
  const each = { invoices: customers, customers, numbers: customers, jobs: customers, audits: customers };
  mustEqual('counts', counts, {
    ...each,
    lines: customers * LINES,
    usage: customers * LINES,
    periods: customers * LINES,
  });
  mustEqual('net', net, truth);
  mustEqual('posted', posted, gross);
}

/** Plain set-based inserts of the same documents in chunks of 1,000: number, document, five lines, three postings, usage stamped. */
async function floorRate(url: string, customers: number): Promise<number> {
  await onServer(url, (client) =>
    client.query(`drop table if exists floor_series, floor_invoices, floor_lines, floor_postings, floor_used;
      create table floor_series (next_no bigint not null); insert into floor_series values (1);
      create table floor_invoices (id bigint primary key, number bigint unique not null, customer_id uuid not null, document_on date not null, net bigint, tax bigint, gross bigint);
      create table floor_lines (invoice_id bigint, line_no int, description text, quantity numeric, unit_price numeric, net bigint, primary key (invoice_id, line_no));
      create table floor_postings (entry_id bigint, account text, amount bigint); create table floor_used (usage_id uuid primary key, invoice_id bigint)`),
  );
  const { rows } = await new Promise<pg.QueryResult>((resolve, reject) =>
    onServer(url, async (client) => client.query('select id from customers order by number').then(resolve, reject)),
  );
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const { ms } = await timed(async () => {
    for (let from = 0; from < customers; from += FLOOR_CHUNK)
      await pool.query({
        name: 'floor',
        text: FLOOR,
        values: [rows.slice(from, from + FLOOR_CHUNK).map(({ id }) => id), from],
      });
  });
  const counted = await pool.query('select count(*)::int as n from floor_lines');
  mustEqual('floor, lines', counted.rows[0].n, customers * LINES);
  await pool.query('drop table floor_series, floor_invoices, floor_lines, floor_postings, floor_used');
  await pool.end();
  return perSecond(customers, ms);
}

const FLOOR = `with taken as (update floor_series set next_no = next_no + cardinality($1::uuid[]) returning next_no - cardinality($1::uuid[]) as first),
  priced as (select n, c, l.line_no, l.description, u.quantity, 0.1425 as price, round(u.quantity * 14.25)::bigint as net, u.id as usage_id
    from unnest($1::uuid[]) with ordinality as a (c, n) join contract_lines l on l.customer_id = c join usage_records u on u.contract_line_id = l.id),
  sums as (select n, c, sum(net)::bigint as net from priced group by n, c),
  document as (insert into floor_invoices select $2 + n, first + n - 1, c, '2026-06-30', net, net / 5, net + net / 5 from taken, sums),
  posting as (insert into floor_postings select $2 + n, a, s from sums, lateral (values ('1100', net + net / 5), ('4030', -net), ('2200', -(net / 5))) as p (a, s)),
  used as (insert into floor_used select usage_id, $2 + n from priced)
  insert into floor_lines select $2 + n, line_no, description, quantity, price, net from priced`;
