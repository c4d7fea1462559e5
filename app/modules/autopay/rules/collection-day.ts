import { addMonthsClamped, daysInMonth, later, type PlainDate, parts, startOfMonth } from '#app/kernel/plain-date.ts';
import { isWorkingDay, nextWorkingDay, type WorkingCalendar } from '#app/kernel/working-days.ts';
import type { Collects } from '../types.ts';

/** The day itself where the banks are open, otherwise the next on which they are. */
export const workingDayFrom = (date: PlainDate, calendar: WorkingCalendar): PlainDate =>
  isWorkingDay(date, calendar) ? date : nextWorkingDay(date, calendar);

/** A day of the month of a date; 31 is its last day. */
function dayOfMonth(date: PlainDate, dayNo: number): PlainDate {
  const { year, month } = parts(date);
  const day = Math.min(dayNo, daysInMonth(year, month));
  return `${date.slice(0, 8)}${String(day).padStart(2, '0')}` as PlainDate;
}

/**
 * The day on which a rule takes an item due on `dueOn`: a working day, never before the item is due and never before
 * `earliestOn` (today and the notice). By day of the month it is the first such day on or after both.
 */
export function collectionDay(
  rule: Collects,
  { dueOn, earliestOn }: { readonly dueOn: PlainDate; readonly earliestOn: PlainDate },
  calendar: WorkingCalendar,
): PlainDate {
  const from = later(dueOn, earliestOn);
  if (rule.collects === 'due_date') return workingDayFrom(from, calendar);
  // The day of the month before last may, moved over a long holiday, still lie ahead.
  for (let month = addMonthsClamped(startOfMonth(from), -1); ; month = addMonthsClamped(month, 1)) {
    const day = dayOfMonth(month, rule.dayNo);
    const working = workingDayFrom(day, calendar);
    if (working >= earliestOn && day >= dueOn) return working;
  }
}
