import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A customer of the group with what is open there, oldest due first. */
export type PayableItems = {
  readonly customerId: string;
  readonly customerName: string;
  readonly items: readonly OpenItem[];
};

/**
 * What money of a customer may be set against in one currency: its own debit items and, of a parent, those of its
 * children. The customer itself comes first, even with nothing open; children only with something open, by name.
 */
export async function payableItems(
  db: ReadDb,
  { customerId, currency }: { readonly customerId: string; readonly currency: string },
): Promise<PayableItems[]> {
  const customers = await db
    .selectFrom('customers')
    .select(['id', 'name'])
    .where((eb) => eb.or([eb('id', '=', customerId), eb('parent_id', '=', customerId)]))
    .orderBy('name')
    .orderBy('id')
    .execute();
  const found: PayableItems[] = [];
  for (const one of customers) {
    const items = await openItemsOf(db, { customerId: one.id, currency });
    found.push({ customerId: one.id, customerName: one.name, items: items.filter((item) => item.side === 'debit') });
  }
  const own = found.filter((one) => one.customerId === customerId);
  return [...own, ...found.filter((one) => one.customerId !== customerId && one.items.length > 0)];
}
