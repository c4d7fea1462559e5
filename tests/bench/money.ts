import pg from 'pg';
import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import { ok } from '#app/kernel/result.ts';
import { revalue } from '#app/modules/currencies/commands/revalue.server.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import type { InvoiceInput } from '#app/modules/invoicing/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { receivePayment } from '#app/workflows/receive-payment.server.ts';
import { aCustomer, CLERK, GBP, on } from '#tests/support/people.ts';
import { type BenchDatabase, openBenchDatabase } from './bench-database.ts';
import { type Figure, mustEqual, timed, WrongOutput } from './figures.ts';
import type { BenchOptions } from './works.ts';

const CHUNK = 1_000;
const OPEN_ITEMS = 100_000;
const SETTLED = 500;
const USD = currency('USD');
const ISSUED_ON = on('2026-01-15');
const ASKED_ON = on('2026-02-01');
/** 100.00 each, so that every truth is a multiplication. */
const EACH_MINOR = 10_000n;
const OLD_RATE = '0.79';
const NEW_RATE = '0.81';

/** W2 beyond single payments: one payment over 500 invoices, and a month's end over 100,000 open items in dollars. */
export async function moneyWork(options: BenchOptions): Promise<Figure[]> {
  return [await oneOverMany(options), await revaluing(options)];
}

const invoiceOf = (customerId: string, code: typeof GBP): InvoiceInput => ({
  ...{ customerId, currency: code, documentOn: ISSUED_ON.today, dueOn: ASKED_ON.today, poNumber: '', note: '' },
  title: 'Fly ash',
  lines: [
    {
      ...{ description: 'Fly ash', quantity: decimal('10'), unit: 't', unitPrice: decimal('10.00') },
      ...{ taxCode: 'Z', accountCode: '4000' },
    },
  ],
});

async function issueMany(bench: BenchDatabase, inputs: readonly InvoiceInput[]): Promise<string[]> {
  const items: string[] = [];
  for (let at = 0; at < inputs.length; at += CHUNK) {
    const invoices = inputs.slice(at, at + CHUNK);
    const issued = await inTransaction(bench.staff.db, (tx) =>
      issueInvoices(tx, CLERK, { seriesCode: 'INV', invoices }, ISSUED_ON),
    );
    if (!issued.ok) throw new WrongOutput(`chunk ${at} was refused: ${JSON.stringify(issued.refusal)}`);
    items.push(...issued.value.map((invoice) => invoice.openItemId));
  }
  return items;
}

/** The least: one statement that writes the payment and its applications and takes them off the invoices. */
async function floorOfOneOverMany(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create table floor_open (id int primary key, open bigint not null);
      create table floor_set_against (payment_id int not null, invoice_id int not null, amount bigint not null);
      insert into floor_open select n, ${EACH_MINOR} from generate_series(1, ${SETTLED}) n; analyze floor_open`);
    const { ms } = await timed(() =>
      client.query(`with set_against as (
          insert into floor_set_against select 1, id, open from floor_open returning invoice_id, amount)
        update floor_open o set open = o.open - s.amount from set_against s where s.invoice_id = o.id`),
    );
    const { rows } = await client.query('select sum(open)::text as open from floor_open');
    mustEqual('floor: left open', rows[0].open, '0');
    return ms;
  } finally {
    await client.end();
  }
}

async function oneOverMany({ cluster, log }: BenchOptions): Promise<Figure> {
  log(`W2, one payment over ${SETTLED} invoices`);
  const bench = await openBenchDatabase(cluster, 'w2_over_many');
  const customerId = await aCustomer(bench.staff.db);
  const items = await issueMany(
    bench,
    Array.from({ length: SETTLED }, () => invoiceOf(customerId, GBP)),
  );
  const floor = await floorOfOneOverMany(bench.ownerUrl);
  const payment = {
    ...{ customerId, method: 'transfer' as const, currency: GBP, amountMinor: EACH_MINOR * BigInt(SETTLED) },
    ...{ receivedOn: ASKED_ON.today, reference: 'All of January', payerName: '', note: '' },
  };
  const apply = {
    kind: 'chosen' as const,
    allocations: items.map((itemId) => ({ itemId, amountMinor: EACH_MINOR })),
  };
  const { ms } = await timed(async () => {
    const paid = await inTransaction(bench.staff.db, (tx) => receivePayment(tx, CLERK, { payment, apply }, ASKED_ON));
    if (!paid.ok) throw new WrongOutput(`the payment was refused: ${JSON.stringify(paid.refusal)}`);
  });
  const { rows } = await bench.owner.pool.query(
    'select sum(residual_minor)::text as open, count(*)::int as items from open_items',
  );
  mustEqual('left open', rows[0], { open: '0', items: SETTLED + 1 });
  await bench.close();
  return {
    work: `W2 one payment over ${SETTLED} invoices`,
    data: `${SETTLED} invoices of 100.00 of one customer`,
    ...{ value: ms, floor, unit: 'ms', aim: null },
  };
}

const FLOOR_OF_REVALUING = `select round(sum(residual_minor) * ${NEW_RATE})::text as worth from open_items where currency = 'USD'`;

async function revaluing({ cluster, log }: BenchOptions): Promise<Figure> {
  log(`revaluation: issuing ${OPEN_ITEMS} invoices in dollars`);
  const bench = await openBenchDatabase(cluster, 'w2_revaluing');
  const customerId = await aCustomer(bench.staff.db, { currency: 'USD' });
  await issueMany(
    bench,
    Array.from({ length: OPEN_ITEMS }, () => invoiceOf(customerId, USD)),
  );
  await bench.owner.pool.query(
    `insert into exchange_rates (currency, rate_on, rate) values ('USD', '2026-01-31', ${NEW_RATE})`,
  );
  await bench.owner.pool.query('vacuum analyze');
  const floor = await timed(() => bench.owner.pool.query(FLOOR_OF_REVALUING));
  const { ms } = await timed(async () => {
    const done = await inTransaction(bench.staff.db, async (tx) => {
      const made = await revalue(tx, CLERK, { asOfOn: on('2026-01-31').today }, ASKED_ON);
      return made.ok ? ok(made.value) : made;
    });
    if (!done.ok) throw new WrongOutput(`the revaluation was refused: ${JSON.stringify(done.refusal)}`);
    const total = EACH_MINOR * BigInt(OPEN_ITEMS);
    const worth = (rate: string) => (total * BigInt(rate.replace('0.', ''))) / 100n;
    mustEqual(
      'revalued',
      done.value.find((one) => one.currency === USD)?.differenceMinor,
      worth(NEW_RATE) - worth(OLD_RATE),
    );
  });
  await bench.close();
  return {
    work: 'revaluation of 100,000 open items',
    data: `${OPEN_ITEMS.toLocaleString('en')} open invoices of 100.00 in dollars; the floor is the bare sum`,
    ...{ value: ms, floor: floor.ms, unit: 'ms', aim: null },
  };
}
