import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currency, money } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { cutShares, percentShares } from './cut-shares.ts';
import { fieldId, fieldWiring } from './field.tsx';
import { relationToToday } from './relation.ts';
import { shortMoney } from './short-money.ts';

describe('bars', () => {
  test('the parts of a bar always fill it', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 8 }), (amounts) => {
        const whole = amounts.some((amount) => amount > 0n);
        expect(cutShares(amounts).reduce((a, b) => a + b, 0)).toBe(whole ? 200 : 0);
        expect(percentShares(amounts).reduce((a, b) => a + b, 0)).toBe(whole ? 100 : 0);
      }),
    );
  });

  test('signs are ignored', () => expect(cutShares([-50n, 50n])).toEqual([100, 100]));
});

test.each([
  [141881040n, 'GBP', '1.4 m'],
  [26248000n, 'GBP', '262 k'],
  [99949900n, 'GBP', '999 k'],
  [99950000n, 'GBP', '1.0 m'],
  [99900n, 'GBP', '999'],
  [99950n, 'GBP', '1 k'],
  [0n, 'GBP', '0'],
  [-2782000n, 'GBP', '-28 k'],
  [1500000n, 'JPY', '1.5 m'],
  [1500000n, 'KWD', '2 k'],
])('%s %s is written %s', (minor, code, text) => {
  expect(shortMoney(money(minor, currency(code)))).toBe(text);
});

test.each([
  ['2026-11-20', 'today'],
  ['2026-11-21', 'tomorrow'],
  ['2026-11-19', 'yesterday'],
  ['2026-11-27', 'in 7 days'],
  ['2026-11-16', '4 days ago'],
])('%s is %s', (date, words) => {
  expect(relationToToday(plainDate(date), plainDate('2026-11-20'))).toBe(words);
});

test('a control is tied to its hint and its error by ids made of its name', () => {
  expect(fieldId('lines[0].quantity')).toBe('f-lines-0-quantity');
  expect(fieldWiring({ name: 'email', hint: 'h', error: ['e'] })).toEqual({
    id: 'f-email',
    name: 'email',
    'aria-describedby': 'f-email-hint f-email-error',
    'aria-invalid': true,
  });
  expect(fieldWiring({ name: 'email' })).toEqual({ id: 'f-email', name: 'email' });
});
