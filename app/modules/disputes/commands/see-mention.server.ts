import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Puts a note that names this person aside. Refuses one that names somebody else, or was put aside. */
export async function seeMention(
  tx: Tx,
  actor: Actor,
  { messageId }: { readonly messageId: string },
  { now }: Moment,
): Promise<Result<undefined, { readonly code: 'not-found' }>> {
  const changed = await tx
    .updateTable('dispute_mentions')
    .set({ seen_at: now })
    .where('message_id', '=', messageId)
    .where('user_id', '=', actor.id)
    .where('seen_at', 'is', null)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n ? ok() : refuse({ code: 'not-found' });
}
