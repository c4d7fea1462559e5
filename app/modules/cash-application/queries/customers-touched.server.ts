import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** Whose accounts a payment has reached: its own customer's, those it was moved to, those whose differences were named with it. */
export async function customersTouched(db: ReadDb, paymentId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from payments where id = ${paymentId}
    union select t.to_customer_id from payments p join transfers t on t.source_item_id = p.open_item_id where p.id = ${paymentId}
    union select customer_id from reductions where payment_id = ${paymentId}`.execute(db as never);
  return rows.map((row) => row.id);
}
