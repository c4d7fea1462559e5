import { describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { spendCredit, spendOldestFirst } from '#app/modules/cash-application/queries/credit-on-offer.server.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { readPayLines } from './pay-choice.ts';
import { NO_FIELDS, type PayFields } from './pay-fields.ts';
import { type SumContext, sumUp } from './pay-sum.ts';

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
  lockedMinor: 0n,
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
  heldFor: new Map([['item-d', ['disputed' as const]]]),
  isLink: false,
  spendOldestFirst,
};
const credit = (id: string, leftMinor: bigint) => ({
  ...{ id, kind: 'payment' as const, number: `PAY-${id}`, effectiveOn: plainDate('2026-10-02'), leftMinor },
});
const sum = {
  offer: { credits: [] as ReturnType<typeof credit>[], promised: false },
  spendCredit,
  surcharges: () => null,
  methods: [],
  hasBankDebit: true,
};
const read = (fields: Partial<PayFields>, more: Partial<typeof context> = {}, sums: Partial<SumContext> = {}) => {
  const said = { ...NO_FIELDS, ...fields };
  return sumUp(readPayLines(said, { ...context, ...more }), said, { ...sum, ...sums });
};

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
      { number: 'INV-d', why: 'disputed' },
      { number: 'INV-e', why: 'on-its-way' },
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

  it('spends an amount oldest due first, and keeps what is over only if somebody says so', () => {
    const part = read({ mode: 'oldest', oldest: '120' });
    expect(part.lines.map((line) => [line.id, line.amountMinor])).toEqual([
      ['a', 10_000n],
      ['b', 2_000n],
    ]);
    expect(part).toMatchObject({ totalMinor: 12_000n, surplus: null, fieldErrors: {} });
    const more = read({ mode: 'oldest', oldest: '159.00' });
    expect(more.surplus).toEqual({ minor: 1_200n, kept: false });
    expect(more.fieldErrors.oldest?.[0]).toMatch(/Only £147\.00 is left.*Keep £12\.00 as credit/);
    const kept = read({ mode: 'oldest', oldest: '159.00', keep: true });
    expect(kept).toMatchObject({ totalMinor: 15_900n, onAccountMinor: 1_200n, fieldErrors: {} });
  });

  it('more than an invoice has left becomes credit only if somebody says so, and never by a link', () => {
    const typed = { show: ['a'], ticked: ['a'], amounts: new Map([['a', '112']]) };
    expect(read(typed).fieldErrors['amount-a']?.[0]).toMatch(/Keep £12\.00 as credit/);
    expect(read({ ...typed, keep: true })).toMatchObject({
      totalMinor: 11_200n,
      onAccountMinor: 1_200n,
      fieldErrors: {},
    });
    const byLink = read({ ...typed, keep: true }, { isLink: true });
    expect(byLink.fieldErrors['amount-a']?.[0]).toMatch(/Enter that or less\.$/);
    expect(byLink.surplus).toBeNull();
  });

  it('offers credit first, oldest first, and takes the rest in money', () => {
    const offer = { credits: [credit('x', 3_000n), credit('y', 9_000n)], promised: false };
    const used = read({ ticked: ['a', 'b'] }, {}, { offer });
    expect(used.credit.parts.map((part) => [part.creditItemId, part.debitItemId, part.amountMinor])).toEqual([
      ['x', 'item-a', 3_000n],
      ['y', 'item-a', 7_000n],
      ['y', 'item-b', 2_000n],
    ]);
    expect(used).toMatchObject({ totalMinor: 2_000n, cash: [{ itemId: 'item-b', amountMinor: 2_000n }] });
    expect(read({ ticked: ['a', 'b'], useCredit: false }, {}, { offer }).totalMinor).toBe(14_000n);
    // Credit that covers all leaves nothing to be taken.
    expect(read({ ticked: ['b'] }, {}, { offer })).toMatchObject({ totalMinor: 0n, cash: [] });
  });

  it('a surcharge is part of the total, of the way chosen; ways that cost the same are one', () => {
    expect(read({ ticked: ['a'] }).ways.map((way) => way.value)).toEqual(['any']);
    const surcharges: SumContext['surcharges'] = (method, ofMinor) =>
      method === 'card'
        ? { method, ofMinor, netMinor: 100n, taxMinor: 20n, grossMinor: 120n, taxCode: 'S20', taxRateBp: 2_000 }
        : null;
    const card = read({ ticked: ['a'], how: 'card' }, {}, { surcharges });
    expect(card).toMatchObject({ payMinor: 10_000n, totalMinor: 10_120n });
    expect(read({ ticked: ['a'], how: 'direct_debit' }, {}, { surcharges }).totalMinor).toBe(10_000n);
    expect(read({ ticked: ['a'], how: 'saved-gone' }, {}, { surcharges }).wayIsGone).toBe(true);
  });
});
