import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { EntryKind, OpenItem } from '../types.ts';

/** A customer with more open items than this is asked for by currency or paged by the caller. */
const ITEMS_MAX = 5_000;

/** What a debit is where it is no document; the words are the customer's. */
const OTHER_TITLES = sql.raw(`when 'chargeback' then 'Payment taken back in part by your bank'`);

/** The open items of one customer, oldest due first, then by number: the order in which money is applied by default. */
export async function openItemsOf(
  db: ReadDb,
  of: { customerId: string; currency?: string; itemIds?: readonly string[] },
): Promise<OpenItem[]> {
  const rows = await db
    .selectFrom('open_items as i')
    .leftJoin('invoices as v', (join) =>
      join
        .onRef('v.id', '=', 'i.source_id')
        .on('i.kind', 'in', ['invoice', 'debit_note', 'credit_note', 'opening_balance']),
    )
    .leftJoin('payments as p', (join) =>
      join.onRef('p.id', '=', 'i.source_id').on('i.kind', 'in', ['payment', 'payment_reversal']),
    )
    .select([
      'i.id',
      'i.side',
      'i.kind',
      'i.source_id',
      'i.currency',
      'i.amount_minor',
      'i.residual_minor',
      'i.effective_on',
      'i.due_on',
    ])
    .select((eb) => [
      eb.fn.coalesce('v.number', 'p.number', sql<string>`item_number(i.kind, i.source_id)`).as('number'),
      eb.fn.coalesce('v.title', 'p.reference', sql<string>`case i.kind ${OTHER_TITLES} else '' end`).as('title'),
      eb.fn.coalesce('v.po_number', sql<string>`''`).as('po_number'),
      sql<bigint>`least(i.residual_minor, coalesce((select sum(h.amount_minor) from holds h
        where h.item_id = i.id and not exists (select 1 from hold_releases r where r.hold_id = h.id)), 0)::bigint)`.as(
        'held_minor',
      ),
      sql<bigint>`least(i.residual_minor, coalesce((select sum(h.amount_minor) from holds h
        where h.item_id = i.id and h.kind <> 'in_plan' and not exists (select 1 from hold_releases r where r.hold_id = h.id)), 0)::bigint)`.as(
        'locked_minor',
      ),
    ])
    .where('i.customer_id', '=', of.customerId)
    .where('i.residual_minor', '>', 0n)
    .$if(of.currency !== undefined, (q) => q.where('i.currency', '=', of.currency!))
    .$if(of.itemIds !== undefined, (q) => q.where('i.id', 'in', of.itemIds!.length > 0 ? [...of.itemIds!] : [NO_ID]))
    .orderBy('i.due_on')
    .orderBy('number')
    .orderBy('i.id')
    .limit(ITEMS_MAX)
    .execute();
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
    heldMinor: row.held_minor,
    lockedMinor: row.locked_minor,
    effectiveOn: row.effective_on as PlainDate,
    dueOn: row.due_on as PlainDate,
  }));
}

const NO_ID = '00000000-0000-0000-0000-000000000000';
