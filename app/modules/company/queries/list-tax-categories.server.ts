import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { TaxCategory } from '../types.ts';

/** The tax categories an invoice line may name. */
export async function listTaxCategories(db: ReadDb): Promise<TaxCategory[]> {
  const rows = await db.selectFrom('tax_categories').selectAll().orderBy('code').execute();
  return rows.map((row) => ({ code: row.code, name: row.name, standardCode: row.standard_code, rateBp: row.rate_bp }));
}
