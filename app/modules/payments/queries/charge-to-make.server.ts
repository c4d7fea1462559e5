import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What the processor calls a saved method and whose it is there. Worker only: no other role may read it. */
export type ChargeRefs = {
  readonly methodRef: string;
  readonly customerRef: string;
};

/** The references by which an automatic attempt is charged; null for a checkout. */
export async function chargeRefs(db: ReadDb, attemptId: string): Promise<ChargeRefs | null> {
  const row = await db
    .selectFrom('payment_attempts as a')
    .innerJoin('saved_methods as m', 'm.id', 'a.saved_method_id')
    .select(['m.processor_ref', 'm.processor_customer_ref'])
    .where('a.id', '=', attemptId)
    .executeTakeFirst();
  return row ? { methodRef: row.processor_ref, customerRef: row.processor_customer_ref } : null;
}
