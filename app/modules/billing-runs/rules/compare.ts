import { type Decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import { divideHalfUp } from '#app/kernel/money.ts';
import type { RuleParams } from './issue-rule.ts';

type Limits = Pick<RuleParams, 'morePercent' | 'lessPercent'>;

/** By how many whole per cent a figure stands above (or below, minus) an earlier one; null when that was nothing. */
export function percentOf(now: bigint, before: bigint): bigint | null {
  if (before === 0n) return null;
  const size = before < 0n ? -before : before;
  return divideHalfUp((now - before) * 100n, size);
}

/** Whether it moved by more than the limits say. From nothing to something is over any upper limit. */
export function isOverLimit(now: bigint, before: bigint, { morePercent, lessPercent }: Limits): boolean {
  const moved = (now - before) * 100n;
  const size = before < 0n ? -before : before;
  if (moved > 0n) return morePercent !== undefined && moved > size * BigInt(morePercent);
  return lessPercent !== undefined && -moved > size * BigInt(lessPercent);
}

const PAST_AT_LEAST = 3;

/**
 * Compares a quantity with the average of past periods, rounded half away from zero to six decimals. Null: within the
 * limits, or too few periods to speak of an average.
 */
export function compareQuantity(
  quantity: Decimal,
  past: readonly Decimal[],
  params: RuleParams,
): { average: string; periods: string; percent: string | null } | null {
  if (past.length < (params.pastAtLeast ?? PAST_AT_LEAST)) return null;
  const sum = past.reduce((total, each) => total + toMicros(each), 0n);
  const average = divideHalfUp(sum, BigInt(past.length));
  if (!isOverLimit(toMicros(quantity), average, params)) return null;
  const percent = percentOf(toMicros(quantity), average);
  return {
    average: fromMicros(average),
    periods: String(past.length),
    percent: percent === null ? null : String(percent),
  };
}
