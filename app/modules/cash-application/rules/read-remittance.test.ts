import { describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { readRemittance } from './read-remittance.ts';

const ITEMS = [
  { id: 'a', number: 'INV-000123' },
  { id: 'b', number: 'INV-000124' },
  { id: 'c', number: 'DN-0124' },
  { id: 'd', number: '2026/0007' },
];
const read = (text: string, decimalMark: '.' | ',' = '.', code = 'GBP') =>
  readRemittance(text, ITEMS, { currency: currency(code), decimalMark });
const amounts = (text: string, decimalMark: '.' | ',' = '.', code = 'GBP') => {
  const done = read(text, decimalMark, code);
  return done.ok ? Object.fromEntries(done.value.map((one) => [one.itemId, one.amountMinor])) : done.refusal;
};
const code = (text: string) => {
  const done = read(text);
  return done.ok ? 'read' : done.refusal.map((problem) => `${problem.line} ${problem.code}`);
};

describe('a pasted remittance', () => {
  it('is read with any of its separators, empty lines between', () => {
    expect(amounts('INV-000123\t1,200.00\n\nINV-000124; 1 000.50\r\nDN-0124, 12.00\n2026/0007   £7')).toEqual({
      a: 120_000n,
      b: 100_050n,
      c: 1_200n,
      d: 700n,
    });
  });

  it('finds numbers with or without leading zeros and case, and bare digits that only one item ends in', () => {
    expect(amounts('inv-123 1\n2026/7 2')).toEqual({ a: 100n, d: 200n });
    expect(amounts('000123 3')).toEqual({ a: 300n });
    expect(code('124 3')).toEqual(['1 several']);
  });

  it('adds up an invoice that comes again', () => {
    expect(amounts('INV-123 600.00\nINV-000123 600.00')).toEqual({ a: 120_000n });
  });

  it('reads an amount as the customer writes it', () => {
    expect(amounts('INV-123 1,234')).toEqual({ a: 123_400n });
    expect(amounts('INV-123 1.234', ',')).toEqual({ a: 123_400n });
    expect(amounts('INV-123 1.234,50', ',')).toEqual({ a: 123_450n });
    expect(amounts('INV-123 12,500', ',')).toEqual({ a: 1_250n });
    expect(amounts('INV-123 1.234', '.', 'KWD')).toEqual({ a: 1_234n });
    expect(amounts('INV-123 1,234.50 GBP')).toEqual({ a: 123_450n });
  });

  it('names each line that cannot be used, and uses none', () => {
    expect(code('INV-123 5.00\nTotal 5.00\nINV-999 1\nINV-124\nINV-124 1.999\nINV-124 0.00\nINV-124 1.0x')).toEqual([
      '2 total-line',
      '3 unknown-number',
      '4 no-amount',
      '5 not-an-amount',
      '6 not-above-zero',
      '7 not-an-amount',
    ]);
  });

  it('reads nothing out of nothing', () => {
    expect(amounts('\n  \n')).toEqual({});
  });
});
