import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { getApproval } from '#app/modules/approvals/queries/get-approval.server.ts';
import { limitFor } from '#app/modules/approvals/queries/may-do-alone.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PlanRefusal } from '../types.ts';
import type { JudgedWish } from './judge-wish.server.ts';
import type { Exception } from './write-agreement.server.ts';

/**
 * Who stands for a wish that lies outside the policy: nobody inside it, the colleague within their own limit, or an approval of
 * this very plan and amount. Refuses `needs-approval` beyond the limit. The database asks again when the plan is agreed.
 */
export async function decideException(
  tx: Tx,
  actor: Actor,
  { judged, approvalId }: { readonly judged: JudgedWish; readonly approvalId: string | null | undefined },
): Promise<Result<Exception | null, PlanRefusal>> {
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'not-staff' });
  if (judged.breaks.length === 0) return ok(null);
  if (approvalId) {
    const approval = await getApproval(tx, approvalId);
    if (approval?.kind !== 'plan_exception' || approval.state !== 'approved') return refuse({ code: 'not-approved' });
    if (approval.amountMinor !== judged.principalMinor || approval.baseMinor !== judged.baseMinor)
      return refuse({ code: 'not-approved' });
    return ok({ by: approval.requestedBy, approvalId });
  }
  const { baseMinor } = judged;
  const limit = await limitFor(tx, { kind: 'plan_exception', role: await roleOf(tx, actor.id), baseMinor });
  return limit.alone ? ok({ by: actor.id, approvalId: null }) : refuse({ code: 'needs-approval', baseMinor });
}

/** As the database knows it, not as the request said it. */
async function roleOf(tx: Tx, userId: string): Promise<string> {
  const row = await tx
    .selectFrom('users')
    .select('role')
    .where('id', '=', userId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row?.role ?? '';
}
