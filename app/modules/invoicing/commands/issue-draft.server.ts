import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { getDraft } from '../queries/get-draft.server.ts';
import type { IssuedInvoice, IssueRefusal } from '../types.ts';
import { issueInvoices } from './issue-invoices.server.ts';

/**
 * Issues one draft and removes it, in one transaction: a draft is issued once, because its row is locked first and gone
 * after. Preview it by running this inside `inPreview`. Refuses `unknown-draft` and whatever issuing refuses.
 */
export async function issueDraft(
  tx: Tx,
  actor: Actor,
  input: { readonly draftId: string },
  moment: Moment,
): Promise<Result<IssuedInvoice, IssueRefusal | { readonly code: 'unknown-draft' }>> {
  const locked = await tx
    .selectFrom('invoice_drafts')
    .select('id')
    .where('id', '=', input.draftId)
    .forUpdate()
    .executeTakeFirst();
  const draft = locked && (await getDraft(tx, input.draftId));
  if (!draft) return refuse({ code: 'unknown-draft' });
  const issued = await issueInvoices(tx, actor, { seriesCode: 'INV', invoices: [draft.invoice] }, moment);
  if (!issued.ok) return issued;
  await tx.deleteFrom('invoice_drafts').where('id', '=', input.draftId).execute();
  return ok(issued.value[0]!);
}
