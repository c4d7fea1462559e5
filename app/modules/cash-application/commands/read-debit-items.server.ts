import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Allocatable } from '../rules/allocate-oldest-first.ts';

export type DebitItem = Allocatable & { readonly residualMinor: bigint; readonly effectiveOn: PlainDate };

/** Open debit items of a customer and currency, locked in id order. openMinor leaves out what is on hold. */
export async function readDebitItems(tx: Tx, of: { customerId: string; currency: string }): Promise<DebitItem[]> {
  const { rows } = await sql<{
    id: string;
    number: string;
    due_on: string;
    effective_on: string;
    residual_minor: bigint;
    held_minor: bigint;
  }>`
    with locked as (
      select id, source_id, due_on, effective_on, residual_minor from open_items
      where customer_id = ${of.customerId} and currency = ${of.currency} and side = 'debit' and residual_minor > 0
      order by id for no key update)
    select locked.id, coalesce(v.number, '') as number, locked.due_on, locked.effective_on, locked.residual_minor,
      coalesce((select sum(h.amount_minor) from holds h where h.item_id = locked.id
        and not exists (select 1 from hold_releases r where r.hold_id = h.id)), 0)::bigint as held_minor
    from locked left join invoices v on v.id = locked.source_id`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    dueOn: row.due_on as PlainDate,
    effectiveOn: row.effective_on as PlainDate,
    residualMinor: row.residual_minor,
    openMinor: row.held_minor >= row.residual_minor ? 0n : row.residual_minor - row.held_minor,
  }));
}
