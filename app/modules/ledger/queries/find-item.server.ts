import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { OpenItem } from '../types.ts';
import { openItemsOf } from './open-items.server.ts';

/** One item that is still open, with whose it is; null when there is none or nothing is left of it. */
export async function findOpenItem(
  db: ReadDb,
  itemId: string,
): Promise<(OpenItem & { readonly customerId: string; readonly customerName: string }) | null> {
  const owner = await db
    .selectFrom('open_items as i')
    .innerJoin('customers as c', 'c.id', 'i.customer_id')
    .select(['c.id', 'c.name'])
    .where('i.id', '=', itemId)
    .executeTakeFirst();
  if (!owner) return null;
  const [item] = await openItemsOf(db, { customerId: owner.id, itemIds: [itemId] });
  return item ? { ...item, customerId: owner.id, customerName: owner.name } : null;
}
