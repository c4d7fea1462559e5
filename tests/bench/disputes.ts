import { plainDate } from '#app/kernel/plain-date.ts';
import { getDispute } from '#app/modules/disputes/queries/get-dispute.server.ts';
import { listDisputes, queueCounts } from '#app/modules/disputes/queries/list-disputes.server.ts';
import { disputeCosts } from '#app/modules/reports/queries/dispute-costs.server.ts';
import { dollarDays } from '#app/modules/reports/queries/dollar-days.server.ts';
import { firstTimeRight } from '#app/modules/reports/queries/first-time-right.server.ts';
import { topQuestions } from '#app/modules/reports/queries/top-questions.server.ts';
import { on } from '#tests/support/people.ts';
import { type FilledBook, filledBook } from './book.ts';
import { bestOfThree, type Figure, mustEqual, percentile, timed } from './figures.ts';
import { fillDisputes } from './many-disputes.ts';
import type { BenchOptions } from './works.ts';

const INVOICES = 20_000;
const DISPUTES = 100_000;
const CALLS = 50;
const PAGE = 51;
const AIM_PAGE_MS = 20;
const QUARTER = { fromOn: plainDate('2025-04-01'), toOn: plainDate('2025-06-29') };
const YEAR = { fromOn: plainDate('2025-01-01'), toOn: plainDate('2025-12-31') };

/** Disputes: the queue's views and the page of one with 100,000 of them, and the reports of what they teach and cost. */
export async function disputesWork(options: BenchOptions): Promise<Figure[]> {
  const count = options.count ?? DISPUTES;
  const book = await filledBook(options, Math.min(count, INVOICES));
  options.log(`disputes: ${count}`);
  await fillDisputes(book.bench, count);
  await mustBeLawful(book);
  const userId = await oneOf(book, `select id from users where email = 'resolver3@bench.example'`);
  const living = await oneOf(book, 'select count(*)::text from disputes where closed_at is null');
  const data = `${count.toLocaleString('en')} disputes, ${living} of them open, over ${Math.min(count, INVOICES).toLocaleString('en')} invoices`;
  const figures: Figure[] = [];
  const page = async (work: string, read: () => Promise<unknown>) =>
    figures.push({
      work: `${work}, p50 of the queries`,
      data,
      value: await medianOf(read),
      floor: null,
      unit: 'ms',
      aim: AIM_PAGE_MS,
    });
  for (const view of ['mine', 'unassigned', 'due_today', 'waiting_customer', 'all', 'closed'] as const) {
    const wanted = { view, userId, moment: on('2025-12-31'), limit: PAGE };
    await page(`queue, ${view}`, () => listDisputes(book.bench.staff.db, wanted));
  }
  await page('counts of the queue’s views', () =>
    queueCounts(book.bench.staff.db, { userId, moment: on('2025-12-31') }),
  );
  const disputeId = await oneOf(book, 'select id from disputes where closed_at is null order by id limit 1');
  await page('one dispute', () => getDispute(book.bench.staff.db, { disputeId }));
  const report = async (work: string, read: () => Promise<unknown>) =>
    figures.push({ work, data, value: (await bestOfThree(read)).ms, floor: null, unit: 'ms', aim: null });
  await report('first-time-right of a year', () => firstTimeRight(book.bench.staff.db, YEAR));
  await report('cost by cause of a year', () => disputeCosts(book.bench.staff.db, YEAR));
  await report('top questions of a year', () => topQuestions(book.bench.staff.db, { ...YEAR, limit: 12 }));
  const found = await bestOfThree(() => dollarDays(book.bench.staff.db, QUARTER));
  const sum = found.value.reduce((all, row) => all + row.minorDays, 0n);
  mustEqual('amount times days', String(sum), await daysOfTheLedger(book));
  figures.push({ work: 'dollar-days of a quarter', data, value: found.ms, floor: null, unit: 'ms', aim: null });
  return figures;
}

/** What all causes must sum to, from the ledger's rows alone: each movement counts from its day to the end of the window. */
const daysOfTheLedger = (book: FilledBook): Promise<string> =>
  oneOf(
    book,
    `select sum(m.minor * ('${QUARTER.toOn}'::date - greatest(m.on_day, i.due_on, '${QUARTER.fromOn}'::date - 1)))::text from open_items i
      join (select id as item_id, effective_on as on_day, amount_minor as minor from open_items
        union all select debit_item_id, effective_on, -amount_minor from applications) m on m.item_id = i.id
      where i.side = 'debit' and i.due_on < '${QUARTER.toOn}' and m.on_day < '${QUARTER.toOn}'`,
  );

async function mustBeLawful(book: FilledBook): Promise<void> {
  mustEqual('faults of disputes', await oneOf(book, 'select count(*)::text from dispute_faults'), '0');
}

async function oneOf({ bench }: FilledBook, query: string): Promise<string> {
  return Object.values((await bench.owner.pool.query(query)).rows[0])[0] as string;
}

async function medianOf(read: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let call = 0; call < CALLS; call += 1) times.push((await timed(read)).ms);
  return percentile(times, 0.5);
}
