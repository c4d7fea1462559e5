import { assert } from '#app/kernel/assert.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Attempt } from '../types.ts';
import { releaseItems } from './close-attempt.server.ts';

export type FinishAttemptInput = {
  readonly attempt: Attempt;
  readonly paymentId: string;
  readonly sessionRef: string | null;
  readonly intentRef: string;
};

/**
 * The money is there and recorded as `paymentId`: the attempt has succeeded, whatever it was thought to be before, its
 * items are free again and its holds end. The attempt is locked. A second success is a bug and throws.
 */
export async function finishAttempt(tx: Tx, actor: Actor, input: FinishAttemptInput, moment: Moment): Promise<void> {
  const { attempt } = input;
  const done = await tx
    .updateTable('payment_attempts')
    .set({
      state: 'succeeded',
      payment_id: input.paymentId,
      session_ref: attempt.sessionRef ?? input.sessionRef,
      intent_ref: input.intentRef,
      session_url: null,
      failure_text: '',
      failure_code: null,
      changed_at: moment.now,
    })
    .where('id', '=', attempt.id)
    .where('payment_id', 'is', null)
    .executeTakeFirst();
  assert(done.numUpdatedRows === 1n, `attempt ${attempt.id} has a payment already`);
  await releaseItems(tx, actor, { attemptId: attempt.id, reason: 'The payment arrived.' }, moment);
  await writeAudit(tx, actor, {
    action: 'attempt.succeeded',
    subjectKind: 'payment_attempt',
    subjectId: attempt.id,
    customerId: attempt.customerId,
    after: { paymentId: input.paymentId },
  });
}
