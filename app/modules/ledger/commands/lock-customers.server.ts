import type { Tx } from '#app/platform/db/transaction.server.ts';

/**
 * Locks customers in id order before anything of theirs is written; the first lock of every money command. `no key update`
 * lets rows that merely refer to the customer still be inserted by others.
 */
export async function lockCustomers(tx: Tx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await tx
    .selectFrom('customers')
    .select('id')
    .where('id', 'in', [...customerIds])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}
