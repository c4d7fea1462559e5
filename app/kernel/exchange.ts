import { divideHalfUp } from './money.ts';

const RATE_DECIMALS = 10;

/**
 * Converts minor units into base currency by a rate given as decimal text (units of base for one unit, up to ten
 * decimals), adjusting for the decimals of both currencies; rounded once, half away from zero.
 */
export function toBaseMinor(minor: bigint, rate: string, digits: { from: number; base: number }): bigint {
  const [whole = '0', fraction = ''] = rate.split('.');
  const scaled = BigInt(whole + fraction.padEnd(RATE_DECIMALS, '0').slice(0, RATE_DECIMALS));
  const numerator = minor * scaled * 10n ** BigInt(digits.base);
  return divideHalfUp(numerator, 10n ** BigInt(RATE_DECIMALS + digits.from));
}

/**
 * The base minor units that a part of an item takes: pro rata of what is left, rounded half away from zero, and all of it
 * with the last part. The database computes the same where it applies (`apply_items`).
 */
export const basePart = (baseLeft: bigint, partMinor: bigint, residualMinor: bigint): bigint =>
  divideHalfUp(baseLeft * partMinor, residualMinor);
