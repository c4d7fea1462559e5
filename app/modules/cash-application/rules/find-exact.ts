import type { Allocatable, Allocation } from './allocate-oldest-first.ts';

/** Sets are only searched among this many items: beyond it a sum would match by chance. */
const ITEMS_MAX = 18;

/**
 * Finds what an amount pays exactly: one item of that size, all items together, or the only set of items with that sum.
 * Two different answers of one kind are no answer: null, and a person chooses. Minor units.
 */
export function findExact(amountMinor: bigint, items: readonly Allocatable[]): Allocation[] | null {
  const open = items.filter((item) => item.openMinor > 0n);
  const whole = (chosen: readonly Allocatable[]): Allocation[] =>
    chosen.map((item) => ({ itemId: item.id, amountMinor: item.openMinor }));
  const same = open.filter((item) => item.openMinor === amountMinor);
  if (same.length === 1) return whole(same);
  if (same.length > 1) return null;
  if (open.length > 1 && open.reduce((total, item) => total + item.openMinor, 0n) === amountMinor) return whole(open);
  if (open.length > ITEMS_MAX) return null;
  const sets = setsOfSum(amountMinor, open);
  return sets.length === 1 ? whole(sets[0]!) : null;
}

/** The first two sets whose sum is the amount; finding a second is reason enough to stop. */
function setsOfSum(amountMinor: bigint, items: readonly Allocatable[]): Allocatable[][] {
  const found: Allocatable[][] = [];
  const ends = 1 << items.length;
  for (let mask = 1; mask < ends && found.length < 2; mask += 1) {
    let sum = 0n;
    for (let bit = 0; bit < items.length && sum <= amountMinor; bit += 1)
      if (mask & (1 << bit)) sum += items[bit]!.openMinor;
    if (sum === amountMinor) found.push(items.filter((_, bit) => mask & (1 << bit)));
  }
  return found;
}
