/** An item and how much of it could be taken. Minor units. */
export type Payable = { readonly itemId: string; readonly payableMinor: bigint };
export type Part = { readonly itemId: string; readonly amountMinor: bigint };

export type Collection = {
  readonly parts: readonly Part[];
  readonly totalMinor: bigint;
  /** Whole items that did not fit under the ceiling any more. */
  readonly leftOut: readonly Part[];
};

const sum = (parts: readonly Part[]): bigint => parts.reduce((total, { amountMinor }) => total + amountMinor, 0n);

/**
 * What one collection takes of items in the order they are due (`openItemsOf` gives it). Nothing is taken of an item in
 * flight or of a held part. Credit the customer has not used counts as paying the oldest first, so that no more is taken than
 * is owed. Under a ceiling the oldest whole items that fit are taken, and none in part: what is on time stays on time, and no
 * invoice is left half paid by a limit.
 */
export function whatToCollect(
  items: readonly Payable[],
  {
    inFlight,
    creditMinor,
    ceilingMinor,
  }: { readonly inFlight: ReadonlySet<string>; readonly creditMinor: bigint; readonly ceilingMinor: bigint | null },
): Collection {
  const parts: Part[] = [];
  const leftOut: Part[] = [];
  let room = ceilingMinor;
  for (const part of lessCredit(
    items.filter(({ itemId }) => !inFlight.has(itemId)),
    creditMinor,
  )) {
    if (room !== null && part.amountMinor > room) {
      leftOut.push(part);
      continue;
    }
    parts.push(part);
    if (room !== null) room -= part.amountMinor;
  }
  return { parts, totalMinor: sum(parts), leftOut };
}

/** What is left to take of each item once unused credit is thought of as paying the oldest. */
export function lessCredit(items: readonly Payable[], creditMinor: bigint): Part[] {
  let credit = creditMinor;
  return items.flatMap(({ itemId, payableMinor }) => {
    if (payableMinor <= 0n) return [];
    const covered = credit < payableMinor ? credit : payableMinor;
    credit -= covered;
    const amountMinor = payableMinor - covered;
    return amountMinor > 0n ? [{ itemId, amountMinor }] : [];
  });
}
