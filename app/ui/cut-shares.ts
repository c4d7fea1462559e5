import { allocate } from '#app/kernel/money.ts';

/** How many steps a whole bar has; `styles.css` holds the classes grow-0 to grow-200. */
export const CUT_STEPS = 200n;

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/**
 * Cuts a bar into half per cent steps by largest remainder, so that the parts always fill it. Amounts are minor units
 * of one currency; signs are ignored. All zero gives all zero.
 */
export function cutShares(amounts: readonly bigint[]): number[] {
  const weights = amounts.map(size);
  if (weights.every((weight) => weight === 0n)) return amounts.map(() => 0);
  return allocate(CUT_STEPS, weights).map(Number);
}

/** Whole per cent that add to 100, for the words beside a bar. */
export function percentShares(amounts: readonly bigint[]): number[] {
  const weights = amounts.map(size);
  if (weights.every((weight) => weight === 0n)) return amounts.map(() => 0);
  return allocate(100n, weights).map(Number);
}
