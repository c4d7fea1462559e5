import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { monthsBack, readPeriod } from './forms.ts';

const today = plainDate('2026-11-21');

describe('the dates of a statement', () => {
  it('is the running month when nothing is asked for', () => {
    expect(readPeriod({ from: null, to: null }, today)).toEqual({
      ok: true,
      value: { fromOn: '2026-11-01', toOn: '2026-11-21' },
    });
  });

  it.each([
    ['2026-02-30', '2026-03-01', 'from', 'not-a-date'],
    ['2026-03-01', 'soon', 'to', 'not-a-date'],
    ['2026-03-02', '2026-03-01', 'to', 'ends-before-it-starts'],
    ['1926-01-01', '2026-03-01', 'from', 'too-long'],
  ] as const)('refuses %s to %s', (from, to, field, code) => {
    expect(readPeriod({ from, to }, today)).toEqual({ ok: false, refusal: { field, code } });
  });

  it('lists whole months, newest first, the running one cut at today, none before the first movement', () => {
    expect(monthsBack(plainDate('2026-09-14'), today, 12)).toEqual([
      { fromOn: '2026-11-01', toOn: '2026-11-21' },
      { fromOn: '2026-10-01', toOn: '2026-10-31' },
      { fromOn: '2026-09-01', toOn: '2026-09-30' },
    ]);
    expect(monthsBack(plainDate('2020-01-01'), today, 12)).toHaveLength(12);
  });
});
