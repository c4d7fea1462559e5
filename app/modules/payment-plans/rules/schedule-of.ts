import { assert } from '#app/kernel/assert.ts';
import { allocate } from '#app/kernel/money.ts';
import { addDays, addMonthsClamped, compareDates, type PlainDate } from '#app/kernel/plain-date.ts';
import { isWorkingDay, nextWorkingDay, type WorkingCalendar } from '#app/kernel/working-days.ts';
import type { Instalment, PlanCharge, PlanShape, PlanWish, Rhythm } from '../types.ts';

const DAYS: Readonly<Record<Exclude<Rhythm, 'monthly'>, number>> = { weekly: 7, fortnightly: 14 };

/** So many steps of a rhythm after a day. Months keep the day where they have it, else their last: 31 Jan, 28 Feb, 31 Mar. */
export const stepsAfter = (date: PlainDate, rhythm: Rhythm, steps: number): PlainDate =>
  rhythm === 'monthly' ? addMonthsClamped(date, steps) : addDays(date, DAYS[rhythm] * steps);

/** What the chosen items come to, before interest and fee. */
export const principalOf = (wish: Pick<PlanWish, 'items'>): bigint =>
  wish.items.reduce((total, item) => total + item.amountMinor, 0n);

const NO_CHARGE = { totalMinor: 0n };

/**
 * The payments of a wish, which sum exactly to its items and the charge. Parts that cannot be equal differ by one minor unit, the
 * earlier ones being the larger (largest remainder, ties to the earlier). The first payment falls on its day; a later one that
 * would fall on a day on which the banks are shut moves to the next on which they are open.
 */
export function scheduleOf(
  wish: PlanWish,
  charge: Pick<PlanCharge, 'totalMinor'> = NO_CHARGE,
  calendar?: WorkingCalendar,
): Instalment[] {
  assert(canSplit(wish, charge.totalMinor), 'a wish that cannot be split has no schedule');
  const schedule: Instalment[] = [];
  for (const [index, amountMinor] of splitOf(principalOf(wish) + charge.totalMinor, wish).entries()) {
    const before = schedule.at(-1)?.dueOn;
    const day = dayOf(wish, index, calendar);
    const dueOn = before && calendar && compareDates(day, before) <= 0 ? nextWorkingDay(before, calendar) : day;
    schedule.push({ no: index + 1, dueOn, amountMinor });
  }
  return schedule;
}

/** Whether the shape gives every payment at least one minor unit. */
export function canSplit(wish: PlanWish, chargeMinor = 0n): boolean {
  const total = principalOf(wish) + chargeMinor;
  if (!Number.isInteger(wish.count) || wish.count < 1 || wish.count > 60) return false;
  if (wish.firstMinor === null || wish.count === 1) return total >= BigInt(wish.count);
  return wish.firstMinor >= 1n && total - wish.firstMinor >= BigInt(wish.count - 1);
}

function splitOf(totalMinor: bigint, { count, firstMinor }: PlanShape): bigint[] {
  const equal = (minor: bigint, parts: number) => allocate(minor, new Array<bigint>(parts).fill(1n));
  if (firstMinor === null || count === 1) return equal(totalMinor, count);
  return [firstMinor, ...equal(totalMinor - firstMinor, count - 1)];
}

/** The day of the payment with this index by the shape alone. */
export const nominalDay = ({ firstOn, nextOn, rhythm }: PlanShape, index: number): PlainDate =>
  index === 0 ? firstOn : nextOn === null ? stepsAfter(firstOn, rhythm, index) : stepsAfter(nextOn, rhythm, index - 1);

function dayOf(shape: PlanShape, index: number, calendar?: WorkingCalendar): PlainDate {
  const day = nominalDay(shape, index);
  return index === 0 || !calendar || isWorkingDay(day, calendar) ? day : nextWorkingDay(day, calendar);
}
