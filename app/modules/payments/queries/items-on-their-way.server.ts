import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/**
 * Items of one customer whose payment is with the bank or of unknown fate: none of them may be paid again until that is
 * decided. A checkout that was merely opened is not among them; it can be gone on with or cancelled. The holder of a link
 * does not see other people's attempts, so there an unseen one counts as being on its way.
 */
export async function itemsOnTheirWay(db: ReadDb, of: { readonly customerId: string }): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('payment_attempt_items as i')
    .leftJoin('payment_attempts as a', 'a.id', 'i.attempt_id')
    .select('i.item_id')
    .where('i.customer_id', '=', of.customerId)
    .where('i.live', '=', true)
    .where((where) => where.or([where('a.id', 'is', null), where('a.state', 'in', ['processing', 'unknown'])]))
    .execute();
  return new Set(rows.map((row) => row.item_id));
}
