import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal } from '../types.ts';

/** The customer takes a request, or our counter-offer, off the table. */
export function withdrawRequest(
  _tx: Tx,
  _actor: Actor,
  _input: { readonly planId: string },
  _moment: Moment,
): Promise<Result<{ planId: PlanId }, PlanRefusal>> {
  throw new Error('not built');
}
