import type { CsvProblem } from '#app/kernel/csv-records.ts';
import { decimal } from '#app/kernel/decimal.ts';
import { type Currency, minorToDecimal } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { createCustomers } from '#app/modules/customers/commands/create-customer.server.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { ISSUE_CHUNK_MAX, issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { knownInvoiceNumbers } from '#app/modules/invoicing/queries/known-invoice-numbers.server.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { type PeriodClosed, periodClosedText } from '#app/modules/ledger/types.ts';
import { recordPayments } from '#app/modules/payments/commands/record-payments.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { type Receivable, readReceivables } from './read-receivables.ts';

/** Untaxed: the amounts of such a file are gross and name no tax. */
const TAX_CODE = 'Z';
const ACCOUNT = '4000';

export type ReceivablesImport = {
  customers: number;
  invoices: number;
  settled: number;
  existed: number;
  problems: CsvProblem[];
};

/**
 * Imports invoices with their settlement, all or none: each issued on its date under its own number in the legacy series,
 * each settlement recorded on its date as a transfer and applied in full, through the commands the screens use. An invoice
 * number that is there already is left alone with its settlement, so the same file twice adds nothing. Refuses with every
 * problem by row and field. Amounts are of the company's base currency.
 */
export async function importReceivables(
  tx: Tx,
  actor: Actor,
  input: { readonly content: Uint8Array },
  moment: Moment,
): Promise<Result<ReceivablesImport, ReceivablesImport>> {
  const { baseCurrency } = await getCompany(tx);
  const file = readReceivables(input.content, baseCurrency);
  const nothing = { customers: 0, invoices: 0, settled: 0, existed: 0 };
  if (file.problems.length > 0) return refuse({ ...nothing, problems: file.problems });
  const known = await knownInvoiceNumbers(
    tx,
    file.rows.map((row) => row.number),
  );
  const fresh = file.rows.filter((row) => !known.has(row.number));
  const opened = await openCustomers(tx, actor, fresh, baseCurrency);
  const result: ReceivablesImport = { ...nothing, customers: opened.created, existed: known.size, problems: [] };
  for (let at = 0; at < fresh.length; at += ISSUE_CHUNK_MAX) {
    const chunk = fresh.slice(at, at + ISSUE_CHUNK_MAX);
    const done = await importChunk(tx, actor, { chunk, ids: opened.ids, currency: baseCurrency }, moment);
    if (!done.ok) return refuse({ ...nothing, problems: [done.refusal] });
    result.invoices += chunk.length;
    result.settled += done.value;
  }
  return ok(result);
}

async function openCustomers(tx: Tx, actor: Actor, rows: readonly Receivable[], currency: Currency) {
  const numbers = [...new Set(rows.map((row) => row.customerNumber))];
  const ids = await customerIdsByNumber(tx, numbers);
  const missing = numbers.filter((number) => !ids.has(number));
  const made = await createCustomers(
    tx,
    actor,
    missing.map((number) => ({
      number,
      name: `Customer ${number}`,
      addressLines: [],
      country: 'GB',
      taxNumber: '',
      language: 'en' as const,
      currency,
      termsDays: 30,
      poRequired: false,
    })),
  );
  if (made.ok) for (const [index, number] of missing.entries()) ids.set(number, made.value[index]!);
  return { ids, created: missing.length };
}

type Chunk = { chunk: readonly Receivable[]; ids: ReadonlyMap<string, string>; currency: Currency };

async function importChunk(
  tx: Tx,
  actor: Actor,
  { chunk, ids, currency }: Chunk,
  moment: Moment,
): Promise<Result<number, CsvProblem>> {
  const issued = await issueInvoices(
    tx,
    actor,
    { seriesCode: 'LEGACY', invoices: chunk.map((row) => toInvoice(row, ids, currency)) },
    moment,
  );
  if (!issued.ok) return refuse(problemOf(chunk[issued.refusal.index]!, issued.refusal));
  const settled = chunk.flatMap((row, index) =>
    row.settledOn ? [{ row, settledOn: row.settledOn, item: issued.value[index]! }] : [],
  );
  const recorded = await recordPayments(
    tx,
    actor,
    {
      payments: settled.map(({ row, settledOn, item }) => ({
        customerId: item.customerId,
        method: 'transfer' as const,
        currency,
        amountMinor: row.amountMinor,
        receivedOn: settledOn,
        reference: `Settlement of ${row.number}`,
        payerName: '',
        note: '',
        acceptSuspicion: true,
      })),
    },
    moment,
  );
  if (!recorded.ok) return refuse(problemOf(settled[recorded.refusal.index]!.row, recorded.refusal));
  const applied = await applyItems(tx, actor, {
    applications: settled.map(({ row, settledOn, item }, index) => ({
      customerId: item.customerId,
      creditItemId: recorded.value[index]!.openItemId,
      debitItemId: item.openItemId,
      amountMinor: row.amountMinor,
      effectiveOn: settledOn,
    })),
  });
  if (!applied.ok) return refuse(problemOf(chunk[0]!, applied.refusal));
  return ok(settled.length);
}

const toInvoice = (row: Receivable, ids: ReadonlyMap<string, string>, currency: Currency) => ({
  customerId: ids.get(row.customerNumber)!,
  currency,
  documentOn: row.documentOn,
  dueOn: row.dueOn,
  poNumber: '',
  note: '',
  title: `Invoice ${row.number}`,
  legacyNumber: row.number,
  lines: [
    {
      description: `Invoice ${row.number}`,
      quantity: decimal('1'),
      unit: '',
      unitPrice: decimal(minorToDecimal(row.amountMinor, currency)),
      taxCode: TAX_CODE,
      accountCode: ACCOUNT,
    },
  ],
});

const problemOf = (row: Receivable, refusal: PeriodClosed | { code: string }): CsvProblem => ({
  row: row.row,
  field: '',
  text:
    'periodOn' in refusal
      ? `${periodClosedText(refusal, 'en-GB')} Invoice ${row.number} or its settlement is dated before that: import it with the month open.`
      : `Invoice ${row.number} cannot be imported (${refusal.code.replaceAll('-', ' ')}). Correct the row, or take it out of the file.`,
});
