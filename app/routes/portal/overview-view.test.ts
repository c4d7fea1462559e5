import { describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { noteOf, owedPerCurrency } from './overview-view.ts';

const item = (id: string, residualMinor: bigint, dueOn: string, more: Partial<OpenItem> = {}): OpenItem => ({
  id: `item-${id}`,
  side: 'debit',
  kind: 'invoice',
  sourceId: id,
  number: id,
  title: '',
  poNumber: '',
  currency: currency('GBP'),
  amountMinor: residualMinor,
  residualMinor,
  heldMinor: 0n,
  lockedMinor: 0n,
  effectiveOn: plainDate('2026-10-01'),
  dueOn: plainDate(dueOn),
  ...more,
});

describe('what a customer owes', () => {
  it('is due, not yet due and credit, per currency, and never added across', () => {
    const owed = owedPerCurrency(
      [
        item('late', 1_000n, '2026-11-01', { heldMinor: 400n }),
        item('on its way', 300n, '2026-11-02'),
        item('today', 70n, '2026-11-21'),
        item('later', 5_000n, '2026-11-22'),
        item('credit', 120n, '2026-09-01', { side: 'credit', kind: 'payment' }),
        item('usd', 9n, '2026-11-01', { currency: currency('USD') }),
      ],
      { listed: [{ id: 'late', inFlightMinor: 0n, disputedMinor: 400n }], onTheirWay: new Set(['item-on its way']) },
      plainDate('2026-11-21'),
    );
    expect(owed).toMatchObject([
      { currency: 'GBP', dueMinor: 1_370n, payableMinor: 670n, laterMinor: 5_000n, creditMinor: 120n },
      { currency: 'USD', dueMinor: 9n, payableMinor: 9n, laterMinor: 0n, creditMinor: 0n },
    ]);
    expect(owed[0]?.due.map((row) => [row.number, row.payableMinor])).toEqual([
      ['late', 600n],
      ['on its way', 0n],
      ['today', 70n],
    ]);
    expect(owed[0]?.comingUp.map((row) => row.number)).toEqual(['later']);
  });

  it('is told with what need not be paid, and with credit, which the pay page offers first', () => {
    const words = (minor: bigint) => `£${minor}`;
    const owed = { dueMinor: 500n, payableMinor: 500n, creditMinor: 0n };
    expect(noteOf({ ...owed, payableMinor: 200n, creditMinor: 90n }, words, true)).toMatch(/^£300 of it is on hold/);
    expect(noteOf({ ...owed, creditMinor: 90n }, words, true)).toBe(
      'Your £90 credit is not taken off yet: it is offered first when you pay.',
    );
    expect(noteOf({ ...owed, creditMinor: 90n }, words, false)).toMatch(/offered first to whoever pays\.$/);
    expect(noteOf(owed, words, true)).toBe('You can check everything before you pay.');
    expect(noteOf(owed, words, false)).toBeUndefined();
  });
});
