import { type Money, minorDigits } from '#app/kernel/money.ts';

/**
 * `1.4 m`, `262 k`, `640`: only where nobody pays from it, and always with the exact figure in the same element.
 * Rounds half away from zero; the unit is chosen after rounding, so 999,950 is 1.0 m and never 1,000 k.
 */
export function shortMoney({ minor, currency }: Money): string {
  const unit = 10n ** BigInt(minorDigits(currency));
  const sign = minor < 0n ? '-' : '';
  const magnitude = minor < 0n ? -minor : minor;
  const tenths = (per: bigint): bigint => (magnitude * 10n + (unit * per) / 2n) / (unit * per);
  const whole = (per: bigint): bigint => (magnitude + (unit * per) / 2n) / (unit * per);
  const millions = tenths(1_000_000n);
  if (whole(1_000n) >= 1_000n) return `${sign}${millions / 10n}.${millions % 10n} m`;
  if (whole(1n) >= 1_000n) return `${sign}${whole(1_000n)} k`;
  return `${sign}${whole(1n)}`;
}
