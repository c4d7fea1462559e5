import { expect, test } from 'vitest';
import { hindranceOf } from './autopay-words.ts';

test('a rule whose method is gone, or whose notices come back, takes nothing by itself whatever its state says', () => {
  const [on, removed, active] = [
    { state: 'on', pausedBecause: null } as const,
    { state: 'removed' },
    { state: 'active' },
  ];
  expect(hindranceOf(on, active)).toBeNull();
  expect(hindranceOf(on, removed)).toBe('method');
  expect(hindranceOf(on, undefined)).toBe('method');
  expect(hindranceOf({ state: 'paused', pausedBecause: 'method' }, active)).toBe('method');
  expect(hindranceOf({ state: 'paused', pausedBecause: 'notice' }, active)).toBe('notice');
  expect(hindranceOf({ state: 'paused', pausedBecause: 'asked' }, active)).toBeNull();
  expect(hindranceOf({ state: 'off', pausedBecause: null }, removed)).toBeNull();
});
