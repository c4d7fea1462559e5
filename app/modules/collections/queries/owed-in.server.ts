import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What is left of a customer's debts in one currency, minor units; held parts too, because people promise those as well. */
export async function owedIn(
  db: ReadDb,
  of: { readonly customerId: string; readonly currency: string },
): Promise<bigint> {
  const row = await db
    .selectFrom('open_items')
    .select((eb) => eb.fn.sum<string>('residual_minor').as('owed'))
    .where('customer_id', '=', of.customerId)
    .where('currency', '=', of.currency)
    .where('side', '=', 'debit')
    .where('residual_minor', '>', 0n)
    .executeTakeFirst();
  return BigInt(row?.owed ?? 0);
}
