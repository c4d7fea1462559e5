import { type Decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import { divideHalfUp, minorDigits, parseCurrency } from '#app/kernel/money.ts';

const MICROS = 1_000_000n;

/** Decimals of a currency's amounts; a code nobody knows has two, so that the rest of a file can still be checked. */
export const digitsOf = (currency: string): number => {
  const known = parseCurrency(currency);
  return known ? minorDigits(known) : 2;
};

export const micros = (value: Decimal | null): bigint => (value === null ? 0n : toMicros(value));
export const sumOf = (values: readonly (Decimal | null)[]): bigint =>
  values.reduce((sum, one) => sum + micros(one), 0n);

/** A product of two exact decimals over a divisor, rounded once to a currency's decimals, half away from zero; millionths. */
export function roundedMicros(numerator: bigint, denominator: bigint, digits: number): bigint {
  const unit = MICROS / 10n ** BigInt(digits);
  const sign = denominator < 0n ? -1n : 1n;
  return divideHalfUp(sign * numerator, sign * denominator * unit) * unit;
}

/** How many decimals the text of a decimal shows; it carries no zeros at its end. */
export const decimalsOf = (value: Decimal): number => value.split('.')[1]?.length ?? 0;

/** An amount with at least so many decimals as its currency has: `12` of euros is `12.00`. */
export function amountText(value: Decimal, digits: number): string {
  const [whole = '0', fraction = ''] = value.split('.');
  return digits === 0 && fraction === '' ? whole : `${whole}.${fraction.padEnd(digits, '0')}`;
}

export const decimalOfMicros = (value: bigint): Decimal => fromMicros(value);
export const negated = (value: Decimal): Decimal => fromMicros(-toMicros(value));
