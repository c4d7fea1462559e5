import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { WorkingCalendar } from '#app/kernel/working-days.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { weekendOf } from '../rules/weekend-of.ts';
import type { Holiday } from '../types.ts';

/** When the company's banks are shut: the weekend of its country and the holidays imported for it. */
export async function getCalendar(db: ReadDb): Promise<WorkingCalendar> {
  const { country } = await db.selectFrom('company').select('country').executeTakeFirstOrThrow();
  const rows = await db.selectFrom('holidays').select('holiday_on').where('calendar', '=', country).execute();
  return { weekend: weekendOf(country), holidays: new Set(rows.map((row) => row.holiday_on as PlainDate)) };
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
