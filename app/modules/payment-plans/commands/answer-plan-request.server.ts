import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal, PlanWish } from '../types.ts';

/** A colleague answers a request. What lies outside the policy needs their limit, or an approval: `needs-approval` (then ask for it with `askPlanException`). */
export function answerPlanRequest(
  _tx: Tx,
  _actor: Actor,
  _input: {
    readonly planId: string;
    readonly answer: 'approve' | 'counter' | 'decline';
    readonly counter?: PlanWish;
    readonly note: string;
    readonly approvalId?: string | null;
  },
  _moment: Moment,
): Promise<Result<{ planId: PlanId; state: 'active' | 'countered' | 'declined' }, PlanRefusal>> {
  throw new Error('not built');
}
