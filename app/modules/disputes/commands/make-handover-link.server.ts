import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { newToken } from '#app/modules/auth/commands/new-secrets.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { linkDigest } from '../rules/link-digest.ts';

/**
 * Makes the token of a department's link (`/h/<token>`) just before its mail leaves; only its digest is kept, and the link of an
 * earlier mail opens nothing any more. Refuses a question that was answered or taken back.
 */
export async function makeHandoverLink(
  tx: Tx,
  { handoverId }: { readonly handoverId: string },
): Promise<Result<{ readonly token: string }, { readonly code: 'handover-over' }>> {
  const token = newToken();
  const made = await tx
    .updateTable('dispute_handovers')
    .set({ token_hash: linkDigest(token) })
    .where('id', '=', handoverId)
    .where('answered_at', 'is', null)
    .where('recalled_at', 'is', null)
    .executeTakeFirst();
  return made.numUpdatedRows > 0n ? ok({ token }) : refuse({ code: 'handover-over' });
}
