import { expect, test } from 'vitest';
import { inParallel } from './in-parallel.ts';

test('answers in the order of the list, with no more under way than told', async () => {
  let [now, most] = [0, 0];
  const answers = await inParallel([3, 1, 2, 5, 4], 2, async (steps) => {
    now += 1;
    most = Math.max(most, now);
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    now -= 1;
    return steps * 10;
  });
  expect(answers).toEqual([30, 10, 20, 50, 40]);
  expect(most).toBe(2);
});

test('after a throw none begins any more', async () => {
  const begun: number[] = [];
  const work = async (one: number) => {
    begun.push(one);
    if (one === 2) throw new Error('two');
  };
  await expect(inParallel([1, 2, 3, 4], 2, work)).rejects.toThrow('two');
  expect(begun).not.toContain(4);
});
