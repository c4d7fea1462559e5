import { daysInMonth, type PlainDate, parts, plainDate } from '#app/kernel/plain-date.ts';

/** A day as written; `written` says what stood there when it was a day no calendar has. */
export type Mt940Date = { readonly date: PlainDate; readonly written: string | null };

const two = (count: number): string => String(count).padStart(2, '0');

/** YYMMDD. Years from 70 on are of the last century: SWIFT began in 1973. */
export function readShortDate(text: string): Mt940Date | null {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!match) return null;
  const short = Number(match[1]);
  return dayOf(short >= 70 ? 1900 + short : 2000 + short, Number(match[2]), Number(match[3]));
}

/** MMDD in the year that brings it nearest to a day: an entry of 2 January with the value of 30 December. */
export function yearNear(text: string, near: PlainDate): Mt940Date | null {
  const { year, month } = parts(near);
  const own = Number(text.slice(0, 2));
  const shift = own - month > 6 ? -1 : month - own > 6 ? 1 : 0;
  return dayOf(year + shift, own, Number(text.slice(2)));
}

/**
 * A month of interest has 30 days, so banks write 30 February; other days no calendar has are refused (null).
 */
function dayOf(year: number, month: number, day: number): Mt940Date | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const last = daysInMonth(year, month);
  if (day <= last) return { date: plainDate(`${year}-${two(month)}-${two(day)}`), written: null };
  if (month !== 2 || day > 30) return null;
  return { date: plainDate(`${year}-02-${two(last)}`), written: `${day} February ${year}` };
}
