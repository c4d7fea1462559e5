import { decimal } from '#app/kernel/decimal.ts';
import { minorToDecimal } from '#app/kernel/money.ts';
import { ok } from '#app/kernel/result.ts';
import { createCustomers } from '#app/modules/customers/commands/create-customer.server.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import type { InvoiceInput, IssuedInvoice } from '#app/modules/invoicing/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { enqueue, enqueueMany } from '#app/platform/jobs/jobs.server.ts';
import { RUN_DOCUMENT_ON, RUN_DUE_ON, type Run, type RunInvoice } from '#scripts/seed/made-run.ts';
import { CLERK, GBP, on } from '#tests/support/people.ts';
import type { BenchDatabase } from './bench-database.ts';
import { inParallel, mustEqual, perSecond, timed, WrongOutput } from './figures.ts';

export const MOMENT = on('2026-01-31');
const CHUNK = 1_000;

/** The customers of a run, by their number in it. */
export async function openCustomers({ staff }: BenchDatabase, run: Run): Promise<string[]> {
  const made = await inTransaction(staff.db, (tx) =>
    createCustomers(
      tx,
      CLERK,
      run.customers.map((customer) => ({
        ...{
          number: customer.code,
          name: customer.name,
          addressLines: ['Hafenstraße 1'],
          country: 'DE',
          taxNumber: '',
        },
        ...{ language: 'en' as const, currency: GBP, termsDays: customer.termsDays, poRequired: false },
      })),
    ),
  );
  if (!made.ok) throw new WrongOutput('the customers were refused');
  return made.value;
}

export const toInvoice = (made: RunInvoice, customerId: string): InvoiceInput => ({
  customerId,
  currency: GBP,
  documentOn: RUN_DOCUMENT_ON,
  dueOn: RUN_DUE_ON,
  poNumber: '',
  note: '',
  title: 'Monthly services',
  lines: made.lines.map((line) => ({
    description: line.description,
    quantity: decimal(String(line.quantity)),
    unit: '',
    unitPrice: decimal(minorToDecimal(BigInt(line.unitPriceCents), GBP)),
    taxCode: 'S20',
    accountCode: '4000',
  })),
});

/** Issues invoices one by one, each in a transaction of its own with its entry, audit record and job; answers the rate. */
export async function issueOneByOne(bench: BenchDatabase, invoices: readonly InvoiceInput[], clients: number) {
  const issued: IssuedInvoice[] = [];
  const issueOne = async (index: number) => {
    const done = await inTransaction(bench.staff.db, async (tx) => {
      const made = await issueInvoices(tx, CLERK, { seriesCode: 'INV', invoices: [invoices[index]!] }, MOMENT);
      if (made.ok) await enqueue(tx, 'produce-invoice', { invoiceId: made.value[0]!.id, deliver: 'yes' });
      return made;
    });
    if (!done.ok) throw new WrongOutput(`invoice ${index} was refused: ${JSON.stringify(done.refusal)}`);
    issued[index] = done.value[0]!;
  };
  const { ms } = await timed(() => inParallel(invoices.length, clients, issueOne));
  return { issued, rate: perSecond(invoices.length, ms) };
}

/**
 * The set-based way of a billing run: chunks of 1,000, each one transaction with jobs and audit, two under way so that
 * Node prices one while PostgreSQL writes the other.
 */
export async function issueInChunks(bench: BenchDatabase, invoices: readonly InvoiceInput[]) {
  const chunks = Array.from({ length: Math.ceil(invoices.length / CHUNK) }, (_, n) =>
    invoices.slice(n * CHUNK, (n + 1) * CHUNK),
  );
  const issued: IssuedInvoice[][] = [];
  const issueChunk = async (index: number) => {
    const done = await inTransaction(bench.staff.db, async (tx) => {
      const made = await issueInvoices(tx, CLERK, { seriesCode: 'INV', invoices: chunks[index]! }, MOMENT);
      if (!made.ok) return made;
      await enqueueMany(
        tx,
        'produce-invoice',
        made.value.map(({ id }) => ({ invoiceId: id, deliver: 'yes' })),
      );
      return ok(made.value);
    });
    if (!done.ok) throw new WrongOutput(`chunk ${index} was refused: ${JSON.stringify(done.refusal)}`);
    issued[index] = done.value;
  };
  const { ms } = await timed(() => inParallel(chunks.length, 2, issueChunk));
  return { issued: issued.flat(), rate: perSecond(invoices.length, ms) };
}

/** Totals to the cent against the made rows, numbers without a gap, one job each, ledger and items in step. */
export async function checkIssued(
  { owner }: BenchDatabase,
  issued: readonly IssuedInvoice[],
  made: readonly RunInvoice[],
) {
  mustEqual(
    'totals',
    issued.map((invoice) => invoice.grossMinor),
    made.map((invoice) => BigInt(invoice.totalCents)),
  );
  const { rows } = await owner.pool.query(`select
    (select count(*) from invoices where series_code = 'INV')::int as invoices,
    (select max(series_no) - min(series_no) + 1 from invoices where series_code = 'INV')::int as numbers,
    (select count(distinct series_no) from invoices where series_code = 'INV')::int as distinct_numbers,
    (select next_no - 1 from number_series where code = 'INV')::int as taken,
    (select count(*) from pgboss.job where name = 'produce-invoice')::int as jobs,
    (select count(*) from audit_records where action = 'invoice.issued')::int as audits,
    (select count(*) from invoice_lines)::int as lines,
    (select sum(amount_minor) from entry_lines where account_code = '1100' and amount_minor > 0)::text as posted,
    (select sum(gross_minor) from invoices)::text as gross`);
  const { invoices, lines, posted, gross, ...counts } = rows[0];
  for (const [name, count] of Object.entries(counts)) mustEqual(name, count, invoices);
  mustEqual('lines', lines, invoices * 5);
  mustEqual('posted', posted, gross);
}
