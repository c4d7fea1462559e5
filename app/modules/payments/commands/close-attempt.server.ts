import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { releaseHolds } from '#app/modules/ledger/commands/release-holds.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { attemptHolds } from '../queries/attempt-holds.server.ts';
import { failureWords } from '../rules/failure-words.ts';
import { type FailureCode, LIVE_STATES } from '../types.ts';

export type CloseAttemptInput = {
  readonly attemptId: string;
  readonly customerId: string;
  readonly state: 'failed' | 'expired';
  /** Shown to the customer in plain words. */
  readonly failure: FailureCode;
};

/**
 * Ends a live attempt that took no money: its items may be paid anew and its holds end. Only call it when the processor
 * has said that this checkout can take no money any more. Harmless on one that ended before; answers whether it ended now.
 */
export async function closeAttempt(tx: Tx, actor: Actor, input: CloseAttemptInput, moment: Moment): Promise<boolean> {
  const failureText = failureWords(input.failure);
  const closed = await tx
    .updateTable('payment_attempts')
    .set({ state: input.state, failure_text: failureText, failure_code: input.failure })
    .set({ session_url: null, changed_at: moment.now })
    .where('id', '=', input.attemptId)
    .where('state', 'in', [...LIVE_STATES])
    .executeTakeFirst();
  if (closed.numUpdatedRows === 0n) return false;
  await releaseItems(tx, actor, { attemptIds: [input.attemptId], reason: failureText }, moment);
  await writeAudit(tx, actor, {
    action: `attempt.${input.state}`,
    subjectKind: 'payment_attempt',
    subjectId: input.attemptId,
    customerId: input.customerId,
    after: { failure: input.failure },
    reason: failureText,
  });
  return true;
}

/** Frees the items of attempts for the next ones and ends their in-flight holds. */
export async function releaseItems(
  tx: Tx,
  actor: Actor,
  input: { readonly attemptIds: readonly string[]; readonly reason: string },
  moment: Moment,
): Promise<void> {
  const holdIds = await attemptHolds(tx, input.attemptIds);
  await releaseHolds(tx, actor, { holdIds, reason: input.reason, effectiveOn: moment.today });
  await tx
    .updateTable('payment_attempt_items')
    .set({ live: false })
    .where('attempt_id', 'in', [...input.attemptIds])
    .where('live', '=', true)
    .execute();
}
