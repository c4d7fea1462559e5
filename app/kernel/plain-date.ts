import { assert } from './assert.ts';
import { dateFormat } from './kept-formats.ts';
import { ok, type Result, refuse } from './result.ts';

declare const brand: unique symbol;
/** A business date `YYYY-MM-DD` without time or zone. PostgreSQL's `date` arrives as this, never as a JavaScript Date. */
export type PlainDate = string & { readonly [brand]: 'PlainDate' };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAY_MS = 86_400_000;

const build = (year: number, month: number, day: number): PlainDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as PlainDate;

export function daysInMonth(year: number, month: number): number {
  return month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;
}

const exists = (year: number, month: number, day: number): boolean =>
  year >= 1900 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

export function parts(date: PlainDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** For dates from our own code and tables: a wrong one is a bug. */
export function plainDate(text: string): PlainDate {
  const parsed = parsePlainDate(text);
  assert(parsed.ok, `not a date: ${text}`);
  return parsed.value;
}

/** Strict ISO reading, 1900 to 2999. `2026-02-30` is not a date. */
export function parsePlainDate(text: string): Result<PlainDate, 'not-a-date'> {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (!match || !exists(Number(match[1]), Number(match[2]), Number(match[3]))) return refuse('not-a-date');
  return ok(match[0] as PlainDate);
}

/** Which order a file writes its dates in. It is stated by the person or the format, never guessed per row. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** Reads `03/01/2012`, `3.1.2012`, `2012-01-03`, `3 Jan 2012`, `20120103` in the stated order. */
export function parseDateText(text: string, order: DateOrder): Result<PlainDate, 'not-a-date'> {
  const body = text.trim().toLowerCase();
  const named = /^(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{4})$/.exec(body);
  if (named) return orRefuse(Number(named[3]), MONTHS.indexOf(named[2]!) + 1, Number(named[1]));
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(body);
  if (compact) return orRefuse(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\.?$/.exec(body);
  if (iso) return orRefuse(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const other = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(body);
  if (!other || order === 'ymd') return refuse('not-a-date');
  const [first, second, year] = [Number(other[1]), Number(other[2]), Number(other[3])];
  return order === 'dmy' ? orRefuse(year, second, first) : orRefuse(year, first, second);
}

function orRefuse(year: number, month: number, day: number): Result<PlainDate, 'not-a-date'> {
  return exists(year, month, day) ? ok(build(year, month, day)) : refuse('not-a-date');
}

const toDays = (date: PlainDate): number => {
  const { year, month, day } = parts(date);
  return Math.round(Date.UTC(year, month - 1, day) / DAY_MS);
};

function fromDays(days: number): PlainDate {
  const at = new Date(days * DAY_MS);
  return build(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}

export const addDays = (date: PlainDate, days: number): PlainDate => fromDays(toDays(date) + days);

/** Adds months and keeps the day where the month has it, else its last day: 31 January + 1 is 28 February. */
export function addMonthsClamped(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = parts(date);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return build(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number => toDays(to) - toDays(from);

export const compareDates = (a: PlainDate, b: PlainDate): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0);
export const earlier = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);
export const later = (a: PlainDate, b: PlainDate): PlainDate => (a > b ? a : b);
export const startOfMonth = (date: PlainDate): PlainDate => `${date.slice(0, 8)}01` as PlainDate;

export function endOfMonth(date: PlainDate): PlainDate {
  const { year, month } = parts(date);
  return build(year, month, daysInMonth(year, month));
}

/** 0 is Sunday, as in the holiday calendars of most publishers. */
export const weekday = (date: PlainDate): number => (((toDays(date) + 4) % 7) + 7) % 7;

const inZone = (zone: string): Intl.DateTimeFormat =>
  dateFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });

/** The calendar date of an instant in a zone such as `Asia/Kuala_Lumpur`. Called once, at the edge. */
export const dateInZone = (instant: Date, zone: string): PlainDate => plainDate(inZone(zone).format(instant));
