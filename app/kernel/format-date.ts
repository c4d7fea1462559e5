import { dateFormat } from './kept-formats.ts';
import { type PlainDate, parts } from './plain-date.ts';

// Every table asks hundreds of times: a short key of its own is a third quicker than the kept formats'.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, withWeekday: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${withWeekday}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      numberingSystem: 'latn',
      calendar: 'gregory',
      ...(withWeekday ? { weekday: 'short' } : {}),
    });
    formatters.set(key, found);
  }
  return found;
}

const midday = (date: PlainDate): Date => {
  const { year, month, day } = parts(date);
  return new Date(Date.UTC(year, month - 1, day, 12));
};

// en-GB spells the ninth month "Sept"; the product's tables want every English month three letters wide.
export const threeLetterMonth = (text: string, locale: string): string =>
  locale.startsWith('en') ? text.replace(/Sept\b/, 'Sep') : text;

const threeLetters = (text: string, locale: string): string =>
  locale.startsWith('en') ? threeLetterMonth(text, locale).replace(',', '') : text;

/** `3 Nov 2026`: never all digits, so that 03/11 and 11/03 cannot be confused. */
export const formatDate = (date: PlainDate, locale: string): string =>
  threeLetters(formatter(locale, false).format(midday(date)), locale);

/** `Fri 28 Nov 2026`, for dates on which a person must act. */
export const formatDateWithWeekday = (date: PlainDate, locale: string): string =>
  threeLetters(formatter(locale, true).format(midday(date)), locale);

/** `June 2026`, for months as a whole. */
export const formatMonth = (date: PlainDate, locale: string): string =>
  dateFormat(locale, {
    timeZone: 'UTC',
    month: 'long',
    year: 'numeric',
    numberingSystem: 'latn',
    calendar: 'gregory',
  }).format(midday(date));

/** `21 Nov 2026 14:03:22` on the clocks of a zone (IANA name): for instants that are told apart by seconds. */
export function formatInstant(at: Date, locale: string, zone: string): string {
  const common = { timeZone: zone, numberingSystem: 'latn', calendar: 'gregory' } as const;
  const date = dateFormat(locale, { ...common, day: 'numeric', month: 'short', year: 'numeric' });
  const time = dateFormat(locale, { ...common, timeStyle: 'medium', hourCycle: 'h23' });
  return `${threeLetters(date.format(at), locale)} ${time.format(at)}`;
}
