import pg from 'pg';
import { RUN_DOCUMENT_ON, RUN_DUE_ON, type Run } from '#scripts/seed/made-run.ts';
import { onServer } from '#tests/support/template.ts';
import { inParallel, mustEqual, perSecond, timed } from './figures.ts';

/**
 * The least that a correct system does on the same server: plain tables without audit, jobs, roles, foreign keys or checks,
 * prepared statements, commits forced to disk. One by one it is a transaction as a program writes it (begin, number,
 * document, lines, postings, commit); at once it is a single statement. What the product is compared with.
 */
const TABLES = `
  create table floor_series (code text primary key, next_no bigint not null) with (fillfactor = 10);
  insert into floor_series values ('INV', 1), ('PAY', 1);
  create table floor_invoices (id bigint primary key, number bigint unique not null, customer_id int not null, document_on date not null,
    due_on date not null, net bigint not null, tax bigint not null, gross bigint not null, open bigint not null);
  create table floor_lines (invoice_id bigint not null, line_no int not null, description text not null, quantity numeric not null,
    unit_price numeric not null, net bigint not null, primary key (invoice_id, line_no));
  create table floor_postings (entry_id bigint not null, account text not null, amount bigint not null);
  create table floor_payments (id bigint primary key, number bigint not null, customer_id int not null, received_on date not null, amount bigint not null);
  create table floor_applications (payment_id bigint not null, invoice_id bigint not null, amount bigint not null)`;

const TAKE = `with taken as (update floor_series set next_no = next_no + $1 where code = $2 returning next_no - $1 as first)`;
const ISSUE = `${TAKE},
  document as (insert into floor_invoices select $3 + n - 1, first + n - 1, c, '2025-03-15', '2025-04-14', g - t, t, g, g
    from taken, unnest($4::int[], $5::bigint[], $6::bigint[]) with ordinality as d (c, t, g, n)),
  posting as (insert into floor_postings select $3 + n - 1, a, s from unnest($5::bigint[], $6::bigint[]) with ordinality as d (t, g, n),
    lateral (values ('1100', g), ('4000', t - g), ('2200', -t)) as p (a, s))
  insert into floor_lines select * from unnest($7::bigint[], $8::int[], $9::text[], $10::numeric[], $11::numeric[], $12::bigint[])`;
const PAY = `${TAKE},
  payment as (insert into floor_payments select $3 + n - 1, first + n - 1, c, '2025-04-20', a
    from taken, unnest($4::int[], $5::bigint[]) with ordinality as d (c, a, n)),
  posting as (insert into floor_postings select $3 + n - 1, k, s from unnest($5::bigint[]) with ordinality as d (a, n),
    lateral (values ('1010', a), ('1100', -a)) as p (k, s)),
  application as (insert into floor_applications select * from unnest($6::bigint[], $7::bigint[], $8::bigint[]))
  update floor_invoices i set open = open - m.a from unnest($7::bigint[], $8::bigint[]) as m (i, a) where i.id = m.i`;

/** The same step by step: what a program sends for one document or one receipt. */
const ISSUE_STEPS = [
  'insert into floor_invoices values ($1, $2, $3, $4, $5, $6, $7, $8, $8)',
  'insert into floor_lines select $1, n, d, q, p, a from unnest($2::text[], $3::numeric[], $4::numeric[], $5::bigint[]) with ordinality as l (d, q, p, a, n)',
  'insert into floor_postings select $1, a, s from unnest($2::text[], $3::bigint[]) as p (a, s)',
];
const PAY_STEPS = [
  'insert into floor_payments values ($1, $2, $3, $4, $5)',
  'insert into floor_postings select $1, a, s from unnest($2::text[], $3::bigint[]) as p (a, s)',
  'insert into floor_applications select $1, i, a from unnest($2::bigint[], $3::bigint[]) as m (i, a)',
  'update floor_invoices i set open = open - m.a from unnest($1::bigint[], $2::bigint[]) as m (i, a) where i.id = m.i',
];

export type Floor = {
  issueOneByOne(clients: number): Promise<number>;
  issueAtOnce(): Promise<number>;
  payOneByOne(clients: number): Promise<number>;
  payAtOnce(): Promise<number>;
  close(): Promise<void>;
};

