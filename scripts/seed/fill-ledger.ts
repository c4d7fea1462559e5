import { assert } from '#app/kernel/assert.ts';
import { decimal } from '#app/kernel/decimal.ts';
import { type Currency, minorToDecimal } from '#app/kernel/money.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { createCustomers } from '#app/modules/customers/commands/create-customer.server.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { ISSUE_CHUNK_MAX, issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { knownInvoiceNumbers } from '#app/modules/invoicing/queries/known-invoice-numbers.server.ts';
import type { InvoiceInput } from '#app/modules/invoicing/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { recordPayments } from '#app/modules/payments/commands/record-payments.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { addToTruth, type Book, type MadeInvoice } from './made-book.ts';
import type { MadeCustomer } from './made-customers.ts';

const SEEDER: Actor = { kind: 'system', id: null, name: 'Seed', requestId: null };
const CUSTOMERS_CHUNK = 1_000;
const ACCOUNT = '4000';

/** The tax codes of the company that is filled: one of 20 % and one of nothing. */
export type FillRates = { readonly standard: string; readonly zero: string };
export type Fill = {
  readonly db: Db;
  readonly book: Book;
  readonly currency: Currency;
  readonly rates: FillRates;
  readonly moment: Moment;
  readonly onProgress?: (done: FillProgress) => void;
};
export type FillProgress = { invoices: number; payments: number; made: number; existed: number; totalCents: bigint };

/** The database holds invoices of these numbers that are not of this book: another seed or size filled it. */
export class OtherBookFound extends Error {
  override readonly name = 'OtherBookFound';
}

/**
 * Fills a database with a book through the commands: chunks of invoices in the legacy series, each with its receipts,
 * applied, in one transaction. Called again after a kill it goes on where it stopped, because numbers are natural keys
 * and a chunk is whole or absent. Answers what there is now and the ageing truth of the made rows.
 */
export async function fillLedger(fill: Fill): Promise<FillProgress & { truth: Map<number, number[]> }> {
  const ids = await fillCustomers(fill);
  const truth = new Map<number, number[]>();
  const done: FillProgress = { invoices: 0, payments: 0, made: 0, existed: 0, totalCents: 0n };
  let chunk: MadeInvoice[] = [];
  const flush = async () => {
    const existed = await fillChunk(fill, chunk, ids);
    done[existed ? 'existed' : 'made'] += chunk.length;
    done.invoices += chunk.length;
    for (const invoice of chunk) {
      addToTruth(truth, invoice);
      done.payments += invoice.receipts.length;
      done.totalCents += BigInt(invoice.totalCents);
    }
    fill.onProgress?.(done);
    chunk = [];
  };
  for (const invoice of fill.book.invoices()) {
    chunk.push(invoice);
    if (chunk.length === ISSUE_CHUNK_MAX) await flush();
  }
  if (chunk.length > 0) await flush();
  return { ...done, truth };
}

async function fillCustomers({ db, book, currency }: Fill): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for (let at = 0; at < book.customers.length; at += CUSTOMERS_CHUNK) {
    const chunk = book.customers.slice(at, at + CUSTOMERS_CHUNK);
    const known = await customerIdsByNumber(
      db,
      chunk.map((customer) => customer.code),
    );
    const missing = chunk.filter((customer) => !known.has(customer.code));
    const made = await inTransaction(db, (tx) =>
      createCustomers(
        tx,
        SEEDER,
        missing.map((customer) => toCustomer(customer, currency)),
      ),
    );
    assert(made.ok, 'a customer number was taken in between');
    for (const [number, id] of known) all.set(number, id);
    for (const [index, customer] of missing.entries()) all.set(customer.code, made.value[index]!);
  }
  return all;
}

const toCustomer = (customer: MadeCustomer, currency: Currency) => ({
  number: customer.code,
  name: customer.name,
  addressLines: [],
  country: 'DE',
  taxNumber: '',
  language: 'en' as const,
  currency,
  termsDays: customer.termsDays,
  poRequired: false,
});

/** True when the chunk was there already. */
async function fillChunk(fill: Fill, chunk: readonly MadeInvoice[], ids: ReadonlyMap<string, string>) {
  const known = await knownInvoiceNumbers(
    fill.db,
    chunk.map((invoice) => invoice.number),
  );
  if (known.size === chunk.length) return true;
  if (known.size > 0)
    throw new OtherBookFound(
      'Some invoice numbers of this work set exist already: another seed or size was used here.',
    );
  const filled = await inTransaction(fill.db, (tx) => issueAndSettle(tx, fill, chunk, ids));
  assert(filled.ok, `the work set was refused: ${JSON.stringify(filled)}`);
  return false;
}

async function issueAndSettle(
  tx: Tx,
  { currency, rates, moment }: Fill,
  chunk: readonly MadeInvoice[],
  ids: ReadonlyMap<string, string>,
): Promise<Result<void, unknown>> {
  const invoices = chunk.map((made) => toInvoice(made, ids.get(made.customer.code)!, currency, rates));
  const issued = await issueInvoices(tx, SEEDER, { seriesCode: 'LEGACY', invoices }, moment);
  if (!issued.ok) return issued;
  const settling = chunk.flatMap((made, index) =>
    made.receipts.map((receipt) => ({ made, receipt, item: issued.value[index]! })),
  );
  const payments = settling.map(({ made, receipt, item }) => ({
    customerId: item.customerId,
    method: 'transfer' as const,
    currency,
    amountMinor: BigInt(receipt.amountCents),
    receivedOn: receipt.receivedOn,
    reference: made.number,
    payerName: made.customer.name,
    note: '',
    acceptSuspicion: true,
  }));
  const recorded = await recordPayments(tx, SEEDER, { payments }, moment);
  if (!recorded.ok) return recorded;
  const applied = await applyItems(tx, SEEDER, {
    applications: settling.map(({ receipt, item }, index) => ({
      customerId: item.customerId,
      creditItemId: recorded.value[index]!.openItemId,
      debitItemId: item.openItemId,
      amountMinor: BigInt(receipt.amountCents),
      effectiveOn: receipt.receivedOn,
    })),
  });
  return applied.ok ? ok() : applied;
}

/**
 * A taxed line whose gross amount is the total. Every sixth total cannot be reached with 20 % tax on whole cents; there a
 * second, untaxed line of one cent makes up for it.
 */
function toInvoice(made: MadeInvoice, customerId: string, currency: Currency, rates: FillRates): InvoiceInput {
  const rounding = made.totalCents % 6 === 3 ? 1 : 0;
  const taxed = made.totalCents - rounding;
  const netCents = Math.round((taxed * 5) / 6);
  const line = (description: string, cents: number, taxCode: string) => ({
    description,
    quantity: decimal('1'),
    unit: '',
    unitPrice: decimal(minorToDecimal(BigInt(cents), currency)),
    taxCode,
    accountCode: ACCOUNT,
  });
  return {
    customerId,
    currency,
    documentOn: made.documentOn,
    dueOn: made.dueOn,
    poNumber: '',
    note: '',
    title: `Services ${made.number}`,
    legacyNumber: made.number,
    lines: [
      line('Services', netCents, rates.standard),
      ...(rounding > 0 ? [line('Rounding', rounding, rates.zero)] : []),
    ],
  };
}
