import { assert } from './assert.ts';
import { divideHalfUp } from './money.ts';
import { ok, type Result, refuse } from './result.ts';

declare const brand: unique symbol;
/** An exact decimal as canonical text (`12`, `-0.425`): quantities and unit prices, which may be finer than a minor unit. */
export type Decimal = string & { readonly [brand]: 'Decimal' };

/** Six decimals hold a kilowatt-hour price and a weighbridge ticket; the database columns are numeric(20,6). */
export const DECIMAL_SCALE = 6;
const WHOLE_DIGITS_MAX = 12;

/** Reads `1,234.5`, `1234.5`, `-0.0425`. A comma is grouping here; amounts typed with decimal commas go through parseMoney. */
export function parseDecimal(text: string): Result<Decimal, 'not-a-number' | 'too-many-decimals' | 'out-of-range'> {
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return refuse('not-a-number');
  const whole = match[2]!.replace(/,/g, '').replace(/^0+(?=\d)/, '');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > DECIMAL_SCALE) return refuse('too-many-decimals');
  if (whole.length > WHOLE_DIGITS_MAX) return refuse('out-of-range');
  const size = fraction ? `${whole}.${fraction}` : whole;
  return ok((match[1] === '-' && size !== '0' ? `-${size}` : size) as Decimal);
}

/** For decimals from our own tables and code. */
export function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  assert(parsed.ok, `not a decimal: ${text}`);
  return parsed.value;
}

/** The decimal times 10^6 as an integer. */
export function toMicros(value: Decimal): bigint {
  const negative = value.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? value.slice(1) : value).split('.');
  const micros = BigInt(whole + fraction.padEnd(DECIMAL_SCALE, '0'));
  return negative ? -micros : micros;
}

export function fromMicros(micros: bigint): Decimal {
  const size = (micros < 0n ? -micros : micros).toString().padStart(DECIMAL_SCALE + 1, '0');
  return decimal(`${micros < 0n ? '-' : ''}${size.slice(0, -DECIMAL_SCALE)}.${size.slice(-DECIMAL_SCALE)}`);
}

/**
 * quantity × unit price in minor units, rounded once, half away from zero. The unit price is in major units of a currency
 * with `digits` decimals: 4806 × 0.1420 pounds is 68245 pence.
 */
export function multiplyToMinor(quantity: Decimal, unitPrice: Decimal, digits: number): bigint {
  const product = toMicros(quantity) * toMicros(unitPrice) * 10n ** BigInt(digits);
  return divideHalfUp(product, 10n ** BigInt(2 * DECIMAL_SCALE));
}
