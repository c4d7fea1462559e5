import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { EntryKind, OpenItem, Seal } from '../types.ts';
import { wasKnown } from './known-at.server.ts';

/**
 * What was open on one customer's account as of a day and as known at a seal, oldest due first, then by number, as
 * openItemsOf gives what is open now. Holds are of today and stay out: `heldMinor` is zero.
 */
export async function openItemsAt(
  db: ReadDb,
  of: { readonly customerId: string; readonly asOf: PlainDate; readonly knownAt?: Seal },
): Promise<OpenItem[]> {
  const { rows } = await sql<RawRow>`
    select i.id, i.side, i.kind, i.source_id, i.currency, i.amount_minor, i.amount_minor - applied.minor as residual_minor, i.effective_on,
      i.due_on, coalesce(v.number, p.number, '') as number, coalesce(v.title, p.reference, '') as title, coalesce(v.po_number, '') as po_number
    from open_items i
    cross join lateral (
      select coalesce(sum(a.amount_minor), 0)::bigint as minor from applications a
      where (a.debit_item_id = i.id and i.side = 'debit' or a.credit_item_id = i.id and i.side = 'credit')
        and a.customer_id = i.customer_id and a.effective_on <= ${of.asOf} and ${wasKnown('a.xid', of.knownAt)}) applied
    left join invoices v on v.id = i.source_id left join payments p on p.id = i.source_id
    where i.customer_id = ${of.customerId} and i.effective_on <= ${of.asOf} and ${wasKnown('i.xid', of.knownAt)}
      and i.amount_minor > applied.minor
    order by i.due_on, number, i.id`.execute(db as never);
  return rows.map((row) => ({
    id: row.id,
    side: row.side as OpenItem['side'],
    kind: row.kind as EntryKind,
    sourceId: row.source_id,
    number: row.number,
    title: row.title,
    poNumber: row.po_number,
    currency: currency(row.currency),
    amountMinor: row.amount_minor,
    residualMinor: row.residual_minor,
    heldMinor: 0n,
    lockedMinor: 0n,
    effectiveOn: row.effective_on as PlainDate,
    dueOn: row.due_on as PlainDate,
  }));
}

type RawRow = {
  id: string;
  side: string;
  kind: string;
  source_id: string;
  currency: string;
  amount_minor: bigint;
  residual_minor: bigint;
  effective_on: string;
  due_on: string;
  number: string;
  title: string;
  po_number: string;
};
