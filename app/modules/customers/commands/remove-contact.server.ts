import type { ContactId, CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { CustomerRefusal } from '../types.ts';

/** Ends a contact: nothing is sent there any more. Refuses one that is not a contact of this customer now. */
export async function removeContact(
  tx: Tx,
  actor: Actor,
  input: { customerId: CustomerId; contactId: ContactId },
  moment: Moment,
): Promise<Result<{ name: string; email: string }, CustomerRefusal>> {
  const removed = await tx
    .updateTable('contacts')
    .set({ removed_at: moment.now })
    .where('id', '=', input.contactId)
    .where('customer_id', '=', input.customerId)
    .where('removed_at', 'is', null)
    .returning(['name', 'email'])
    .executeTakeFirst();
  if (!removed) return refuse({ code: 'not-found' });
  await writeAudit(tx, actor, {
    action: 'contact.removed',
    subjectKind: 'contact',
    subjectId: input.contactId,
    customerId: input.customerId,
    before: { name: removed.name },
  });
  return ok(removed);
}
