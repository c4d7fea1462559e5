import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { MESSAGE_CLASSES, type MessageKind } from '../types.ts';

export type OptOutInput = {
  readonly customerId: string;
  readonly address: string;
  readonly messageKind: MessageKind;
  readonly how: 'link' | 'staff';
};

/**
 * Notes that an address does not want a kind of optional mail any more; a second time it changes nothing. Refuses every kind
 * that is not optional: a legal document, a reminder and the answer to what somebody did cannot be declined. Writes
 * `contact.opted-out`, without the address.
 */
export async function optOut(
  tx: Tx,
  actor: Actor,
  input: OptOutInput,
  moment: Moment,
): Promise<Result<{ isNew: boolean }, { readonly code: 'not-optional' }>> {
  const { customerId, messageKind } = input;
  if (MESSAGE_CLASSES[messageKind] !== 'optional') return refuse({ code: 'not-optional' });
  const made = await tx
    .insertInto('contact_opt_outs')
    .values({
      ...{ customer_id: customerId, address: input.address.toLowerCase(), message_kind: messageKind },
      ...{ opted_out_at: moment.now, how: input.how },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made)
    await writeAudit(tx, actor, {
      ...{ action: 'contact.opted-out', subjectKind: 'customer', subjectId: customerId, customerId },
      after: { messageKind },
    });
  return ok({ isNew: made !== undefined });
}

/** Takes it back: the mails come again. Writes `contact.opted-in` when there was something to take back. */
export async function optIn(
  tx: Tx,
  actor: Actor,
  input: Omit<OptOutInput, 'how'>,
  moment: Moment,
): Promise<Result<{ changed: boolean }, never>> {
  const { customerId, messageKind } = input;
  const ended = await tx
    .updateTable('contact_opt_outs')
    .set({ ended_at: moment.now })
    .where('customer_id', '=', customerId)
    .where('address', '=', input.address.toLowerCase())
    .where('message_kind', '=', messageKind)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  const changed = ended.numUpdatedRows > 0n;
  if (changed)
    await writeAudit(tx, actor, {
      ...{ action: 'contact.opted-in', subjectKind: 'customer', subjectId: customerId, customerId },
      after: { messageKind },
    });
  return ok({ changed });
}
