import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** A plan ended in default: somebody calls. Once a plan; called again it changes nothing. */
export async function makePlanTask(
  tx: Tx,
  { planId, customerId }: { readonly planId: string; readonly customerId: string },
  { now }: Moment,
): Promise<void> {
  await tx
    .insertInto('collection_tasks')
    .values({ customer_id: customerId, kind: 'plan_defaulted', plan_id: planId, made_at: now })
    .onConflict((conflict) => conflict.column('plan_id').where('plan_id', 'is not', null).doNothing())
    .execute();
}
