import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/**
 * Keeps the composed mail of a waiting message, encrypted, before it is handed over: each later try sends the same words.
 * `replaces` is the sealed text that was read (null: none): of two workers at once the second gets false and reads again.
 */
export async function sealMessage(
  tx: Tx,
  input: { readonly messageId: string; readonly sealed: string; readonly replaces: string | null },
  moment: Moment,
): Promise<boolean> {
  const kept = await tx
    .updateTable('messages')
    .set({ sealed_mail: input.sealed, sealed_at: moment.now })
    .where('id', '=', input.messageId)
    .where('state', '=', 'queued')
    .where('sealed_mail', 'is not distinct from', input.replaces)
    .executeTakeFirst();
  return kept.numUpdatedRows > 0n;
}
