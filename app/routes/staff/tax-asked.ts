import { type PlainDate, parsePlainDate, parts, plainDate } from '#app/kernel/plain-date.ts';

export type AskedRange = {
  /** Null where the address asks for days that are none. */
  readonly range: { readonly fromOn: PlainDate; readonly toOn: PlainDate } | null;
  readonly asked: { readonly from: string; readonly to: string };
  readonly fieldErrors: Record<string, string[]>;
};

/** The days an address asks for, `from` and `to`; this month up to today unless said. */
export function askedRange(url: URL, today: PlainDate): AskedRange {
  const { year, month } = parts(today);
  const asked = {
    from: url.searchParams.get('from') || plainDate(`${year}-${String(month).padStart(2, '0')}-01`),
    to: url.searchParams.get('to') || today,
  };
  const [fromOn, toOn] = [parsePlainDate(asked.from), parsePlainDate(asked.to)];
  const wrong = ['Enter a date like 2026-11-03.'];
  if (!fromOn.ok || !toOn.ok)
    return {
      range: null,
      asked,
      fieldErrors: { ...(fromOn.ok ? {} : { from: wrong }), ...(toOn.ok ? {} : { to: wrong }) },
    };
  if (toOn.value < fromOn.value)
    return {
      range: null,
      asked,
      fieldErrors: { to: ['The last day is before the first one. Make it the same day or later.'] },
    };
  return { range: { fromOn: fromOn.value, toOn: toOn.value }, asked, fieldErrors: {} };
}
