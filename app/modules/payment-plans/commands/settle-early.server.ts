import { compareDates } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal } from '../types.ts';
import { endPlan } from './end-plan.server.ts';
import { lockPlan } from './lock-plan.server.ts';

/**
 * Ends a plan that has been paid, whoever paid it and how: `settled_early` before its last date, `ended` from it on. Refuses
 * `not-paid` while something is left; paying all that is left is what settles it early.
 */
export async function settleEarly(
  tx: Tx,
  actor: Actor,
  input: { readonly planId: string },
  moment: Moment,
): Promise<Result<{ planId: PlanId }, PlanRefusal>> {
  const locked = await lockPlan(tx, { planId: input.planId, in: ['active'] }, moment);
  if (!locked.ok) return locked;
  const plan = locked.value;
  if (plan.leftMinor > 0n) return refuse({ code: 'not-paid', leftMinor: plan.leftMinor });
  const last = plan.schedule.at(-1)?.dueOn ?? moment.today;
  const as = compareDates(moment.today, last) < 0 ? 'settled_early' : 'ended';
  await endPlan(tx, actor, { plan, as }, moment);
  return ok({ planId: plan.id });
}
