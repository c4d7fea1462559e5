import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlannedReminder } from '../types.ts';

export type ReminderOrder = {
  readonly plan: PlannedReminder;
  readonly policyId: string;
  readonly leavesAt: Date;
  readonly answerBy: PlainDate | null;
  readonly documentId: string | null;
};

/** Writes down what a reminder of today asks for; null when the customer has one already. */
export async function orderReminder(
  tx: Tx,
  { plan, policyId, leavesAt, answerBy, documentId }: ReminderOrder,
  moment: Moment,
): Promise<{ reminderId: string } | null> {
  const { customerId, currency, tone, askedMinor, items } = plan;
  const made = await tx
    .insertInto('reminders')
    .values({
      ...{ id: newId<never>() as string, customer_id: customerId, currency, reminded_on: moment.today, tone },
      ...{ policy_id: policyId, asked_minor: askedMinor, answer_by_on: answerBy, document_id: documentId },
      ...{ leaves_at: leavesAt, ordered_at: moment.now, changed_at: moment.now },
    })
    .onConflict((conflict) =>
      conflict.columns(['customer_id', 'reminded_on']).where('state', '=', 'ordered').doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (!made) return null;
  await tx
    .insertInto('reminder_items')
    .values(
      items.map((item) => ({
        ...{ reminder_id: made.id, item_id: item.itemId, customer_id: customerId },
        ...{ offset_days: item.offsetDays, asked_minor: item.askedMinor },
      })),
    )
    .execute();
  return { reminderId: made.id };
}

/** Notes the sending a reminder goes out by. */
export async function noteReminderSending(tx: Tx, of: { reminderId: string; deliveryId: string }): Promise<void> {
  await tx.updateTable('reminders').set({ delivery_id: of.deliveryId }).where('id', '=', of.reminderId).execute();
}
