import { billingPeriods } from '#app/kernel/billing-periods.ts';
import { type Decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import { divideHalfUp } from '#app/kernel/money.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import { priceQuantity } from '#app/kernel/pricing/price-quantity.ts';
import { priceSegments } from '#app/kernel/pricing/price-segments.ts';
import type { BillableLine } from '#app/modules/contracts/types.ts';

/** Usage of one line: what was used on a day in all, billed or not. */
export type UsedDay = { readonly on: PlainDate; readonly quantity: Decimal };
export type OpenUsage = { readonly id: string; readonly on: PlainDate; readonly quantity: Decimal };
export type Valued = {
  readonly id: string;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  /** Null where no price holds on a day that something was used on. */
  readonly valueMinor: bigint | null;
};

const days = (fromOn: PlainDate, toOn: PlainDate): number => daysBetween(fromOn, toOn) + 1;

/**
 * What unbilled usage of a line will bring: the price of its whole period as known now, less what that period was billed
 * before, spread over the unbilled records by quantity. The parts add up to the whole exactly; cents fall where the running
 * sum is rounded. Usage outside the line's days has no period and is left out.
 */
export function valueUnbilled(
  line: BillableLine,
  open: readonly OpenUsage[],
  used: readonly UsedDay[],
  billedBefore: ReadonlyMap<PlainDate, bigint>,
): Valued[] {
  const sorted = [...open].sort((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return [];
  return billingPeriods(line, { fromOn: first.on, throughOn: last.on }).flatMap((period) => {
    const { fromOn, toOn } = period;
    const inside = sorted.filter(({ on }) => on >= fromOn && on <= toOn);
    if (inside.length === 0) return [];
    const price = priceOf(line, period, used);
    const value = price === null ? null : price - (billedBefore.get(fromOn) ?? 0n);
    return spread(value, inside).map((part) => ({ ...part, fromOn, toOn }));
  });
}

type Period = ReturnType<typeof billingPeriods>[number];

function priceOf(
  line: BillableLine,
  { fromOn, toOn, wholeFromOn, wholeToOn }: Period,
  used: readonly UsedDay[],
): bigint | null {
  const ofDays = days(wholeFromOn, wholeToOn);
  let sum = 0n;
  for (const { version, ...part } of priceSegments(line.prices, fromOn, toOn)) {
    const inside = used.filter(({ on }) => on >= part.fromOn && on <= part.toOn);
    const micros = inside.reduce((total, { quantity }) => total + toMicros(quantity), 0n);
    if (version === null) {
      if (micros !== 0n) return null;
      continue;
    }
    const length = days(part.fromOn, part.toOn);
    const share = length === ofDays ? undefined : { days: length, ofDays };
    const priced = priceQuantity({
      scheme: version.scheme,
      quantity: fromMicros(micros),
      currency: line.currency,
      share,
      charge: line.charge,
    });
    sum += priced.netMinor;
  }
  return sum;
}

function spread(value: bigint | null, inside: readonly OpenUsage[]): { id: string; valueMinor: bigint | null }[] {
  if (value === null) return inside.map(({ id }) => ({ id, valueMinor: null }));
  const total = inside.reduce((sum, { quantity }) => sum + toMicros(quantity), 0n);
  if (total === 0n) return inside.map(({ id }, at) => ({ id, valueMinor: at === 0 ? value : 0n }));
  let [reached, given] = [0n, 0n];
  return inside.map(({ id, quantity }) => {
    reached += toMicros(quantity);
    const upTo = total < 0n ? divideHalfUp(-value * reached, -total) : divideHalfUp(value * reached, total);
    const part = upTo - given;
    given = upTo;
    return { id, valueMinor: part };
  });
}
