import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, daysBetween, plainDate } from '#app/kernel/plain-date.ts';
import { lastDay, nextDay, periodMadeOn } from './schedule-days.ts';

const monthly = (dayNo: number) => ({ kind: 'monthly', dayNo }) as const;
const weekly = (dayNo: number) => ({ kind: 'weekly', dayNo }) as const;

it('a month that has no such day ends on its last one, and the next month has its own again', () => {
  expect(nextDay(monthly(31), plainDate('2026-01-31'))).toBe('2026-02-28');
  expect(nextDay(monthly(31), plainDate('2026-02-28'))).toBe('2026-03-31');
  expect(nextDay(monthly(30), plainDate('2028-01-30'))).toBe('2028-02-29');
  expect(nextDay(monthly(1), plainDate('2026-12-01'))).toBe('2027-01-01');
});

it('Monday is the first day of the week', () => {
  expect(nextDay(weekly(1), plainDate('2026-11-22'))).toBe('2026-11-23');
  expect(nextDay(weekly(7), plainDate('2026-11-22'))).toBe('2026-11-29');
  expect(lastDay(weekly(7), plainDate('2026-11-22'))).toBe('2026-11-22');
});

it('what is made on the first is of the whole month before, and nothing is told twice or left out', () => {
  expect(periodMadeOn(monthly(1), plainDate('2026-03-01'), null)).toEqual({
    fromOn: '2026-02-01',
    toOn: '2026-02-28',
  });
  expect(periodMadeOn(weekly(1), plainDate('2026-11-23'), null)).toEqual({ fromOn: '2026-11-16', toOn: '2026-11-22' });
  expect(periodMadeOn(monthly(15), plainDate('2026-03-15'), plainDate('2026-02-28'))).toEqual({
    fromOn: '2026-03-01',
    toOn: '2026-03-14',
  });
  expect(periodMadeOn(weekly(1), plainDate('2026-11-23'), plainDate('2026-11-22'))).toBeNull();
});

it('the next day comes after, the last one does not, and no day of the schedule lies between them', () => {
  const schedules = fc.oneof(
    fc.integer({ min: 1, max: 31 }).map((day) => monthly(day)),
    fc.integer({ min: 1, max: 7 }).map((day) => weekly(day)),
  );
  fc.assert(
    fc.property(schedules, fc.integer({ min: 0, max: 4_000 }), (days, offset) => {
      const day = addDays(plainDate('2024-01-01'), offset);
      const [last, next] = [lastDay(days, day), nextDay(days, day)];
      expect(last <= day && day < next).toBe(true);
      expect(nextDay(days, last)).toBe(next);
      expect(daysBetween(last, next)).toBeLessThanOrEqual(days.kind === 'monthly' ? 31 : 7);
    }),
  );
});
