import { sql } from 'kysely';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { EntryInput, LineInput } from '../types.ts';

const lineJson = (line: LineInput) => ({
  account: line.account,
  currency: line.currency,
  amount: line.amountMinor.toString(),
  base: line.baseMinor.toString(),
  ...(line.receivable
    ? { customer_id: line.receivable.customerId, item_id: line.receivable.itemId, due_on: line.receivable.dueOn }
    : {}),
});

/**
 * Posts whole entries in one call and makes their open items. Amounts are minor units, debit above zero. Takes no locks;
 * an entry that does not balance in each currency and in base is a bug and throws (TS002).
 */
export async function postEntries(tx: Tx, entries: readonly EntryInput[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`/*prepared*/ select post_entries(${postingsJson(entries)}::jsonb)`.execute(tx);
}

/** Entries as post_entries and the functions that call it read them. */
export function postingsJson(entries: readonly EntryInput[]): string {
  return JSON.stringify(
    entries.map((entry) => ({
      id: entry.id,
      kind: entry.kind,
      source_id: entry.sourceId,
      effective_on: entry.effectiveOn,
      value_on: entry.valueOn ?? entry.effectiveOn,
      memo: entry.memo,
      lines: entry.lines.map(lineJson),
    })),
  );
}
