import type { BusinessHours } from '#app/kernel/business-hours.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** When each queue is staffed, for lists that show the time left of many. */
export async function queueHours(db: ReadDb): Promise<ReadonlyMap<string, BusinessHours>> {
  const [queues, { timeZone }, calendar] = await Promise.all([
    db.selectFrom('dispute_queues').select(['code', 'opens_minute', 'closes_minute']).execute(),
    getCompany(db),
    getCalendar(db),
  ]);
  return new Map(
    queues.map(({ code, opens_minute: opensMinute, closes_minute: closesMinute }) => [
      code,
      { zone: timeZone, opensMinute, closesMinute, calendar },
    ]),
  );
}
