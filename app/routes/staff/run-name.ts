import { formatMonth } from '#app/kernel/format-date.ts';
import { addDays, daysBetween, type PlainDate, plainDate, weekday } from '#app/kernel/plain-date.ts';

const LOCALE = 'en-GB';

/** The week of a day by ISO 8601: week 1 holds the year's first Thursday. */
export function isoWeek(day: PlainDate): number {
  const thursday = addDays(day, 4 - (weekday(day) || 7));
  return Math.floor(daysBetween(plainDate(`${thursday.slice(0, 4)}-01-01`), thursday) / 7) + 1;
}

/** A run's name for its next turn: "Week 46 deliveries" becomes "Week 47 deliveries", "October 2026" becomes "November 2026". */
export function renamed(name: string, from: PlainDate, to: PlainDate): string {
  const week = name.replace(new RegExp(`\\b(week\\s+)${isoWeek(from)}\\b`, 'i'), `$1${isoWeek(to)}`);
  if (week !== name) return week;
  return name.replace(formatMonth(from, LOCALE), formatMonth(to, LOCALE));
}
