import { expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { PlanEnvelope } from '../types.ts';
import { gridOf } from './grid-of.ts';

const TODAY = plainDate('2026-11-02');
const POLICY: PlanEnvelope = {
  ...{ versionNo: 1n, currency: currency('GBP'), fromOn: TODAY, isOpen: true, minTotalMinor: 10_000n },
  ...{ maxTotalMinor: 400_000n, oldestDays: 90, mostCount: 6, rhythms: ['monthly'], firstShareBp: 0 },
  ...{
    firstWithinDays: 31,
    minInstalmentMinor: 2_500n,
    longestDays: 120,
    excludedKinds: [],
    interestBp: 0,
    feeMinor: 0n,
  },
  ...{ chargeTaxCode: null, graceDays: 3, cureDays: 7, missesToDefault: 2, moveDays: 10, noticeDays: 3 },
  needsMethod: true,
};
const picture = (change: Partial<PlanEnvelope> = {}) =>
  gridOf({ ...POLICY, ...change }, { today: TODAY, chargeTaxBp: 0, calendar: { weekend: [], holidays: new Set() } });

it('shows inside what may start alone with its part and its end, and of the rest the first reason', () => {
  const { counts, rows } = picture();
  expect(counts).toEqual([2, 3, 4, 6, 7]);
  const cells = (minor: bigint) =>
    rows
      .find(({ totalMinor }) => totalMinor === minor)
      ?.cells.map((cell) => (cell.inside ? `${cell.partMinor} to ${cell.lastOn}` : cell.because));
  expect(rows.map(({ totalMinor }) => totalMinor)).toEqual([5_000n, 10_000n, 50_000n, 200_000n, 400_000n, 800_000n]);
  expect(cells(5_000n)).toEqual(Array(5).fill('total-too-small'));
  const [two, three] = ['2026-12-09', '2027-01-09'];
  expect(cells(10_000n)).toEqual([
    `5000 to ${two}`,
    `3333 to ${three}`,
    '2500 to 2027-02-09',
    'payment-too-small',
    'too-many-payments',
  ]);
  expect(cells(200_000n)).toEqual([
    `100000 to ${two}`,
    `66666 to ${three}`,
    '50000 to 2027-02-09',
    'too-long',
    'too-many-payments',
  ]);
  expect(cells(800_000n)).toEqual([
    'total-too-large',
    'total-too-large',
    'total-too-large',
    'total-too-large',
    'total-too-large',
  ]);
});

it('is all outside where nothing starts alone, in any number of payments', () => {
  const { rows, counts } = picture({ isOpen: false, mostCount: 60, maxTotalMinor: 10_000n });
  expect(counts.at(-1)).toBe(60);
  expect(rows.flatMap(({ cells }) => cells).some(({ inside }) => inside)).toBe(false);
});
