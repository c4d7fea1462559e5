import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Allocatable } from '../rules/allocate-oldest-first.ts';

export type DebitItem = Allocatable & { readonly residualMinor: bigint; readonly effectiveOn: PlainDate };
export type LockedCredit = {
  readonly id: string;
  readonly customerId: string;
  readonly side: string;
  readonly currency: string;
  readonly effectiveOn: PlainDate;
};

/**
 * Finds an item and locks its customer. Answers what never changes of it; what is left of it may have changed while the
 * lock was waited for and is read afterwards. Undefined when there is no such item.
 */
export async function lockCredit(tx: Tx, itemId: string): Promise<LockedCredit | undefined> {
  const { rows } = await sql<{
    id: string;
    customer_id: string;
    side: string;
    currency: string;
    effective_on: string;
  }>`/*prepared*/
    select i.id, i.customer_id, i.side, i.currency, i.effective_on from open_items i join customers c on c.id = i.customer_id
    where i.id = ${itemId} for no key update of c`.execute(tx);
  const row = rows[0];
  return (
    row && {
      id: row.id,
      customerId: row.customer_id,
      side: row.side,
      currency: row.currency,
      effectiveOn: row.effective_on as PlainDate,
    }
  );
}

type Row = {
  id: string;
  side: string;
  number: string;
  due_on: string;
  effective_on: string;
  residual_minor: bigint;
  held_minor: bigint;
};

/**
 * What is left of a credit item, and (when asked for) the open debit items of its customer and currency; openMinor leaves
 * out what is on hold, but not what is in a payment plan: that is not chased, and money pays it. The caller holds the customer's lock, and the database locks the items themselves when they are
 * applied.
 */
export async function readDebitItems(
  tx: Tx,
  credit: LockedCredit,
  withDebits: boolean,
): Promise<{ residualMinor: bigint; debits: DebitItem[] }> {
  const { rows } = await sql<Row>`/*prepared*/
    select i.id, i.side, coalesce(v.number, '') as number, i.due_on, i.effective_on, i.residual_minor,
      coalesce((select sum(h.amount_minor) from holds h where h.item_id = i.id
        and h.kind <> 'in_plan'
        and not exists (select 1 from hold_releases r where r.hold_id = h.id)), 0)::bigint as held_minor
    from open_items i left join invoices v on v.id = i.source_id
    where ${withDebits} and i.customer_id = ${credit.customerId} and i.currency = ${credit.currency} and i.side = 'debit' and i.residual_minor > 0
    union all
    select i.id, i.side, '', i.due_on, i.effective_on, i.residual_minor, 0 from open_items i where i.id = ${credit.id}`.execute(
    tx,
  );
  const debits = rows.filter((row) => row.side === 'debit').map(toDebitItem);
  return { residualMinor: rows.find((row) => row.id === credit.id)!.residual_minor, debits };
}

const toDebitItem = (row: Row): DebitItem => ({
  id: row.id,
  number: row.number,
  dueOn: row.due_on as PlainDate,
  effectiveOn: row.effective_on as PlainDate,
  residualMinor: row.residual_minor,
  openMinor: row.held_minor >= row.residual_minor ? 0n : row.residual_minor - row.held_minor,
});
