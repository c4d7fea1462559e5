import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PriceListId, ProductId } from '../types.ts';

/** A product in a list on a day: the price that holds then, if one does, and when the next begins. */
export type PricedProduct = {
  readonly productId: ProductId;
  readonly code: string;
  readonly name: string;
  readonly unitCode: string;
  readonly scheme: PriceScheme | null;
  readonly versionNo: number | null;
  readonly validFromOn: PlainDate | null;
  readonly validToOn: PlainDate | null;
  readonly nextOn: PlainDate | null;
};

type Asked = {
  readonly priceListId: PriceListId;
  readonly on: PlainDate;
  readonly view: 'priced' | 'unpriced';
  readonly search?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/**
 * Products by code, a page at a time: those with a price in this list, past and coming ones too, or those that are sold on the day and
 * have never had one here.
 */
export async function pricesOfList(db: ReadDb, asked: Asked): Promise<{ rows: PricedProduct[]; next: string | null }> {
  const like = asked.search ? `%${asked.search.replaceAll(/[\\%_]/g, '\\$&')}%` : null;
  const { rows } = await sql<PricedProduct>`
    with live as (
      select v.* from list_prices v where v.price_list_id = ${asked.priceListId}
        and not exists (select from list_price_withdrawals w where w.list_price_id = v.id)),
    reigns as (select v.*, lead(v.valid_from_on) over (partition by v.product_id order by v.valid_from_on) as next_on from live v)
    select p.id as "productId", p.code, p.name, p.unit_code as "unitCode", now_holds.scheme, now_holds.version_no as "versionNo",
      now_holds.valid_from_on as "validFromOn", coalesce(now_holds.valid_to_on, now_holds.next_on - 1) as "validToOn", coming.next_on as "nextOn"
    from products p
    left join reigns now_holds on now_holds.product_id = p.id and now_holds.valid_from_on <= ${asked.on}
      and coalesce(now_holds.valid_to_on, now_holds.next_on - 1, ${asked.on}::date) >= ${asked.on}
    left join lateral (select min(l.valid_from_on) as next_on from live l where l.product_id = p.id and l.valid_from_on > ${asked.on}) coming on true
    where exists (select from live l where l.product_id = p.id) = ${asked.view === 'priced'}
      and (${asked.view === 'priced'} or p.valid_to_on is null or p.valid_to_on >= ${asked.on})
      and (${like}::text is null or p.name ilike ${like} or p.code ilike ${like})
      and (${asked.after ?? null}::text is null or lower(p.code) > lower(${asked.after ?? null}::text))
    order by lower(p.code) limit ${asked.limit + 1}`.execute(db as never);
  const page = rows.slice(0, asked.limit);
  return { rows: page, next: rows.length > asked.limit ? (page.at(-1)?.code ?? null) : null };
}
