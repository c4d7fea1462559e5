import { type Currency, minorDigits } from '#app/kernel/money.ts';

/** An amount of minor units as it would be typed: digits and a point. */
export function typedAmount(minor: bigint, currency: Currency): string {
  const digits = minorDigits(currency);
  const text = minor.toString().padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
