import { describe, expect, test } from 'vitest';
import { type PlainDate, plainDate } from './plain-date.ts';
import { addWorkingDays, isWorkingDay, nextWorkingDay } from './working-days.ts';

const calendar = (...holidays: string[]) => ({ weekend: [0, 6], holidays: new Set(holidays.map(plainDate)) });

describe('working days', () => {
  test('two working days after a Thursday is Monday, and Tuesday when Friday is a holiday', () => {
    expect(addWorkingDays(plainDate('2026-11-05'), 2, calendar())).toBe('2026-11-09');
    expect(addWorkingDays(plainDate('2026-11-05'), 2, calendar('2026-11-06'))).toBe('2026-11-10');
  });

  test('a weekend is as long as its country has it', () => {
    const riyadh = { weekend: [5, 6], holidays: new Set<PlainDate>() };
    expect(nextWorkingDay(plainDate('2026-11-05'), riyadh)).toBe('2026-11-08');
    expect(isWorkingDay(plainDate('2026-11-08'), riyadh)).toBe(true);
  });

  test('what begins on a day off counts from the next working day', () => {
    expect(addWorkingDays(plainDate('2026-11-07'), 2, calendar())).toBe('2026-11-10');
  });

  test('a calendar with no working day at all is a mistake, not an endless search', () => {
    expect(() =>
      nextWorkingDay(plainDate('2026-11-05'), { weekend: [0, 1, 2, 3, 4, 5, 6], holidays: new Set() }),
    ).toThrow('no working day');
  });
});
