import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type OpenedItem = { readonly itemId: string; readonly amountMinor: bigint };

/**
 * What a chargeback opened and is still open: the item that a part taken back left owing, else what the reversed payment had
 * settled, no more than is left of each now, the earliest due first. Minor units of the payment's currency.
 */
export async function itemsOpenedBy(db: ReadDb, of: { readonly chargebackId: string }): Promise<OpenedItem[]> {
  const { rows } = await sql<{ id: string; amount: bigint }>`
    select i.id, i.residual_minor as amount from chargeback_steps s join open_items i on i.id = s.debit_item_id
    where s.chargeback_id = ${of.chargebackId} and i.residual_minor > 0
    union all
    (select d.id, least(sum(a.amount_minor), d.residual_minor)::bigint
    from chargebacks c join chargeback_steps s on s.chargeback_id = c.id and s.kind = 'withdrawn' and s.debit_item_id is null
    join payments p on p.id = c.payment_id join applications a on a.credit_item_id = p.open_item_id and a.reverses_id is null
    join applications r on r.reverses_id = a.id
    join open_items d on d.id = a.debit_item_id and d.kind <> 'payment_reversal' and d.customer_id = p.customer_id
    where c.id = ${of.chargebackId} and d.residual_minor > 0
    group by d.id, d.residual_minor, d.due_on order by d.due_on, d.id)`.execute(db as never);
  return rows.map((row) => ({ itemId: row.id, amountMinor: row.amount }));
}
