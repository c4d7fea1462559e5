import { sql } from 'kysely';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { wasKnown } from '#app/modules/ledger/queries/known-at.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type MovementRow, toMovement } from '../rules/to-movement.ts';
import type { StatementRow } from '../types.ts';

type OpenAsked = {
  readonly customerId: string;
  readonly currency: Currency;
  readonly toOn: PlainDate;
  readonly knownAt?: Seal;
};

/**
 * What is open on the last day of a statement, whenever it was posted: each item with what is open of it (`amountMinor`,
 * signed) and what it was (`originalMinor`). Debits by due date, then credits not yet set against anything.
 */
export async function openMovements(db: ReadDb, asked: OpenAsked): Promise<Omit<StatementRow, 'balanceMinor'>[]> {
  const { rows } = await sql<MovementRow & { original_minor: string }>`
    select i.id as item_id, i.customer_id, i.kind, i.source_id, i.effective_on, i.side = 'debit' as is_debit,
      i.amount_minor::text as original_minor, (i.amount_minor - applied.minor)::text as amount_minor,
      coalesce(v.number, p.number, item_number(i.kind, i.source_id)) as number,
      coalesce(v.title, p.reference, case i.side when 'debit' then t.to_name else t.from_name end, '') as title,
      coalesce(v.po_number, '') as po_number, coalesce(p.method, '') as method, v.due_on, v.id is not null as is_document,
      case when i.kind = 'payment' and p.value_on <> p.received_on then p.value_on end as value_on
    from open_items i
    cross join lateral (
      select coalesce(sum(a.amount_minor), 0)::bigint as minor from applications a
      where (a.debit_item_id = i.id and i.side = 'debit' or a.credit_item_id = i.id and i.side = 'credit')
        and a.customer_id = i.customer_id and a.effective_on <= ${asked.toOn} and ${wasKnown('a.xid', asked.knownAt)}) applied
    left join invoices v on v.id = i.source_id and v.customer_id = i.customer_id
    left join payments p on p.id = i.source_id and p.customer_id = i.customer_id
    left join transfers t on t.id = i.source_id and i.kind = 'transfer'
    where i.customer_id = ${asked.customerId} and i.currency = ${asked.currency} and i.effective_on <= ${asked.toOn}
      and ${wasKnown('i.xid', asked.knownAt)} and i.amount_minor > applied.minor
    order by i.side = 'credit', i.due_on, i.effective_on, number, i.id`.execute(db as never);
  return rows.map((row) => {
    const movement = toMovement(row);
    const original = BigInt(row.original_minor);
    return { ...movement, originalMinor: movement.amountMinor < 0n ? -original : original };
  });
}
