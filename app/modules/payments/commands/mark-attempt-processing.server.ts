import { assert } from '#app/kernel/assert.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { attemptHolds } from '../queries/attempt-holds.server.ts';
import type { Attempt } from '../types.ts';

const REASON = 'A bank payment is on its way. It is not money yet.';

/**
 * The money is on its way (a bank debit takes days): the items are held so that nobody chases or collects them, and
 * nothing is posted. The attempt is locked and live. Answers false when it was processing before.
 */
export async function markAttemptProcessing(
  tx: Tx,
  actor: Actor,
  input: { readonly attempt: Attempt; readonly sessionRef: string | null; readonly intentRef: string | null },
  moment: Moment,
): Promise<boolean> {
  const { attempt } = input;
  const changed = await tx
    .updateTable('payment_attempts')
    .set({
      state: 'processing',
      session_ref: attempt.sessionRef ?? input.sessionRef,
      intent_ref: input.intentRef,
      session_url: null,
      failure_text: '',
      failure_code: null,
      changed_at: moment.now,
    })
    .where('id', '=', attempt.id)
    .where('state', 'in', ['created', 'open', 'unknown'])
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return false;
  const standing = await attemptHolds(tx, [attempt.id]);
  assert(standing.length === 0, `attempt ${attempt.id} holds items before it is processing`);
  const placed = await placeHolds(tx, actor, {
    holds: attempt.items.map((item) => ({
      customerId: attempt.customerId,
      itemId: item.itemId,
      kind: 'in_flight' as const,
      amountMinor: item.amountMinor,
      reason: REASON,
      effectiveOn: moment.today,
    })),
  });
  assert(placed.ok, `the in-flight holds of attempt ${attempt.id} do not fit its items`);
  await writeAudit(tx, actor, {
    action: 'attempt.processing',
    subjectKind: 'payment_attempt',
    subjectId: attempt.id,
    customerId: attempt.customerId,
  });
  return true;
}
