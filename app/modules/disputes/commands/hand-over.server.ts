import { addBusinessMinutes } from '#app/kernel/business-hours.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { deskClock } from '../queries/desk-clock.server.ts';
import type { DisputeRefusal, HandoverId, StoredDisputeFile } from '../types.ts';
import { recallHandovers } from './close-dispute.server.ts';
import { type LockedDispute, lockLiving } from './lock-dispute.server.ts';
import { stepDispute } from './step-dispute.server.ts';
import { wordsFault, writeMessage } from './write-message.server.ts';

export type HandOverInput = {
  readonly disputeId: string;
  /** A department, which answers from a mail link (somebody there, at their own address), or a colleague. */
  readonly to:
    | { readonly queue: string; readonly name?: string; readonly email?: string }
    | { readonly userId: string };
  readonly question: string;
  /** Without one: the department's own time to answer, in its business hours. */
  readonly dueAt?: Date;
  /** SHA-256 of the token of the mail link; null for a colleague. */
  readonly tokenHash?: Buffer | null;
};
type Given = {
  readonly handoverId: HandoverId;
  readonly dueAt: Date;
  readonly toName: string;
  readonly toEmail: string;
  readonly customerId: string;
};

/**
 * Asks a department or a colleague, by when. Our own clock runs on: the customer waits for us, not for them. An earlier question
 * that is still open is called back. Refuses a closed dispute, one that waits for an approval, and a time that is over.
 */
export async function handOverDispute(
  tx: Tx,
  actor: Actor,
  input: HandOverInput,
  moment: Moment,
): Promise<Result<Given, DisputeRefusal>> {
  const fault = wordsFault(input.question);
  if (fault) return refuse(fault);
  const found = await lockLiving(tx, input);
  if (!found.ok) return found;
  const dispute = found.value;
  if (dispute.approvalId) return refuse({ code: 'waits-for-approval', approvalId: dispute.approvalId });
  const to = await receiver(tx, input.to);
  if (!to) return refuse({ code: 'queue' in input.to ? 'unknown-queue' : 'unknown-person' });
  const dueAt = input.dueAt ?? (await dueOf(tx, dispute, to.queue, moment.now));
  if (dueAt <= moment.now) return refuse({ code: 'in-the-past' });
  await recallHandovers(tx, dispute.id, moment);
  const handoverId = newId<HandoverId>();
  await tx
    .insertInto('dispute_handovers')
    .values({
      ...{
        id: handoverId,
        dispute_id: dispute.id,
        customer_id: dispute.customerId,
        to_queue: to.queue,
        to_user: to.user,
      },
      ...{ to_name: to.name, to_email: to.email, question: input.question.trim(), asked_by: actor.id },
      ...{ asked_by_name: actor.name, asked_at: moment.now, due_at: dueAt, token_hash: input.tokenHash ?? null },
    })
    .execute();
  const waitsFor = to.queue ? 'department' : 'colleague';
  await stepDispute(tx, actor, dispute, { to: 'waiting_department', waitsFor, why: to.name }, moment);
  await writeAudit(tx, actor, {
    ...{ action: 'dispute.handed-over', subjectKind: 'dispute', subjectId: dispute.id, customerId: dispute.customerId },
    after: { handoverId, to: to.name, dueAt: dueAt.toISOString() },
  });
  return ok({ handoverId, dueAt, toName: to.name, toEmail: to.email, customerId: dispute.customerId });
}

type Receiver = {
  readonly queue: string | null;
  readonly user: string | null;
  readonly name: string;
  readonly email: string;
};

async function receiver(tx: Tx, to: HandOverInput['to']): Promise<Receiver | null> {
  if ('queue' in to) {
    const row = await tx
      .selectFrom('dispute_queues')
      .select(['code', 'name', 'email'])
      .where('code', '=', to.queue)
      .where('is_department', '=', true)
      .where('retired_at', 'is', null)
      .executeTakeFirst();
    if (!row) return null;
    const name = to.name ? `${row.name}, ${to.name}`.slice(0, 200) : row.name;
    return { queue: row.code, user: null, name, email: to.email || row.email };
  }
  const row = await tx
    .selectFrom('users')
    .select(['id', 'name', 'email'])
    .where('id', '=', to.userId)
    .where('kind', '=', 'staff')
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row ? { queue: null, user: row.id, name: row.name, email: row.email } : null;
}

async function dueOf(tx: Tx, dispute: LockedDispute, queue: string | null, now: Date): Promise<Date> {
  const { answerMinutes, hours } = await deskClock(tx, { queue: queue ?? dispute.queue, kind: dispute.kind });
  return addBusinessMinutes(now, answerMinutes, hours);
}

export type HandoverAnswer = {
  readonly handoverId: string;
  readonly answer: string;
  /** Who of the department wrote it. */
  readonly byName: string;
  readonly files: readonly StoredDisputeFile[];
};

/**
 * The answer of a department or a colleague: a note among ourselves, never the customer's to read, and the dispute is back with
 * us. Refuses a question that was answered or called back.
 */
export async function answerHandover(
  tx: Tx,
  actor: Actor,
  input: HandoverAnswer,
  moment: Moment,
): Promise<Result<{ disputeId: string; customerId: string }, DisputeRefusal>> {
  const fault = wordsFault(input.answer, input.files);
  if (fault) return refuse(fault);
  const asked = await tx
    .selectFrom('dispute_handovers')
    .select(['dispute_id', 'to_queue'])
    .where('id', '=', input.handoverId)
    .executeTakeFirst();
  if (!asked) return refuse({ code: 'unknown-handover' });
  const found = await lockLiving(tx, { disputeId: asked.dispute_id });
  if (!found.ok) return found;
  const dispute = found.value;
  const isStaff = actor.kind === 'staff';
  const by = isStaff ? actor : ({ kind: 'department', id: null, name: input.byName } as const);
  const author = { kind: by.kind, id: by.id, name: by.name };
  const said = { visibility: 'internal', via: isStaff ? 'staff' : 'department_link', body: input.answer } as const;
  const messageId = await writeMessage(tx, { dispute, author, ...said, files: input.files, at: moment.now });
  const answered = await tx
    .updateTable('dispute_handovers')
    .set({ answered_at: moment.now, answered_by_name: input.byName, message_id: messageId })
    .where('id', '=', input.handoverId)
    .where('answered_at', 'is', null)
    .where('recalled_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!answered) return refuse({ code: 'handover-over' });
  if (dispute.state === 'waiting_department')
    await stepDispute(tx, by, dispute, { to: 'looked_at', waitsFor: 'us', why: input.byName }, moment);
  await writeAudit(tx, actor, {
    ...{
      action: 'dispute.handover-answered',
      subjectKind: 'dispute',
      subjectId: dispute.id,
      customerId: dispute.customerId,
    },
    after: { handoverId: input.handoverId, byName: input.byName },
  });
  return ok({ disputeId: dispute.id, customerId: dispute.customerId });
}
