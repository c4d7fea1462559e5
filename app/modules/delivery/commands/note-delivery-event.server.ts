import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { noteMailStep } from './note-mail-step.server.ts';
import { closeWorkingAddress, openAddressTask } from './open-address-task.server.ts';

export type DeliveryEventInput = {
  /** Our own id, which the mail carried as a tag. */
  readonly messageId: string;
  readonly providerRef: string;
  readonly kind: 'delivered' | 'bounced' | 'failed';
  /** Why it bounced or failed, as the provider says. */
  readonly reason: string;
  readonly subject: string;
};

/**
 * Which states an event may follow. `queued` too: the provider may be quicker than our own note of the hand-over, or its
 * answer was lost, and then the event is the first we hear of a mail that did leave. A bounce may come after "delivered"
 * (the mailbox refused it later), never the other way.
 */
const MAY_FOLLOW: Record<DeliveryEventInput['kind'], readonly string[]> = {
  delivered: ['queued', 'sent'],
  bounced: ['queued', 'sent', 'delivered'],
  failed: ['queued', 'sent'],
};

/**
 * Notes what the provider tells later. Any order and number of deliveries leads to the same state. A bounce opens a task to
 * mend the address, a delivery closes one. Answers whether it changed.
 */
export async function noteDeliveryEvent(tx: Tx, event: DeliveryEventInput, moment: Moment): Promise<boolean> {
  const noted = await tx
    .updateTable('messages')
    .set((eb) => ({
      state: event.kind,
      state_reason: event.reason,
      provider_ref: event.providerRef,
      subject: eb.case().when('subject', '=', '').then(event.subject).else(eb.ref('subject')).end(),
      sealed_mail: null,
      sealed_at: null,
      changed_at: moment.now,
    }))
    .where('id', '=', event.messageId)
    .where((where) => where.or([where('provider_ref', 'is', null), where('provider_ref', '=', event.providerRef)]))
    .where('state', 'in', [...MAY_FOLLOW[event.kind]])
    .executeTakeFirst();
  if (noted.numUpdatedRows === 0n) return false;
  await noteMailStep(tx, event, moment.now);
  if (event.kind === 'bounced') await openAddressTask(tx, event, moment);
  if (event.kind === 'delivered') await closeWorkingAddress(tx, event.messageId, moment);
  return true;
}

/** Notes that a mail's picture was loaded: by a person, or by a program that looks at mails; the first time only. */
export async function noteOpened(
  tx: Tx,
  event: { readonly messageId: string; readonly providerRef: string },
  moment: Moment,
): Promise<boolean> {
  const known = await tx
    .selectFrom('messages')
    .select('id')
    .where('id', '=', event.messageId)
    .where('provider_ref', '=', event.providerRef)
    .executeTakeFirst();
  if (!known) return false;
  await noteMailStep(tx, { messageId: event.messageId, kind: 'opened', reason: '' }, moment.now);
  return true;
}
