import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sharedFile } from '#tests/support/shared-files.ts';
import { bankHolidays } from './holidays.ts';

test('bank holidays by their rules: Easter, Mondays, and substitute days', () => {
  expect(bankHolidays(2026).map(({ on }) => on)).toEqual([
    ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31'],
    ...['2026-12-25', '2026-12-28'],
  ]);
  // Christmas on a Saturday: both days are made up for.
  expect(bankHolidays(2027).slice(-2)).toEqual([
    { on: '2027-12-27', name: 'Christmas Day (substitute day)' },
    { on: '2027-12-28', name: 'Boxing Day (substitute day)' },
  ]);
});

const PUBLISHED = sharedFile('fixtures/calendars/GB_ENG.json');

test(`each year is as ${PUBLISHED ? 'the published calendar of England has it' : 'its rules say, because fixtures/calendars is not found'}`, () => {
  const published = PUBLISHED ? Object.keys(JSON.parse(readFileSync(PUBLISHED, 'utf8'))) : [];
  for (const year of [2023, 2024, 2025, 2026, 2027, 2028]) {
    const ours = bankHolidays(year).map(({ on }) => on);
    expect(new Set(ours).size).toBe(8);
    // The published calendar lists a day on the weekend and its substitute, and one-off days.
    for (const on of PUBLISHED ? ours : []) expect(published).toContain(on);
  }
});
