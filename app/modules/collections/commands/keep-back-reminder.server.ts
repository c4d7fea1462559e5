import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/**
 * Frees the stages of reminders that never left, so that they are due again: every message of theirs was kept back or failed.
 * Each keeps the reason of its message. Answers how many.
 */
export async function freeUnsentReminders(tx: Tx, moment: Moment): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update reminders r set state = 'kept_back', state_reason = m.reason, changed_at = ${moment.now}
    from (select r2.id, max(x.state_reason) as reason from reminders r2 join messages x on x.kind = 'reminder'
        and (x.details ->> 'reminderId' = r2.id::text or x.details ->> 'documentId' = r2.document_id::text) and x.customer_id = r2.customer_id
      where r2.state = 'ordered' and r2.reminded_on > ${moment.today}::date - 30
      group by r2.id having bool_and(x.state in ('suppressed', 'failed'))) m
    where r.id = m.id returning r.id`.execute(tx);
  if (rows.length === 0) return 0;
  await tx
    .updateTable('reminder_items')
    .set({ live: false })
    .where(
      'reminder_id',
      'in',
      rows.map((row) => row.id),
    )
    .execute();
  return rows.length;
}

export type HoldRefusal = { readonly code: 'not-found' } | { readonly code: 'not-ordered' };

/** A colleague holds today's reminder back, with why. Its messages are taken back by the caller in the same transaction. */
export async function holdReminder(
  tx: Tx,
  actor: Actor,
  { reminderId, reason }: { readonly reminderId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<{ customerId: string; deliveryId: string | null }, HoldRefusal>> {
  const reminder = await tx
    .selectFrom('reminders')
    .select(['customer_id', 'delivery_id', 'state'])
    .where('id', '=', reminderId)
    .forUpdate()
    .executeTakeFirst();
  if (!reminder) return refuse({ code: 'not-found' });
  if (reminder.state !== 'ordered') return refuse({ code: 'not-ordered' });
  await tx
    .updateTable('reminders')
    .set({ state: 'held', state_reason: reason, changed_by_name: actor.name, changed_at: moment.now })
    .where('id', '=', reminderId)
    .execute();
  await tx.updateTable('reminder_items').set({ live: false }).where('reminder_id', '=', reminderId).execute();
  await writeAudit(tx, actor, {
    ...{ action: 'reminder.held', subjectKind: 'reminder', subjectId: reminderId, customerId: reminder.customer_id },
    reason,
  });
  return ok({ customerId: reminder.customer_id, deliveryId: reminder.delivery_id });
}
