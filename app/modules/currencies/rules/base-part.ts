import { divideHalfUp } from '#app/kernel/money.ts';

/**
 * The base minor units that a part of an item takes: pro rata of what is left, rounded half away from zero, and all of it
 * with the last part. The database computes the same where it applies (`apply_items`).
 */
export const basePart = (baseLeft: bigint, partMinor: bigint, residualMinor: bigint): bigint =>
  divideHalfUp(baseLeft * partMinor, residualMinor);
