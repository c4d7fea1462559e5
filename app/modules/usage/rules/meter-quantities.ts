import { type Decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

/** A reading that no other has replaced. */
export type Standing = {
  readonly id: string;
  readonly readOn: PlainDate;
  readonly kind: 'actual' | 'estimate';
  readonly value: Decimal;
};
export type Dial = { readonly digits: number; readonly multiplier: Decimal };

/**
 * What a reading counts: its own quantity (at most six decimals), since which actual reading the dial is compared, and whether
 * it went through zero in between.
 */
export type Counted = {
  readonly reading: Standing;
  readonly quantity: Decimal;
  readonly since: Standing | null;
  readonly rolledOver: boolean;
};
/** An actual reading that cannot follow the one before it. */
export type Misfit = { readonly reading: Standing; readonly before: Standing };

/**
 * Steps of the dial from one reading to the next, in millionths. A dial of n digits begins again after 10^n − 1; that is
 * believed while what was used is at most half of the dial. Null: the later reading cannot follow.
 */
export function dialSteps(before: Decimal, after: Decimal, digits: number): bigint | null {
  const steps = toMicros(after) - toMicros(before);
  if (steps >= 0n) return steps;
  const dial = 10n ** BigInt(digits + 6);
  const through = steps + dial;
  return through * 2n <= dial ? through : null;
}

/**
 * What each reading of a meter counts, from all that stand, whatever the order they came in: an actual one counts what the dial
 * moved since the actual one before, less what estimates between them counted already. Estimates count as far as they
 * reach beyond the ones before them, and never beyond the actual reading that settles them, so that the sum over any two
 * actual readings is the true difference. The first actual reading is where counting begins.
 */
export function meterQuantities(readings: readonly Standing[], dial: Dial): { counted: Counted[]; misfits: Misfit[] } {
  const sorted = [...readings].sort(byDay);
  const counted: Counted[] = [];
  const misfits: Misfit[] = [];
  const first = sorted.find(({ kind }) => kind === 'actual');
  let actual = first;
  let estimates: { reading: Standing; since: Standing; reach: bigint; rolledOver: boolean }[] = [];
  const settle = (cap: bigint | null): bigint => {
    let reached = 0n;
    for (const { reading, since, reach, rolledOver } of estimates) {
      const capped = cap !== null && reach > cap ? cap : reach;
      const more = capped > reached ? capped - reached : 0n;
      reached += more;
      counted.push({ reading, quantity: inUnits(more, dial), since, rolledOver: rolledOver && more > 0n });
    }
    estimates = [];
    return reached;
  };
  for (const reading of sorted) {
    if (!actual || !first || reading.readOn <= first.readOn) {
      counted.push({ reading, quantity: inUnits(0n, dial), since: null, rolledOver: false });
      continue;
    }
    const steps = dialSteps(actual.value, reading.value, dial.digits);
    const rolledOver = steps !== null && toMicros(reading.value) < toMicros(actual.value);
    if (reading.kind === 'estimate') {
      // More than half a dial ahead is behind: an estimate that a reading has overtaken counts nothing.
      const reach = steps === null || steps * 2n > 10n ** BigInt(dial.digits + 6) ? null : steps;
      if (reach === null) misfits.push({ reading, before: actual });
      estimates.push({ reading, since: actual, reach: reach ?? 0n, rolledOver });
      continue;
    }
    if (steps === null) misfits.push({ reading, before: actual });
    const whole = steps ?? 0n;
    const estimated = settle(whole);
    counted.push({ reading, quantity: inUnits(whole - estimated, dial), since: actual, rolledOver });
    actual = reading;
  }
  settle(null);
  return { counted, misfits };
}

/** By day; of one day the estimate first, because the actual reading settles it. */
const byDay = (a: Standing, b: Standing): number =>
  a.readOn === b.readOn ? (a.kind === b.kind ? 0 : a.kind === 'estimate' ? -1 : 1) : a.readOn < b.readOn ? -1 : 1;

/** Steps and multiplier have three decimals each, so the product has six and nothing is rounded. */
const inUnits = (steps: bigint, { multiplier }: Dial): Decimal =>
  fromMicros((steps * toMicros(multiplier)) / 1_000_000n);
