import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Allocatable } from '../rules/allocate-oldest-first.ts';

export type DebitItem = Allocatable & { readonly residualMinor: bigint; readonly effectiveOn: PlainDate };

/**
 * Open debit items of a customer and currency; openMinor leaves out what is on hold. The caller holds the customer's lock,
 * and the database locks the items themselves when they are applied.
 */
export async function readDebitItems(tx: Tx, of: { customerId: string; currency: string }): Promise<DebitItem[]> {
  const { rows } = await sql<{
    id: string;
    number: string;
    due_on: string;
    effective_on: string;
    residual_minor: bigint;
    held_minor: bigint;
  }>`/*prepared*/
    select i.id, coalesce(v.number, '') as number, i.due_on, i.effective_on, i.residual_minor,
      coalesce((select sum(h.amount_minor) from holds h where h.item_id = i.id
        and not exists (select 1 from hold_releases r where r.hold_id = h.id)), 0)::bigint as held_minor
    from open_items i left join invoices v on v.id = i.source_id
    where i.customer_id = ${of.customerId} and i.currency = ${of.currency} and i.side = 'debit' and i.residual_minor > 0`.execute(
    tx,
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    dueOn: row.due_on as PlainDate,
    effectiveOn: row.effective_on as PlainDate,
    residualMinor: row.residual_minor,
    openMinor: row.held_minor >= row.residual_minor ? 0n : row.residual_minor - row.held_minor,
  }));
}
