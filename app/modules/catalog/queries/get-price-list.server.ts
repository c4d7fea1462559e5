import { currency } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PriceList, PriceListId } from '../types.ts';

/** One price list, or null. */
export async function getPriceList(db: ReadDb, priceListId: PriceListId): Promise<PriceList | null> {
  const row = await db.selectFrom('price_lists').selectAll().where('id', '=', priceListId).executeTakeFirst();
  if (!row) return null;
  const { id, code, name, note, standard } = row;
  return { id: id as PriceListId, code, name, note, standard, currency: currency(row.currency) };
}
