import { compareDates, daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { mayStaff, type StaffRole } from '#app/modules/auth/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DelegateRefusal, DelegationId } from '../types.ts';

export type DelegateInput = {
  readonly toUser: string;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly reason: string;
};

const DAYS_MAX = 366;

/**
 * Lets a colleague decide with one's own limits while one is away, first and last day included. One delegates one's own
 * decisions only. Refuses oneself, somebody who does not decide on requests at all, and days that are past or backwards.
 */
export async function delegate(
  tx: Tx,
  actor: Actor,
  { toUser, fromOn, toOn, reason }: DelegateInput,
  { now, today }: Moment,
): Promise<Result<{ delegationId: DelegationId; toName: string }, DelegateRefusal>> {
  if (!actor.id || toUser === actor.id) return refuse({ code: 'to-oneself' });
  if (compareDates(toOn, fromOn) < 0) return refuse({ code: 'ends-before-it-begins' });
  if (compareDates(toOn, today) < 0) return refuse({ code: 'in-the-past' });
  if (daysBetween(fromOn, toOn) > DAYS_MAX) return refuse({ code: 'too-long' });
  const colleague = await tx
    .selectFrom('users')
    .select(['id', 'name', 'role'])
    .where('id', '=', toUser)
    .where('kind', '=', 'staff')
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!colleague) return refuse({ code: 'unknown-person' });
  if (!mayStaff(colleague.role as StaffRole, 'approvals.decide'))
    return refuse({ code: 'cannot-decide', name: colleague.name });
  const row = await tx
    .insertInto('approval_delegations')
    .values({ from_user: actor.id, to_user: toUser, from_on: fromOn, to_on: toOn, reason: reason.trim(), made_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await writeAudit(tx, actor, {
    ...{ action: 'approval.delegated', subjectKind: 'delegation', subjectId: row.id },
    after: { to: colleague.name, fromOn, toOn },
    reason: reason.trim(),
  });
  return ok({ delegationId: row.id as DelegationId, toName: colleague.name });
}