/** Rates of plain SQL over a run, each on empty tables; what it wrote is summed before a rate is answered. */
export async function openFloor(url: string, run: Run): Promise<Floor> {
  const fresh = () =>
    onServer(url, (client) =>
      client.query(`drop table if exists floor_series, floor_invoices, floor_lines,
        floor_postings, floor_payments, floor_applications; ${TABLES}`),
    );
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  const half = run.invoices.length / 2;
  const issue = (to: number) => pool.query({ name: 'issue', text: ISSUE, values: issueValues(run, 0, to) });
  const pay = (to: number) => pool.query({ name: 'pay', text: PAY, values: payValues(run, 0, to) });
  return {
    async issueOneByOne(clients) {
      await fresh();
      const issueOne = (n: number) => inSteps(pool, 'INV', ISSUE_STEPS, (no) => issueSteps(run.invoices[n]!, no));
      const { ms } = await timed(() => inParallel(half, clients, issueOne));
      await checkIssued(pool, run);
      return perSecond(half, ms);
    },
    async issueAtOnce() {
      await fresh();
      const { ms } = await timed(() => issue(half));
      await checkIssued(pool, run);
      return perSecond(half, ms);
    },
    async payOneByOne(clients) {
      await fresh();
      await issue(run.invoices.length);
      const payOne = (n: number) => inSteps(pool, 'PAY', PAY_STEPS, (no) => paySteps(run, n, no));
      const { ms } = await timed(() => inParallel(run.payments.length, clients, payOne));
      await checkPaid(pool, run);
      return perSecond(run.payments.length, ms);
    },
    async payAtOnce() {
      await fresh();
      await issue(run.invoices.length);
      const { ms } = await timed(() => pay(run.payments.length));
      await checkPaid(pool, run);
      return perSecond(run.payments.length, ms);
    },
    close: () => pool.end(),
  };
}

const NUMBER = 'update floor_series set next_no = next_no + 1 where code = $1 returning next_no - 1 as no';

/** One transaction: the steps, each a prepared statement, and the number among the first. */
async function inSteps(pool: pg.Pool, series: string, steps: readonly string[], valuesOf: (no: string) => unknown[][]) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query({ name: 'number', text: NUMBER, values: [series] });
    for (const [at, values] of valuesOf(rows[0].no).entries())
      await client.query({ name: `${series} ${at}`, text: steps[at]!, values });
    await client.query('commit');
  } finally {
    client.release();
  }
}

const issueSteps = (invoice: Run['invoices'][number], no: string): unknown[][] => [
  ...[
    [
      invoice.no,
      no,
      invoice.customer.id,
      RUN_DOCUMENT_ON,
      RUN_DUE_ON,
      invoice.netCents,
      invoice.taxCents,
      invoice.totalCents,
    ],
  ],
  [
    ...[invoice.no, invoice.lines.map((line) => line.description), invoice.lines.map((line) => line.quantity)],
    ...[
      invoice.lines.map((line) => line.unitPriceCents / 100),
      invoice.lines.map((line) => line.quantity * line.unitPriceCents),
    ],
  ],
  [invoice.no, ['1100', '4000', '2200'], [invoice.totalCents, -invoice.netCents, -invoice.taxCents]],
];

function paySteps(run: Run, n: number, no: string): unknown[][] {
  const payment = run.payments[n]!;
  const amounts = payment.invoiceNos.map((invoiceNo) => run.invoices[invoiceNo - 1]!.totalCents);
  return [
    [payment.no, no, payment.customerId, payment.receivedOn, payment.amountCents],
    [payment.no, ['1010', '1100'], [payment.amountCents, -payment.amountCents]],
    [payment.no, payment.invoiceNos, amounts],
    [payment.invoiceNos, amounts],
  ];
}

async function checkIssued(pool: pg.Pool, run: Run): Promise<void> {
  const { rows } = await pool.query('select count(*)::int as n, sum(gross)::bigint as gross from floor_invoices');
  const expected = run.invoices.slice(0, rows[0].n).reduce((sum, invoice) => sum + invoice.totalCents, 0);
  mustEqual('floor, invoiced', [rows[0].n, rows[0].gross], [run.invoices.length / 2, String(expected)]);
}

async function checkPaid(pool: pg.Pool, run: Run): Promise<void> {
  const { rows } = await pool.query('select count(*)::int as n from floor_invoices where open = 0');
  mustEqual('floor, paid', rows[0].n, new Set(run.payments.flatMap((payment) => payment.invoiceNos)).size);
}

function issueValues(run: Run, from: number, to: number): unknown[] {
  const invoices = run.invoices.slice(from, to);
  const lines = invoices.flatMap((invoice) =>
    invoice.lines.map((line, index) => ({ ...line, invoice: invoice.no, no: index + 1 })),
  );
  return [
    ...[invoices.length, 'INV', invoices[0]!.no],
    ...[invoices.map((i) => i.customer.id), invoices.map((i) => i.taxCents), invoices.map((i) => i.totalCents)],
    ...[lines.map((l) => l.invoice), lines.map((l) => l.no), lines.map((l) => l.description)],
    ...[
      lines.map((l) => l.quantity),
      lines.map((l) => l.unitPriceCents / 100),
      lines.map((l) => l.quantity * l.unitPriceCents),
    ],
  ];
}

function payValues(run: Run, from: number, to: number): unknown[] {
  const payments = run.payments.slice(from, to);
  const parts = payments.flatMap((payment) => payment.invoiceNos.map((no) => ({ payment: payment.no, no })));
  return [
    ...[payments.length, 'PAY', payments[0]!.no, payments.map((p) => p.customerId), payments.map((p) => p.amountCents)],
    ...[parts.map((p) => p.payment), parts.map((p) => p.no), parts.map((p) => run.invoices[p.no - 1]!.totalCents)],
  ];
}
