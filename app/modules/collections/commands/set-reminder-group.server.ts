import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ReminderGroup } from '../types.ts';

type Wanted = {
  readonly customerId: string;
  readonly group: ReminderGroup;
  readonly heldUntil: PlainDate | null;
  readonly reason: string;
};

/** Which reminders a customer gets from now on, and up to which day none leave. */
export async function setReminderGroup(
  tx: Tx,
  actor: Actor,
  { customerId, group, heldUntil, reason }: Wanted,
  moment: Moment,
): Promise<Result<void, never>> {
  const values = {
    ...{ group_code: group, held_to_on: heldUntil, reason: reason.trim() },
    ...{ changed_by: actor.id, changed_by_name: actor.name, changed_at: moment.now },
  };
  await tx
    .insertInto('customer_reminder_groups')
    .values({ customer_id: customerId, ...values })
    .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(values))
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'customer.reminders-set', subjectKind: 'customer', subjectId: customerId, customerId },
    ...{ after: { group, heldUntil }, reason: reason.trim() },
  });
  return ok();
}
