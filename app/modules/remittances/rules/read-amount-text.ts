import { type Currency, MINOR_MAX, minorDigits } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { AdviceCell, DecimalSign } from '../types.ts';

const DIGITS_MAX = 18;
const GROUPS: Readonly<Record<DecimalSign, RegExp>> = {
  '.': /^(\d+|\d{1,3}(?:([,' ])\d{3})(?:\2\d{3})*)(?:\.(\d*))?$/,
  ',': /^(\d+|\d{1,3}(?:([.' ])\d{3})(?:\2\d{3})*)(?:,(\d*))?$/,
};

/** The digits and signs of an amount without currency, and whether it is below zero: `(1,200.00)`, `1.200,00-`, `EUR -5`, `5 CR`. */
function bareAmount(text: string): { digits: string; isNegative: boolean } {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/\u2019/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  const isCredit = /\bCR$/i.test(plain);
  const unnamed = plain
    .replace(/\b(CR|DR)$/i, '')
    .replace(/\p{Sc}/gu, '')
    .replace(/^([(\s+-]*)[A-Za-z]{1,3}\.?\s*(?=[\d(+-])/, '$1')
    .replace(/(\d)\s*[A-Z]{3}$/, '$1')
    .trim();
  const inBrackets = /^\((.*)\)$/.exec(unnamed)?.[1];
  const inner = (inBrackets ?? unnamed).trim();
  const minus = /^-\s*/.test(inner) || /-$/.test(inner);
  return {
    digits: inner
      .replace(/^[-+]\s*/, '')
      .replace(/-$/, '')
      .trim(),
    isNegative: isCredit || inBrackets !== undefined || minus,
  };
}

/**
 * An amount as a customer writes it, exactly, in minor units; `sign` stands before decimals. Zeros beyond the currency's
 * decimals are let through; any other digit there is refused, nothing is rounded. Refusals are sentences.
 */
export function readAmountText(cell: AdviceCell, currency: Currency, sign: DecimalSign): Result<bigint, string> {
  const text = typeof cell === 'string' ? cell : cell.decimal;
  const no = (why: string) => refuse(`“${shownText(text)}” ${why}`);
  const { digits, isNegative } = bareAmount(text);
  const match = GROUPS[typeof cell === 'string' ? sign : '.'].exec(digits);
  if (!match || digits.length > DIGITS_MAX * 2) return no('is no amount.');
  const places = minorDigits(currency);
  const fraction = (match[3] ?? '').padEnd(places, '0');
  if (/[1-9]/.test(fraction.slice(places))) return no(`has more decimals than ${currency} has.`);
  const whole = match[1]!.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  if (whole.length > DIGITS_MAX) return no('is larger than any payment.');
  const minor = BigInt(whole + fraction.slice(0, places));
  if (minor > MINOR_MAX) return no('is larger than any payment.');
  return ok(isNegative ? -minor : minor);
}

/** The sign that all amounts agree on; null where they could be read in two ways. Whole amounts fit either. */
export function decimalSignOf(texts: readonly string[]): DecimalSign | null {
  const votes = { '.': 0, ',': 0 };
  let isUnclear = false;
  for (const { digits } of texts.map(bareAmount)) {
    if (!/^\d[\d.,' ]*$/.test(digits)) continue;
    const last = /([.,])(\d*)$/.exec(digits);
    if (!last) continue;
    const sign = last[1] as DecimalSign;
    const other = sign === '.' ? ',' : '.';
    const isGrouping = digits.split(sign).length > 2;
    if (isGrouping) votes[other] += 1;
    else if (digits.includes(other) || last[2]!.length !== 3) votes[sign] += 1;
    else isUnclear = true;
  }
  if (votes['.'] > 0 && votes[','] > 0) return null;
  if (votes['.'] > 0) return '.';
  if (votes[','] > 0) return ',';
  return isUnclear ? null : '.';
}

/** What an advice says, short enough for a sentence. */
export const shownText = (text: string): string => {
  const bare = text.replace(/\p{Cc}+/gu, ' ').trim();
  return bare.length > 40 ? `${bare.slice(0, 40)}…` : bare;
};
