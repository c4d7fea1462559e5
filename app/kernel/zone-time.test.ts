import { expect, test } from 'vitest';
import { plainDate } from './plain-date.ts';
import { instantInZone, timeInZone } from './zone-time.ts';

const instant = (date: string, time: string, zone: string) => {
  const found = instantInZone(plainDate(date), time, zone);
  return found.ok ? found.value.toISOString() : found.refusal;
};

test('four in the afternoon is another instant in each zone and season', () => {
  expect(instant('2026-11-05', '16:00', 'Europe/London')).toBe('2026-11-05T16:00:00.000Z');
  expect(instant('2026-07-02', '16:00', 'Europe/London')).toBe('2026-07-02T15:00:00.000Z');
  expect(instant('2026-11-05', '16:00', 'Asia/Kuala_Lumpur')).toBe('2026-11-05T08:00:00.000Z');
  expect(instant('2026-11-05', '0:05', 'America/New_York')).toBe('2026-11-05T05:05:00.000Z');
});

test('the hour that is skipped is the one after it, the hour that comes twice is the first', () => {
  expect(instant('2026-03-29', '01:30', 'Europe/London')).toBe('2026-03-29T01:30:00.000Z');
  expect(instant('2026-10-25', '01:30', 'Europe/London')).toBe('2026-10-25T00:30:00.000Z');
});

test('the time on the clock is read back', () => {
  expect(timeInZone(new Date('2026-07-02T15:00:00Z'), 'Europe/London')).toBe('16:00');
});

test('what is no time is refused', () => {
  for (const text of ['', '24:00', '16', '4 pm', '16:60'])
    expect(instant('2026-11-05', text, 'UTC')).toBe('not-a-time');
});
