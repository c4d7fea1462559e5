import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { isWorkingDay } from '#app/kernel/working-days.ts';
import type { PlanWish } from '../types.ts';
import { RHYTHMS } from '../types.ts';
import { chargeOf } from './charge-of.ts';
import { canSplit, principalOf, scheduleOf } from './schedule-of.ts';
import { spreadOver, standingOf } from './standing-of.ts';

const CALENDAR = { weekend: [6, 0], holidays: new Set([plainDate('2026-12-25'), plainDate('2027-01-01')]) };
const DAY = plainDate('2026-11-16');

const wishes = fc
  .record({
    amounts: fc.array(fc.bigInt(1n, 10n ** 9n), { minLength: 1, maxLength: 4 }),
    count: fc.integer({ min: 1, max: 60 }),
    rhythm: fc.constantFrom(...RHYTHMS),
    first: fc.integer({ min: 0, max: 60 }),
    next: fc.option(fc.integer({ min: 1, max: 31 })),
    firstMinor: fc.option(fc.bigInt(1n, 10n ** 9n)),
    chargeMinor: fc.bigInt(0n, 10_000n),
  })
  .map(({ amounts, count, rhythm, first, next, firstMinor, chargeMinor }) => {
    const firstOn = addDays(DAY, first);
    const items = amounts.map((amountMinor, index) => ({ itemId: String(index), amountMinor }));
    const nextOn = next === null ? null : addDays(firstOn, next);
    const wish: PlanWish = { currency: currency('GBP'), items, count, rhythm, firstOn, firstMinor, nextOn };
    return { wish, chargeMinor };
  })
  .filter(({ wish, chargeMinor }) => canSplit(wish, chargeMinor));

describe('a schedule', () => {
  it('sums to the items and the charge exactly, in parts that differ by a penny at most, on days in order', () => {
    fc.assert(
      fc.property(wishes, ({ wish, chargeMinor }) => {
        const schedule = scheduleOf(wish, { totalMinor: chargeMinor }, CALENDAR);
        const amounts = schedule.map((one) => one.amountMinor);
        expect(amounts.reduce((a, b) => a + b, 0n)).toBe(principalOf(wish) + chargeMinor);
        const equal = wish.firstMinor === null || wish.count === 1 ? amounts : amounts.slice(1);
        const sorted = [...equal].sort((a, b) => (a < b ? 1 : -1));
        expect(equal).toEqual(sorted);
        expect(equal[0]! - equal.at(-1)!).toBeLessThanOrEqual(1n);
        expect(equal.at(-1)!).toBeGreaterThan(0n);
        for (const [index, one] of schedule.entries()) {
          expect(one.no).toBe(index + 1);
          if (index > 0) expect(one.dueOn > schedule[index - 1]!.dueOn).toBe(true);
          if (index > 0) expect(isWorkingDay(one.dueOn, CALENDAR)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the last day of a month, and moves over the days on which the banks are shut', () => {
    const wish: PlanWish = {
      ...{ currency: currency('GBP'), items: [{ itemId: 'a', amountMinor: 100_003n }], count: 4, rhythm: 'monthly' },
      ...{ firstOn: plainDate('2026-10-31'), firstMinor: null, nextOn: null },
    };
    expect(scheduleOf(wish, undefined, CALENDAR).map((one) => [one.dueOn, one.amountMinor])).toEqual([
      ['2026-10-31', 25_001n],
      ['2026-11-30', 25_001n],
      ['2026-12-31', 25_001n],
      ['2027-02-01', 25_000n],
    ]);
  });
});

it('keeps its days apart over a holiday that is longer than its rhythm', () => {
  const days = Array.from({ length: 9 }, (_, index) => addDays(plainDate('2027-02-05'), index));
  const wish: PlanWish = {
    ...{ currency: currency('MYR'), items: [{ itemId: 'a', amountMinor: 300n }], count: 3, rhythm: 'weekly' },
    ...{ firstOn: plainDate('2027-01-29'), firstMinor: null, nextOn: null },
  };
  const closed = { weekend: [6, 0], holidays: new Set(days) };
  expect(scheduleOf(wish, undefined, closed).map((one) => one.dueOn)).toEqual([
    '2027-01-29',
    '2027-02-15',
    '2027-02-16',
  ]);
});

describe('money on a plan', () => {
  it('fills the oldest instalment first and the oldest item first, whatever comes', () => {
    fc.assert(
      fc.property(wishes, fc.bigInt(0n, 5n * 10n ** 9n), ({ wish, chargeMinor }, paid) => {
        const schedule = scheduleOf(wish, { totalMinor: chargeMinor }, CALENDAR);
        const total = principalOf(wish) + chargeMinor;
        const paidMinor = paid > total ? total : paid;
        const agreed = schedule.map((one) => ({ ...one, movedToOn: null, reopenedOn: null }));
        const of = { paidMinor, today: addDays(DAY, 100), terms: { graceDays: 7, moveDays: 10 } };
        const standing = standingOf(agreed, of);
        expect(standing.reduce((sum, one) => sum + one.paidMinor, 0n)).toBe(paidMinor);
        const firstOpen = standing.findIndex((one) => one.state !== 'paid');
        if (firstOpen >= 0) expect(standing.slice(firstOpen + 1).every((one) => one.paidMinor === 0n)).toBe(true);
        const items = wish.items.map((item) => ({ itemId: item.itemId, leftMinor: item.amountMinor }));
        const parts = spreadOver(items, paidMinor);
        const most = paidMinor < principalOf(wish) ? paidMinor : principalOf(wish);
        expect(parts.reduce((sum, part) => sum + part.amountMinor, 0n)).toBe(most);
      }),
      { numRuns: 200 },
    );
  });
});

it('interest is simple, by days of a year of 365, on what is left after each payment; the tax is rounded once', () => {
  const wish: PlanWish = {
    ...{ currency: currency('GBP'), items: [{ itemId: 'a', amountMinor: 100_000n }], count: 2, rhythm: 'monthly' },
    ...{ firstOn: addDays(DAY, 10), firstMinor: 40_000n, nextOn: addDays(DAY, 30) },
  };
  // (1,000.00 × 10 + 600.00 × 20) × 8 % ÷ 365 = 4.82, and 5.00 of fee; 20 % of 9.82 is 1.96.
  expect(chargeOf({ interestBp: 800, feeMinor: 500n }, wish, { today: DAY, taxBp: 2_000 })).toEqual({
    ...{ interestMinor: 482n, feeMinor: 500n, taxMinor: 196n, totalMinor: 1_178n },
  });
});
