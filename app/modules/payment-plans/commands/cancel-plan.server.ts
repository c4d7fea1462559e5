import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal } from '../types.ts';
import { endPlan } from './end-plan.server.ts';
import { lockPlan } from './lock-plan.server.ts';

/** A colleague ends a plan in force: what is left is chased again. The customer reads the note. */
export async function cancelPlan(
  tx: Tx,
  actor: Actor,
  input: { readonly planId: string; readonly note: string },
  moment: Moment,
): Promise<Result<{ planId: PlanId }, PlanRefusal>> {
  if (actor.kind !== 'staff') return refuse({ code: 'not-staff' });
  if (input.note.trim() === '') return refuse({ code: 'note-missing' });
  const locked = await lockPlan(tx, { planId: input.planId, in: ['active'] }, moment);
  if (!locked.ok) return locked;
  await endPlan(tx, actor, { plan: locked.value, as: 'cancelled', note: input.note }, moment);
  return ok({ planId: locked.value.id });
}
