import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Closes the task of a promise that was not wholly kept, or of a plan in default, with what came of it. */
export async function finishTask(
  tx: Tx,
  actor: Actor,
  { taskId, outcome }: { readonly taskId: string; readonly outcome: string },
  moment: Moment,
): Promise<Result<{ customerId: string }, { readonly code: 'done-already' }>> {
  const row = await tx
    .updateTable('collection_tasks')
    .set({ done_by: actor.id, done_by_name: actor.name, done_at: moment.now, outcome })
    .where('id', '=', taskId)
    .where('done_at', 'is', null)
    .returning(['customer_id', 'promise_id', 'plan_id'])
    .executeTakeFirst();
  if (!row) return refuse({ code: 'done-already' });
  await writeAudit(tx, actor, {
    ...{
      action: row.plan_id ? 'plan.followed-up' : 'promise.followed-up',
      subjectKind: row.plan_id ? 'payment_plan' : 'promise',
      subjectId: row.plan_id ?? row.promise_id ?? taskId,
      customerId: row.customer_id,
    },
    reason: outcome,
  });
  return ok({ customerId: row.customer_id });
}
