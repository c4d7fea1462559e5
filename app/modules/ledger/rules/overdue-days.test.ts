import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, plainDate } from '#app/kernel/plain-date.ts';
import { overdueDays } from './overdue-days.ts';

const due = plainDate('2026-05-31');
const asOf = plainDate('2026-08-01');
const part = (amountMinor: bigint, valueOn: string) => ({ amountMinor, valueOn: plainDate(valueOn) });

describe('days overdue', () => {
  it('end on the value date: due on 31 May, money of 30 June', () => {
    expect(overdueDays({ amountMinor: 1_000n, dueOn: due, asOf, settled: [part(1_000n, '2026-06-30')] })).toEqual({
      ...{ minorDays: 30_000n, daysLate: 30, openMinor: 0n, settledOn: '2026-06-30' },
    });
  });

  it('are none for money of the due date or before', () => {
    const settled = [part(400n, '2026-05-01'), part(600n, '2026-05-31')];
    expect(overdueDays({ amountMinor: 1_000n, dueOn: due, asOf, settled })).toMatchObject({
      minorDays: 0n,
      daysLate: 0,
    });
  });

  it('run on for what is open, each part by its own days', () => {
    const settled = [part(400n, '2026-06-10')];
    expect(overdueDays({ amountMinor: 1_000n, dueOn: due, asOf, settled })).toEqual({
      ...{ minorDays: 400n * 10n + 600n * 62n, daysLate: 62, openMinor: 600n, settledOn: null },
    });
  });

  it('do not depend on how the money is cut into parts, and never run past the day asked about', () => {
    const parts = fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.integer({ min: -40, max: 200 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(parts, fc.bigInt({ min: 0n, max: 10n ** 9n }), (list, rest) => {
        const settled = list.map(([amountMinor, day]) => ({ amountMinor, valueOn: addDays(due, day) }));
        const amountMinor = settled.reduce((sum, one) => sum + one.amountMinor, rest);
        const whole = overdueDays({ amountMinor, dueOn: due, asOf, settled });
        const pennies = settled.flatMap((one) => [
          { ...one, amountMinor: one.amountMinor - one.amountMinor / 3n },
          { ...one, amountMinor: one.amountMinor / 3n },
        ]);
        expect(overdueDays({ amountMinor, dueOn: due, asOf, settled: pennies })).toEqual(whole);
        expect(whole.minorDays <= amountMinor * BigInt(daysBetween(due, asOf))).toBe(true);
        expect(whole.openMinor).toBe(rest);
      }),
    );
  });
});
