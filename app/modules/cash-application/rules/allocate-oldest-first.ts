import type { PlainDate } from '#app/kernel/plain-date.ts';

export type Allocatable = {
  readonly id: string;
  readonly number: string;
  readonly dueOn: PlainDate;
  readonly openMinor: bigint;
};
export type Allocation = { readonly itemId: string; readonly amountMinor: bigint };

/**
 * Spends an amount on items in order of due date, then number, then id: each in full until the money ends in a part.
 * Minor units; the parts sum to the smaller of the amount and what is open.
 */
export function allocateOldestFirst(amountMinor: bigint, items: readonly Allocatable[]): Allocation[] {
  const ordered = [...items].sort(
    (a, b) => compare(a.dueOn, b.dueOn) || compare(a.number, b.number) || compare(a.id, b.id),
  );
  const allocations: Allocation[] = [];
  let left = amountMinor;
  for (const item of ordered) {
    if (left <= 0n) break;
    const amount = item.openMinor < left ? item.openMinor : left;
    if (amount <= 0n) continue;
    allocations.push({ itemId: item.id, amountMinor: amount });
    left -= amount;
  }
  return allocations;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
