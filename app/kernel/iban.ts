import { ok, type Result, refuse } from './result.ts';

const SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/**
 * Reads an international bank account number as people write it, spaced or not, and checks its two check digits: the first
 * four characters moved to the end, letters as 10 to 35, the remainder by 97 is 1 (ISO 13616, ISO 7064 mod 97-10).
 */
export function parseIban(text: string): Result<string, 'no-iban' | 'check-digits'> {
  const iban = text.replace(/[\s-]/g, '').toUpperCase();
  if (!SHAPE.test(iban)) return refuse('no-iban');
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((one) => Number.parseInt(one, 36)).join('');
  return BigInt(digits) % 97n === 1n ? ok(iban) : refuse('check-digits');
}

/** In groups of four, as it is printed on cards and paper. */
export const formatIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ');

/** All that is shown of an account to people who need not know it: its last four characters. */
export const maskedAccount = (tail: string): string => `•••• ${tail}`;
