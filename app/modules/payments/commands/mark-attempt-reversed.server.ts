import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Attempt } from '../types.ts';

/**
 * The bank took back what had succeeded: the attempt has failed after all. It keeps its payment, whose reversal the caller
 * records in the same transaction. `reason` is shown to the customer.
 */
export async function markAttemptReversed(
  tx: Tx,
  actor: Actor,
  input: { readonly attempt: Attempt; readonly reason: string },
  moment: Moment,
): Promise<void> {
  await tx
    .updateTable('payment_attempts')
    .set({ state: 'failed', failure_text: input.reason, failure_code: 'came-back', changed_at: moment.now })
    .where('id', '=', input.attempt.id)
    .where('state', '=', 'succeeded')
    .execute();
  await writeAudit(tx, actor, {
    action: 'attempt.reversed',
    subjectKind: 'payment_attempt',
    subjectId: input.attempt.id,
    customerId: input.attempt.customerId,
    reason: input.reason,
  });
}
