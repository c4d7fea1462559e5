import pg from 'pg';
import type { Run } from '#scripts/seed/made-run.ts';
import { onServer } from '#tests/support/template.ts';
import { inParallel, mustEqual, perSecond, timed } from './figures.ts';

/**
 * The least that a correct system does on the same server: plain tables without audit, jobs, roles or checks, the fewest
 * statements, prepared, commits forced to disk. What the product is compared with.
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

export type Floor = {
  issueOneByOne(clients: number): Promise<number>;
  issueAtOnce(): Promise<number>;
  payOneByOne(clients: number): Promise<number>;
  payAtOnce(): Promise<number>;
  close(): Promise<void>;
};

/** Rates of plain SQL over a run, one statement a transaction or one for all. Call each once a kind of work, in this order. */
export async function openFloor(url: string, run: Run): Promise<Floor> {
  const fresh = () =>
    onServer(url, (client) =>
      client.query(`drop table if exists floor_series, floor_invoices, floor_lines,
    floor_postings, floor_payments, floor_applications; ${TABLES}`),
    );
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  const half = run.invoices.length / 2;
  const issue = (from: number, to: number) =>
    pool.query({ name: 'issue', text: ISSUE, values: issueValues(run, from, to) });
  const pay = (from: number, to: number) => pool.query({ name: 'pay', text: PAY, values: payValues(run, from, to) });
  const issued = async () => {
    const { rows } = await pool.query('select count(*)::int as n, sum(gross)::bigint as gross from floor_invoices');
    const expected = run.invoices.slice(0, rows[0].n).reduce((sum, invoice) => sum + invoice.totalCents, 0);
    mustEqual('floor, invoiced', rows[0].gross, String(expected));
  };
  return {
    async issueOneByOne(clients) {
      await fresh();
      const { ms } = await timed(() => inParallel(half, clients, async (n) => void (await issue(n, n + 1))));
      await issued();
      return perSecond(half, ms);
    },
    async issueAtOnce() {
      await fresh();
      const { ms } = await timed(async () => void (await issue(0, half)));
      await issued();
      return perSecond(half, ms);
    },
    async payOneByOne(clients) {
      await fresh();
      await issue(0, run.invoices.length);
      const count = run.payments.length;
      const { ms } = await timed(() => inParallel(count, clients, async (n) => void (await pay(n, n + 1))));
      return perSecond(count, ms);
    },
    async payAtOnce() {
      await fresh();
      await issue(0, run.invoices.length);
      const { ms } = await timed(async () => void (await pay(0, run.payments.length)));
      return perSecond(run.payments.length, ms);
    },
    close: () => pool.end(),
  };
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
