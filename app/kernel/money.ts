import { AssertionBroken, assert } from './assert.ts';
import { ok, type Result, refuse } from './result.ts';

declare const brand: unique symbol;
/** An ISO 4217 code the product knows. Get one through `currency()` or `parseCurrency()`. */
export type Currency = string & { readonly [brand]: 'Currency' };

/** An amount in minor units (pence, sen, fils, whole yen) of one currency. Floats never hold money. */
export type Money = { readonly minor: bigint; readonly currency: Currency };

/** Decimals per currency, ISO 4217 table A.1. Codes with two decimals are listed by name so that a typing error is refused. */
const DIGITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    2: 'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW',
    3: 'BHD IQD JOD KWD LYD OMR TND',
  }).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)] as const)),
);

/** The largest amount a document may hold: 10^15 minor units. Sums of a million of them still fit PostgreSQL's bigint. */
export const MINOR_MAX = 10n ** 15n;

export function parseCurrency(text: string): Currency | null {
  const code = text.trim().toUpperCase();
  return DIGITS.has(code) ? (code as Currency) : null;
}

/** For codes that come from our own tables: an unknown one is a bug. */
export function currency(code: string): Currency {
  const parsed = parseCurrency(code);
  assert(parsed, `unknown currency ${code}`);
  return parsed;
}

export const knownCurrencies = (): Currency[] => [...DIGITS.keys()].sort() as Currency[];

/** How many decimals the currency has: 0 (JPY), 2 (GBP) or 3 (KWD). */
export function minorDigits(code: Currency): number {
  const digits = DIGITS.get(code);
  assert(digits !== undefined, `unknown currency ${code}`);
  return digits;
}

export const money = (minor: bigint, code: Currency): Money => ({ minor, currency: code });
export const zero = (code: Currency): Money => ({ minor: 0n, currency: code });

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency)
    throw new AssertionBroken(`${a.currency} and ${b.currency} are never added or compared`);
}

export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { minor: a.minor + b.minor, currency: a.currency };
}

export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { minor: a.minor - b.minor, currency: a.currency };
}

export const negate = (a: Money): Money => ({ minor: -a.minor, currency: a.currency });
export const isZero = (a: Money): boolean => a.minor === 0n;

export function compare(a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b);
  return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0;
}

/** Sums amounts of one currency; the currency is named so that an empty list has an answer. */
export function sum(code: Currency, amounts: readonly Money[]): Money {
  return amounts.reduce(add, zero(code));
}

/**
 * Splits a total by weights with the largest remainder method; ties go to the earlier part, so the answer is stable.
 * The parts always sum to the total. Weights are not negative and at least one is above zero; a negative total mirrors
 * the positive one.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((a, b) => a + b, 0n);
  assert(whole > 0n && weights.every((weight) => weight >= 0n), 'weights must be zero or more and not all zero');
  if (total < 0n) return allocate(-total, weights).map((part) => -part);
  const parts = weights.map((weight) => (total * weight) / whole);
  const remainders = weights.map((weight, index) => ({ index, remainder: (total * weight) % whole }));
  remainders.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  let left = total - parts.reduce((a, b) => a + b, 0n);
  for (const { index } of remainders) {
    if (left === 0n) break;
    parts[index]! += 1n;
    left -= 1n;
  }
  return parts;
}

/** Divides and rounds half away from zero: the rounding of every invoice amount in this product. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  assert(denominator > 0n, 'the denominator must be above zero');
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  const rounded = (size * 2n + denominator) / (denominator * 2n);
  return negative ? -rounded : rounded;
}

/** Plain decimal text for files and machines: `-1234.50`, no grouping, no sign of currency. */
export function minorToDecimal(minor: bigint, code: Currency): string {
  const digits = minorDigits(code);
  const size = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return digits === 0 ? sign + size : `${sign}${size.slice(0, -digits)}.${size.slice(-digits)}`;
}

export type MoneyTextRefusal = 'not-a-number' | 'too-many-decimals' | 'out-of-range';

/**
 * Reads an amount as a person types or a file carries it: `1,234.50`, `1 234,50`, `£1234`, `-12.5`, `(12.50)`.
 * A lone separator followed by exactly three digits is read as grouping only where the currency has no third decimal;
 * forms show on review how the text was understood.
 */
export function parseMoney(text: string, code: Currency): Result<bigint, MoneyTextRefusal> {
  let body = text.trim().replace(/[\u00a0\u202f\s]/g, '');
  let negative = false;
  const bracketed = /^\((.*)\)$/.exec(body);
  if (bracketed) [negative, body] = [true, bracketed[1]!];
  body = body.replace(/^([+-]?)(\p{Sc}|[A-Za-z]{3})/u, '$1').replace(/(\p{Sc}|[A-Za-z]{3})$/u, '');
  if (/^[+-]/.test(body)) [negative, body] = [negative !== body.startsWith('-'), body.slice(1)];
  if (!/^\d[\d.,']*$/.test(body) || body.length > 40) return refuse('not-a-number');
  const parts = splitDecimals(body, minorDigits(code));
  if (!parts) return refuse('not-a-number');
  if (parts.fraction.replace(/0+$/, '').length > minorDigits(code)) return refuse('too-many-decimals');
  const minor = BigInt(parts.whole + parts.fraction.slice(0, minorDigits(code)).padEnd(minorDigits(code), '0'));
  if (minor > MINOR_MAX) return refuse('out-of-range');
  return ok(negative ? -minor : minor);
}

function splitDecimals(body: string, digits: number): { whole: string; fraction: string } | null {
  const plain = body.replace(/'/g, '');
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  if (last < 0) return { whole: plain, fraction: '' };
  const mark = plain[last]!;
  const other = mark === '.' ? ',' : '.';
  const whole = plain.slice(0, last);
  const fraction = plain.slice(last + 1);
  const repeated = whole.includes(mark);
  const groups = (separated: string, by: string) =>
    separated.split(by).every((part, i) => (i === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part));
  if (repeated) return groups(plain, mark) ? { whole: plain.split(mark).join(''), fraction: '' } : null;
  if (whole.includes(other))
    return groups(whole, other) && fraction.length !== 0 ? { whole: whole.split(other).join(''), fraction } : null;
  if (fraction.length === 3 && digits !== 3 && mark === ',' && groups(plain, ','))
    return { whole: whole + fraction, fraction: '' };
  return /^\d+$/.test(whole) && /^\d*$/.test(fraction) ? { whole, fraction } : null;
}
