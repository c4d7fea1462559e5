import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PriceList, PriceListId, ProductId } from '../types.ts';

export type ListedPrice = Pick<PriceList, 'id' | 'code' | 'name' | 'currency'> & {
  readonly scheme: PriceScheme | null;
  readonly validFromOn: PlainDate | null;
};

/** Every price list with the product's price in it on a day, null where there is none. By code. */
export async function productPrices(
  db: ReadDb,
  { productId, on }: { productId: ProductId; on: PlainDate },
): Promise<ListedPrice[]> {
  const { rows } = await sql<Omit<ListedPrice, 'id'> & { id: string }>`
    select l.id, l.code, l.name, l.currency, v.scheme, v.valid_from_on as "validFromOn" from price_lists l
    left join lateral (select p.* from list_prices p where p.price_list_id = l.id and p.product_id = ${productId} and p.valid_from_on <= ${on}
      and not exists (select from list_price_withdrawals w where w.list_price_id = p.id) order by p.valid_from_on desc limit 1) v
      on v.valid_to_on is null or v.valid_to_on >= ${on}
    order by lower(l.code)`.execute(db as never);
  return rows.map((row) => ({ ...row, id: row.id as PriceListId, currency: currency(row.currency) }));
}
