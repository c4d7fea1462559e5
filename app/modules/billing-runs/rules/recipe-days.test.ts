import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { cutOffOf, nextDay } from './recipe-days.ts';

const next = (every: 'week' | 'month', dayNo: number, day: string) => nextDay({ every, dayNo }, plainDate(day));

describe('the next day of a recipe', () => {
  it('is the next such weekday, never the same day', () => {
    expect(next('week', 1, '2026-11-20')).toBe('2026-11-23');
    expect(next('week', 5, '2026-11-20')).toBe('2026-11-27');
    expect(next('week', 6, '2026-11-20')).toBe('2026-11-21');
    expect(next('week', 7, '2023-12-30')).toBe('2023-12-31');
  });

  it('is the next such day of a month, its last where there is none', () => {
    expect(next('month', 31, '2026-01-31')).toBe('2026-02-28');
    expect(next('month', 31, '2026-02-28')).toBe('2026-03-31');
    expect(next('month', 1, '2026-12-15')).toBe('2027-01-01');
    expect(next('month', 20, '2026-11-19')).toBe('2026-11-20');
  });

  it('bills up to the day, the day before, or the end of the month before', () => {
    const day = plainDate('2026-03-02');
    expect([cutOffOf('same_day', day), cutOffOf('day_before', day), cutOffOf('month_end', day)]).toEqual([
      '2026-03-02',
      '2026-03-01',
      '2026-02-28',
    ]);
  });
});
