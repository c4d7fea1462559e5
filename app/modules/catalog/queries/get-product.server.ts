import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Product, ProductId } from '../types.ts';
import { toProduct } from './list-products.server.ts';

/** One product, or null. */
export async function getProduct(db: ReadDb, productId: ProductId): Promise<Product | null> {
  const row = await db.selectFrom('products').selectAll().where('id', '=', productId).executeTakeFirst();
  return row ? toProduct(row) : null;
}
