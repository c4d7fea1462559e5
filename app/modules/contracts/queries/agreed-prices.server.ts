import { sql } from 'kysely';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What a product costs one customer on a day by contract: its own price, or that of the list the contract names. */
export type AgreedPrice = {
  readonly productId: string;
  readonly scheme: PriceScheme;
  readonly source: 'contract' | 'list';
  readonly sourceName: string;
};

/** One price a product, out of the contracts in force on the day; an own price before a list's, then the older line. */
export async function agreedPrices(
  db: ReadDb,
  { customerId, currency, on }: { customerId: string; currency: Currency; on: PlainDate },
): Promise<AgreedPrice[]> {
  const { rows } = await sql<AgreedPrice>`
    select distinct on (l.product_id) l.product_id as "productId", coalesce(own.scheme, listed.scheme) as scheme,
      case when own.id is null then 'list' else 'contract' end as source, case when own.id is null then listed.name else c.number end as "sourceName"
    from contract_lines l join contracts c on c.id = l.contract_id and c.customer_id = l.customer_id
    left join lateral (select p.* from contract_prices p where p.contract_line_id = l.id and p.withdrawn_in_version is null
      and p.valid_from_on <= ${on} order by p.valid_from_on desc limit 1) own on own.valid_to_on is null or own.valid_to_on >= ${on}
    left join lateral (select v.*, n.name from list_prices v join price_lists n on n.id = v.price_list_id
      where v.price_list_id = l.price_list_id and v.product_id = l.product_id and v.valid_from_on <= ${on}
        and not exists (select from list_price_withdrawals w where w.list_price_id = v.id)
      order by v.valid_from_on desc limit 1) listed on listed.valid_to_on is null or listed.valid_to_on >= ${on}
    where l.customer_id = ${customerId} and l.withdrawn_in_version is null and l.starts_on <= ${on} and (l.ends_on is null or l.ends_on >= ${on})
      and c.state = 'active' and c.currency = ${currency} and (c.ends_on is null or c.ends_on >= ${on})
      and (own.id is not null or listed.id is not null)
    order by l.product_id, own.id is null, l.id`.execute(db as never);
  return rows;
}
