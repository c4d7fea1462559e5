import type { CreditPart } from '../types.ts';
import { type Allocatable, allocateOldestFirst } from './allocate-oldest-first.ts';

/**
 * Spends credits, in the order given, on items, oldest due first: how much of which credit goes to which item. Minor units;
 * never more than a credit has left or an item wants.
 */
export function splitCredit(
  credits: readonly { readonly id: string; readonly leftMinor: bigint }[],
  wants: readonly Allocatable[],
): CreditPart[] {
  const left = new Map(wants.map((want) => [want.id, want.openMinor]));
  return credits.flatMap((credit) =>
    allocateOldestFirst(
      credit.leftMinor,
      wants.map((want) => ({ ...want, openMinor: left.get(want.id) ?? 0n })),
    ).map(({ itemId, amountMinor }) => {
      left.set(itemId, (left.get(itemId) ?? 0n) - amountMinor);
      return { creditItemId: credit.id, debitItemId: itemId, amountMinor };
    }),
  );
}
