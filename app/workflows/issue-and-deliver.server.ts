import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { issueDraft } from '#app/modules/invoicing/commands/issue-draft.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { IssuedInvoice, IssueRefusal } from '#app/modules/invoicing/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { orderDelivery } from './order-delivery.server.ts';

/** Whoever issued it sees in so many seconds that it was the wrong one. */
const UNDO_SECONDS = 10;

/**
 * Issues a draft and promises its PDF and delivery in the same transaction: an issued invoice without its jobs, or jobs
 * without their invoice, cannot exist. Its mail leaves after the seconds in which it can be taken back. Refuses what issuing
 * refuses.
 */
export async function issueAndDeliver(
  tx: Tx,
  actor: Actor,
  input: { readonly draftId: string },
  moment: Moment,
): Promise<Result<IssuedInvoice, IssueRefusal | { readonly code: 'unknown-draft' }>> {
  const issued = await issueDraft(tx, actor, input, moment);
  if (!issued.ok) return issued;
  const invoiceId = issued.value.id;
  const invoice = await getInvoice(tx, { invoiceId });
  if (invoice) {
    const order = { customerId: invoice.customerId, documentKind: invoice.kind, about: { invoiceId }, once: 'issued' };
    await orderDelivery(tx, actor, { ...order, undoSeconds: UNDO_SECONDS }, moment);
  }
  await enqueue(tx, 'produce-invoice', { invoiceId, deliver: 'yes' });
  return issued;
}
