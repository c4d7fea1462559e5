import { assert } from '#app/kernel/assert.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { getApproval } from '../queries/get-approval.server.ts';
import { getDecider } from '../queries/get-decider.server.ts';
import { authorityOver } from '../rules/may-decide.ts';
import type { AlreadyDecided, Approval, Authority, DecideRefusal } from '../types.ts';

export type DecideInput = {
  readonly approvalId: string;
  readonly decision: 'approve' | 'send-back';
  readonly note: string;
};

/**
 * Writes the one decision of a request and answers the request as decided. It does not do what was asked for: that is
 * the workflow decide-and-do, in the same transaction. Refuses one's own request, one beyond the limit that the request's
 * own rule gives the decider or a colleague they stand in for, sending back without a reason, and whatever is decided
 * already, saying by whom and when. Two people at once meet the primary key: the second waits, then is told.
 */
export async function decideApproval(
  tx: Tx,
  actor: Actor,
  input: DecideInput,
  moment: Moment,
): Promise<Result<Approval, DecideRefusal>> {
  const note = input.note.trim();
  const asked = await getApproval(tx, input.approvalId);
  if (!asked) return refuse({ code: 'unknown-approval' });
  if (asked.state !== 'waiting') return refuse(decidedAlready(asked));
  const decider =
    actor.kind === 'staff' && actor.id ? await getDecider(tx, { userId: actor.id, today: moment.today }) : undefined;
  if (!decider) return refuse({ code: 'not-staff' });
  const authority = authorityOver(asked, decider, input.decision);
  if (!authority.ok) return authority;
  if (input.decision === 'send-back' && note === '') return refuse({ code: 'reason-missing' });
  const outcome = input.decision === 'approve' ? 'approved' : 'refused';
  const decided = await writeDecision(tx, actor, { asked, outcome, note, authority: authority.value }, moment);
  return decided.ok ? ok(decided.value) : decided;
}

type Decided = {
  readonly asked: Approval;
  readonly outcome: 'approved' | 'refused' | 'withdrawn';
  readonly note: string;
  readonly authority: Authority;
};

/** The row and its audit record. A decision that was there first, or came first by a moment, is answered instead. */
export async function writeDecision(
  tx: Tx,
  actor: Actor,
  { asked, outcome, note, authority: { role, standIn } }: Decided,
  { now }: Moment,
): Promise<Result<Approval, AlreadyDecided>> {
  assert(actor.id, 'a decision is made by a person');
  const row = await tx
    .insertInto('approval_decisions')
    .values({
      ...{ approval_id: asked.id, outcome, note, requested_by: asked.requestedBy, decided_role: role },
      ...{ decided_by: actor.id, decided_by_name: actor.name, decided_at: now },
      ...{ decided_for: standIn?.userId, decided_for_name: standIn?.name, delegation_id: standIn?.delegationId },
    })
    .onConflict((conflict) => conflict.column('approval_id').doNothing())
    .returning('approval_id')
    .executeTakeFirst();
  const decided = await getApproval(tx, asked.id);
  assert(decided && decided.state !== 'waiting', 'a decision was written');
  if (!row) return refuse(decidedAlready(decided));
  await writeAudit(tx, actor, {
    ...{ action: `approval.${outcome}`, subjectKind: 'approval', subjectId: asked.id, customerId: asked.customerId },
    before: { state: 'waiting' },
    after: {
      state: outcome,
      kind: asked.kind,
      summary: asked.summary,
      ...(standIn ? { decidedFor: standIn.name } : {}),
    },
    reason: note,
  });
  return ok(decided);
}

/** By whom and when, for who came second. */
export function decidedAlready(asked: Approval): AlreadyDecided {
  assert(
    asked.state !== 'waiting' && asked.decidedByName !== null && asked.decidedAt,
    'a decided request says by whom',
  );
  return { code: 'already-decided', state: asked.state, byName: asked.decidedByName, at: asked.decidedAt };
}
