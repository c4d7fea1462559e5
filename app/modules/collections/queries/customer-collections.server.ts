import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ReminderGroup } from '../types.ts';

/** Which reminders a customer gets, and up to which day somebody holds them. */
export async function reminderGroupOf(
  db: ReadDb,
  customerId: string,
): Promise<{ group: ReminderGroup; heldUntil: PlainDate | null; reason: string; changedByName: string }> {
  const row = await db
    .selectFrom('customer_reminder_groups')
    .selectAll()
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return {
    ...{
      group: (row?.group_code ?? 'standard') as ReminderGroup,
      heldUntil: (row?.held_to_on ?? null) as PlainDate | null,
    },
    ...{ reason: row?.reason ?? '', changedByName: row?.changed_by_name ?? '' },
  };
}
