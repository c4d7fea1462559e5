import { type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { type MadeCustomer, madeCustomers, STEMS, TRADES } from './made-customers.ts';
import { SeededRandom } from './seeded-random.ts';

const ITEMS = [
  'Consulting hour',
  'Support plan',
  'Licence seat',
  'Hosting unit',
  'Freight',
  'Spare part A',
  'Spare part B',
  'Paper pallet',
  'Training day',
  'Service call',
  'Cable 10m',
  'Sensor',
  'Monthly fee',
  'Setup fee',
  'Storage GB',
];
const LINES = 5;
const LONG_LINES = 40;
export const RUN_DOCUMENT_ON = plainDate('2025-03-15');
export const RUN_DUE_ON = plainDate('2025-04-14');
const RECEIVED_ON = plainDate('2025-04-20');
const RECEIVED_LATER_ON = plainDate('2025-04-21');

export type MadeLine = { readonly description: string; readonly quantity: number; readonly unitPriceCents: number };
export type RunInvoice = {
  readonly no: number;
  readonly customer: MadeCustomer;
  readonly lines: readonly MadeLine[];
  readonly netCents: number;
  readonly taxCents: number;
  readonly totalCents: number;
};
export type RunPayment = {
  readonly no: number;
  readonly customerId: number;
  readonly receivedOn: PlainDate;
  readonly amountCents: number;
  /** Numbers of the invoices this payment settles in full. */
  readonly invoiceNos: readonly number[];
};
export type Run = {
  readonly customers: readonly MadeCustomer[];
  readonly invoices: readonly RunInvoice[];
  readonly payments: readonly RunPayment[];
};

/**
 * A billing run (work sets W1 and W2): two invoices of five lines for each of `count` customers, 20 % tax on the whole
 * document, and `count` payments that each settle one or two of them in full. W1 issues the first `count` invoices.
 */
export function madeRun(of: { count: number; seed: number }): Run {
  const random = new SeededRandom(of.seed);
  const customers = madeCustomers(random, of.count);
  const invoices: RunInvoice[] = [];
  for (let no = 1; no <= 2 * of.count; no += 1) {
    const lines = madeLines(random, LINES, () => random.pick(ITEMS));
    invoices.push({ no, customer: customers[(no - 1) % of.count]!, lines, ...totalsOf(lines) });
  }
  return { customers, invoices, payments: runPayments(random, of.count, invoices) };
}

/** One invoice of 40 lines (work set W6). */
export function madeLongInvoice(seed: number): { lines: MadeLine[]; totalCents: number } {
  const random = new SeededRandom(seed);
  const described = () => `${random.pick(ITEMS)} - ${random.pick(STEMS)} ${random.pick(TRADES)}`;
  const lines = madeLines(random, LONG_LINES, described);
  return { lines, totalCents: totalsOf(lines).totalCents };
}

function madeLines(random: SeededRandom, count: number, named: () => string): MadeLine[] {
  return Array.from({ length: count }, () => {
    const quantity = random.int(1, 20);
    const unitPriceCents = random.int(100, 25_000);
    return { description: named(), quantity, unitPriceCents };
  });
}

function totalsOf(lines: readonly MadeLine[]) {
  const netCents = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceCents, 0);
  const taxCents = Math.floor((netCents * 20 + 50) / 100);
  return { netCents, taxCents, totalCents: netCents + taxCents };
}

function runPayments(random: SeededRandom, count: number, invoices: readonly RunInvoice[]): RunPayment[] {
  const payments: Omit<RunPayment, 'amountCents'>[] = [];
  const add = (customerId: number, receivedOn: PlainDate, invoiceNos: number[]) =>
    payments.push({ no: payments.length + 1, customerId, receivedOn, invoiceNos });
  for (let customer = 1; customer <= count; customer += 1) {
    if (random.chance(0.5)) add(customer, RECEIVED_ON, [customer, customer + count]);
    else {
      add(customer, RECEIVED_ON, [customer]);
      add(customer, RECEIVED_LATER_ON, [customer + count]);
    }
  }
  const amountOf = (nos: readonly number[]) => nos.reduce((sum, no) => sum + invoices[no - 1]!.totalCents, 0);
  return payments.slice(0, count).map((payment) => ({ ...payment, amountCents: amountOf(payment.invoiceNos) }));
}
