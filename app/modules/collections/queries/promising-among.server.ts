import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Which of these customers have ever promised money, in id order: only theirs is counted for promises. */
export async function promisingAmong(db: ReadDb, customerIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('promises')
    .select('customer_id')
    .distinct()
    .where('customer_id', 'in', [...customerIds])
    .orderBy('customer_id')
    .execute();
  return rows.map((row) => row.customer_id);
}
