import { expect, test } from 'vitest';
import { partMisfit, wishMisfit } from './charge-misfit.ts';

const item = (itemId: string, amountMinor: bigint) => ({ itemId, amountMinor });

test.each([
  ['nothing', 0n, [], 'amount-not-positive'],
  ['a part of nothing', 5n, [item('a', 0n)], 'amount-not-positive'],
  ['more than any payment', 10n ** 18n, [], 'amount-too-large'],
  ['parts above the whole', 5n, [item('a', 3n), item('b', 3n)], 'items-exceed-amount'],
  ['an item twice', 6n, [item('a', 3n), item('a', 3n)], 'item-not-open'],
  ['parts below the whole', 7n, [item('a', 3n), item('b', 3n)], undefined],
] as const)('%s: %s', (_what, amountMinor, items, code) => {
  expect(wishMisfit({ amountMinor, items })?.code).toBe(code);
});

test('a part fits up to what is left of its item, and an item that is not there is not open', () => {
  const left = [{ itemId: 'a', leftMinor: 300n }];
  expect(partMisfit([item('a', 300n)], left)).toBeUndefined();
  expect(partMisfit([item('a', 301n)], left)).toEqual({ code: 'more-than-left', itemId: 'a', leftMinor: 300n });
  expect(partMisfit([item('b', 1n)], left)).toEqual({ code: 'item-not-open', itemId: 'b' });
});
