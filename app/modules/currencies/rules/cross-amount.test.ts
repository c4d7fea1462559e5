import { expect, it } from 'vitest';
import { crossMinor } from './cross-amount.ts';

it('goes through base, with the decimals of both currencies, rounded once', () => {
  const [base, usd, jpy, kwd] = [
    { rate: '1', digits: 2 },
    { rate: '4.7', digits: 2 },
    { rate: '0.0305', digits: 0 },
    { rate: '15.3', digits: 3 },
  ];
  expect(crossMinor(10_000n, usd, base)).toBe(47_000n);
  expect(crossMinor(47_000n, base, usd)).toBe(10_000n);
  // 100.00 × 4.7 ÷ 0.0305 = 15,409.8 yen; 1,000 yen × 0.0305 ÷ 15.3 = 1.99346 dinars.
  expect(crossMinor(10_000n, usd, jpy)).toBe(15_410n);
  expect(crossMinor(1_000n, jpy, kwd)).toBe(1_993n);
});
