import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type PaidOnce = { readonly itemId: string; readonly amountMinor: bigint };

/**
 * What a payment had settled before it was taken back, and that is still open: item by item, no more than is left of each now,
 * the earliest due first. Minor units of the payment's currency.
 */
export async function itemsPaidBy(db: ReadDb, of: { readonly paymentId: string }): Promise<PaidOnce[]> {
  const { rows } = await sql<{ id: string; amount: bigint }>`
    select d.id, least(sum(a.amount_minor), d.residual_minor)::bigint as amount
    from payments p join applications a on a.credit_item_id = p.open_item_id and a.reverses_id is null
    join applications r on r.reverses_id = a.id
    join open_items d on d.id = a.debit_item_id and d.kind <> 'payment_reversal' and d.customer_id = p.customer_id
    where p.id = ${of.paymentId} and d.residual_minor > 0
    group by d.id, d.residual_minor, d.due_on order by d.due_on, d.id`.execute(db as never);
  return rows.map((row) => ({ itemId: row.id, amountMinor: row.amount }));
}
