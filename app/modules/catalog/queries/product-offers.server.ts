import { sql } from 'kysely';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ProductId } from '../types.ts';

/** A product as a line begins with it, with the price of a list on a day where there is one. */
export type ProductOffer = {
  readonly productId: ProductId;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly unitCode: string;
  readonly taxCode: string;
  readonly accountCode: string;
  readonly price: {
    readonly scheme: PriceScheme;
    readonly source: 'list';
    readonly sourceName: string;
    readonly versionNo: number;
  } | null;
};

type Asked = {
  readonly currency: Currency;
  readonly on: PlainDate;
  /** Only products with this in their code or name; exact codes come first. */
  readonly search?: string | undefined;
  readonly limit: number;
};

/** Products that are sold on a day, each with its price of the standard list of the currency on that day. */
export async function productOffers(db: ReadDb, asked: Asked): Promise<ProductOffer[]> {
  const search = asked.search?.trim() ?? '';
  const like = search === '' ? null : `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<ProductOffer>`
    with list as (select id, name from price_lists where currency = ${asked.currency} and standard)
    select p.id as "productId", p.code, p.name, p.description, p.unit_code as "unitCode", p.tax_code as "taxCode", p.account_code as "accountCode",
      case when v.id is null then null else jsonb_build_object('scheme', v.scheme, 'source', 'list', 'sourceName', list.name, 'versionNo', v.version_no) end as price
    from products p left join list on true
    left join lateral (select h.* from list_prices h where h.price_list_id = list.id and h.product_id = p.id and h.valid_from_on <= ${asked.on}
      and not exists (select from list_price_withdrawals w where w.list_price_id = h.id) order by h.valid_from_on desc limit 1) v
      on v.valid_to_on is null or v.valid_to_on >= ${asked.on}
    where p.valid_from_on <= ${asked.on} and (p.valid_to_on is null or p.valid_to_on >= ${asked.on})
      and (${like}::text is null or p.name ilike ${like} or p.code ilike ${like})
    order by lower(p.code) = lower(${search}) desc, lower(p.code) limit ${asked.limit}`.execute(db as never);
  return rows;
}
