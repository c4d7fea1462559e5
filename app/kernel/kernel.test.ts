import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, fromMicros, multiplyToMinor, parseDecimal, toMicros } from './decimal.ts';
import { formatDate, formatDateWithWeekday, threeLetterMonth } from './format-date.ts';
import { formatMoney } from './format-money.ts';
import { add, allocate, currency, divideHalfUp, minorToDecimal, money, parseCurrency, parseMoney } from './money.ts';
import {
  addDays,
  addMonthsClamped,
  dateInZone,
  daysBetween,
  parseDateText,
  parsePlainDate,
  plainDate,
  weekday,
} from './plain-date.ts';

const GBP = currency('GBP');
const JPY = currency('JPY');
const KWD = currency('KWD');

describe('money', () => {
  it('never adds two currencies', () => {
    expect(() => add(money(1n, GBP), money(1n, JPY))).toThrow(/never added/);
  });

  it('splits a total into parts that sum to the whole, whatever the weights', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 15n), 10n ** 15n),
        fc.array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 40 }),
        (total, weights) => {
          fc.pre(weights.some((w) => w > 0n));
          const split = allocate(total, weights);
          expect(split.reduce((a, b) => a + b, 0n)).toBe(total);
          split.forEach((part, i) => {
            if (weights[i] === 0n) expect(part).toBe(0n);
          });
        },
      ),
    );
  });

  it('gives the odd penny to the earliest of equal parts', () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocate(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
  });

  it('rounds half away from zero', () => {
    expect([divideHalfUp(5n, 10n), divideHalfUp(-5n, 10n), divideHalfUp(4n, 10n), divideHalfUp(-14n, 10n)]).toEqual([
      1n,
      -1n,
      0n,
      -1n,
    ]);
  });

  it('reads amounts as people and files write them', () => {
    const read = (text: string, code = GBP) => {
      const parsed = parseMoney(text, code);
      return parsed.ok ? parsed.value : parsed.refusal;
    };
    expect(read('1,234.50')).toBe(123450n);
    expect(read('1 234,50')).toBe(123450n);
    expect(read('1.234,50')).toBe(123450n);
    expect(read('£1,234')).toBe(123400n);
    expect(read('1,234,567.89')).toBe(123456789n);
    expect(read('(12.50)')).toBe(-1250n);
    expect(read('-£12.5')).toBe(-1250n);
    expect(read('97.6')).toBe(9760n);
    expect(read('12.5 GBP')).toBe(1250n);
    expect(read('1,234', KWD)).toBe(1234n);
    expect(read('1234', JPY)).toBe(1234n);
    expect(read('12.34', JPY)).toBe('too-many-decimals');
    expect(read('12.345')).toBe('too-many-decimals');
    expect(read('1e21')).toBe('not-a-number');
    expect(read('=1+1')).toBe('not-a-number');
    expect(read('')).toBe('not-a-number');
    expect(read('12,34,56')).toBe('not-a-number');
    expect(read('99999999999999999999')).toBe('out-of-range');
  });

  it('reads back every amount it writes', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.constantFrom(GBP, JPY, KWD), (minor, code) => {
        const plain = parseMoney(minorToDecimal(minor, code), code);
        expect(plain).toEqual({ ok: true, value: minor });
        const shown = parseMoney(formatMoney(money(minor, code), 'en-GB', { style: 'bare' }), code);
        expect(shown).toEqual({ ok: true, value: minor });
      }),
    );
  });

  it('formats with the decimals of the currency, exact beyond 2^53', () => {
    expect(formatMoney(money(-123450n, GBP), 'en-GB')).toBe('-£1,234.50');
    expect(formatMoney(money(1234n, KWD), 'en-GB', { style: 'code' })).toBe('1.234 KWD');
    expect(formatMoney(money(900719925474099312n, GBP), 'en-GB', { style: 'bare' })).toBe('9,007,199,254,740,993.12');
    expect(formatMoney(money(5000n, JPY), 'en-GB')).toMatch(/5,000/);
    expect(parseCurrency('XXX')).toBeNull();
  });
});

describe('decimal', () => {
  it('multiplies exactly and rounds once', () => {
    expect(multiplyToMinor(decimal('4806'), decimal('0.142'), 2)).toBe(68245n);
    expect(multiplyToMinor(decimal('3'), decimal('10.03'), 2)).toBe(3009n);
    expect(multiplyToMinor(decimal('-1.5'), decimal('0.33'), 2)).toBe(-50n);
    expect(parseDecimal('1e3').ok).toBe(false);
    expect(parseDecimal('0.1234567')).toEqual({ ok: false, refusal: 'too-many-decimals' });
  });

  it('keeps its value through micros and back', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 17n), 10n ** 17n), (micros) => {
        expect(toMicros(fromMicros(micros))).toBe(micros);
      }),
    );
  });
});

describe('plain dates', () => {
  it('refuses days that do not exist', () => {
    for (const text of ['2026-02-30', '2025-02-29', '2026-13-01', '26-01-01', '2026-1-1', ''])
      expect(parsePlainDate(text).ok).toBe(false);
    expect(parsePlainDate('2024-02-29').ok).toBe(true);
  });

  it('reads a file in its stated order only', () => {
    expect(parseDateText('03/01/2012', 'dmy')).toEqual({ ok: true, value: '2012-01-03' });
    expect(parseDateText('03/01/2012', 'mdy')).toEqual({ ok: true, value: '2012-03-01' });
    expect(parseDateText('03/01/2012', 'ymd').ok).toBe(false);
    expect(parseDateText('31/02/2012', 'dmy').ok).toBe(false);
    expect(parseDateText('3 Nov 2026', 'dmy')).toEqual({ ok: true, value: '2026-11-03' });
  });

  it('clamps month ends and never drifts', () => {
    const start = plainDate('2026-01-31');
    expect([1, 2, 3, 13].map((n) => addMonthsClamped(start, n))).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2027-02-28',
    ]);
    expect(addMonthsClamped(plainDate('2026-03-15'), -3)).toBe('2025-12-15');
  });

  it('counts days across leap years both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (days) => {
        const base = plainDate('2024-02-29');
        expect(daysBetween(base, addDays(base, days))).toBe(days);
      }),
    );
    expect(weekday(plainDate('2026-11-20'))).toBe(5);
  });

  it('takes the date of an instant in the company zone, not the server zone', () => {
    const instant = new Date('2026-06-30T17:30:00Z');
    expect(dateInZone(instant, 'Asia/Kuala_Lumpur')).toBe('2026-07-01');
    expect(dateInZone(instant, 'America/New_York')).toBe('2026-06-30');
  });

  it('is shown with a named month', () => {
    expect(formatDate(plainDate('2026-09-03'), 'en-GB')).toBe('3 Sep 2026');
    expect(formatDateWithWeekday(plainDate('2026-11-27'), 'en-GB')).toBe('Fri 27 Nov 2026');
    expect(threeLetterMonth('30 Sept 2026, 13:00', 'en-GB')).toBe('30 Sep 2026, 13:00');
    expect(threeLetterMonth('September 2026', 'en-GB')).toBe('September 2026');
  });
});
