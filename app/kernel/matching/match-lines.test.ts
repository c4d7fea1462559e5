import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { madeBank } from '#scripts/seed/made-bank-lines.ts';
import { appliedOf, matcherInput, matchMade } from '#scripts/seed/match-made-bank.ts';
import { scoreMatches } from '#scripts/seed/score-matches.ts';
import { buildIndex } from './match-index.ts';
import { matchLines } from './match-lines.ts';
import { suggest } from './suggest.ts';
import type { BankLine, OpenItem } from './types.ts';

const SMALL = { open: 2_500, lines: 500 };
/** What was taken, whatever the order of lines and parts. */
const told = (matched: ReturnType<typeof matchLines>): string[] =>
  matched
    .map(({ line, taken }) => {
      const parts = (taken?.parts ?? []).map(({ itemId, amountMinor }) => `${itemId} ${amountMinor}`);
      return `${line.id} ${taken?.evidenceClass} ${parts.sort().join(', ')}`;
    })
    .sort();

describe('a made bank', () => {
  it('is matched: at least 93 of 100 lines right, at most one of a thousand wrong, what is unrelated left alone', () => {
    for (const seed of [7, 42]) {
      const made = madeBank({ ...SMALL, seed });
      const score = scoreMatches(made.truth, appliedOf(matchMade(matcherInput(made)).matched));
      expect(score.correctShare).toBeGreaterThanOrEqual(0.93);
      expect(score.wrongShare).toBeLessThanOrEqual(0.001);
      expect(score.byKind.get('unrelated')).toEqual({ correct: 20, setOnly: 0, wrong: 0, left: 0 });
    }
  });

  it('is matched alike in whatever order its lines stand', () => {
    const made = madeBank({ ...SMALL, seed: 11 });
    const input = matcherInput(made);
    const turned = { ...input, lines: input.lines.toReversed(), items: input.items.toReversed() };
    expect(told(matchMade(turned).matched)).toEqual(told(matchMade(input).matched));
  });

  it('never gives a line more than its amount nor an item more than it had open, and posts no amount alone', () => {
    const input = matcherInput(madeBank({ ...SMALL, seed: 12 }));
    // Too little is open for these lines: half of the items are gone.
    const items = input.items.filter((_, at) => at % 2 === 0);
    const { matched } = matchMade({ ...input, items });
    const used = new Map<string, bigint>();
    const faults = matched.flatMap(({ line, taken, others }) => {
      for (const { itemId, amountMinor } of taken?.parts ?? [])
        used.set(itemId, (used.get(itemId) ?? 0n) + amountMinor);
      const isAlone = taken?.sureness === 'choose' || taken?.reasons.some(({ kind }) => kind === 'amount-alone');
      const all = [...(taken ? [taken] : []), ...others];
      const isWhole = all.every(
        ({ parts, leftMinor }) =>
          leftMinor >= 0n && parts.reduce((sum, { amountMinor }) => sum + amountMinor, leftMinor) === line.amountMinor,
      );
      return isAlone || !isWhole ? [line.id] : [];
    });
    expect(faults).toEqual([]);
    expect(used.size).toBeGreaterThan(200);
    expect(items.filter(({ id, residualMinor }) => (used.get(id) ?? 0n) > residualMinor)).toEqual([]);
  });
});

const DAY = plainDate('2026-11-20');

describe('whatever a bank writes', () => {
  it('is read without a throw, and what is suggested adds up', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        'INV-2026-0001043',
        '1043',
        'RF18',
        '-',
        'bis',
        '0',
        'O',
        'C000123',
        '12.05.26',
        '1041-1045',
        '99999999999999999999',
      ),
    );
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
    const item = fc.record({
      number: fc.oneof(word, fc.constantFrom('INV-2026-0001043', '1041', '1045', '')),
      residualMinor: fc.bigInt({ min: -300n, max: 900n }),
      customer: fc.constantFrom('1', '2', '3'),
    });
    const customers = ['1', '2', '3'].map((id) => ({
      id,
      code: `C00012${id}`,
      name: id === '1' ? '' : 'A. B. Ltd',
      accounts: ['', 'X1'],
    }));
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 12 }),
        text,
        text,
        fc.bigInt({ min: -2_000n, max: 2_000n }),
        (made, words, name, minor) => {
          const items: OpenItem[] = made.map(({ customer, ...rest }, at) => ({
            ...rest,
            id: String(at),
            customerId: customer,
            dueOn: DAY,
          }));
          const line: BankLine = {
            id: 'l',
            on: DAY,
            amountMinor: minor,
            payerName: name,
            payerAccount: words.slice(0, 4),
            text: words,
            creditorReference: name,
          };
          for (const { parts, leftMinor } of suggest(buildIndex(items, customers), line)) {
            expect(parts.reduce((sum, part) => sum + part.amountMinor, leftMinor)).toBe(minor);
            for (const { itemId, amountMinor } of parts) {
              const open = items[Number(itemId)]!.residualMinor;
              expect(
                open > 0n ? amountMinor > 0n && amountMinor <= open : amountMinor < 0n && amountMinor >= open,
              ).toBe(true);
            }
          }
          matchLines(buildIndex(items, customers), [line, { ...line, id: 'm' }]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of one amount, a named item is taken before one that is only the payer’s', () => {
    const customers = [
      { id: 'a', code: 'C000001', name: 'Talsee AG', accounts: ['GB1'] },
      { id: 'z', code: 'C9', name: 'Feld AG', accounts: [] },
    ];
    const far = Array.from({ length: 400 }, (_, at) => ({
      id: `f${at}`,
      number: `ZZ-${900_000 + at * 13}`,
      customerId: 'z',
      residualMinor: BigInt(70_000 + at),
      dueOn: DAY,
    }));
    const items = [{ id: 'i', number: 'INV-100200', customerId: 'a', residualMinor: 5_000n, dueOn: DAY }, ...far];
    const line = (id: string, text: string): BankLine => ({
      id,
      on: DAY,
      amountMinor: 5_000n,
      payerName: '',
      payerAccount: 'GB1',
      text,
    });
    const matched = matchLines(buildIndex(items, customers), [line('1', ''), line('2', 'INV-100200')]);
    expect(matched.map(({ taken }) => taken?.evidenceClass ?? null)).toEqual([null, 'number/account/equal']);
  });

  it('of two lines for one item, the earlier one has it in whatever order they stand', () => {
    const customers = [{ id: 'a', code: 'C000001', name: 'Talsee AG', accounts: ['GB1'] }];
    const items = Array.from({ length: 40 }, (_, at) => ({
      ...{ id: `i${at}`, number: `INV-${100_200 + at * 17}`, customerId: 'a' },
      ...{ residualMinor: BigInt(5_000 + at * 3), dueOn: DAY },
    }));
    const twice = ['2026-11-19', '2026-11-18'].map(
      (on, at): BankLine => ({
        ...{ id: String(at), on: plainDate(on), amountMinor: 5_000n },
        ...{ payerName: '', payerAccount: 'GB1', text: 'INV-100200' },
      }),
    );
    for (const lines of [twice, twice.toReversed()]) {
      const taken = matchLines(buildIndex(items, customers), lines).filter((one) => one.taken);
      expect(taken.map(({ line }) => line.on)).toEqual(['2026-11-18']);
    }
  });
});
