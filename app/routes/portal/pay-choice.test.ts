import { describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { type PayFields, readPayChoice } from './pay-choice.ts';

const GBP = currency('GBP');
const item = (id: string, residualMinor: bigint, dueOn: string, more: Partial<OpenItem> = {}): OpenItem => ({
  id: `item-${id}`,
  side: 'debit',
  kind: 'invoice',
  sourceId: id,
  number: `INV-${id}`,
  title: '',
  poNumber: '',
  currency: GBP,
  amountMinor: residualMinor,
  residualMinor,
  heldMinor: 0n,
  effectiveOn: plainDate('2026-10-01'),
  dueOn: plainDate(dueOn),
  ...more,
});
const items = [
  item('a', 10_000n, '2026-11-01'),
  item('b', 5_000n, '2026-11-20', { heldMinor: 1_000n }),
  item('c', 700n, '2026-12-24'),
  item('d', 900n, '2026-11-02', { heldMinor: 900n }),
  item('e', 400n, '2026-11-02'),
  item('usd', 123n, '2026-11-03', { currency: currency('USD') }),
];
const context = {
  items,
  today: plainDate('2026-11-21'),
  locale: 'en-GB',
  standardCurrency: GBP,
  onTheirWay: new Set(['item-e']),
};
const nothing: PayFields = { show: null, ticked: [], all: null, currency: null, amounts: new Map(), onAccount: '' };
const read = (fields: Partial<PayFields>) => readPayChoice({ ...nothing, ...fields }, context);

describe('what somebody wants to pay', () => {
  it('opens with everything payable in one currency, what is due ticked, held parts left out', () => {
    const choice = read({});
    expect(choice.lines.map((line) => [line.id, line.ticked, line.amountMinor])).toEqual([
      ['a', true, 10_000n],
      ['b', true, 4_000n],
      ['c', false, 700n],
    ]);
    expect(choice.totalMinor).toBe(14_000n);
    expect(choice.otherCurrencies).toEqual(['USD']);
  });

  it('shows only what was asked for, and says what of it cannot be paid', () => {
    const choice = read({ ticked: ['c', 'd', 'e', 'usd', 'gone'] });
    expect(choice.lines.map((line) => line.id)).toEqual(['c']);
    expect(choice.leftOut).toEqual([
      { number: 'INV-d', why: 'on-hold' },
      { number: 'INV-e', why: 'on-hold' },
      { number: 'INV-usd', why: 'other-currency' },
      { number: '', why: 'not-open' },
    ]);
  });

  it('keeps unticked lines once they were shown', () => {
    const choice = read({ show: ['a', 'b'], ticked: ['b'] });
    expect(choice.lines.map((line) => [line.id, line.ticked])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(choice.totalMinor).toBe(4_000n);
    expect(read({ show: ['a'], ticked: [] }).totalMinor).toBe(0n);
  });

  it('takes a part, an amount on account, and their sum', () => {
    const choice = read({ show: ['a'], ticked: ['a'], amounts: new Map([['a', '25.50']]), onAccount: '£1,000' });
    expect(choice).toMatchObject({ totalMinor: 102_550n, onAccountMinor: 100_000n, fieldErrors: {} });
  });

  it.each([
    ['0', /above zero/],
    ['-5', /above zero/],
    ['100.01', /Only £100\.00 is left/],
    ['ten', /like 1,240\.00/],
    ['1.234', /fewer decimals/],
  ])('refuses %s for an invoice of £100.00', (text, words) => {
    const choice = read({ show: ['a'], ticked: ['a'], amounts: new Map([['a', text]]) });
    expect(choice.fieldErrors['amount-a']?.[0]).toMatch(words);
  });

  it('does not mind what stands in the field of an invoice that is not ticked', () => {
    expect(read({ show: ['a', 'b'], ticked: ['b'], amounts: new Map([['a', 'ten']]) }).fieldErrors).toEqual({});
  });
});
