import { sql } from 'kysely';
import type { Cycle } from '#app/kernel/billing-periods.ts';
import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BillableLine } from '../types.ts';

type Row = Omit<BillableLine, 'currency' | 'quantity'> & { currency: string; quantity: string | null };

/**
 * Every line of these customers that has begun by the cut-off, by customer, contract and line, whether it runs on or has
 * ended: its last days may still be unbilled, which only who knows what was billed can tell. One query for all of them, so
 * the caller chooses how many customers are a chunk.
 */
export async function linesToBill(
  db: ReadDb,
  wanted: { customerIds: readonly string[]; cycles?: readonly Cycle[] | undefined; cutOffOn: PlainDate },
): Promise<BillableLine[]> {
  const cycles = wanted.cycles?.length ? sql`and l.cycle = any (${[...wanted.cycles]}::text[])` : sql``;
  const { rows } = await sql<Row>`
    with lines as materialized (
      select l.id, l.contract_id, l.customer_id, l.line_no, l.product_id, l.description, l.cycle, l.anchor_on, l.timing, l.charge, l.quantity, l.site_id,
        l.price_list_id, l.starts_on, l.ends_on, l.deferred, l.tax_code, l.account_code, c.number, c.title, c.currency,
        coalesce(nullif(l.po_number, ''), c.po_number) as po_number, coalesce(c.invoice_per, u.invoice_per) as invoice_per,
        coalesce(c.terms_days, u.terms_days) as terms_days, case when c.terms_days is null then u.terms_from else c.terms_from end as terms_from
      from contract_lines l join contracts c on c.id = l.contract_id join customers u on u.id = l.customer_id
      where l.customer_id = any (${[...wanted.customerIds]}::uuid[]) and l.withdrawn_in_version is null and c.state = 'active'
        and l.starts_on <= ${wanted.cutOffOn} ${cycles}),
    own as (
      select p.contract_line_id, jsonb_agg(jsonb_build_object('id', p.id, 'versionNo', p.version_no, 'validFromOn', p.valid_from_on,
        'validToOn', p.valid_to_on, 'scheme', p.scheme, 'source', 'contract', 'sourceName', l.number) order by p.valid_from_on) as prices
      from contract_prices p join lines l on l.id = p.contract_line_id where p.withdrawn_in_version is null group by p.contract_line_id),
    listed as (
      select p.price_list_id, p.product_id, jsonb_agg(jsonb_build_object('id', p.id, 'versionNo', p.version_no, 'validFromOn', p.valid_from_on,
        'validToOn', p.valid_to_on, 'scheme', p.scheme, 'source', 'list', 'sourceName', n.name) order by p.valid_from_on) as prices
      from (select distinct price_list_id, product_id from lines where price_list_id is not null) as w
        join list_prices p using (price_list_id, product_id) join price_lists n on n.id = p.price_list_id
      where not exists (select from list_price_withdrawals x where x.list_price_id = p.id) group by p.price_list_id, p.product_id)
    select l.id as "contractLineId", l.line_no as "lineNo", l.contract_id as "contractId", l.number as "contractNumber", l.title as "contractTitle",
      l.customer_id as "customerId", l.currency, l.invoice_per as "invoicePer", l.terms_days as "termsDays", l.terms_from as "termsFrom", l.description, l.cycle,
      l.anchor_on as "anchorOn", l.timing, l.charge, trim_scale(l.quantity)::text as quantity, l.po_number as "poNumber", l.site_id as "siteId",
      s.code as "siteCode", s.name as "siteName", l.starts_on as "startsOn", l.ends_on as "endsOn", l.deferred, l.product_id as "productId",
      d.code as "productCode", d.unit_code as "unitCode", coalesce(l.tax_code, d.tax_code) as "taxCode",
      coalesce(l.account_code, d.account_code) as "accountCode", l.price_list_id as "priceListId",
      coalesce(own.prices, '[]') || coalesce(listed.prices, '[]') as prices
    from lines l join products d on d.id = l.product_id left join sites s on s.id = l.site_id left join own on own.contract_line_id = l.id
      left join listed on listed.price_list_id = l.price_list_id and listed.product_id = l.product_id
    order by l.customer_id, l.contract_id, l.line_no`.execute(db);
  return rows.map(toLine);
}

const toLine = (row: Row): BillableLine => ({
  ...row,
  currency: currency(row.currency),
  quantity: row.quantity === null ? null : decimal(row.quantity),
});
