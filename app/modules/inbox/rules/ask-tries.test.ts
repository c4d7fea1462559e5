import { expect, it } from 'vitest';
import { nextTrySeconds } from './ask-tries.ts';

it('what failed is tried within the minute until somebody is told, then less and less often, and never given up', () => {
  expect([1, 4, 5, 6, 7, 8, 1_000].map(nextTrySeconds)).toEqual([30, 30, 300, 900, 3_600, 3_600, 3_600]);
});
