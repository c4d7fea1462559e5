import { assert } from '#app/kernel/assert.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { WorkingCalendar } from '#app/kernel/working-days.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { weekendOf } from '../rules/weekend-of.ts';
import type { Holiday } from '../types.ts';

/** When the company's banks are shut: the weekend of its country and the holidays imported for it. */
export async function getCalendar(db: ReadDb): Promise<WorkingCalendar> {
  const rows = await db
    .selectFrom('company as c')
    .leftJoin('holidays as h', 'h.calendar', 'c.country')
    .select(['c.country', 'h.holiday_on'])
    .execute();
  const [first] = rows;
  assert(first, 'the company is not set up');
  const days = rows.flatMap((row) => (row.holiday_on === null ? [] : [row.holiday_on as PlainDate]));
  return { weekend: weekendOf(first.country), holidays: new Set(days) };
}

/** The company's bank holidays from a day on, in order. */
export async function listHolidays(db: ReadDb, from: PlainDate): Promise<{ calendar: string; holidays: Holiday[] }> {
  const { country } = await db.selectFrom('company').select('country').executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('holidays')
    .select(['holiday_on', 'name'])
    .where('calendar', '=', country)
    .where('holiday_on', '>=', from)
    .orderBy('holiday_on')
    .execute();
  return { calendar: country, holidays: rows.map((row) => ({ on: row.holiday_on as PlainDate, name: row.name })) };
}
