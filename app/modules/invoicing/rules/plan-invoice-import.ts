import type { CsvProblem } from '#app/kernel/csv-records.ts';
import { type Currency, type Money, minorToDecimal, money, parseMoney } from '#app/kernel/money.ts';
import { dueDate, type Terms } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ImportedInvoice, InvoiceInput } from '../types.ts';
import { priceInvoice } from './price-invoice.ts';
import type { InvoiceFileDocument } from './read-invoices-csv.ts';

type Known = {
  customers: ReadonlyMap<string, { id: string; currency: Currency; terms: Terms }>;
  invoices: ReadonlyMap<string, { customerId: string; currency: Currency; grossMinor: bigint; documentOn: PlainDate }>;
  ratesOn(on: PlainDate): ReadonlyMap<string, number>;
};

export type InvoicePlan = { rows: ImportedInvoice[]; fresh: { row: number; invoice: InvoiceInput }[]; totals: Money[] };

/**
 * Decides for each document of a file whether it is issued or there already, and adds a problem for each that can be
 * neither. A number that exists is the same invoice only with the same customer, date, currency and total. Totals are of
 * the documents that would be issued, per currency, in minor units.
 */
export function planInvoiceImport(
  documents: readonly InvoiceFileDocument[],
  known: Known,
  problems: CsvProblem[],
): InvoicePlan {
  const rows: ImportedInvoice[] = [];
  const fresh: InvoicePlan['fresh'] = [];
  const totals = new Map<Currency, bigint>();
  for (const document of documents) {
    const say = (field: string, text: string, row = document.row) => problems.push({ row, field, text });
    const customer = known.customers.get(document.customerNumber.toLowerCase());
    if (!customer) {
      say(
        'customer_number',
        `There is no customer ${document.customerNumber}. Import or create the customer first, or correct the number.`,
      );
      continue;
    }
    const currency = document.currency ?? customer.currency;
    const gross = grossOf(document, currency, known.ratesOn(document.documentOn), say);
    if (gross === null) continue;
    const standing = known.invoices.get(document.number);
    const total = money(gross, currency);
    const same =
      standing?.customerId === customer.id &&
      standing.currency === currency &&
      standing.grossMinor === gross &&
      standing.documentOn === document.documentOn;
    if (standing && !same) {
      say(
        'number',
        `${document.number} is the number of another invoice already. Give this one its own number, or correct the row.`,
      );
      continue;
    }
    rows.push({
      row: document.row,
      number: document.number,
      customerNumber: document.customerNumber,
      total,
      outcome: standing ? 'exists' : 'issue',
    });
    if (standing) continue;
    totals.set(currency, (totals.get(currency) ?? 0n) + gross);
    fresh.push({ row: document.row, invoice: inputOf(document, customer, currency) });
  }
  const sums = [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, minor]) => money(minor, code));
  return { rows, fresh, totals: sums };
}

type Say = (field: string, text: string, row?: number) => void;

function grossOf(
  document: InvoiceFileDocument,
  currency: Currency,
  rates: ReadonlyMap<string, number>,
  say: Say,
): bigint | null {
  const priced = priceInvoice({ currency, lines: document.lines }, rates);
  if (!priced.ok) {
    if (priced.refusal.code === 'unknown-tax-code') {
      const at = priced.refusal.line - 1;
      const codes = [...rates.keys()].join(', ');
      say(
        'tax_code',
        `There is no tax category “${document.lines[at]?.taxCode}”. Use one of ${codes}.`,
        document.lineRows[at],
      );
    } else say('unit_price', 'The total is larger than an invoice may be. Check quantity and price.');
    return null;
  }
  const { grossMinor } = priced.value;
  if (grossMinor <= 0n) {
    say('unit_price', 'The total is not above zero. Credits cannot be imported as invoices.');
    return null;
  }
  if (document.total === '') return grossMinor;
  const claimed = parseMoney(document.total, currency);
  if (claimed.ok && claimed.value === grossMinor) return grossMinor;
  const ours = `${minorToDecimal(grossMinor, currency)} ${currency}`;
  say(
    'total',
    claimed.ok
      ? `The lines come to ${ours}, not ${document.total}. Correct the lines or the total.`
      : `“${document.total}” is not an amount in ${currency}. The lines come to ${ours}.`,
  );
  return null;
}

const inputOf = (
  document: InvoiceFileDocument,
  customer: { id: string; terms: Terms },
  currency: Currency,
): InvoiceInput => ({
  customerId: customer.id,
  currency,
  documentOn: document.documentOn,
  dueOn: document.dueOn ?? dueDate(customer.terms, document.documentOn),
  serviceFromOn: document.serviceFromOn,
  serviceToOn: document.serviceToOn,
  poNumber: document.poNumber,
  note: document.note,
  title: document.title || (document.lines[0]?.description ?? '').slice(0, 120),
  legacyNumber: document.number,
  lines: document.lines,
});
