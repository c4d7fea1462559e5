import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal } from '../types.ts';

/** Ends a plan that has been paid before its last date. Refuses while something is left: pay it first (`planItemsToPay`). */
export function settleEarly(
  _tx: Tx,
  _actor: Actor,
  _input: { readonly planId: string },
  _moment: Moment,
): Promise<Result<{ planId: PlanId }, PlanRefusal>> {
  throw new Error('not built');
}
