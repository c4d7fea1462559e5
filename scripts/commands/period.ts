import { formatMonth } from '#app/kernel/format-date.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { firstMonth, listPeriods, type Period } from '#app/modules/ledger/queries/periods.server.ts';
import { PERIOD_KINDS, type PeriodKind, type PeriodRefusal } from '#app/modules/ledger/types.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { commandDatabase } from './command-database.ts';
import { allowOptions, CommandRefused, type Invocation, shapeOption } from './invocation.ts';
import { printRows } from './print-rows.ts';

/** Lists months with what is closed in them, or closes one. Opening again needs two people and is done on the desk. */
export async function period(call: Invocation): Promise<number> {
  const [what, ...rest] = call.words;
  if (what === 'list') return list(call);
  if (what === 'close') return close(call, rest);
  throw new CommandRefused('Say list, or close and which month.', { usage: true });
}

async function close(call: Invocation, [kindText, monthText]: string[]): Promise<number> {
  allowOptions(call, []);
  const kind = PERIOD_KINDS.find((one) => one === kindText);
  const month = parsePlainDate(`${monthText}-01`);
  if (!kind) throw new CommandRefused('Posting and tax periods can be closed.', { usage: true });
  if (!month.ok) throw new CommandRefused('Write the month like 2026-06.', { usage: true });
  const { db } = await commandDatabase();
  const { timeZone, locale } = await getCompany(db);
  const actor = { ...SYSTEM, name: 'Command line' };
  const closed = await inTransaction(db, (tx) =>
    closePeriod(tx, actor, { kind, monthOn: month.value }, momentIn(timeZone)),
  );
  if (!closed.ok) throw new CommandRefused(wordsFor(closed.refusal, { monthOn: month.value, locale }));
  process.stdout.write(`${formatMonth(month.value, locale)} is closed for ${NAMES[kind]}.\n`);
  return 0;
}

const NAMES: Readonly<Record<PeriodKind, string>> = { posting: 'postings', tax: 'tax documents' };

function wordsFor(refusal: PeriodRefusal, { monthOn, locale }: { monthOn: PlainDate; locale: string }): string {
  const month = formatMonth(monthOn, locale);
  switch (refusal.code) {
    case 'already':
      return `${month} is closed already.`;
    case 'earlier-open':
      return `${formatMonth(refusal.periodOn, locale)} is open again. Close it first.`;
    case 'not-begun':
      return `${month} has not begun.`;
    case 'busy':
      return 'Many postings are under way. Try again in a minute.';
    case 'not-approved':
      throw new Error('closing needs no approval');
  }
}

async function list(call: Invocation): Promise<number> {
  allowOptions(call, ['--format', '--json']);
  const shape = shapeOption(call);
  const { db } = await commandDatabase();
  const { today } = momentIn((await getCompany(db)).timeZone);
  const periods = await listPeriods(db, { fromOn: await firstMonth(db, today), toOn: today });
  const column = (head: string, value: (row: Period) => string): CsvColumn<Period> => ({ kind: 'text', head, value });
  printRows(
    periods,
    [
      column('month', (row) => row.monthOn.slice(0, 7)),
      column('kind', (row) => row.kind),
      column('state', (row) => (row.isClosed ? 'closed' : 'open')),
      column('since', (row) => row.event?.at.toISOString() ?? ''),
      column('by', (row) => row.event?.byName ?? ''),
      column('reason', (row) => row.event?.reason ?? ''),
    ],
    shape,
  );
  return 0;
}
