import type { Currency } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What a customer owes in one currency now: open debit items less open credit items, minor units. */
export async function balanceOf(db: ReadDb, of: { customerId: string; currency: Currency }): Promise<bigint> {
  const rows = await db
    .selectFrom('open_items')
    .select(['side', 'residual_minor'])
    .where('customer_id', '=', of.customerId)
    .where('currency', '=', of.currency)
    .where('residual_minor', '>', 0n)
    .execute();
  return rows.reduce((sum, row) => sum + (row.side === 'debit' ? row.residual_minor : -row.residual_minor), 0n);
}
