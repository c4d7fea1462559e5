import { type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { takeSnapshot } from '#app/modules/ledger/commands/take-snapshot.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FillProgress, fillLedger } from '#scripts/seed/fill-ledger.ts';
import { AGED_ON, addToTruth, type Book, madeBook } from '#scripts/seed/made-book.ts';
import { GBP } from '#tests/support/people.ts';
import { type BenchDatabase, openBenchDatabase } from './bench-database.ts';
import { MOMENT } from './issue-and-pay.ts';
import type { BenchOptions } from './works.ts';

const SEED = 42;
const CUSTOMERS = 20_000;
/** The last day before a period's end: as much has moved since the snapshot as ever does. */
export const MID_PERIOD = plainDate('2025-06-29');
const SNAPSHOTS: PlainDate[] = [plainDate('2025-05-31'), AGED_ON, plainDate('2025-12-31')];
const LOG_EVERY = 10_000;

export type FilledBook = {
  bench: BenchDatabase;
  book: Book;
  /** What each customer owed, by the made rows alone, on AGED_ON and on MID_PERIOD. */
  truths: Map<PlainDate, Map<number, number[]>>;
  data: string;
};

const filled = new Map<number, Promise<FilledBook>>();

/** A database with three years of receivables, filled once for all works of a run that read it. */
export function filledBook(options: BenchOptions, invoices: number): Promise<FilledBook> {
  const found = filled.get(invoices) ?? fill(options, invoices);
  filled.set(invoices, found);
  return found;
}

export async function closeBooks(): Promise<void> {
  for (const book of filled.values()) await (await book).bench.close();
  filled.clear();
}

async function fill({ cluster, log }: BenchOptions, invoices: number): Promise<FilledBook> {
  const bench = await openBenchDatabase(cluster, `book_${invoices}`);
  const book = madeBook({ customers: CUSTOMERS, invoices, seed: SEED });
  const started = performance.now();
  const onProgress = (done: FillProgress) => {
    if (done.invoices % LOG_EVERY !== 0) return;
    const rate = done.invoices / ((performance.now() - started) / 1000);
    log(`filling: ${done.invoices} of ${invoices} invoices, ${Math.round(rate)}/s`);
  };
  await fillLedger({
    ...{ db: bench.staff.db, book, currency: GBP, moment: MOMENT, onProgress },
    rates: { standard: 'S20', zero: 'Z' },
  });
  for (const periodEndOn of SNAPSHOTS)
    await inTransaction(bench.staff.db, async (tx) => ok(await takeSnapshot(tx, { periodEndOn })));
  // What autovacuum does within a minute on a system that has been running.
  await bench.owner.pool.query('vacuum analyze');
  const truths = new Map([AGED_ON, MID_PERIOD].map((day) => [day, new Map<number, number[]>()]));
  for (const invoice of book.invoices()) for (const [day, truth] of truths) addToTruth(truth, invoice, day);
  return { bench, book, truths, data: `W4: ${invoices.toLocaleString('en')} invoices, 20,000 customers, seed ${SEED}` };
}
