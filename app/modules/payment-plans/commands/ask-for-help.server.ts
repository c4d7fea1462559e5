import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal } from '../types.ts';
import { lockPlan } from './lock-plan.server.ts';
import { recordPlanEvent } from './record-plan-event.server.ts';

/** The customer says that something about the plan does not work for them; a colleague reads it with the plan. */
export async function askForHelp(
  tx: Tx,
  actor: Actor,
  input: { readonly planId: string; readonly customerId: string; readonly note: string },
  moment: Moment,
): Promise<Result<{ planId: PlanId }, PlanRefusal>> {
  if (input.note.trim() === '') return refuse({ code: 'note-missing' });
  const locked = await lockPlan(tx, { ...input, in: ['active', 'requested', 'countered'] }, moment);
  if (!locked.ok) return locked;
  const { id, customerId } = locked.value;
  await recordPlanEvent(tx, actor, { planId: id, customerId, kind: 'help', note: input.note }, moment);
  return ok({ planId: id });
}
