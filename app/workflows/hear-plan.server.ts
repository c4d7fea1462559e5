import type { Attempt } from '#app/modules/payments/types.ts';
import { lookAtPlan } from './look-at-plan.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

/**
 * A charge of a plan has moved: what it means for the plan is looked at now, not within the hour. A plan that is over hears
 * nothing any more.
 */
export async function hearPlan(outside: Pick<Outside, 'db'>, { planId }: Attempt): Promise<void> {
  if (!planId) return;
  await lookAtPlan(outside, planId, await momentFor(outside));
}
