import { buildIndex, type MatchIndex } from '#app/kernel/matching/match-index.ts';
import { type MatchedLine, matchLines } from '#app/kernel/matching/match-lines.ts';
import type { BankLine, MatchCustomer, OpenItem } from '#app/kernel/matching/types.ts';
import type { MadeBank } from './made-bank-lines.ts';
import type { Applied } from './score-matches.ts';

export type MatcherInput = {
  readonly customers: readonly MatchCustomer[];
  readonly items: readonly OpenItem[];
  readonly lines: readonly BankLine[];
};

/** What the matcher may know of a made bank: what the three files hold, without the truth. */
export const matcherInput = ({ customers, invoices, lines }: Omit<MadeBank, 'truth'>): MatcherInput => ({
  customers: customers.map(({ id, code, name, iban }) => ({
    id: String(id),
    code,
    name,
    accounts: iban ? [iban] : [],
  })),
  items: invoices.map(({ id, number, customer, cents, dueOn }) => ({
    ...{ id: String(id), number, customerId: String(customer.id) },
    ...{ residualMinor: BigInt(cents), dueOn },
  })),
  lines: lines.map(({ id, on, cents, payerName, payerIban, text }) => ({
    ...{ id: String(id), on, amountMinor: BigInt(cents) },
    ...{ payerName, payerAccount: payerIban, text },
  })),
});

export function matchMade({ customers, items, lines }: MatcherInput): { index: MatchIndex; matched: MatchedLine[] } {
  const index = buildIndex(items, customers);
  return { index, matched: matchLines(index, lines) };
}

export const appliedOf = (matched: readonly MatchedLine[]): Applied =>
  new Map(
    matched.flatMap(({ line, taken }) =>
      taken
        ? [
            [
              Number(line.id),
              new Map(taken.parts.map((part) => [Number(part.itemId), Number(part.amountMinor)])),
            ] as const,
          ]
        : [],
    ),
  );
