import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What was taken over from the books kept before. Minor units: a debt above zero, a credit below. */
export type OpeningItem = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly itemId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  /** What of it is not settled; zero or above. */
  readonly openMinor: bigint;
  readonly documentOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly effectiveOn: PlainDate;
  readonly recordedAt: Date;
  readonly recordedByName: string;
};

/** An opening balance by its id; undefined where there is none. */
export async function getOpeningItem(db: ReadDb, id: string): Promise<OpeningItem | undefined> {
  const row = await db
    .selectFrom('opening_items as o')
    .innerJoin('open_items as i', 'i.id', 'o.open_item_id')
    .innerJoin('customers as c', 'c.id', 'o.customer_id')
    .selectAll('o')
    .select(['i.residual_minor', 'c.name'])
    .where('o.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    ...{ id: row.id, number: row.number, title: row.title, customerId: row.customer_id, customerName: row.name },
    ...{ itemId: row.open_item_id, currency: currency(row.currency), amountMinor: row.amount_minor },
    openMinor: row.residual_minor,
    ...{ documentOn: row.document_on as PlainDate, dueOn: row.due_on as PlainDate },
    effectiveOn: row.effective_on as PlainDate,
    ...{ recordedAt: row.recorded_at, recordedByName: row.recorded_by_name },
  };
}

/** What an open item is made by: its kind and the id of the document; undefined where there is no such item. */
export const itemSource = (db: ReadDb, itemId: string): Promise<{ kind: string; sourceId: string } | undefined> =>
  db.selectFrom('open_items').select(['kind', 'source_id as sourceId']).where('id', '=', itemId).executeTakeFirst();
