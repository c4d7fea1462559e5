import { addMonthsClamped, endOfMonth, type PlainDate, parsePlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { STATEMENT_FORMS, type StatementForm } from './types.ts';

export type Period = { readonly fromOn: PlainDate; readonly toOn: PlainDate };
export type PeriodRefusal = {
  readonly field: 'from' | 'to';
  readonly code: 'not-a-date' | 'ends-before-it-starts' | 'too-long';
};

/** Longer than any account lives; a longer range is a typing error in a year. */
const YEARS_MAX = 50;

/** The month of a date, cut at today when it is the running one. */
export const monthOf = (on: PlainDate, today: PlainDate): Period => {
  const last = endOfMonth(on);
  return { fromOn: startOfMonth(on), toOn: last > today ? today : last };
};

/** Full months before today's and the running one, newest first, back to `sinceOn`, at most `count`. */
export function monthsBack(sinceOn: PlainDate, today: PlainDate, count: number): Period[] {
  const first = startOfMonth(today);
  const months: Period[] = [];
  for (let back = 0; back < count; back += 1) {
    const month = addMonthsClamped(first, -back);
    if (endOfMonth(month) < sinceOn) break;
    months.push(monthOf(month, today));
  }
  return months;
}

/** Reads a range from text as it stands in an address. Nothing given means the running month. */
export function readPeriod(
  asked: { readonly from: string | null; readonly to: string | null },
  today: PlainDate,
): Result<Period, PeriodRefusal> {
  const standard = monthOf(today, today);
  const from = asked.from ? parsePlainDate(asked.from) : ok(standard.fromOn);
  if (!from.ok) return refuse({ field: 'from', code: 'not-a-date' });
  const to = asked.to ? parsePlainDate(asked.to) : ok(standard.toOn);
  if (!to.ok) return refuse({ field: 'to', code: 'not-a-date' });
  if (to.value < from.value) return refuse({ field: 'to', code: 'ends-before-it-starts' });
  if (addMonthsClamped(from.value, 12 * YEARS_MAX) < to.value) return refuse({ field: 'from', code: 'too-long' });
  return ok({ fromOn: from.value, toOn: to.value });
}

/** The two forms as a choice. */
export const STATEMENT_FORM_CHOICES: { value: StatementForm; label: string }[] = [
  { value: 'balance_forward', label: 'Balance forward' },
  { value: 'open_item', label: 'Open items' },
];

/** The form an address asks for; whatever is no form means `otherwise`. */
export const readForm = (asked: string | null, otherwise: StatementForm = 'balance_forward'): StatementForm =>
  STATEMENT_FORMS.find((form) => form === asked) ?? otherwise;
