import { SYSTEM } from '#app/modules/audit/types.ts';
import { checkPlan } from '#app/modules/payment-plans/commands/check-plan.server.ts';
import type { Attempt } from '#app/modules/payments/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

/**
 * A charge of a plan has moved: what it means for the plan is looked at now, not within the hour. A plan that is over hears
 * nothing any more.
 */
export async function hearPlan(outside: Pick<Outside, 'db'>, { planId }: Attempt): Promise<void> {
  if (!planId) return;
  const moment = await momentFor(outside);
  await inTransaction(outside.db, (tx) => checkPlan(tx, SYSTEM, { planId }, moment));
}
