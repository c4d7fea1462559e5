import { assert } from '#app/kernel/assert.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { getPlan } from '../queries/get-plan.server.ts';
import type { PlanRefusal, PlanState, PlanView } from '../types.ts';

/** A plan under its customer's lock, if it stands in one of these states. Everything that changes a plan begins here. */
export async function lockPlan(
  tx: Tx,
  of: { readonly planId: string; readonly customerId?: string; readonly in: readonly PlanState[] },
  { today }: Moment,
): Promise<Result<PlanView, PlanRefusal>> {
  const owner = await tx.selectFrom('plans').select('customer_id').where('id', '=', of.planId).executeTakeFirst();
  if (!owner || (of.customerId !== undefined && of.customerId !== owner.customer_id))
    return refuse({ code: 'unknown-plan' });
  await lockCustomers(tx, [owner.customer_id]);
  const plan = await getPlan(tx, { planId: of.planId }, today);
  assert(plan, 'no plan is ever taken away');
  return of.in.includes(plan.state) ? ok(plan) : refuse({ code: 'wrong-state', state: plan.state });
}
