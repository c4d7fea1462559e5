import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';

/** How a date stands to today, in words: "today", "tomorrow", "in 7 days", "4 days ago". */
export function relationToToday(date: PlainDate, today: PlainDate): string {
  const days = daysBetween(today, date);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}
