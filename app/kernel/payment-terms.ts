import { addDays, addMonthsClamped, type PlainDate, parts, plainDate } from './plain-date.ts';

/** document: days after the document's date. month_end: days after the end of its month. next_month: that day of the month after. */
export const TERMS_FROM = ['document', 'month_end', 'next_month'] as const;
export type TermsFrom = (typeof TERMS_FROM)[number];
export type Terms = { readonly from: TermsFrom; readonly days: number };

export const TERMS_DAYS_MAX = 365;
const DAY_OF_MONTH_MAX = 31;

/** Whether a number may be entered: whole days from 0 to 365, of `next_month` a day from 1 to 31. */
export const termsFit = ({ from, days }: Terms): boolean =>
  Number.isInteger(days) &&
  (from === 'next_month' ? days >= 1 && days <= DAY_OF_MONTH_MAX : days >= 0 && days <= TERMS_DAYS_MAX);

/** What to enter, where the number does not fit. */
export const termsTrouble = (from: TermsFrom): string =>
  from === 'next_month'
    ? `Enter the day of the next month, a whole number from 1 to ${DAY_OF_MONTH_MAX}.`
    : `Enter the days until an invoice is due, a whole number from 0 to ${TERMS_DAYS_MAX}.`;

/** The terms of whoever carries them as two fields. */
export const termsOf = (of: { readonly termsFrom?: TermsFrom; readonly termsDays: number }): Terms => ({
  from: of.termsFrom ?? 'document',
  days: of.termsDays,
});

/** When a document of a day is due; the function due_date of the database says the same. A day a month lacks is its last. */
export function dueDate({ from, days }: Terms, documentOn: PlainDate): PlainDate {
  if (from === 'document') return addDays(documentOn, days);
  const firstOfNext = addMonthsClamped(plainDate(`${documentOn.slice(0, 8)}01`), 1);
  if (from === 'month_end') return addDays(firstOfNext, days - 1);
  const lastOfNext = addDays(addMonthsClamped(firstOfNext, 1), -1);
  return addDays(firstOfNext, Math.min(days, parts(lastOfNext).day) - 1);
}

/** The terms in words for colleagues: `30 days from invoice`, `end of month + 10 days`, `day 15 of the next month`. */
export function termsText({ from, days }: Terms): string {
  const inDays = `${days} ${days === 1 ? 'day' : 'days'}`;
  if (from === 'document') return `${inDays} from invoice`;
  if (from === 'next_month') return `day ${days} of the next month`;
  return days === 0 ? 'end of month' : `end of month + ${inDays}`;
}
