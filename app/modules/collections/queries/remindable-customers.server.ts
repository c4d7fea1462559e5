import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { RemindableCustomer } from '../rules/plan-reminders.ts';
import type { ReminderGroup } from '../types.ts';
import { chaseableItems } from './chaseable-items.server.ts';

type Page = {
  readonly on: PlainDate;
  /** Debts that fall due later than this many days ahead are of no interest yet. */
  readonly aheadDays: number;
  readonly after: string | null;
  /** Only this one. */
  readonly customerId?: string | undefined;
  readonly limit: number;
};

/**
 * The next customers, by id, who may have to be reminded on a day, with their debts and what they were reminded of. Left out:
 * archived ones, those nobody reminds, those whose reminders somebody holds, and those who have today's already.
 */
export async function remindableCustomers(
  db: ReadDb,
  { on, aheadDays, after, customerId, limit }: Page,
): Promise<RemindableCustomer[]> {
  const { rows } = await sql<{ id: string; group_code: string }>`
    select c.id, coalesce(g.group_code, 'standard') as group_code
    from customers c left join customer_reminder_groups g on g.customer_id = c.id
    where c.archived_at is null and ${after === null ? sql`true` : sql`c.id > ${after}::uuid`}
      and ${customerId === undefined ? sql`true` : sql`c.id = ${customerId}::uuid`}
      and coalesce(g.group_code, 'standard') <> 'none' and (g.held_to_on is null or g.held_to_on < ${on}::date)
      and exists (select from open_items o where o.customer_id = c.id and o.side = 'debit' and o.residual_minor > 0
        and o.due_on <= ${on}::date + ${aheadDays}::int)
      and not exists (select from reminders r where r.customer_id = c.id and r.reminded_on = ${on}::date)
    order by c.id limit ${limit}`.execute(db);
  const customerIds = rows.map((row) => row.id);
  if (customerIds.length === 0) return [];
  const items = Map.groupBy(await chaseableItems(db, { customerIds, on }), (item) => item.customerId);
  const reminded = await lastReminders(db, customerIds);
  return rows.map((row) => ({
    customerId: row.id,
    group: row.group_code as ReminderGroup,
    items: (items.get(row.id) ?? []).map((item) => ({
      ...item,
      lastOffset: reminded.get(item.itemId)?.offset ?? null,
      lastOn: reminded.get(item.itemId)?.on ?? null,
    })),
  }));
}

async function lastReminders(db: ReadDb, customerIds: readonly string[]) {
  const { rows } = await sql<{ item_id: string; offset: number | null; on: PlainDate }>`
    select i.item_id, max(i.offset_days)::int as offset, max(r.reminded_on) as on
    from reminders r join reminder_items i on i.reminder_id = r.id
    where r.customer_id = any (${[...customerIds]}::uuid[]) and i.live group by i.item_id`.execute(db);
  return new Map(rows.map((row) => [row.item_id, row]));
}
