import { expect, test } from 'vitest';
import { fillPlaces } from '#app/kernel/fill-places.ts';
import { currency, money } from '#app/kernel/money.ts';
import { isolate, showMoney } from '#app/kernel/show-money.ts';

test('an amount in a right-to-left line keeps its order', () => {
  expect(showMoney(money(-50_222n, currency('GBP')), 'en-GB', 'ltr')).toBe('-£502.22');
  const arabic = showMoney(money(-50_222n, currency('GBP')), 'ar-AE', 'rtl');
  expect(arabic.replace(/[\u061c\u200e\u200f]/g, '')).toBe('\u2066-502.22 GBP\u2069');
  expect(showMoney(money(50_222n, currency('AED')), 'ar-AE', 'rtl')).toMatch(/502\.22.*د/u);
});

test('a value is isolated in a right-to-left line only', () => {
  expect(isolate('INV-1', 'ltr')).toBe('INV-1');
  expect(isolate('INV-1', 'rtl')).toBe('\u2068INV-1\u2069');
});

test('places are filled once and a missing value stays visible', () => {
  expect(fillPlaces('{a} of {b}, {c}', { a: '{b}', b: '2' })).toBe('{b} of 2, {c}');
  expect(fillPlaces('{constructor}', { a: '1' })).toBe('{constructor}');
});
