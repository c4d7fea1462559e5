import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type LockedItem = {
  readonly id: string;
  readonly customerId: string;
  readonly side: 'debit' | 'credit';
  readonly kind: string;
  readonly sourceId: string;
  readonly currency: Currency;
  readonly residualMinor: bigint;
  readonly effectiveOn: PlainDate;
  /** The base amount of the part asked about, at the rate the item was posted with. */
  readonly partBaseMinor: bigint;
};

/** Locks the item's customer, then reads what is left of it: nobody else changes it before this transaction ends. */
export async function lockItem(tx: Tx, itemId: string, partMinor: bigint): Promise<LockedItem | undefined> {
  const found = await tx.selectFrom('open_items').select('customer_id').where('id', '=', itemId).executeTakeFirst();
  if (!found) return undefined;
  await lockCustomers(tx, [found.customer_id]);
  const row = await tx
    .selectFrom('open_items')
    .select(['id', 'customer_id', 'side', 'kind', 'source_id', 'currency', 'residual_minor', 'effective_on'])
    .select(sql<bigint>`base_part(id, ${partMinor.toString()}::bigint)`.as('part_base_minor'))
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    customerId: row.customer_id,
    side: row.side as LockedItem['side'],
    kind: row.kind,
    sourceId: row.source_id,
    currency: currency(row.currency),
    residualMinor: row.residual_minor,
    effectiveOn: row.effective_on as PlainDate,
    partBaseMinor: row.part_base_minor,
  };
}
