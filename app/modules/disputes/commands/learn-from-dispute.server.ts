import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type LearnInput = {
  readonly disputeId: string;
  readonly causeCode: string;
  /** Whose it was to prevent; the cause's own unless said. */
  readonly department: string | null;
  readonly note: string;
};

/** `not-decided`: a cause is named once it is known how it ended. */
export type LearnRefusal = {
  readonly code: 'unknown-dispute' | 'not-decided' | 'unknown-cause' | 'unknown-department' | 'note-too-long';
};

const NOTE_MAX = 1_000;

/** Says what a decided dispute came from, by a cause as it holds now. Said again, the newer word counts; the older stays. */
export async function learnFromDispute(
  tx: Tx,
  actor: Actor,
  input: LearnInput,
  { now }: Moment,
): Promise<Result<undefined, LearnRefusal>> {
  const note = input.note.trim();
  if (note.length > NOTE_MAX) return refuse({ code: 'note-too-long' });
  const dispute = await tx
    .selectFrom('disputes')
    .select(['customer_id', 'state', 'number'])
    .where('id', '=', input.disputeId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!dispute) return refuse({ code: 'unknown-dispute' });
  if (dispute.state !== 'decided' && dispute.state !== 'closed') return refuse({ code: 'not-decided' });
  const cause = await tx
    .selectFrom('dispute_causes_now')
    .select(['version', 'department'])
    .where('code', '=', input.causeCode)
    .where('state', '=', 'on')
    .executeTakeFirst();
  if (!cause?.version) return refuse({ code: 'unknown-cause' });
  const department = input.department || cause.department!;
  const queue = await tx.selectFrom('dispute_queues').select('code').where('code', '=', department).executeTakeFirst();
  if (!queue) return refuse({ code: 'unknown-department' });
  await tx
    .insertInto('dispute_learnings')
    .values({
      ...{
        dispute_id: input.disputeId,
        customer_id: dispute.customer_id,
        cause_version: cause.version,
        department,
        note,
      },
      ...{ learned_by: actor.id, learned_by_name: actor.name, learned_at: now },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{
      action: 'dispute.learned',
      subjectKind: 'dispute',
      subjectId: input.disputeId,
      customerId: dispute.customer_id as never,
    },
    after: { cause: input.causeCode, department },
    reason: note,
  });
  return ok();
}
