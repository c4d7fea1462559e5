import { assert } from './assert.ts';
import { divideHalfUp } from './money.ts';
import {
  addDays,
  addMonthsClamped,
  daysBetween,
  earlier,
  endOfMonth,
  later,
  type PlainDate,
  startOfMonth,
} from './plain-date.ts';

export type MonthRelease = { readonly monthOn: PlainDate; readonly amountMinor: bigint };

/** 28, 29, 30 and 31 all divide it: days of any month are a whole number of these parts. */
const PARTS_OF_A_MONTH = 377_580n;

/**
 * How an amount billed in advance is earned over its days, month by month: whole months have equal parts, a month cut at
 * either end the part of its days among its own, and the last month what rounding leaves. The parts sum to the amount exactly and none has
 * the other sign. `monthOn` is the first of each month; amounts in minor units, below zero for a discount.
 */
export function releaseSchedule(of: { amountMinor: bigint; fromOn: PlainDate; toOn: PlainDate }): MonthRelease[] {
  assert(of.toOn >= of.fromOn, 'a deferral ends on the day it begins or later');
  const weights = monthsOf(of.fromOn, of.toOn);
  const whole = weights.reduce((total, { weight }) => total + weight, 0n);
  const parts = weights.map(({ monthOn, weight }) => ({ monthOn, amountMinor: (of.amountMinor * weight) / whole }));
  const rest = of.amountMinor - parts.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  return parts.map((part, at) => (at === parts.length - 1 ? { ...part, amountMinor: part.amountMinor + rest } : part));
}

function monthsOf(fromOn: PlainDate, toOn: PlainDate): { monthOn: PlainDate; weight: bigint }[] {
  const months = [];
  for (let monthOn = startOfMonth(fromOn); monthOn <= toOn; monthOn = addMonthsClamped(monthOn, 1)) {
    const endOn = endOfMonth(monthOn);
    const days = daysBetween(later(monthOn, fromOn), addDays(earlier(endOn, toOn), 1));
    const ofDays = daysBetween(monthOn, addDays(endOn, 1));
    months.push({ monthOn, weight: (PARTS_OF_A_MONTH * BigInt(days)) / BigInt(ofDays) });
  }
  return months;
}

/**
 * Base minor units that have left a deferral of `amount` (worth `base`) when `gone` of it has: in proportion, rounded once,
 * half away from zero. All is gone when all is gone; the database computes the same (deferred_base).
 */
export function deferredBase(gone: bigint, { amount, base }: { amount: bigint; base: bigint }): bigint {
  return amount < 0n ? divideHalfUp(-gone * base, -amount) : divideHalfUp(gone * base, amount);
}
