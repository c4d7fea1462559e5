import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** One side of a transfer: whose account, and the item it made there. */
export type TransferSide = { readonly customerId: string; readonly name: string; readonly itemId: string };

export type Transfer = {
  readonly id: string;
  /** Where the debit stands: this customer's credit was used up. */
  readonly from: TransferSide;
  /** Where the credit stands; minor units of it that are not yet set against anything. */
  readonly to: TransferSide & { readonly openMinor: bigint };
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly effectiveOn: PlainDate;
  readonly reason: string;
  /** The credit that was moved, and where it is. */
  readonly source: { readonly kind: string; readonly sourceId: string; readonly number: string };
  readonly recordedAt: Date;
  readonly recordedByName: string;
};

/** A pair inside receivables, both sides of it; undefined where there is none. */
export async function getTransfer(db: ReadDb, id: string): Promise<Transfer | undefined> {
  const row = await db
    .selectFrom('transfers as t')
    .innerJoin('open_items as s', 's.id', 't.source_item_id')
    .innerJoin('open_items as made', 'made.id', 't.to_item_id')
    .selectAll('t')
    .select(['s.kind as source_kind', 's.source_id', 'made.residual_minor as open_minor'])
    .select(sql<string>`item_number(s.kind, s.source_id)`.as('source_number'))
    .where('t.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    from: { customerId: row.customer_id, name: row.from_name, itemId: row.from_item_id },
    to: { customerId: row.to_customer_id, name: row.to_name, itemId: row.to_item_id, openMinor: row.open_minor },
    ...{ currency: currency(row.currency), amountMinor: row.amount_minor, reason: row.reason },
    effectiveOn: row.effective_on as PlainDate,
    source: { kind: row.source_kind, sourceId: row.source_id, number: row.source_number },
    ...{ recordedAt: row.recorded_at, recordedByName: row.recorded_by_name },
  };
}
