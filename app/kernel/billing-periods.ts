import { assert } from './assert.ts';
import { addDays, addMonthsClamped, daysBetween, earlier, later, type PlainDate, parts } from './plain-date.ts';

/** How often a line is billed. */
export const CYCLES = ['weekly', 'fortnightly', 'four_weekly', 'monthly', 'quarterly', 'annual'] as const;
export type Cycle = (typeof CYCLES)[number];

/** Billed when a period has ended, or when it begins. */
export const TIMINGS = ['arrears', 'advance'] as const;
export type Timing = (typeof TIMINGS)[number];

/** Periods begin on `anchorOn` and on each step before and after it; `endsOn` null runs on. */
export type BilledSpan = {
  readonly cycle: Cycle;
  readonly anchorOn: PlainDate;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
};

/** Days of one bill, both included. `whole…` is the period before it was cut at the span's start or end. */
export type BillingPeriod = {
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly wholeFromOn: PlainDate;
  readonly wholeToOn: PlainDate;
};

type Step = { days: number } | { months: number };
const STEPS: Readonly<Record<Cycle, Step>> = {
  weekly: { days: 7 },
  fortnightly: { days: 14 },
  four_weekly: { days: 28 },
  monthly: { months: 1 },
  quarterly: { months: 3 },
  annual: { months: 12 },
};

/** Every week from 1900 to 2999 fits; more is a loop that does not end. */
const PERIODS_MAX = 60_000;

type Beat = Pick<BilledSpan, 'cycle' | 'anchorOn'>;

/** The first day of the period `nth` steps after the anchor. Counted from the anchor, so that 31 Jan, 28 Feb comes to 31 Mar. */
function beginning({ cycle, anchorOn }: Beat, nth: number): PlainDate {
  const step = STEPS[cycle];
  return 'days' in step ? addDays(anchorOn, nth * step.days) : addMonthsClamped(anchorOn, nth * step.months);
}

/** Which period holds the day: the greatest n whose beginning is not after it. */
function nthAt(beat: Beat, day: PlainDate): number {
  const step = STEPS[beat.cycle];
  if ('days' in step) return Math.floor(daysBetween(beat.anchorOn, day) / step.days);
  const [anchor, at] = [parts(beat.anchorOn), parts(day)];
  const months = (at.year - anchor.year) * 12 + at.month - anchor.month;
  const nth = Math.floor(months / step.months);
  return beginning(beat, nth) > day ? nth - 1 : nth;
}

/** The uncut period that holds the day. */
export function wholePeriodAt(beat: Beat, day: PlainDate): { fromOn: PlainDate; toOn: PlainDate } {
  const nth = nthAt(beat, day);
  return { fromOn: beginning(beat, nth), toOn: addDays(beginning(beat, nth + 1), -1) };
}

/** Whether the day is a period's last: only then may a line with another cycle begin the day after. */
export const endsAPeriod = (beat: Beat, day: PlainDate): boolean => wholePeriodAt(beat, day).toOn === day;

/**
 * The periods of a span that touch the days `fromOn` to `throughOn`, oldest first, without gap or overlap. They are cut at
 * the span's start and end alone, never at the window: a period is the same whoever asks.
 */
export function billingPeriods(
  span: BilledSpan,
  { fromOn, throughOn }: { fromOn: PlainDate; throughOn: PlainDate },
): BillingPeriod[] {
  const first = later(span.startsOn, fromOn);
  const last = span.endsOn ? earlier(span.endsOn, throughOn) : throughOn;
  const periods: BillingPeriod[] = [];
  if (first > last) return periods;
  for (let nth = nthAt(span, first); ; nth += 1) {
    const wholeFromOn = beginning(span, nth);
    if (wholeFromOn > last) return periods;
    assert(periods.length < PERIODS_MAX, 'a span holds more periods than there are weeks in the calendar');
    const wholeToOn = addDays(beginning(span, nth + 1), -1);
    periods.push({
      fromOn: later(wholeFromOn, span.startsOn),
      toOn: span.endsOn ? earlier(wholeToOn, span.endsOn) : wholeToOn,
      wholeFromOn,
      wholeToOn,
    });
  }
}

/** The day from which a period may be billed: its last in arrears, its first in advance. */
export const billedFrom = (period: Pick<BillingPeriod, 'fromOn' | 'toOn'>, timing: Timing): PlainDate =>
  timing === 'arrears' ? period.toOn : period.fromOn;

export const isDue = (period: Pick<BillingPeriod, 'fromOn' | 'toOn'>, timing: Timing, cutOffOn: PlainDate): boolean =>
  billedFrom(period, timing) <= cutOffOn;

/** The next days on which a span is billed, from `fromOn` on; fewer than asked for where it ends. */
export function nextBillingDates(
  span: BilledSpan & { readonly timing: Timing },
  fromOn: PlainDate,
  count: number,
): PlainDate[] {
  const from = later(fromOn, span.startsOn);
  // One period more, because the one that is running may have been due before.
  const throughOn = addDays(beginning(span, nthAt(span, from) + count + 1), -1);
  return billingPeriods(span, { fromOn: from, throughOn })
    .map((period) => billedFrom(period, span.timing))
    .filter((day) => day >= fromOn)
    .slice(0, count);
}
