import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PriceList, PriceListId } from '../types.ts';

/** Price lists are few; more than this are not shown on one page. */
export const PRICE_LISTS_MAX = 200;

export type PriceListRow = PriceList & { readonly products: number; readonly nextChangeOn: PlainDate | null };

/** Price lists by code, each with how many products it prices on a day and when the next price of it begins after that day. */
export async function listPriceLists(db: ReadDb, on: PlainDate): Promise<PriceListRow[]> {
  const { rows } = await sql<Omit<PriceListRow, 'id'> & { id: string }>`
    select l.id, l.code, l.name, l.currency, l.note, l.standard, coalesce(p.products, 0)::int as products, p.next_on as "nextChangeOn"
    from price_lists l left join (
      select v.price_list_id, count(distinct v.product_id) filter (where v.valid_from_on <= ${on} and (v.valid_to_on is null or v.valid_to_on >= ${on})) as products,
        min(v.valid_from_on) filter (where v.valid_from_on > ${on}) as next_on
      from list_prices v where not exists (select from list_price_withdrawals w where w.list_price_id = v.id) group by 1) p on p.price_list_id = l.id
    order by lower(l.code) limit ${PRICE_LISTS_MAX}`.execute(db as never);
  return rows.map((row) => ({ ...row, id: row.id as PriceListId, currency: currency(row.currency) }));
}
