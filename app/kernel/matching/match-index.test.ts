import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainDate } from '../plain-date.ts';
import { addItems, buildIndex, copyToTakeFrom, putAway, putItem } from './match-index.ts';
import { suggest } from './suggest.ts';
import type { MatchCustomer, OpenItem } from './types.ts';

const CUSTOMERS: MatchCustomer[] = ['Ash & Co', 'Solaris Ltd', 'Talsee AG'].map((name, at) => ({
  ...{ id: `c${at}`, code: `C00${at}`, name, accounts: [], groupId: at === 0 ? null : 'g' },
}));

/** Numbers of few and many digits, often the same, so that each way of keeping them is met. */
const number = fc.oneof(
  fc.nat({ max: 30 }).map((n) => `INV-${n}`),
  fc.integer({ min: 1_000, max: 1_020 }).map(String),
  fc.integer({ min: 99_990, max: 100_010 }).map((n) => `2026-${n}`),
  fc.constantFrom('CN-A', '', 'R-0000012'),
);
const items: fc.Arbitrary<OpenItem[]> = fc
  .array(
    fc.record({
      number,
      customerId: fc.constantFrom('c0', 'c1', 'c2'),
      residualMinor: fc.bigInt({ min: -50n, max: 50n }).filter((minor) => minor !== 0n),
      otherReferences: fc.subarray(['RF18539007547034', 'PO-778812', '4711']),
    }),
    { maxLength: 40 },
  )
  .map((list) => list.map((item, at) => ({ ...item, id: `i${at}`, dueOn: plainDate('2026-10-31') })));

it('an index that items came into lot by lot is the one that all at once would have made', () => {
  fc.assert(
    fc.property(items, fc.array(fc.nat({ max: 40 }), { maxLength: 5 }), (all, cuts) => {
      const grown = buildIndex([], CUSTOMERS);
      const ends = [...cuts.filter((cut) => cut < all.length).sort((a, b) => a - b), all.length];
      for (const [at, end] of ends.entries()) addItems(grown, all.slice(ends[at - 1] ?? 0, end));
      expect(grown).toEqual(buildIndex(all, CUSTOMERS));
    }),
  );
});

it('an item that came later is found, one that was settled is not, and one that changed is read as it is now', () => {
  const item = (id: string, more: Partial<OpenItem> = {}): OpenItem => ({
    ...{ id, number: `INV-2026-01${id}`, customerId: 'c0', residualMinor: 5_000n, dueOn: plainDate('2026-10-31') },
    ...more,
  });
  const index = buildIndex([item('2345'), item('2399')], CUSTOMERS);
  const found = (text: string, amountMinor: bigint) => {
    const line = { id: 'l', on: plainDate('2026-11-02'), amountMinor, payerName: 'Ash & Co', payerAccount: '', text };
    return suggest(copyToTakeFrom(index), line).map(({ parts, leftMinor }) => ({ parts, leftMinor }))[0];
  };
  const paid = (id: string, amountMinor: bigint) => ({ parts: [{ itemId: id, amountMinor }], leftMinor: 0n });
  addItems(index, [item('2501', { residualMinor: 7_700n })]);
  expect(found('INV-2026-012501', 7_700n)).toEqual(paid('2501', 7_700n));
  putAway(index, '2345');
  expect(found('INV-2026-012345', 5_000n)).not.toEqual(paid('2345', 5_000n));
  putItem(index, item('2501', { residualMinor: 6_000n, amountMinor: 7_700n }));
  expect(found('INV-2026-012501', 6_000n)).toEqual(paid('2501', 6_000n));
});
