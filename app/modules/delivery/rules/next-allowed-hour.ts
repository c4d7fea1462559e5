import type { PlainDate } from '#app/kernel/plain-date.ts';
import { addDays } from '#app/kernel/plain-date.ts';
import { isWorkingDay, type WorkingCalendar } from '#app/kernel/working-days.ts';
import type { ContactRules } from '../types.ts';

/** Where the clock on the company's wall stands. */
export type WallClock = { readonly today: PlainDate; readonly hour: number; readonly minute: number };

const DAYS_MAX = 366;

/**
 * Minutes of wall-clock time until customers may be reminded; 0 when it is allowed now. Allowed is from `quietUntil` to
 * `quietFrom` o'clock, and with `restDays` on working days only. A year without one working day waits for a year.
 */
export function minutesUntilAllowed(at: WallClock, rules: ContactRules, calendar: WorkingCalendar): number {
  const mayOn = (day: PlainDate) => !rules.restDays || isWorkingDay(day, calendar);
  if (mayOn(at.today) && at.hour >= rules.quietUntil && at.hour < rules.quietFrom) return 0;
  const sinceMidnight = at.hour * 60 + at.minute;
  const startsAt = rules.quietUntil * 60;
  if (mayOn(at.today) && sinceMidnight < startsAt) return startsAt - sinceMidnight;
  for (let days = 1; days <= DAYS_MAX; days += 1)
    if (mayOn(addDays(at.today, days))) return days * 24 * 60 + startsAt - sinceMidnight;
  return DAYS_MAX * 24 * 60;
}
