import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Throws a draft away; no number is burnt because it had none. Refuses `unknown-draft`. */
export async function discardDraft(
  tx: Tx,
  actor: Actor,
  input: { readonly draftId: string },
): Promise<Result<undefined, { readonly code: 'unknown-draft' }>> {
  const gone = await tx
    .deleteFrom('invoice_drafts')
    .where('id', '=', input.draftId)
    .returning('customer_id')
    .executeTakeFirst();
  if (!gone) return refuse({ code: 'unknown-draft' });
  await writeAudit(tx, actor, {
    action: 'draft.discarded',
    subjectKind: 'draft',
    subjectId: input.draftId,
    customerId: gone.customer_id,
  });
  return ok();
}
