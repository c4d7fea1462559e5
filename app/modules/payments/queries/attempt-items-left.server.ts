import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type ItemLeft = { readonly itemId: string; readonly leftMinor: bigint };
/** `effectiveOn`: the day from which the item counts. */
export type DatedItemLeft = ItemLeft & { readonly effectiveOn: PlainDate };

/**
 * What is left now, in minor units, of the items of some attempts, by item. It stays true only under the customers' lock, which the
 * caller holds.
 */
export async function attemptItemsLeft(
  db: ReadDb,
  attemptIds: readonly string[],
): Promise<ReadonlyMap<string, DatedItemLeft>> {
  const rows = await db
    .selectFrom('open_items as o')
    .innerJoin('payment_attempt_items as i', 'i.item_id', 'o.id')
    .select(['o.id', 'o.residual_minor', 'o.effective_on'])
    .where('i.attempt_id', 'in', [...attemptIds])
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { itemId: row.id, leftMinor: row.residual_minor, effectiveOn: row.effective_on as PlainDate },
    ]),
  );
}
