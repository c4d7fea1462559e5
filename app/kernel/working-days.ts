import { AssertionBroken } from './assert.ts';
import { addDays, type PlainDate, weekday } from './plain-date.ts';

/** When the banks are shut: days of the week (0 is Sunday) and single days. */
export type WorkingCalendar = {
  readonly weekend: readonly number[];
  readonly holidays: ReadonlySet<PlainDate>;
};

/** A calendar without one working day in a year is a mistake in its data, not a long holiday. */
const DAYS_OFF_MAX = 366;

export const isWorkingDay = (date: PlainDate, { weekend, holidays }: WorkingCalendar): boolean =>
  !weekend.includes(weekday(date)) && !holidays.has(date);

/** The first working day after a date. */
export function nextWorkingDay(date: PlainDate, calendar: WorkingCalendar): PlainDate {
  for (let days = 1; days <= DAYS_OFF_MAX; days += 1) {
    const candidate = addDays(date, days);
    if (isWorkingDay(candidate, calendar)) return candidate;
  }
  throw new AssertionBroken(`no working day within a year after ${date}`);
}

/** So many working days after a date; the date itself does not count, whatever day it is. */
export function addWorkingDays(date: PlainDate, days: number, calendar: WorkingCalendar): PlainDate {
  let day = date;
  for (let counted = 0; counted < days; counted += 1) day = nextWorkingDay(day, calendar);
  return day;
}
