import { assert } from '#app/kernel/assert.ts';
import { DECIMAL_SCALE, decimal } from '#app/kernel/decimal.ts';
import { fillPlaces } from '#app/kernel/fill-places.ts';
import { formatDate, formatDateWithWeekday, formatInstant } from '#app/kernel/format-date.ts';
import { numberFormat } from '#app/kernel/kept-formats.ts';
import { type Currency, currency, type Money, minorDigits } from '#app/kernel/money.ts';
import { parts, plainDate } from '#app/kernel/plain-date.ts';
import { type Direction, isolate, showMoney } from '#app/kernel/show-money.ts';
import { showLines, showText } from '#app/kernel/show-text.ts';
import { type DocumentLanguage, type Labels, labelsOf, languageOf } from '#app/modules/documents/rules/labels.ts';
import type { DocumentMoney } from '#app/modules/documents/types.ts';

const BREAK_HERE = '\u200b';
/** A word of more letters than this may not fit a column and is given a place to break after each few. */
const WORD_MAX = 24;
const WORD_PIECE = 10;
const WHOLE_MAX = 48;
/** By letters as people see them: a break inside a Malayalam conjunct would tear it apart. */
const letterSegmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * How one document speaks: its language, direction and figures. Every text of a view passes through here, so that a
 * value from outside can neither act on its surroundings nor turn the order of a right-to-left line.
 */
export type Voice = {
  language: DocumentLanguage;
  direction: Direction;
  currency: Currency;
  /** A label, with values put in. */
  say(label: keyof Labels, values?: Record<string, string>): string;
  /** Text from outside, on one line. */
  text(value: string): string;
  /** What people copy (bank details, references, addresses of e-mail): kept in one piece up to `WHOLE_MAX` letters. */
  whole(value: string): string;
  lines(value: string[]): string[];
  money(amount: DocumentMoney): string;
  /** The same with a minus in front, for what is taken off. */
  minus(amount: DocumentMoney): string;
  date(value: string): string;
  dateToAct(value: string): string;
  /** An instant on the clocks of a zone. */
  instant(value: string, zone: string): string;
  range(from: string, to: string): string;
  /** An exact decimal with at least `digits` decimals. */
  decimal(value: string, digits?: number): string;
  percent(value: string): string;
};

export function voiceOf(locale: string, currencyCode: string): Voice {
  const language = languageOf(locale);
  const labels = labelsOf(language);
  const direction: Direction = language === 'ar' ? 'rtl' : 'ltr';
  const code = currency(currencyCode);
  const apart = (value: string) => isolate(value, direction);
  const say = (label: keyof Labels, values: Record<string, string> = {}) => fillPlaces(labels[label], values);
  const text = (value: string) => apart(breakable(showText(value)));
  const date = (value: string) => formatDate(plainDate(value), locale);
  const decimalOf = (value: string, digits = 0) =>
    decimalFormatter(locale, digits).format(decimal(value) as Intl.StringNumericLiteral);
  return {
    language,
    direction,
    currency: code,
    say,
    text,
    whole: (value) => (value.length <= WHOLE_MAX ? apart(showText(value)) : text(value)),
    lines: (value) => value.flatMap(showLines).map((line) => apart(breakable(line))),
    money: (amount) => showMoney(moneyOf(amount, code), locale, direction),
    minus: (amount) => showMoney(negated(moneyOf(amount, code)), locale, direction),
    date,
    dateToAct: (value) => formatDateWithWeekday(plainDate(value), locale),
    instant: (value, zone) => apart(formatInstant(new Date(value), locale, zone)),
    range: (from, to) => say('range', { from: apart(date(from)), to: apart(date(to)) }),
    decimal: decimalOf,
    percent: (value) => `${decimalOf(value)}\u00a0%`,
  };
}

const decimalFormatter = (locale: string, digits: number): Intl.NumberFormat =>
  numberFormat(locale, {
    numberingSystem: 'latn',
    minimumFractionDigits: digits,
    maximumFractionDigits: DECIMAL_SCALE,
  });

/** Another currency than the document's is a bug of the query that made the document. */
export function moneyOf(amount: DocumentMoney, expected: Currency): Money {
  assert(amount.currency === expected, `an amount in ${amount.currency} stands in a document in ${expected}`);
  return { minor: BigInt(amount.minor), currency: expected };
}

const negated = (amount: Money): Money => ({ minor: -amount.minor, currency: amount.currency });

/** Decimals of a price: those of the currency, or more where the price is finer. */
export const priceDigits = (code: Currency): number => minorDigits(code);

/** Year, month and day for the date that the PDF carries; the same document has the same bytes on every day. */
export const createdOn = (date: string): { year: number; month: number; day: number } => parts(plainDate(date));

/** For the window's title, which is one plain string: without isolates and places to break. */
export const plain = (shown: string): string => shown.replace(/[\u2066-\u2069\u200b]/g, '');

function breakable(value: string): string {
  return value.replace(/\S+/g, (word) => {
    if (word.length <= WORD_MAX) return word;
    const letters = [...letterSegmenter.segment(word)].map(({ segment }) => segment);
    if (letters.length <= WORD_MAX) return word;
    return letters
      .map((letter, index) => (index > 0 && index % WORD_PIECE === 0 ? BREAK_HERE + letter : letter))
      .join('');
  });
}
