import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { listLimits } from '../queries/list-limits.server.ts';
import { NEVER_ALONE } from '../rules/limit-roles.ts';
import type { ApprovalKind, LimitNow } from '../types.ts';

export type ChangeLimitInput = Pick<LimitNow, 'kind' | 'role' | 'aloneUpToMinor' | 'approvesUpToMinor'> & {
  readonly reason: string;
};
export type ChangeLimitRefusal =
  | { readonly code: 'nothing-changed' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'never-alone'; readonly kind: ApprovalKind };

/**
 * Sets the limits of a role for a kind from now on, as a new version. Requests that wait keep the limits they were made
 * under. Minor units of the base currency; null is without limit, 0 never. Refuses an empty reason, the limits as they
 * are, and letting one person alone change bank details or reopen a month.
 */
export async function changeLimit(
  tx: Tx,
  actor: Actor,
  { kind, role, aloneUpToMinor, approvesUpToMinor, reason }: ChangeLimitInput,
  { now }: Moment,
): Promise<Result<undefined, ChangeLimitRefusal>> {
  if (reason.trim() === '') return refuse({ code: 'reason-missing' });
  if (NEVER_ALONE.has(kind) && aloneUpToMinor !== 0n) return refuse({ code: 'never-alone', kind });
  const before = (await listLimits(tx)).find((limit) => limit.kind === kind && limit.role === role);
  const isSame =
    (before ? before.aloneUpToMinor : 0n) === aloneUpToMinor &&
    (before ? before.approvesUpToMinor : 0n) === approvesUpToMinor;
  if (isSame) return refuse({ code: 'nothing-changed' });
  await tx
    .insertInto('approval_rules')
    .values({
      ...{ kind, role, alone_up_to_minor: aloneUpToMinor, approves_up_to_minor: approvesUpToMinor },
      ...{ changed_by: actor.id, changed_by_name: actor.name, changed_at: now, reason: reason.trim() },
    })
    .execute();
  const words = (limit: bigint | null | undefined) => (limit === null ? 'without limit' : (limit ?? 0n));
  await writeAudit(tx, actor, {
    ...{ action: 'approval-limit.changed', subjectKind: 'approval-limit', subjectId: newId() },
    before: { kind, role, alone: words(before?.aloneUpToMinor), approves: words(before?.approvesUpToMinor) },
    after: { kind, role, alone: words(aloneUpToMinor), approves: words(approvesUpToMinor) },
    reason: reason.trim(),
  });
  return ok();
}
