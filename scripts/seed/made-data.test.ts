import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { AGED_ON, addToTruth, madeBook } from './made-book.ts';
import { madeLongInvoice, madeRun } from './made-run.ts';

const SEED = 42;
const decimals = (cents: number): string => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
const prefixOf = (lines: readonly string[]): string =>
  createHash('sha256')
    .update(`${lines.join('\n')}\n`)
    .digest('hex')
    .slice(0, 16);

// The published digests of the work sets (seed 42), so that figures of different systems speak of the same data.
test('the billing run is the published work set, byte for byte', () => {
  const run = madeRun({ count: 1000, seed: SEED });
  const invoices = run.invoices.map((invoice) =>
    [
      ...[invoice.no, invoice.customer.id, '2025-03-15', '2025-04-14'],
      ...[invoice.netCents, invoice.taxCents, invoice.totalCents].map(decimals),
    ].join(','),
  );
  const lines = run.invoices.flatMap((invoice) =>
    invoice.lines.map((line, index) =>
      [invoice.no, index + 1, line.description, line.quantity, decimals(line.unitPriceCents)].join(','),
    ),
  );
  const payments = run.payments.map((payment) =>
    [
      payment.no,
      payment.customerId,
      payment.receivedOn,
      decimals(payment.amountCents),
      payment.invoiceNos.join('|'),
    ].join(','),
  );
  expect(prefixOf(['k,customer_id,issue_date,due_date,net,tax,total', ...invoices])).toBe('31c932f640a83fa6');
  expect(prefixOf(['k,line,description,qty,unit_price', ...lines])).toBe('6dd428427a019118');
  expect(prefixOf(['payment,customer_id,date,amount,invoice_ks', ...payments])).toBe('637d9ddd6b752e18');
});

test('the book of 10,000 invoices and its ageing are the published work set, byte for byte', () => {
  const book = madeBook({ customers: 20_000, invoices: 10_000, seed: SEED });
  const truth = new Map<number, number[]>();
  const invoices: string[] = [];
  const payments: string[] = [];
  for (const invoice of book.invoices()) {
    addToTruth(truth, invoice);
    const { no, number, customer, netCents, totalCents } = invoice;
    const amounts = [netCents, totalCents - netCents, totalCents].map(decimals);
    invoices.push([no, number, customer.id, invoice.documentOn, invoice.dueOn, ...amounts].join(','));
    for (const receipt of invoice.receipts)
      payments.push([receipt.no, customer.id, receipt.receivedOn, decimals(receipt.amountCents), number].join(','));
  }
  const customers = book.customers.map(({ id, code, name, isPerson, iban, termsDays }) =>
    [id, code, name, isPerson ? 1 : 0, iban, iban ? 1 : 0, termsDays].join(','),
  );
  const aged = [...truth].sort(([a], [b]) => a - b).map(([id, buckets]) => [id, ...buckets.map(decimals)].join(','));
  expect(prefixOf(['id,code,name,person,iban,iban_on_file,terms', ...customers])).toBe('ad7aa9f9408d5236');
  expect(prefixOf(['id,number,customer_id,issue_date,due_date,net,tax,total', ...invoices])).toBe('e859a01ff1fe5b98');
  expect(prefixOf(['id,customer_id,date,amount,reference', ...payments])).toBe('8db51ae4a863e4cd');
  expect(prefixOf(['customer_id,current,d1_30,d31_60,d61_90,d90p', ...aged])).toBe('9f2212311691777a');
});

test('the 40-line invoice is the published one', () => {
  const { lines, totalCents } = madeLongInvoice(SEED);
  expect(lines).toHaveLength(40);
  expect(totalCents).toBe(5_750_761);
  expect(lines[0]).toEqual({ description: 'Freight - Terra Optik', quantity: 13, unitPriceCents: 722 });
});

test('another seed makes another book, the same seed the same', () => {
  const first = (seed: number) => madeBook({ customers: 10, invoices: 20, seed }).invoices().next().value;
  expect(first(7)).toEqual(first(7));
  expect(first(7)).not.toEqual(first(8));
});

test('what is due on the day is not late, and what arrives later does not count', () => {
  const customer = madeBook({ customers: 1, invoices: 1, seed: 1 }).customers[0]!;
  const base = { no: 1, number: 'x', customer, documentOn: plainDate('2025-06-01'), netCents: 0, totalCents: 100 };
  const truth = new Map<number, number[]>();
  addToTruth(truth, {
    ...base,
    dueOn: AGED_ON,
    receipts: [{ no: 1, receivedOn: plainDate('2025-07-01'), amountCents: 100 }],
  });
  addToTruth(truth, {
    ...base,
    dueOn: plainDate('2025-06-29'),
    receipts: [{ no: 2, receivedOn: AGED_ON, amountCents: 40 }],
  });
  addToTruth(truth, { ...base, documentOn: plainDate('2025-07-01'), dueOn: plainDate('2025-07-31'), receipts: [] });
  expect(truth.get(customer.id)).toEqual([100, 60, 0, 0, 0]);
});
