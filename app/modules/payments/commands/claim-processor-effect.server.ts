import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type ProcessorEffect = 'succeeded' | 'processing' | 'failed' | 'reversed' | 'expired';

/**
 * Claims the one time that an outside object may have this effect. Different events mean the same thing; whoever inserts
 * the row does the work, everybody else gets false. Rolls back with the transaction.
 */
export async function claimProcessorEffect(
  tx: Tx,
  input: { readonly objectRef: string; readonly effect: ProcessorEffect; readonly attemptId: string },
  moment: Moment,
): Promise<boolean> {
  const claimed = await tx
    .insertInto('stripe_effects')
    .values({ object_ref: input.objectRef, effect: input.effect, attempt_id: input.attemptId, happened_at: moment.now })
    .onConflict((conflict) => conflict.columns(['object_ref', 'effect']).doNothing())
    .returning('object_ref')
    .execute();
  return claimed.length === 1;
}
