import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { countMoney, outcomeOf, type PromiseWindow, type Receipt } from './count-money.ts';

const START = plainDate('2026-11-01');
const day = fc.nat({ max: 30 }).map((days) => addDays(START, days));
const minor = fc.bigInt({ min: 1n, max: 1_000n });
const promises: fc.Arbitrary<PromiseWindow[]> = fc
  .array(fc.tuple(minor, day, fc.nat({ max: 10 })), { maxLength: 6 })
  .map((all) =>
    all.map(([amountMinor, fromOn, days], index) => ({
      ...{ id: `p${index}`, amountMinor, fromOn, throughOn: addDays(fromOn, days) },
      madeAt: new Date(`${fromOn}T09:00:00Z`),
    })),
  );
const receipts: fc.Arbitrary<Receipt[]> = fc
  .array(fc.tuple(minor, day, fc.nat({ max: 3 })), { maxLength: 8 })
  .map((all) =>
    all.map(([amountMinor, on, later], index) => ({
      ...{ paymentId: `r${index}`, amountMinor, on },
      knownAt: new Date(`${addDays(on, later)}T10:00:00Z`),
    })),
  );
const sum = (parts: readonly { amountMinor: bigint }[]) => parts.reduce((total, part) => total + part.amountMinor, 0n);

describe('money counted for promises', () => {
  test('never exceeds the money, nor what was promised, nor the days; and none is left that a promise still misses', () => {
    fc.assert(
      fc.property(promises, receipts, (given, got) => {
        const counted = countMoney(given, got);
        for (const receipt of got)
          expect(sum(counted.filter((part) => part.paymentId === receipt.paymentId))).toBeLessThanOrEqual(
            receipt.amountMinor,
          );
        for (const promise of given) {
          const own = counted.filter((part) => part.promiseId === promise.id);
          expect(sum(own)).toBeLessThanOrEqual(promise.amountMinor);
          const fits = got.filter(
            ({ on, knownAt }) => on >= promise.fromOn && on <= promise.throughOn && knownAt >= promise.madeAt,
          );
          for (const part of own) expect(fits.map(({ paymentId }) => paymentId)).toContain(part.paymentId);
          const free = fits.filter(
            (receipt) => sum(counted.filter((part) => part.paymentId === receipt.paymentId)) < receipt.amountMinor,
          );
          if (free.length > 0) expect(sum(own)).toBe(promise.amountMinor);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('does not depend on the order in which it is read', () => {
    fc.assert(
      fc.property(promises, receipts, (given, got) => {
        expect(countMoney(given.toReversed(), got.toReversed())).toEqual(countMoney(given, got));
      }),
      { numRuns: 200 },
    );
  });
});

test.each([
  [500n, '2026-11-05', false, 'kept'],
  [300n, '2026-11-08', false, 'open'],
  [300n, '2026-11-09', false, 'part_kept'],
  [0n, '2026-11-09', false, 'broken'],
  [0n, '2026-11-09', true, 'open'],
] as const)('with %s of 500 on %s, on its way %s: %s', (countedMinor, today, isOnItsWay, outcome) => {
  const promise = { amountMinor: 500n, throughOn: plainDate('2026-11-08') };
  expect(outcomeOf(promise, { countedMinor, today: plainDate(today), isOnItsWay })).toBe(outcome);
});
