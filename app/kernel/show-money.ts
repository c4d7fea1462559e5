import { formatMoney } from './format-money.ts';
import type { Money } from './money.ts';

export type Direction = 'ltr' | 'rtl';

const LEFT_TO_RIGHT_ISOLATE = '\u2066';
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/**
 * An amount inside a line of the given direction. A Latin sign of currency in a right-to-left line tears the amount apart
 * (`£-502.22 UK`), so there the code stands after the figure and the whole is kept from left to right. An Arabic sign
 * reads well as it comes.
 */
export function showMoney(amount: Money, locale: string, direction: Direction): string {
  const withSign = formatMoney(amount, locale);
  if (direction === 'ltr' || /\p{Script=Arabic}/u.test(withSign)) return withSign;
  return LEFT_TO_RIGHT_ISOLATE + formatMoney(amount, locale, { style: 'code' }) + POP_ISOLATE;
}

/** A value (a name, a number of a document) inside a line: in a right-to-left one it keeps its own order. */
export const isolate = (value: string, direction: Direction): string =>
  direction === 'rtl' ? FIRST_STRONG_ISOLATE + value + POP_ISOLATE : value;
