import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Which dispute bears a number, and whose it is; null where none does. */
export async function disputePlace(
  db: ReadDb,
  { number }: { readonly number: string },
): Promise<{ readonly id: string; readonly customerId: string } | null> {
  const row = await db
    .selectFrom('disputes')
    .select(['id', 'customer_id'])
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? { id: row.id, customerId: row.customer_id } : null;
}
