type Allocation = { readonly itemId: string; readonly amountMinor: bigint };
export type CreditUse = { readonly creditItemId: string; readonly allocations: readonly Allocation[] };

/**
 * What a customer paid less because of credits of theirs: allocations below zero name credit items, which are used up on the
 * other items, the last named first, so that the money pays the rest. Null where the credits are more than the items.
 */
export function spendCredits(allocations: readonly Allocation[]): {
  readonly money: readonly Allocation[];
  readonly uses: readonly CreditUse[];
} | null {
  const money = allocations.filter(({ amountMinor }) => amountMinor > 0n).map((one) => ({ ...one }));
  const uses: CreditUse[] = [];
  for (const credit of allocations.filter(({ amountMinor }) => amountMinor < 0n)) {
    let left = -credit.amountMinor;
    const parts: Allocation[] = [];
    for (const item of money.toReversed()) {
      const part = left < item.amountMinor ? left : item.amountMinor;
      if (part === 0n) continue;
      parts.push({ itemId: item.itemId, amountMinor: part });
      item.amountMinor -= part;
      left -= part;
    }
    if (left > 0n) return null;
    uses.push({ creditItemId: credit.itemId, allocations: parts });
  }
  return { money: money.filter(({ amountMinor }) => amountMinor > 0n), uses };
}
