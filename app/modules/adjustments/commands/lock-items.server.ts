import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type LockedItem = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly side: 'debit' | 'credit';
  readonly kind: string;
  readonly sourceId: string;
  readonly currency: Currency;
  readonly residualMinor: bigint;
  readonly effectiveOn: PlainDate;
  /** The base amount of the part asked about, at the rate the item was posted with: the same whatever happens meanwhile. */
  readonly partBaseMinor: bigint;
};

export type Listed = { readonly itemId: string; readonly amountMinor: bigint };

/** Locks the customers of many items in id order, then reads the items; those that do not exist are left out. */
export async function lockItems(tx: Tx, listed: readonly Listed[]): Promise<Map<string, LockedItem>> {
  const ids = listed.map((row) => row.itemId);
  if (ids.length === 0) return new Map();
  const customers = await tx.selectFrom('open_items').select('customer_id').distinct().where('id', 'in', ids).execute();
  await lockCustomers(
    tx,
    customers.map((row) => row.customer_id),
  );
  const parts = JSON.stringify(listed.map((row) => ({ id: row.itemId, amount: row.amountMinor.toString() })));
  const { rows } = await sql<Row>`
    select i.id, i.customer_id, i.side, i.kind, i.source_id, i.currency, i.residual_minor, i.effective_on,
      base_part(i.id, p.amount) as part_base_minor, item_number(i.kind, i.source_id) as number
    from jsonb_to_recordset(${parts}::jsonb) as p (id uuid, amount bigint) join open_items i on i.id = p.id`.execute(
    tx,
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        customerId: row.customer_id,
        side: row.side,
        kind: row.kind,
        sourceId: row.source_id,
        currency: currency(row.currency),
        residualMinor: row.residual_minor,
        effectiveOn: row.effective_on,
        partBaseMinor: row.part_base_minor,
        number: row.number,
      },
    ]),
  );
}

/** Locks the item's customer, then reads what is left of it: nobody else changes it before this transaction ends. */
export async function lockItem(tx: Tx, itemId: string, partMinor: bigint): Promise<LockedItem | undefined> {
  return (await lockItems(tx, [{ itemId, amountMinor: partMinor }])).get(itemId);
}

type Row = {
  id: string;
  customer_id: string;
  side: 'debit' | 'credit';
  kind: string;
  source_id: string;
  currency: string;
  residual_minor: bigint;
  effective_on: PlainDate;
  part_base_minor: bigint;
  number: string;
};
