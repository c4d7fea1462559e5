import { copyToTakeFrom, type MatchIndex } from '#app/kernel/matching/match-index.ts';
import { matchLines } from '#app/kernel/matching/match-lines.ts';
import { suggest } from '#app/kernel/matching/suggest.ts';
import type { BankLine, Suggestion } from '#app/kernel/matching/types.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { matchIndex } from './match-index.server.ts';

/** A stored line of the bank, as much of it as the engine reads. */
export type LineToMatch = {
  readonly id: string;
  readonly bookedOn: PlainDate;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly payerRef: string;
  readonly creditorRef: string;
  readonly text: string;
  readonly partyName: string;
  readonly partyAccount: string;
};

/** What the index knew of an item that a suggestion names: for showing it. Minor units, below zero for a credit. */
export type SuggestedItem = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly groupId: string | null;
  readonly leftMinor: bigint;
  readonly amountMinor: bigint;
  readonly dueOn: PlainDate;
  /** The last day of an agreed discount; null without one. */
  readonly discountUntilOn: PlainDate | null;
};

export type LineSuggestions = {
  /** The best first. Where another line of the list is surer of the same items, it has them. */
  readonly suggestions: readonly Suggestion[];
  readonly items: ReadonlyMap<string, SuggestedItem>;
};

/**
 * What each of the lines (of one currency) may pay, no item suggested in full for two of them. Money out is not asked about:
 * what we paid is in the books already and only linked. Reads from a pool.
 */
export async function suggestForLines(
  db: ReadDb,
  { currency, lines }: { readonly currency: string; readonly lines: readonly LineToMatch[] },
): Promise<ReadonlyMap<string, LineSuggestions>> {
  const asked = lines.filter(({ amountMinor }) => amountMinor > 0n).map(toEngine);
  if (asked.length === 0) return new Map();
  const index = await matchIndex(db, currency);
  const matched = matchLines(copyToTakeFrom(index), asked);
  return new Map(
    matched.map(({ line, taken, others }) => [line.id, named(index, taken ? [taken, ...others] : others)]),
  );
}

/** What one line may pay, whatever other lines want: the same for whoever asks. */
export async function suggestForLine(db: ReadDb, line: LineToMatch): Promise<LineSuggestions> {
  if (line.amountMinor <= 0n) return { suggestions: [], items: new Map() };
  const index = await matchIndex(db, line.currency);
  return named(index, suggest(index, toEngine(line)));
}

const toEngine = (line: LineToMatch): BankLine => ({
  ...{ id: line.id, on: line.bookedOn, amountMinor: line.amountMinor },
  ...{ payerName: line.partyName, payerAccount: line.partyAccount },
  text: line.text.includes(line.payerRef) ? line.text : `${line.payerRef} ${line.text}`,
  ...(line.creditorRef ? { creditorReference: line.creditorRef } : {}),
});

function named(index: MatchIndex, suggestions: readonly Suggestion[]): LineSuggestions {
  const ids = suggestions.flatMap(({ parts }) => parts.map(({ itemId }) => itemId));
  const items = new Map<string, SuggestedItem>();
  for (const id of ids) {
    const place = index.placeOfItem.get(id)!;
    const item = index.items[place]!;
    const customer = index.payers.customers[index.customerOf[place]!]!;
    items.set(id, {
      ...{ id, number: item.number, customerId: customer.id, customerName: customer.name, dueOn: item.dueOn },
      ...{ groupId: customer.groupId ?? null, leftMinor: index.left[place]! },
      amountMinor: item.amountMinor ?? item.residualMinor,
      discountUntilOn: item.discount?.untilOn ?? null,
    });
  }
  return { suggestions, items };
}
