import { addDays, daysBetween, type PlainDate, parts, plainDate } from '#app/kernel/plain-date.ts';
import { type MadeCustomer, madeCustomers } from './made-customers.ts';
import { SeededRandom } from './seeded-random.ts';

/** Three years of business, and the past day whose ageing is known. */
const FIRST_DAY = plainDate('2023-01-01');
const LAST_DAY = plainDate('2025-12-31');
export const AGED_ON = plainDate('2025-06-30');
/** Customer 1 is the busy one: 520 invoices and 480 receipts, a statement of 1,000 movements. */
const BUSY_INVOICES = 520;
const BUSY_RECEIPTS = 480;
const BUSY_FROM_INVOICES = 10_000;

type MadeReceipt = { readonly no: number; readonly receivedOn: PlainDate; readonly amountCents: number };
export type MadeInvoice = {
  readonly no: number;
  readonly number: string;
  readonly customer: MadeCustomer;
  readonly documentOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly netCents: number;
  readonly totalCents: number;
  /** What arrived for this invoice by the last day, in the order of arrival. */
  readonly receipts: readonly MadeReceipt[];
};

export type Book = {
  readonly customers: readonly MadeCustomer[];
  /** Makes the invoices one by one, in order; memory stays flat. Can be asked again and gives the same. */
  invoices(): Generator<MadeInvoice>;
};

/** Three years of receivables (work set W4, W5 and W7): deterministic for a seed, amounts in cents. */
export function madeBook(of: { customers: number; invoices: number; seed: number }): Book {
  const customers = madeCustomers(new SeededRandom(of.seed), of.customers);
  return { customers, invoices: () => bookInvoices(of) };
}

function* bookInvoices(of: { customers: number; invoices: number; seed: number }): Generator<MadeInvoice> {
  const random = new SeededRandom(of.seed);
  const customers = madeCustomers(random, of.customers);
  const days = daysBetween(FIRST_DAY, LAST_DAY);
  const busy = of.invoices >= BUSY_FROM_INVOICES ? BUSY_INVOICES : 0;
  let receiptNo = 0;
  for (let no = 1; no <= of.invoices; no += 1) {
    const isBusy = no <= busy;
    const customer = isBusy ? customers[0]! : customers[1 + Math.floor(random.unit() * (of.customers - 1))]!;
    const documentOn = addDays(FIRST_DAY, isBusy ? no * 2 : Math.floor(random.unit() * (days + 1)));
    const totalCents = madeAmount(random);
    const dueOn = addDays(documentOn, customer.termsDays);
    const receipts: MadeReceipt[] = [];
    for (const part of partsOf(random, { no, isBusy, totalCents, documentOn, dueOn })) {
      const receivedOn = part.on < documentOn ? documentOn : part.on;
      if (receivedOn > LAST_DAY) continue;
      receiptNo += 1;
      receipts.push({ no: receiptNo, receivedOn, amountCents: part.cents });
    }
    const number = `INV-${parts(documentOn).year}-${String(no).padStart(7, '0')}`;
    yield { no, number, customer, documentOn, dueOn, netCents: halfToEven(totalCents / 1.2), totalCents, receipts };
  }
}

/** Cents, at least 5.00, median about 330.00. */
const madeAmount = (random: SeededRandom): number => Math.max(500, Math.trunc(random.logNormal(10.4, 1.1)));

type Paying = { no: number; isBusy: boolean; totalCents: number; documentOn: PlainDate; dueOn: PlainDate };

// Of 100 invoices 80 are paid at once, 10 in two parts, 4 in part, 6 not at all.
function partsOf(random: SeededRandom, of: Paying): { cents: number; on: PlainDate }[] {
  const fate = random.unit();
  const delay = Math.trunc(random.logNormal(2.9, 0.8));
  const paidOn = addDays(of.dueOn, delay - 14);
  if (of.isBusy) return of.no <= BUSY_RECEIPTS ? [{ cents: of.totalCents, on: addDays(of.documentOn, 20) }] : [];
  if (fate < 0.8) return [{ cents: of.totalCents, on: paidOn }];
  if (fate >= 0.94) return [];
  const first = Math.trunc(of.totalCents * (0.2 + 0.6 * random.unit()));
  if (fate >= 0.9) return [{ cents: first, on: paidOn }];
  return [
    { cents: first, on: paidOn },
    { cents: of.totalCents - first, on: addDays(of.dueOn, delay + 30) },
  ];
}

function halfToEven(value: number): number {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

const BUCKET_ENDS = [0, 30, 60, 90];

/** Adds an invoice to the truth of a day; computed from the made rows alone, never from the database. */
export function addToTruth(truth: Map<number, number[]>, invoice: MadeInvoice, asOf: PlainDate = AGED_ON): void {
  if (invoice.documentOn > asOf) return;
  const received = invoice.receipts.filter((receipt) => receipt.receivedOn <= asOf);
  const open = received.reduce((left, receipt) => left - receipt.amountCents, invoice.totalCents);
  if (open <= 0) return;
  const late = daysBetween(invoice.dueOn, asOf);
  const found = BUCKET_ENDS.findIndex((end) => late <= end);
  const buckets = truth.get(invoice.customer.id) ?? [0, 0, 0, 0, 0];
  buckets[found < 0 ? BUCKET_ENDS.length : found]! += open;
  truth.set(invoice.customer.id, buckets);
}
