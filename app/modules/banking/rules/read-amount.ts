import { type Currency, MINOR_MAX, minorDigits } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';

const DIGITS_MAX = 25;

/**
 * An amount as a bank writes it, exactly: `1250.50`, `-4,5`, `500,`, `000000001000,00`. `sign` is the decimal sign; the other of
 * the two may group thousands, in threes only. Zeros after the last decimal of the currency are let through, any other digit
 * there is refused: nothing is rounded. Refusals are sentences.
 */
export function readBankAmount(
  text: string,
  currency: Currency,
  sign: '.' | ',' | 'either' = '.',
): Result<bigint, string> {
  const bare = text.trim();
  const match = /^([+-]?)(\d[\d.,' ]*)$/.exec(bare);
  if (!match || bare.length > DIGITS_MAX * 2) return refuse(`“${shown(text)}” is no amount.`);
  const parts = split(match[2]!, sign);
  if (parts === null) return refuse(`“${shown(text)}” is no amount.`);
  const digits = minorDigits(currency);
  const fraction = parts.fraction.padEnd(digits, '0');
  if (/[1-9]/.test(fraction.slice(digits)))
    return refuse(`“${shown(text)}” has more decimals than ${currency} has. Amounts are not rounded here.`);
  const whole = parts.whole.replace(/^0+(?=\d)/, '');
  if (whole.length > DIGITS_MAX) return refuse(`“${shown(text)}” is larger than any account holds.`);
  const minor = BigInt(whole + fraction.slice(0, digits));
  if (minor > MINOR_MAX) return refuse(`“${shown(text)}” is larger than any account holds.`);
  return ok(match[1] === '-' ? -minor : minor);
}

const GROUPS: Readonly<Record<'.' | ',', RegExp>> = {
  '.': /^(\d+|\d{1,3}(?:([,' ])\d{3})(?:\2\d{3})*)(?:\.(\d*))?$/,
  ',': /^(\d+|\d{1,3}(?:([.' ])\d{3})(?:\2\d{3})*)(?:,(\d*))?$/,
};

function split(text: string, sign: '.' | ',' | 'either'): { whole: string; fraction: string } | null {
  if (sign === 'either') {
    // Plain digits with one sign at most: what stands behind the last sign are decimals only if it is the only sign.
    const match = /^(\d+)(?:[.,](\d*))?$/.exec(text);
    return match ? { whole: match[1]!, fraction: match[2] ?? '' } : null;
  }
  const match = GROUPS[sign].exec(text);
  return match ? { whole: match[1]!.replace(/[^\d]/g, ''), fraction: match[3] ?? '' } : null;
}

/** What a file says, short enough for a sentence. */
export const shown = (text: string): string => {
  const bare = text.replace(/\p{Cc}+/gu, ' ').trim();
  return bare.length > 40 ? `${bare.slice(0, 40)}…` : bare;
};
