import type { Result } from '#app/kernel/result.ts';
import { doOnce, type OnceRefusal } from '#app/modules/audit/commands/do-once.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { type DebitNoteInput, issueDebitNote } from '#app/modules/invoicing/commands/issue-debit-note.server.ts';
import type { IssueRefusal } from '#app/modules/invoicing/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';

/**
 * Issues a debit note and promises its PDF and delivery in the same transaction, once per form: sent again the form brings
 * the same document. Refuses what issuing refuses.
 */
export async function debitAndDeliver(
  tx: Tx,
  actor: Actor,
  { once, input }: { readonly once: string; readonly input: DebitNoteInput },
  moment: Moment,
): Promise<Result<{ id: string; number: string }, IssueRefusal | OnceRefusal>> {
  return doOnce(tx, { scope: `debit:${actor.id}`, key: once, input }, moment, async () => {
    const issued = await issueDebitNote(tx, actor, input, moment);
    if (!issued.ok) return issued;
    const { id, number } = issued.value;
    await enqueue(tx, 'produce-invoice', { invoiceId: id, deliver: 'yes' });
    return { ok: true, value: { id, number } };
  });
}
