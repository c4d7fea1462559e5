import { addMonthsClamped, type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import type { Period } from '#app/modules/ledger/queries/periods.server.ts';
import type { PeriodKind } from '#app/modules/ledger/types.ts';

const MONTHS_SHOWN = 12;

/** `2026-06` in an address as the first of that month; null when it is no month. */
export function monthFrom(text: string | null | undefined): PlainDate | null {
  const parsed = parsePlainDate(`${text}-01`);
  return parsed.ok ? parsed.value : null;
}

/** The first of a month as addresses write it: `2026-06`. */
export const monthIn = (monthOn: PlainDate): string => monthOn.slice(0, 7);

/** What closes, in words. */
export const KIND_WORDS: Readonly<Record<PeriodKind, { name: string; hint: string }>> = {
  posting: { name: 'Postings', hint: 'Invoices, payments, and what is set against what.' },
  tax: { name: 'Tax documents', hint: 'Invoices, credit notes and debit notes by their tax point.' },
};

export type Month = { readonly monthOn: PlainDate; readonly posting: Period; readonly tax: Period };

/** Months with both of their periods, newest first. */
export function monthsOf(periods: readonly Period[]): Month[] {
  return periods
    .filter((period) => period.kind === 'posting')
    .flatMap((posting) => {
      const tax = periods.find((period) => period.kind === 'tax' && period.monthOn === posting.monthOn);
      return tax ? [{ monthOn: posting.monthOn, posting, tax }] : [];
    });
}

/** The range of months one page shows, and the months before and after it. */
export function shownMonths(of: { last: PlainDate; first: PlainDate; newest: PlainDate }) {
  const last = of.last > of.newest ? of.newest : of.last;
  const from = addMonthsClamped(last, 1 - MONTHS_SHOWN);
  return {
    toOn: last,
    fromOn: from < of.first ? (last < of.first ? last : of.first) : from,
    older: from > of.first ? addMonthsClamped(from, -1) : null,
    newer: last < of.newest ? addMonthsClamped(last, MONTHS_SHOWN) : null,
  };
}
