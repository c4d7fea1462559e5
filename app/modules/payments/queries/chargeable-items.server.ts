import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ItemLeft } from './attempt-items-left.server.ts';

/**
 * What of these debit items may be charged now: what is left of each, less what is held of it. Holds named in `exceptHoldIds`
 * or of `exceptKinds` do not count. Items that are not open debits of this customer and currency are missing. True only under the customer's lock.
 */
export async function chargeableItems(
  db: ReadDb,
  of: {
    readonly customerId: string;
    readonly currency: string;
    readonly itemIds: readonly string[];
    readonly exceptHoldIds?: readonly string[];
    readonly exceptKinds?: readonly string[];
  },
): Promise<ItemLeft[]> {
  if (of.itemIds.length === 0) return [];
  const items = await db
    .selectFrom('open_items')
    .select(['id', 'residual_minor'])
    .where('id', 'in', [...of.itemIds])
    .where('customer_id', '=', of.customerId)
    .where('currency', '=', of.currency)
    .where('side', '=', 'debit')
    .where('residual_minor', '>', 0n)
    .orderBy('id')
    .execute();
  const holds = await db
    .selectFrom('holds as h')
    .leftJoin('hold_releases as r', 'r.hold_id', 'h.id')
    .select(['h.id', 'h.item_id', 'h.kind', 'h.amount_minor'])
    .where('h.item_id', 'in', [...of.itemIds])
    .where('r.hold_id', 'is', null)
    .execute();
  const against = holds.filter((hold) => !of.exceptHoldIds?.includes(hold.id) && !of.exceptKinds?.includes(hold.kind));
  return items.map(({ id, residual_minor: residualMinor }) => {
    const heldMinor = against
      .filter((hold) => hold.item_id === id)
      .reduce((total, hold) => total + hold.amount_minor, 0n);
    return { itemId: id, leftMinor: heldMinor > residualMinor ? 0n : residualMinor - heldMinor };
  });
}
