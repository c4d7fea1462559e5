import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal, PlanWish } from '../types.ts';

/** Inside the policy the plan is agreed at once, under the customer's lock; outside it becomes a request. Staff may ask for a customer. */
export function agreeOrRequest(
  _tx: Tx,
  _actor: Actor,
  _input: {
    readonly customerId: string;
    readonly wish: PlanWish;
    readonly methodId: string | null;
    readonly note: string;
  },
  _moment: Moment,
): Promise<Result<{ planId: PlanId; state: 'active' | 'requested' }, PlanRefusal>> {
  throw new Error('not built');
}
