import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanId, PlanRefusal, PlanWish } from '../types.ts';

/** What is left of a living plan on other dates: a new version of the agreement, by a colleague. The items of the wish are those of the plan with what is left of them. */
export function renegotiate(
  _tx: Tx,
  _actor: Actor,
  _input: {
    readonly planId: string;
    readonly wish: Omit<PlanWish, 'items' | 'currency'>;
    readonly note: string;
    readonly approvalId?: string | null;
  },
  _moment: Moment,
): Promise<Result<{ planId: PlanId; versionNo: number }, PlanRefusal>> {
  throw new Error('not built');
}
