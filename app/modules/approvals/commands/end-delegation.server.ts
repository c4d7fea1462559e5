import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type EndDelegationRefusal = { readonly code: 'not-yours' } | { readonly code: 'ended-already' };

/** Ends a delegation before its last day; what was decided under it stays decided. Either of the two may end it. */
export async function endDelegation(
  tx: Tx,
  actor: Actor,
  { delegationId }: { delegationId: string },
  { now }: Moment,
): Promise<Result<undefined, EndDelegationRefusal>> {
  const found = await tx
    .selectFrom('approval_delegations')
    .select(['from_user', 'to_user'])
    .where('id', '=', delegationId)
    .executeTakeFirst();
  if (!found || !actor.id || ![found.from_user, found.to_user].includes(actor.id)) return refuse({ code: 'not-yours' });
  const ended = await tx
    .insertInto('approval_delegation_ends')
    .values({ delegation_id: delegationId, ended_by: actor.id, ended_at: now })
    .onConflict((conflict) => conflict.column('delegation_id').doNothing())
    .returning('delegation_id')
    .executeTakeFirst();
  if (!ended) return refuse({ code: 'ended-already' });
  await writeAudit(tx, actor, {
    action: 'approval.delegation-ended',
    subjectKind: 'delegation',
    subjectId: delegationId,
  });
  return ok();
}
