import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { issueDraft } from '#app/modules/invoicing/commands/issue-draft.server.ts';
import type { IssuedInvoice, IssueRefusal } from '#app/modules/invoicing/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';

/**
 * Issues a draft and promises its PDF and delivery in the same transaction: an issued invoice without its jobs, or jobs
 * without their invoice, cannot exist. Refuses what issuing refuses.
 */
export async function issueAndDeliver(
  tx: Tx,
  actor: Actor,
  input: { readonly draftId: string },
  moment: Moment,
): Promise<Result<IssuedInvoice, IssueRefusal | { readonly code: 'unknown-draft' }>> {
  const issued = await issueDraft(tx, actor, input, moment);
  if (issued.ok) await enqueue(tx, 'produce-invoice', { invoiceId: issued.value.id, deliver: 'yes' });
  return issued;
}
