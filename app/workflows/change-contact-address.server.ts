import type { ContactId, CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { revokeScopedLinks } from '#app/modules/auth/commands/revoke-scoped-links.server.ts';
import { changeContactAddress } from '#app/modules/customers/commands/change-contact.server.ts';
import type { CustomerRefusal } from '#app/modules/customers/types.ts';
import { claimSendingAgain } from '#app/modules/delivery/commands/claim-sending-again.server.ts';
import { linkMessage } from '#app/modules/delivery/commands/link-messages.server.ts';
import { noteMailStep } from '#app/modules/delivery/commands/note-mail-step.server.ts';
import { closeAddressTask } from '#app/modules/delivery/commands/open-address-task.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/**
 * Changes a contact's address, ends every link that was mailed to the old one, and closes its task. Answers the task whose
 * mails may now be sent again, or null. Refuses what changing refuses.
 */
export async function changeAddressAndTask(
  tx: Tx,
  actor: Actor,
  input: { readonly customerId: CustomerId; readonly contactId: ContactId; readonly email: string },
  moment: Moment,
): Promise<Result<{ taskId: string | null }, CustomerRefusal>> {
  const changed = await changeContactAddress(tx, actor, input);
  if (!changed.ok) return changed;
  const { before } = changed.value;
  const { customerId, email } = input;
  if (before === email) return ok({ taskId: null });
  await revokeScopedLinks(tx, actor, { customerId, sentTo: before }, moment);
  const closing = { customerId, address: before, how: 'changed' as const, newAddress: email, byName: actor.name };
  return ok({ taskId: await closeAddressTask(tx, closing, moment) });
}

/** `again`: it was sent again already. `nowhere`: the address was not changed, so there is nowhere to send to. */
export type SendAgainRefusal = { readonly code: 'not-found' | 'again' | 'nowhere' };

/** Sends what came back from an old address to the new one, once. Each mail is a message of its own under the same sending. */
export async function sendAgainAfterFix(
  tx: Tx,
  actor: Actor,
  { taskId }: { readonly taskId: string },
  moment: Moment,
): Promise<Result<{ count: number; to: string; customerId: string }, SendAgainRefusal>> {
  const claimed = await claimSendingAgain(tx, taskId, moment);
  if (!claimed.ok) return claimed;
  const { customerId, to, lost } = claimed.value;
  for (const mail of lost) {
    const { kind, invoiceId, paymentId, details } = mail;
    const again = { kind, customerId, invoiceId, paymentId, details, toAddress: to };
    const message = await queueMessage(tx, { ...again, sendKey: `again:${taskId}:${mail.id}` }, moment);
    if (!message) return refuse({ code: 'again' });
    const { messageId } = message;
    await linkMessage(tx, { messageId, customerId, deliveryIds: mail.deliveryIds });
    await noteMailStep(tx, { messageId, kind: 'retried', reason: '' }, moment.now);
  }
  await writeAudit(tx, actor, {
    ...{ action: 'customer.sent-again', subjectKind: 'customer', subjectId: customerId, customerId },
    after: { mails: lost.length },
  });
  return ok({ count: lost.length, to, customerId });
}
