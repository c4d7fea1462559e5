import { plainDate } from '#app/kernel/plain-date.ts';
import { linesOfStatement } from '#app/modules/banking/queries/statement-lines.server.ts';
import { findPayable } from '#app/modules/cash-application/queries/find-payable.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { explainLine } from '#app/workflows/explain-line.server.ts';
import { offersForLines } from '#app/workflows/offers-for-lines.server.ts';
import { storedBankLines } from '#tests/support/bank-lines.ts';
import { aUser } from '#tests/support/people.ts';
import { type FilledBook, filledBook } from './book.ts';
import { type Figure, mustEqual, percentile, timed } from './figures.ts';
import { MOMENT } from './issue-and-pay.ts';
import type { BenchOptions } from './works.ts';

const SIZE = 100_000;
const LINES = 50;
const CALLS = 20;
const AIM_PAGE_MS = 500;
const AIM_FIND_MS = 200;
const OPEN = `select i.id, v.number, c.name, i.residual_minor as minor from open_items i join invoices v on v.open_item_id = i.id
  join customers c on c.id = i.customer_id where i.residual_minor > 0 and i.currency = 'GBP' order by md5(i.id::text)`;

/** The matching desk: what 50 lines may be, found among all that is open; the first time a process asks, and after. */
export async function deskWork(options: BenchOptions): Promise<Figure[]> {
  const { bench } = await filledBook(options, SIZE);
  options.log('desk');
  const { rows: debts } = await bench.owner.pool.query(`${OPEN} limit ${LINES}`);
  const { rows: counted } = await bench.owner.pool.query(
    `select count(*)::int as n from open_items where residual_minor > 0`,
  );
  const { statementId } = await storedBankLines(bench, {
    bookedOn: plainDate('2026-01-30'),
    lines: debts.map(({ number, name, minor }) => ({ amountMinor: minor, text: `Invoice ${number}`, partyName: name })),
  });
  const db = bench.staff.db;
  const read = async () => {
    const lines = await linesOfStatement(db, { statementId, limit: LINES + 1 });
    return { lines, offers: await offersForLines(db, { lines, currency: 'GBP', locale: 'en-GB' }) };
  };
  const cold = await timed(read);
  const { lines, offers } = cold.value;
  const best = lines.map(({ id }) => offers.get(id)?.[0]);
  const paid = best.map((offer) => offer?.parts.flatMap((part) => (part.kind === 'items' ? part.allocations : [])));
  mustEqual(
    'the first offer of each line',
    paid,
    debts.map(({ id, minor }) => [{ itemId: id, amountMinor: minor }]),
  );
  const data = `${LINES} lines against ${counted[0].n.toLocaleString('en')} open items of 20,000 customers`;
  const figure = (work: string, value: number, aim: number | null): Figure => ({
    ...{ work, data, value, floor: null, unit: 'ms', aim },
  });
  const find = (text: string, amounts: readonly bigint[]) => () => findPayable(db, { currency: 'GBP', text, amounts });
  return [
    figure('desk, 50 lines and their offers, first time in a process', cold.ms, null),
    figure('desk, 50 lines and their offers', await p50(read), AIM_PAGE_MS),
    figure('desk, find a number', await p50(find(debts[0].number, [])), AIM_FIND_MS),
    figure('desk, find an amount', await p50(find('1,234.56', [debts[1].minor])), AIM_FIND_MS),
    figure('desk, find a name', await p50(find(debts[2].name.slice(0, 8), [])), AIM_FIND_MS),
    figure(
      'desk, a line matched',
      await matched(
        bench,
        lines.map(({ id }, at) => ({ id, parts: best[at]!.parts })),
      ),
      null,
    ),
  ];
}

type Ready = { readonly id: string; readonly parts: Parameters<typeof explainLine>[2]['parts'] };

async function matched(bench: FilledBook['bench'], ready: readonly Ready[]): Promise<number> {
  const id = await aUser(bench.staff.db, { email: 'desk@people.example', role: 'cash_poster' });
  const poster = { kind: 'staff' as const, id, name: 'Priya Poster', requestId: 'bench', role: 'cash_poster' as const };
  const times: number[] = [];
  for (const { id: lineId, parts } of ready) {
    const done = await timed(() =>
      inTransaction(bench.staff.db, (tx) => explainLine(tx, poster, { lineId, parts }, MOMENT)),
    );
    mustEqual('a line matched', done.value.ok, true);
    times.push(done.ms);
  }
  return percentile(times, 0.5);
}

async function p50(read: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let call = 0; call < CALLS; call += 1) times.push((await timed(read)).ms);
  return percentile(times, 0.5);
}
