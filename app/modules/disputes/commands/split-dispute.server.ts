import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { contestedPartsOf, type StoredPart } from '../queries/contested-parts.server.ts';
import { sentence } from '../rules/system-sentences.ts';
import type { DisputeId, DisputeRefusal } from '../types.ts';
import { holdContested, writeParts } from './hold-contested.server.ts';
import { type LockedDispute, lockLiving } from './lock-dispute.server.ts';
import { SYSTEM_AUTHOR } from './merge-disputes.server.ts';
import { replaceHold } from './replace-hold.server.ts';
import { writeStage } from './step-dispute.server.ts';
import { writeMessage } from './write-message.server.ts';

type Split = { readonly disputeId: string; readonly partIds: readonly string[]; readonly reasonCode?: string };
type Done = { readonly disputeId: DisputeId; readonly number: string; readonly customerId: string };

/**
 * Takes some parts out of a dispute into one of their own, with the time that was left for an answer, so that each can be answered
 * by whom it concerns. Refuses all parts or none, a closed dispute and one that waits for an approval.
 */
export async function splitDispute(
  tx: Tx,
  actor: Actor,
  input: Split,
  moment: Moment,
): Promise<Result<Done, DisputeRefusal>> {
  const found = await lockLiving(tx, input);
  if (!found.ok) return found;
  const dispute = found.value;
  if (dispute.approvalId) return refuse({ code: 'waits-for-approval', approvalId: dispute.approvalId });
  if (dispute.amountMinor === null) return refuse({ code: 'not-contested' });
  const parts = await contestedPartsOf(tx, dispute.id);
  const moved = parts.filter((part) => input.partIds.includes(part.id));
  if (moved.length === 0) return refuse({ code: 'nothing-chosen' });
  if (moved.length === parts.length) return refuse({ code: 'all-lines' });
  const reasonCode = input.reasonCode ?? dispute.reasonCode;
  const reason = await tx
    .selectFrom('dispute_reasons')
    .select('queue')
    .where('code', '=', reasonCode)
    .executeTakeFirst();
  if (!reason) return refuse({ code: 'unknown-reason' });
  const movedMinor = moved.reduce((sum, part) => sum + part.amountMinor, 0n);
  const ids = moved.map((part) => part.id);
  await tx.updateTable('dispute_lines').set({ is_contested: false }).where('id', 'in', ids).execute();
  await replaceHold(tx, actor, dispute, dispute.amountMinor - movedMinor, moment);
  const made = await insertSplit(tx, actor, { dispute, moved, movedMinor, reasonCode, queue: reason.queue }, moment);
  await writeAudit(tx, actor, {
    ...{ action: 'dispute.split', subjectKind: 'dispute', subjectId: dispute.id, customerId: dispute.customerId },
    after: { into: made.number, amountMinor: movedMinor },
  });
  return ok({ ...made, customerId: dispute.customerId });
}

type ToInsert = {
  readonly dispute: LockedDispute;
  readonly moved: readonly StoredPart[];
  readonly movedMinor: bigint;
  readonly reasonCode: string;
  readonly queue: string;
};

async function insertSplit(tx: Tx, actor: Actor, split: ToInsert, moment: Moment): Promise<Omit<Done, 'customerId'>> {
  const { dispute, moved, movedMinor, reasonCode, queue } = split;
  const id = newId<DisputeId>();
  const { customerId, itemId, invoiceId } = dispute;
  const toHold = { customerId, itemId, amountMinor: movedMinor, reason: reasonCode };
  const holdId = await holdContested(tx, actor, toHold, moment);
  const { number } = await tx
    .insertInto('disputes')
    .values({
      ...{
        id,
        raised_on: moment.today,
        customer_id: customerId,
        item_id: itemId,
        invoice_id: invoiceId,
        hold_id: holdId,
      },
      ...{ kind: dispute.kind, reason_code: reasonCode, amount_minor: movedMinor, currency: dispute.currency, queue },
      ...{ state: 'new', waits_for: 'us', state_at: moment.now, raised_at: moment.now, split_from: dispute.id },
      ...{
        raised_by_kind: 'staff',
        raised_by: actor.id,
        raised_by_name: actor.name,
        notify_email: dispute.notifyEmail,
      },
      ...{ answer_due_at: dispute.answerDueAt, resolve_due_at: dispute.resolveDueAt },
      ...{
        resolve_left_minutes: dispute.resolveLeftMinutes,
        last_word_by: 'customer',
        last_word_at: dispute.lastWordAt,
      },
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  const of = { id, customerId, invoiceId };
  await writeParts(tx, of, moved);
  const step = { to: 'new', waitsFor: 'us', why: `split from ${dispute.number}` } as const;
  await writeStage(tx, actor, { ...of, from: null, step, at: moment.now });
  const said = { author: SYSTEM_AUTHOR, visibility: 'customer', via: 'system', at: moment.now } as const;
  await writeMessage(tx, { dispute: of, ...said, body: sentence('partOf', dispute), withoutMail: true });
  await writeMessage(tx, { dispute, ...said, body: sentence('partTaken', { number: number ?? '' }) });
  return { disputeId: id, number: number ?? '' };
}
