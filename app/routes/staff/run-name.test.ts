import { expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { isoWeek, renamed } from './run-name.ts';

it('knows the weeks of ISO 8601', () => {
  const weeks = ['2026-11-15', '2026-01-01', '2027-01-03', '2024-12-30', '2021-01-03'].map((day) =>
    isoWeek(plainDate(day)),
  );
  expect(weeks).toEqual([46, 1, 53, 1, 53]);
});

it('names the next turn of a run, or leaves the name as it is', () => {
  const [from, to] = [plainDate('2026-11-15'), plainDate('2026-11-22')];
  expect(renamed('Week 46 deliveries', from, to)).toBe('Week 47 deliveries');
  expect(renamed('October 2026', plainDate('2026-10-31'), plainDate('2026-11-30'))).toBe('November 2026');
  expect(renamed('Everything', from, to)).toBe('Everything');
});
