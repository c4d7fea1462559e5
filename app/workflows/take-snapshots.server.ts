import { addDays, addMonthsClamped, type PlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { takeSnapshot } from '#app/modules/ledger/commands/take-snapshot.server.ts';
import { snapshotsWanted } from '#app/modules/ledger/queries/snapshots-wanted.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

/** Months back that reports of past days are usually asked for; older ones read every row and stay exact. */
const MONTHS = 13;

/** Job: keeps a snapshot of open items for the end of each month gone by. Run again it takes only what is wanting. */
export async function takeSnapshots(outside: Pick<Outside, 'db'>): Promise<void> {
  const { today } = await momentFor(outside);
  const wanted = await snapshotsWanted(outside.db, { periodEnds: monthEndsBefore(today, MONTHS) });
  for (const periodEndOn of wanted)
    await inTransaction(outside.db, async (tx) => ok(await takeSnapshot(tx, { periodEndOn })));
}

/** The last days of the months before a day's own, newest first. */
export function monthEndsBefore(day: PlainDate, count: number): PlainDate[] {
  const first = startOfMonth(day);
  return Array.from({ length: count }, (_, back) => addDays(addMonthsClamped(first, -back), -1));
}
