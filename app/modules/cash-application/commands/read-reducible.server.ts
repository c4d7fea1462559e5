import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { TaxShare } from '../rules/discount-tax.ts';
import type { DiscountTerms } from '../rules/discount-terms.ts';

/** An open item with what naming a difference on it needs. Minor units of its currency; base where named so. */
export type ReducibleItem = {
  readonly id: string;
  readonly customerId: string;
  readonly side: 'debit' | 'credit';
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly residualMinor: bigint;
  readonly baseLeftMinor: bigint;
  readonly effectiveOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly toleranceBaseMinor: bigint;
  readonly terms: DiscountTerms | null;
  readonly taxes: readonly TaxShare[];
};

/** Locks the item's customer and the item, and reads it. Undefined where there is none, or nothing is left of it. */
export async function readReducible(tx: Tx, itemId: string): Promise<ReducibleItem | undefined> {
  const owner = await tx.selectFrom('open_items').select('customer_id').where('id', '=', itemId).executeTakeFirst();
  if (!owner) return undefined;
  await lockCustomers(tx, [owner.customer_id]);
  const { rows } = await sql<Row>`
    select i.id, i.customer_id, i.side, i.currency, i.amount_minor, l.residual_minor, l.base_left_minor, i.effective_on, i.due_on,
      c.discount_bp, c.discount_days, o.small_difference_up_to_minor as tolerance,
      (select jsonb_agg(jsonb_build_object('taxCode', t.tax_code, 'rateBp', t.rate_bp, 'taxable', t.taxable_minor::text, 'tax', t.tax_minor::text)
        order by t.tax_code) from invoice_taxes t where t.invoice_id = i.source_id) as taxes
    from item_left(array[${itemId}]::uuid[]) l join open_items i on i.id = l.id join customers c on c.id = i.customer_id cross join company o
    where l.residual_minor > 0`.execute(tx);
  return rows[0] && toItem(rows[0]);
}

type Row = {
  id: string;
  customer_id: string;
  side: 'debit' | 'credit';
  currency: string;
  amount_minor: bigint;
  residual_minor: bigint;
  base_left_minor: bigint;
  effective_on: string;
  due_on: string;
  discount_bp: number | null;
  discount_days: number | null;
  tolerance: bigint;
  taxes: { taxCode: string; rateBp: number; taxable: string; tax: string }[] | null;
};

const toItem = (row: Row): ReducibleItem => ({
  id: row.id,
  customerId: row.customer_id,
  side: row.side,
  currency: currency(row.currency),
  amountMinor: row.amount_minor,
  residualMinor: row.residual_minor,
  baseLeftMinor: row.base_left_minor,
  effectiveOn: row.effective_on as PlainDate,
  dueOn: row.due_on as PlainDate,
  toleranceBaseMinor: row.tolerance,
  terms: row.discount_bp === null ? null : { discountBp: row.discount_bp, discountDays: row.discount_days! },
  taxes: (row.taxes ?? []).map((tax) => ({
    taxCode: tax.taxCode,
    rateBp: tax.rateBp,
    taxableMinor: BigInt(tax.taxable),
    taxMinor: BigInt(tax.tax),
  })),
});
