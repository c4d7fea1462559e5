import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal } from '../types.ts';
import { lockPlan } from './lock-plan.server.ts';
import { recordPlanEvent } from './record-plan-event.server.ts';

/** The customer takes a request, or our offer to it, off the table. */
export async function withdrawRequest(
  tx: Tx,
  actor: Actor,
  input: { readonly planId: string; readonly customerId: string; readonly note?: string },
  moment: Moment,
): Promise<Result<{ planId: PlanId }, PlanRefusal>> {
  const locked = await lockPlan(tx, { ...input, in: ['requested', 'countered'] }, moment);
  if (!locked.ok) return locked;
  const { id, customerId } = locked.value;
  await recordPlanEvent(tx, actor, { planId: id, customerId, kind: 'withdrawn', note: input.note ?? '' }, moment);
  return ok({ planId: id });
}
