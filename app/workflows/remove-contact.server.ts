import type { ContactId, CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { forgetPerson } from '#app/modules/activity/commands/forget-person.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { revokeScopedLinks } from '#app/modules/auth/commands/revoke-scoped-links.server.ts';
import { removeContact } from '#app/modules/customers/commands/remove-contact.server.ts';
import type { CustomerRefusal } from '#app/modules/customers/types.ts';
import { closeAddressTask } from '#app/modules/delivery/commands/open-address-task.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/**
 * Ends a contact and, with it, the task to mend that address, every link that was mailed to it for this customer, and the
 * name in what is found and shown of them: who left the company opens no invoice any more and is not searched for. Refuses
 * what removing refuses.
 */
export async function removeContactAndLinks(
  tx: Tx,
  actor: Actor,
  input: { readonly customerId: CustomerId; readonly contactId: ContactId },
  moment: Moment,
): Promise<Result<{ name: string }, CustomerRefusal>> {
  const removed = await removeContact(tx, actor, input, moment);
  if (!removed.ok) return removed;
  const { customerId } = input;
  await revokeScopedLinks(tx, actor, { customerId, sentTo: removed.value.email }, moment);
  const closing = { customerId, address: removed.value.email, how: 'removed' as const, byName: actor.name };
  await closeAddressTask(tx, closing, moment);
  await forgetPerson(tx, { customerId, ...removed.value });
  return ok({ name: removed.value.name });
}
