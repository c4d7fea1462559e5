import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal } from '../types.ts';

/** A colleague ends a plan: its items are chased again. The customer reads the note. */
export function cancelPlan(
  _tx: Tx,
  _actor: Actor,
  _input: { readonly planId: string; readonly note: string },
  _moment: Moment,
): Promise<Result<{ planId: PlanId }, PlanRefusal>> {
  throw new Error('not built');
}
