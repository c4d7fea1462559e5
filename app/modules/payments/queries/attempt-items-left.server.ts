import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type ItemLeft = { readonly itemId: string; readonly leftMinor: bigint };

/** What is left of an attempt's items now, minor units. It stays true only under the customer's lock, which the caller holds. */
export async function attemptItemsLeft(db: ReadDb, attemptId: string): Promise<ItemLeft[]> {
  const rows = await db
    .selectFrom('open_items as o')
    .innerJoin('payment_attempt_items as i', 'i.item_id', 'o.id')
    .select(['o.id', 'o.residual_minor'])
    .where('i.attempt_id', '=', attemptId)
    .orderBy('o.id')
    .execute();
  return rows.map((row) => ({ itemId: row.id, leftMinor: row.residual_minor }));
}
