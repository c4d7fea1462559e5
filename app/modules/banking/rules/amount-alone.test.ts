import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mayPost } from '#app/kernel/matching/auto-gate.ts';
import { buildIndex } from '#app/kernel/matching/match-index.ts';
import { suggest } from '#app/kernel/matching/suggest.ts';
import { plainDate } from '#app/kernel/plain-date.ts';

const ON = plainDate('2026-11-02');

it('an amount alone is never exact, and never posted whatever was counted of its class', () => {
  const amounts = fc.uniqueArray(fc.bigInt(1n, 99_999_999n), { minLength: 1, maxLength: 30 });
  const words = fc.constantFrom('', 'payment', 'thank you', 'transfer of today', 'unknown sender ltd');
  fc.assert(
    fc.property(amounts, fc.nat(), words, words, (open, which, text, payerName) => {
      const items = open.map((residualMinor, at) => ({
        ...{ id: `i${at}`, number: `INV-${10_000 + at * 7}`, customerId: `c${at % 5}`, residualMinor, dueOn: ON },
      }));
      const customers = Array.from({ length: 5 }, (_, at) => ({
        ...{ id: `c${at}`, code: `K-${400 + at}`, name: `Quarry ${'ABCDE'[at]} Stoneworks`, accounts: [] },
      }));
      const line = { id: 'l', on: ON, amountMinor: open[which % open.length]!, payerName, payerAccount: '', text };
      for (const suggestion of suggest(buildIndex(items, customers), line)) {
        const counted = { [suggestion.evidenceClass]: { right: 100_000, total: 100_000 } };
        expect(suggestion.sureness).not.toBe('exact');
        expect(mayPost(suggestion, { own: counted, shipped: counted }).may).toBe(false);
      }
    }),
  );
});
