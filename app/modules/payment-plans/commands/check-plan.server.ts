import { assert } from '#app/kernel/assert.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { itemsOnTheirWay } from '#app/modules/payments/queries/items-on-their-way.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { isInDefault, whatIsNew } from '../rules/what-is-new.ts';
import type { PlanRefusal, PlanState } from '../types.ts';
import { endPlan } from './end-plan.server.ts';
import { lockPlan } from './lock-plan.server.ts';
import { recordPlanEvent } from './record-plan-event.server.ts';
import { settleEarly } from './settle-early.server.ts';

/**
 * Looks what became of a plan in force by the money that is there, and writes down what is new: instalments coming, late, missed,
 * met, made good or reopened; the end of a plan that is paid; the default of one that was not, by its policy. Any number of times.
 */
export async function checkPlan(
  tx: Tx,
  actor: Actor,
  { planId }: { readonly planId: string },
  moment: Moment,
): Promise<Result<{ state: PlanState; noticed: number; customerId: string }, PlanRefusal>> {
  const locked = await lockPlan(tx, { planId, in: ['active'] }, moment);
  if (!locked.ok) return locked;
  const plan = locked.value;
  assert(plan.policy, `plan ${plan.number} was agreed under a policy`);
  const onTheirWay = await itemsOnTheirWay(tx, plan);
  const isBeingPaid = plan.items.some((item) => onTheirWay.has(item.itemId));
  const seen = { ...plan, policy: plan.policy, isBeingPaid };
  const noticed = whatIsNew(seen, moment.today);
  const of = { planId: plan.id, customerId: plan.customerId, versionNo: plan.versionNo };
  for (const { kind, instalmentNo } of noticed) {
    const one = plan.schedule[instalmentNo - 1];
    const facts = { dueOn: one?.dueOn, leftMinor: one?.leftMinor.toString(), graceUntil: one?.graceUntil };
    await recordPlanEvent(tx, actor, { ...of, kind, instalmentNo, facts }, moment);
  }
  if (plan.leftMinor === 0n) {
    const settled = await settleEarly(tx, actor, { planId }, moment);
    if (!settled.ok) return settled;
    return ok({ state: 'ended', noticed: noticed.length + 1, customerId: plan.customerId });
  }
  const isReopened = noticed.some(({ kind }) => kind === 'reopened');
  const { customerId } = plan;
  if (isReopened || !isInDefault(seen, moment.today))
    return ok({ state: 'active', noticed: noticed.length, customerId });
  await endPlan(tx, actor, { plan, as: 'defaulted' }, moment);
  return ok({ state: 'defaulted', noticed: noticed.length + 1, customerId });
}
