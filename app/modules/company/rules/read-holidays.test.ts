import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { addWorkingDays } from '#app/kernel/working-days.ts';
import { sharedFile } from '#tests/support/shared-files.ts';
import { readHolidays } from './read-holidays.ts';
import { weekendOf } from './weekend-of.ts';

const read = (text: string) => readHolidays(new TextEncoder().encode(text));
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const ics = (...events: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR'].join('\r\n');

describe('bank holidays from a file', () => {
  test('CSV with a head, quoted names and any order of days', () => {
    expect(read('name,date\r\n"Boxing Day, observed",2026-12-28\r\nChristmas Day,2026-12-25\r\n')).toEqual({
      holidays: [
        { on: '2026-12-25', name: 'Christmas Day' },
        { on: '2026-12-28', name: 'Boxing Day, observed' },
      ],
      problems: [],
    });
  });

  test('a day that is not in the calendar is named with its row', () => {
    const { holidays, problems } = read('date,name\n2026-02-30,Nothing\n2026-12-25,\n');
    expect(holidays).toEqual([]);
    expect(problems.map(({ row, field }) => [row, field])).toEqual([
      [2, 'date'],
      [3, 'name'],
    ]);
  });

  test('a published calendar: whole days, several days, folded and escaped names', () => {
    const { holidays, problems } = read(
      ics(
        event('DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227', 'SUMMARY:Christmas\\, both', ' days'),
        event('DTSTART;VALUE=DATE:20260101', 'SUMMARY:New Year', 'STATUS:CANCELLED'),
      ),
    );
    expect(problems).toEqual([]);
    expect(holidays).toEqual([
      { on: '2026-12-25', name: 'Christmas, bothdays' },
      { on: '2026-12-26', name: 'Christmas, bothdays' },
    ]);
  });

  test('an event that repeats by a rule or has a time of day is refused by name', () => {
    const { holidays, problems } = read(
      ics(
        event('DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=YEARLY', 'SUMMARY:Christmas'),
        event('DTSTART:20261231T180000Z', 'SUMMARY:Half day'),
      ),
    );
    expect(holidays).toEqual([]);
    expect(problems.map(({ field }) => field)).toEqual(['Christmas', 'Half day']);
  });

  test('a file that is neither says so', () => {
    expect(read('{ broken').problems).toHaveLength(1);
    expect(read('').problems).toHaveLength(1);
    expect(read('{}').problems).toHaveLength(1);
  });
});

const PUBLISHED = sharedFile('fixtures/calendars/GB_ENG.json');
const MADE = JSON.stringify({ '2020-05-08': 'A Friday', '2026-04-03': 'Good Friday', '2026-04-06': 'Easter Monday' });

test(`the clock over ${PUBLISHED ? 'the published days of England' : 'days of our own making, because fixtures/calendars is not found'}`, () => {
  const { holidays, problems } = readHolidays(PUBLISHED ? readFileSync(PUBLISHED) : new TextEncoder().encode(MADE));
  expect(problems).toEqual([]);
  const england = { weekend: weekendOf('GB'), holidays: new Set(holidays.map(({ on }) => on)) };
  expect(addWorkingDays(plainDate('2020-05-07'), 2, england)).toBe('2020-05-12');
  expect(addWorkingDays(plainDate('2026-04-02'), 2, england)).toBe('2026-04-08');
  if (PUBLISHED) expect(holidays).toHaveLength(823);
});
