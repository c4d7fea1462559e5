import { expect, test } from 'vitest';
import { isMet, mustEqual, percentile, ratioOf, WrongOutput } from './figures.ts';

const figure = { work: 'w', data: 'd', value: 200, floor: 400, aim: null };

test('a ratio of 1 is the floor, for rates and for times', () => {
  expect(ratioOf({ ...figure, unit: '/s' })).toBe(0.5);
  expect(ratioOf({ ...figure, unit: 'ms' })).toBe(2);
});

test('an aim is at least for rates, at most for times, and a wanted ratio counts too', () => {
  expect(isMet({ ...figure, unit: '/s', aim: 200 })).toBe(true);
  expect(isMet({ ...figure, unit: 'ms', aim: 199 })).toBe(false);
  expect(isMet({ ...figure, unit: '/s', aim: 200, aimRatio: 0.6 })).toBe(false);
  expect(isMet({ ...figure, unit: '/s', floor: null, aimRatio: 0.1 })).toBe(false);
  expect(isMet({ ...figure, unit: '/s' })).toBeNull();
});

test('a wrong output throws before there is a figure', () => {
  expect(() => mustEqual('sum', 1n, 1n)).not.toThrow();
  expect(() => mustEqual('sum', [1n], [2n])).toThrow(WrongOutput);
});

test('percentiles', () => {
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
  expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5);
});
