import {
  addDays,
  addMonthsClamped,
  daysInMonth,
  type PlainDate,
  parts,
  startOfMonth,
  weekday,
} from '#app/kernel/plain-date.ts';

/** On which days a recipe runs by itself: a weekday 1 (Monday) to 7, or a day of the month, its last where it has no such day. */
export type RecipeBeat = { readonly every: 'week' | 'month'; readonly dayNo: number };
export type CutOffRule = 'same_day' | 'day_before' | 'month_end';

const DAYS_OF_WEEK = 7;

/** 1 is Monday, 7 Sunday. */
const weekdayNo = (day: PlainDate): number => weekday(day) || DAYS_OF_WEEK;

const inMonthOf = (day: PlainDate, dayNo: number): PlainDate => {
  const { year, month } = parts(day);
  return addDays(startOfMonth(day), Math.min(dayNo, daysInMonth(year, month)) - 1);
};

/** The first day after `day` on which the recipe runs. */
export function nextDay({ every, dayNo }: RecipeBeat, day: PlainDate): PlainDate {
  if (every === 'week') {
    const ahead = (dayNo - weekdayNo(day) + DAYS_OF_WEEK) % DAYS_OF_WEEK;
    return addDays(day, ahead === 0 ? DAYS_OF_WEEK : ahead);
  }
  const here = inMonthOf(day, dayNo);
  return here > day ? here : inMonthOf(addMonthsClamped(startOfMonth(day), 1), dayNo);
}

/** Up to which day a recipe that runs on `day` bills. */
export function cutOffOf(rule: CutOffRule, day: PlainDate): PlainDate {
  if (rule === 'same_day') return day;
  return rule === 'day_before' ? addDays(day, -1) : addDays(startOfMonth(day), -1);
}
