import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ItemToWriteOff } from '../types.ts';

/** A debit item with what is open of it and the tax in it; undefined for credits and what does not exist. Minor units. */
export async function itemToWriteOff(db: ReadDb, itemId: string): Promise<ItemToWriteOff | undefined> {
  const row = await db
    .selectFrom('open_items as i')
    .innerJoin('customers as c', 'c.id', 'i.customer_id')
    .select(['i.id', 'i.kind', 'i.source_id', 'i.customer_id', 'c.name', 'i.currency', 'i.amount_minor'])
    .select(['i.residual_minor', 'i.effective_on', 'i.due_on'])
    .select([
      sql<bigint>`tax_in_item(i.id)`.as('tax_minor'),
      sql<string>`item_number(i.kind, i.source_id)`.as('number'),
    ])
    .where('i.id', '=', itemId)
    .where('i.side', '=', 'debit')
    .executeTakeFirst();
  return (
    row && {
      itemId: row.id,
      kind: row.kind,
      sourceId: row.source_id,
      number: row.number,
      customerId: row.customer_id,
      customerName: row.name,
      currency: currency(row.currency),
      amountMinor: row.amount_minor,
      openMinor: row.residual_minor,
      taxMinor: row.tax_minor,
      effectiveOn: row.effective_on as PlainDate,
      dueOn: row.due_on as PlainDate,
    }
  );
}
