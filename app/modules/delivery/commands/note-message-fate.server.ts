import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type MessageFate =
  | { readonly state: 'sent'; readonly providerRef: string; readonly subject: string }
  /** Kept back or refused for good; the reason is for people. */
  | { readonly state: 'suppressed' | 'failed'; readonly reason: string }
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
  return noted.numUpdatedRows > 0n;
}
