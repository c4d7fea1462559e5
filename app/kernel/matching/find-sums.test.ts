import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSums } from './find-sums.ts';

/** Every set, asked one by one. */
function byForce(target: bigint, amounts: readonly bigint[], sizeMax: number): string[] {
  const found: string[] = [];
  for (let mask = 1; mask < 1 << amounts.length; mask += 1) {
    const set = amounts.flatMap((_, at) => (mask & (1 << at) ? [at] : []));
    if (set.length <= sizeMax && set.reduce((sum, at) => sum + amounts[at]!, 0n) === target) found.push(set.join());
  }
  return found;
}

describe('sums of several', () => {
  it('are found as asking every set finds them: how many of each size, and none that is not one', () => {
    const amounts = fc.array(fc.bigInt({ min: -6n, max: 12n }), { maxLength: 11 });
    fc.assert(
      fc.property(
        amounts,
        fc.bigInt({ min: -10n, max: 40n }),
        fc.integer({ min: 1, max: 6 }),
        (list, target, sizeMax) => {
          const forced = byForce(target, list, sizeMax);
          const { sets, count, sizeLooked } = findSums(target, list, sizeMax);
          expect(sizeLooked).toBe(Math.min(sizeMax, list.length));
          for (let size = 1; size <= sizeMax; size += 1) {
            const ofSize = forced.filter((set) => set.split(',').length === size);
            expect(count[size]).toBe(ofSize.length);
            const kept = sets.filter((set) => set.length === size).map((set) => set.join());
            expect(kept).toHaveLength(Math.min(2, ofSize.length));
            for (const set of kept) expect(ofSize).toContain(set);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are exact for the largest amounts, and say how far a long list was searched', () => {
    const most = 10n ** 15n;
    expect(findSums(most * 6n - 15n, [most - 1n, most - 2n, most - 3n, most - 4n, most - 5n, most]).sets).toEqual([
      [0, 1, 2, 3, 4, 5],
    ]);
    const long = Array.from({ length: 200 }, (_, at) => BigInt(2 ** 20 + at * at));
    expect(findSums(-1n, long).sizeLooked).toBe(4);
    expect(findSums(long[3]! + long[150]!, long).sets).toContainEqual([3, 150]);
    expect(
      findSums(
        1n,
        Array.from({ length: 1_001 }, () => 1n),
      ).sizeLooked,
    ).toBe(0);
    expect(() => findSums(1n, [most + 1n])).toThrow('at most');
  });
});
