import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ListPrice, ListPriceId, PriceImportId, PriceListId, ProductId } from '../types.ts';

/** Every version there ever was of a product's price in a list, withdrawn ones too, the newest number first. */
export async function priceHistory(
  db: ReadDb,
  { priceListId, productId }: { priceListId: PriceListId; productId: ProductId },
): Promise<ListPrice[]> {
  const rows = await db
    .selectFrom('list_prices as p')
    .innerJoin('price_lists as l', 'l.id', 'p.price_list_id')
    .leftJoin('list_price_withdrawals as w', 'w.list_price_id', 'p.id')
    .select([
      'p.id',
      'p.version_no',
      'p.valid_from_on',
      'p.valid_to_on',
      'p.scheme',
      'p.import_id',
      'p.created_at',
      'p.created_by_name',
    ])
    .select(['l.name', 'w.reason', 'w.made_by_name', 'w.made_at'])
    .where('p.price_list_id', '=', priceListId)
    .where('p.product_id', '=', productId)
    .orderBy('p.version_no', 'desc')
    .execute();
  const begins = rows
    .filter((row) => row.made_at === null)
    .map((row) => row.valid_from_on as PlainDate)
    .sort();
  const dayBeforeNext = (from: string): PlainDate | null => {
    const next = begins.find((begin) => begin > from);
    return next ? addDays(next, -1) : null;
  };
  return rows.map((row) => ({
    id: row.id as ListPriceId,
    versionNo: row.version_no,
    validFromOn: row.valid_from_on as PlainDate,
    validToOn: row.valid_to_on as PlainDate | null,
    holdsToOn: (row.valid_to_on as PlainDate | null) ?? dayBeforeNext(row.valid_from_on),
    scheme: row.scheme as unknown as PriceScheme,
    source: 'list',
    sourceName: row.name,
    createdAt: row.created_at,
    createdByName: row.created_by_name,
    importId: row.import_id as PriceImportId | null,
    withdrawn: row.made_at ? { reason: row.reason ?? '', byName: row.made_by_name ?? '', at: row.made_at } : null,
  }));
}
