import {
  addDays,
  addMonthsClamped,
  daysInMonth,
  type PlainDate,
  parts,
  startOfMonth,
  weekday,
} from '#app/kernel/plain-date.ts';
import type { Period } from '../forms.ts';
import type { ScheduleKind } from '../types.ts';

export type ScheduleDays = {
  readonly kind: ScheduleKind;
  /** Weekday with Monday as 1, or the day of the month; a month that is shorter ends on its last day, so 31 is always that. */
  readonly dayNo: number;
};

const isMonthly = ({ kind }: ScheduleDays): boolean => kind === 'monthly';

/** The first day of a schedule after `after`. */
export function nextDay(days: ScheduleDays, after: PlainDate): PlainDate {
  if (!isMonthly(days)) return addDays(after, ((days.dayNo - weekday(after) + 6) % 7) + 1);
  const inThis = dayInMonth(days.dayNo, after);
  return inThis > after ? inThis : dayInMonth(days.dayNo, addMonthsClamped(startOfMonth(after), 1));
}

/** The last day of a schedule up to `upTo`: what a schedule that was paused catches up with, once. */
export function lastDay(days: ScheduleDays, upTo: PlainDate): PlainDate {
  if (!isMonthly(days)) return addDays(upTo, -((weekday(upTo) - days.dayNo + 7) % 7));
  const inThis = dayInMonth(days.dayNo, upTo);
  return inThis <= upTo ? inThis : dayInMonth(days.dayNo, addMonthsClamped(startOfMonth(upTo), -1));
}

/**
 * What the statements made on a day are of: from the day after the last ones ended, or for the first ones from the day of
 * the schedule before, up to yesterday, which is over. Null where nothing is left between them.
 */
export function periodMadeOn(days: ScheduleDays, madeOn: PlainDate, lastToOn: PlainDate | null): Period | null {
  const toOn = addDays(madeOn, -1);
  const fromOn = lastToOn === null ? lastDay(days, toOn) : addDays(lastToOn, 1);
  return fromOn <= toOn ? { fromOn, toOn } : null;
}

function dayInMonth(dayNo: number, of: PlainDate): PlainDate {
  const { year, month } = parts(of);
  return addDays(startOfMonth(of), Math.min(dayNo, daysInMonth(year, month)) - 1);
}
