import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { noteMailStep } from './note-mail-step.server.ts';
import { openAddressTask } from './open-address-task.server.ts';

export type MessageFate =
  | { readonly state: 'sent'; readonly providerRef: string; readonly subject: string }
  /** Kept back or refused for good; the reason is for people. `badAddress`: because the address is none. */
  | { readonly state: 'suppressed' | 'failed'; readonly reason: string; readonly badAddress?: boolean }
  /** Not yet: the next try comes. `taken` may be: it must be repeated word for word; otherwise it is composed anew. */
  | { readonly state: 'queued'; readonly reason: string; readonly maybeTaken: boolean };

/**
 * Notes what became of trying to send. Only a waiting message changes: what the provider told us meanwhile stays.
 * Answers whether it changed.
 */
export async function noteMessageFate(tx: Tx, messageId: string, fate: MessageFate, moment: Moment): Promise<boolean> {
  const noted = await tx
    .updateTable('messages')
    .set({
      state: fate.state,
      state_reason: fate.state === 'sent' ? '' : fate.reason,
      ...(fate.state === 'sent' ? { provider_ref: fate.providerRef, subject: fate.subject } : {}),
      ...(fate.state === 'queued' && fate.maybeTaken ? {} : { sealed_mail: null, sealed_at: null }),
      changed_at: moment.now,
    })
    .where('id', '=', messageId)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  if (noted.numUpdatedRows === 0n) return false;
  const reason = fate.state === 'sent' ? '' : fate.reason;
  if (fate.state !== 'queued') await noteMailStep(tx, { messageId, kind: fate.state, reason }, moment.now);
  if (fate.state === 'failed' && fate.badAddress) await openAddressTask(tx, { messageId, reason }, moment);
  return true;
}

/** Lets a waiting message wait until `inMinutes` from now, and says why. The caller orders its job anew. */
export async function holdMessage(
  tx: Tx,
  message: { readonly id: string; readonly reason: string; readonly inMinutes: number },
  moment: Moment,
): Promise<boolean> {
  const notBefore = new Date(moment.now.getTime() + message.inMinutes * 60_000);
  const held = await tx
    .updateTable('messages')
    .set({ not_before_at: notBefore, state_reason: message.reason, changed_at: moment.now })
    .where('id', '=', message.id)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  if (held.numUpdatedRows === 0n) return false;
  await noteMailStep(tx, { messageId: message.id, kind: 'held', reason: message.reason }, moment.now);
  return true;
}
