import { expect, test } from 'vitest';
import { inLots } from './in-lots.ts';

test('the first goes alone, what comes meanwhile together, each with its own answer', async () => {
  const lots: number[][] = [];
  const double = inLots(3, async (lot: readonly number[]) => {
    lots.push([...lot]);
    await Promise.resolve();
    return lot.map((one) => one * 2);
  });
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
  expect(lots).toEqual([[1], [2, 3, 4], [5]]);
  expect(await double(6)).toBe(12);
});

test('a lot that throws fails each of it, and the next goes on', async () => {
  const strict = inLots(2, async (lot: readonly number[]) => {
    if (lot.includes(2)) throw new Error('two');
    return lot;
  });
  const ended = await Promise.allSettled([1, 2, 3, 4].map(strict));
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
});
