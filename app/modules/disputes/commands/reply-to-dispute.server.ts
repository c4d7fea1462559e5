import { addBusinessMinutes } from '#app/kernel/business-hours.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { deskClock } from '../queries/desk-clock.server.ts';
import type { DisputeMessage, DisputeRefusal, StoredDisputeFile, Visibility } from '../types.ts';
import { type LockedDispute, lockDispute, lockLiving } from './lock-dispute.server.ts';
import { stepDispute } from './step-dispute.server.ts';
import { mentionsFault, wordsFault, writeMessage } from './write-message.server.ts';

export type ReplyInput = {
  readonly disputeId: string;
  /** A customer replies in their own disputes alone. */
  readonly customerId?: string;
  readonly words: string;
  readonly files: readonly StoredDisputeFile[];
  /** Of staff: who reads it. What a customer writes both sides read. */
  readonly visibility?: Visibility;
  /** Of staff, to the customer: their answer is waited for, and the clock to the solution stops until it comes. */
  readonly asks?: boolean;
  readonly via?: DisputeMessage['via'];
  readonly savedVersion?: string | null;
  /** Colleagues an internal note names. */
  readonly mentions?: readonly string[];
};
type Replied = { readonly messageId: string; readonly customerId: string };

/**
 * Writes into a thread. A customer's words bring it back to us with a new time to answer; our words to the customer answer it; a
 * note among ourselves changes nothing but that it was looked at. A closed dispute takes internal notes only: the customer
 * opens it again. Refuses empty words, a closed dispute, another customer's, and names that are no colleague's.
 */
export async function replyToDispute(
  tx: Tx,
  actor: Actor,
  input: ReplyInput,
  moment: Moment,
): Promise<Result<Replied, DisputeRefusal>> {
  const fault = wordsFault(input.words, input.files);
  if (fault) return refuse(fault);
  const ours = actor.kind === 'staff' || actor.kind === 'system';
  const visibility = ours ? (input.visibility ?? 'customer') : 'customer';
  const found = await (visibility === 'internal' ? lockDispute : lockLiving)(tx, input);
  if (!found.ok) return found;
  const dispute = found.value;
  const named = await mentionsFault(tx, input.mentions ?? []);
  if (!named.ok) return named;
  const at = await moveOn(tx, actor, { dispute, visibility, ours, asks: input.asks ?? false }, moment);
  const messageId = await writeMessage(tx, {
    ...{ dispute, author: actor, visibility, via: input.via ?? (ours ? 'staff' : 'portal'), body: input.words, at },
    ...{ files: input.files, savedVersion: input.savedVersion ?? null },
    mentions: visibility === 'internal' ? (input.mentions ?? []) : [],
  });
  await writeAudit(tx, actor, {
    ...{ action: 'dispute.written', subjectKind: 'dispute', subjectId: dispute.id, customerId: dispute.customerId },
    after: { messageId, visibility, files: input.files.length },
  });
  return ok({ messageId, customerId: dispute.customerId });
}

type Reply = {
  readonly dispute: LockedDispute;
  readonly visibility: Visibility;
  readonly ours: boolean;
  readonly asks: boolean;
};

/** Where the words leave the dispute; answers when they count as written. */
async function moveOn(tx: Tx, actor: Actor, reply: Reply, moment: Moment): Promise<Date> {
  const { dispute, visibility, ours, asks } = reply;
  if (dispute.state === 'closed') return moment.now;
  const isNew = dispute.state === 'new' || dispute.state === 'reopened';
  const looked = { to: 'looked_at', waitsFor: 'us', why: '' } as const;
  if (visibility === 'internal') return isNew ? stepDispute(tx, actor, dispute, looked, moment) : moment.now;
  if (!ours) return customersWord(tx, actor, dispute, moment);
  const also = {
    ...{ last_word_by: 'us', last_word_at: moment.now, answer_due_at: null },
    first_answered_at: dispute.firstAnsweredAt ?? moment.now,
  };
  if (asks && dispute.state !== 'waiting_approval' && dispute.state !== 'waiting_department')
    return stepDispute(tx, actor, dispute, { to: 'waiting_customer', waitsFor: 'customer', why: '' }, moment, also);
  if (isNew) return stepDispute(tx, actor, dispute, looked, moment, also);
  await tx.updateTable('disputes').set(also).where('id', '=', dispute.id).execute();
  return moment.now;
}

/** A customer who writes again before we answered does not move the time we have to answer. */
async function customersWord(tx: Tx, actor: Actor, dispute: LockedDispute, moment: Moment): Promise<Date> {
  const { answerMinutes, hours } = await deskClock(tx, dispute);
  const dueAt = dispute.answerDueAt ?? addBusinessMinutes(moment.now, answerMinutes, hours);
  const also = { last_word_by: 'customer', last_word_at: moment.now, answer_due_at: dueAt };
  if (dispute.state === 'waiting_customer')
    return stepDispute(tx, actor, dispute, { to: 'looked_at', waitsFor: 'us', why: '' }, moment, also);
  await tx.updateTable('disputes').set(also).where('id', '=', dispute.id).execute();
  return moment.now;
}
