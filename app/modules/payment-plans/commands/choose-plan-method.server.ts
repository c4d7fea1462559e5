import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { findSavedMethod } from '#app/modules/payments/queries/saved-methods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal } from '../types.ts';
import { lockPlan } from './lock-plan.server.ts';
import { recordPlanEvent } from './record-plan-event.server.ts';

/** Chooses what a plan's instalments are collected from, or that the customer pays each one themselves (null). */
export async function choosePlanMethod(
  tx: Tx,
  actor: Actor,
  input: { readonly planId: string; readonly customerId: string; readonly methodId: string | null },
  moment: Moment,
): Promise<Result<{ planId: PlanId }, PlanRefusal>> {
  const locked = await lockPlan(tx, { ...input, in: ['active', 'requested', 'countered'] }, moment);
  if (!locked.ok) return locked;
  const { id, customerId, policy } = locked.value;
  const { methodId } = input;
  if (methodId === null && policy?.needsMethod) return refuse({ code: 'unknown-method' });
  const method = methodId === null ? null : await findSavedMethod(tx, { customerId, methodId });
  if (methodId !== null && method?.state !== 'active') return refuse({ code: 'unknown-method' });
  await recordPlanEvent(tx, actor, { planId: id, customerId, kind: 'method', facts: { methodId } }, moment);
  return ok({ planId: id });
}
