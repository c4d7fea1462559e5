import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { SMALL_ITEMS_MAX, type SmallItem, type SmallRule } from '../types.ts';

/**
 * Open debit items a rule of small balances catches, smallest customer number first; what is on hold (disputed, in a plan, a
 * payment on its way) is left out. One more than the most that fits one decision, so that the page can say there are more.
 */
export async function smallBalances(db: ReadDb, rule: SmallRule): Promise<SmallItem[]> {
  const rows = await db
    .selectFrom('open_items as i')
    .innerJoin('customers as c', 'c.id', 'i.customer_id')
    .select([
      'i.id',
      'i.customer_id',
      'c.name',
      'i.due_on',
      'i.residual_minor',
      sql<string>`item_number(i.kind, i.source_id)`.as('number'),
    ])
    .where('i.side', '=', 'debit')
    .where('i.residual_minor', '>', 0n)
    .where('i.residual_minor', '<=', rule.upToMinor)
    .where('i.currency', '=', rule.currency)
    .where('i.due_on', '<', rule.dueBefore)
    .where(sql<boolean>`not exists (select 1 from holds h where h.item_id = i.id
      and not exists (select 1 from hold_releases r where r.hold_id = h.id))`)
    .orderBy('c.number')
    .orderBy('i.due_on')
    .orderBy('i.id')
    .limit(SMALL_ITEMS_MAX + 1)
    .execute();
  return rows.map((row) => ({
    itemId: row.id,
    number: row.number,
    customerId: row.customer_id,
    customerName: row.name,
    dueOn: row.due_on as PlainDate,
    openMinor: row.residual_minor,
  }));
}
