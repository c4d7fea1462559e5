import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deferredBase, releaseSchedule } from './deferral.ts';
import { addDays, type PlainDate, plainDate, startOfMonth } from './plain-date.ts';

const schedule = (amountMinor: bigint, fromOn: string, toOn: string) =>
  releaseSchedule({ amountMinor, fromOn: plainDate(fromOn), toOn: plainDate(toOn) });
const amounts = (...of: Parameters<typeof schedule>) => schedule(...of).map(({ amountMinor }) => amountMinor);
const total = (list: readonly bigint[]) => list.reduce((sum, one) => sum + one, 0n);
const size = (minor: bigint) => (minor < 0n ? -minor : minor);

describe('what is billed in advance is earned month by month', () => {
  it('annual 12,000 is 1,000 a month', () => {
    const months = schedule(1_200_000n, '2026-01-01', '2026-12-31');
    expect(months.map(({ amountMinor }) => amountMinor)).toEqual(Array(12).fill(100_000n));
    expect([months[0]?.monthOn, months[11]?.monthOn]).toEqual(['2026-01-01', '2026-12-01']);
  });

  it('the last month takes what rounding leaves', () => {
    expect(amounts(100_000n, '2026-01-01', '2026-03-31')).toEqual([33_333n, 33_333n, 33_334n]);
    expect(amounts(5n, '2026-01-01', '2026-12-31')).toEqual([...Array(11).fill(0n), 5n]);
  });

  it('a month that is cut counts its days among its own: from 17 January 15 of 31, to 16 January 16 of 31', () => {
    const months = amounts(1_200_000n, '2026-01-17', '2027-01-16');
    expect(months).toHaveLength(13);
    expect(months[0]).toBe(48_387n);
    expect(months.slice(1, -1)).toEqual(Array(11).fill(100_000n));
    expect(months[12]).toBe(51_613n);
  });

  it('a short February is a month like any other', () => {
    expect(amounts(300n, '2028-01-01', '2028-03-31')).toEqual([100n, 100n, 100n]);
    expect(amounts(100n, '2026-02-10', '2026-02-12')).toEqual([100n]);
  });

  it('a discount mirrors the line it reduces', () => {
    expect(amounts(-1_000n, '2026-01-01', '2026-03-31')).toEqual([-333n, -333n, -334n]);
  });

  it('any amount over any days: the parts make the amount, none of the other sign, whole months alike', () => {
    const days = fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 2_500 }));
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), days, (amountMinor, [start, length]) => {
        const fromOn = addDays(plainDate('2000-01-01'), start);
        const months = releaseSchedule({ amountMinor, fromOn, toOn: addDays(fromOn, length) });
        expect(total(months.map((month) => month.amountMinor))).toBe(amountMinor);
        for (const month of months) expect(month.amountMinor * amountMinor).toBeGreaterThanOrEqual(0n);
        expect(new Set(months.slice(1, -1).map((month) => month.amountMinor)).size).toBeLessThanOrEqual(1);
        const named = months.map(({ monthOn }) => monthOn);
        expect(named).toEqual([...new Set(named)].sort());
        expect(named.every((monthOn: PlainDate) => monthOn === startOfMonth(monthOn))).toBe(true);
      }),
    );
  });

  it('base leaves in proportion and ends at nothing with the amount, whatever the steps', () => {
    const money = fc.bigInt({ min: 1n, max: 10n ** 15n });
    fc.assert(
      fc.property(
        money,
        money,
        fc.boolean(),
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n })),
        (of, worth, minus, cuts) => {
          const sign = minus ? -1n : 1n;
          const [amount, base] = [of * sign, worth * sign];
          let before = 0n;
          for (const cut of [...cuts.map((one) => one % (of + 1n)).sort((a, b) => (a < b ? -1 : 1)), of]) {
            const gone = size(deferredBase(cut * sign, { amount, base }));
            expect(gone).toBeGreaterThanOrEqual(before);
            before = gone;
          }
          expect(deferredBase(amount, { amount, base })).toBe(base);
        },
      ),
    );
  });
});
