import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DisputeOutcome, DisputeRefusal } from '../types.ts';
import { endContest } from './hold-contested.server.ts';
import { type LockedDispute, lockLiving } from './lock-dispute.server.ts';
import { type Doer, stepDispute } from './step-dispute.server.ts';
import { wordsFault, writeMessage } from './write-message.server.ts';

type Ending = {
  readonly outcome: DisputeOutcome;
  readonly why: string;
  readonly agreedMinor?: bigint;
  readonly creditNoteId?: string | null;
  readonly mergedInto?: string;
};

/**
 * Ends a living dispute that is locked: what it held is free at once, whatever waited for a department is called back, and it says
 * how it ended. A decision is a stage of its own before the end.
 */
export async function endDispute(
  tx: Tx,
  by: Actor,
  dispute: LockedDispute,
  ending: Ending,
  moment: Moment,
): Promise<void> {
  const { outcome, why } = ending;
  await endContest(tx, by, dispute, why, moment);
  await recallHandovers(tx, dispute.id, moment);
  const also = {
    ...{ outcome, agreed_minor: ending.agreedMinor ?? null, credit_note_id: ending.creditNoteId ?? null },
    ...{ merged_into: ending.mergedInto ?? null, approval_id: null },
  };
  let stands = dispute;
  if (outcome === 'agreed' || outcome === 'part' || outcome === 'refused' || outcome === 'rebilled') {
    const step = { to: 'decided', waitsFor: 'us', why } as const;
    const at = await stepDispute(tx, by, dispute, step, moment, { ...also, hold_id: null });
    stands = { ...dispute, state: 'decided', stateAt: at };
  }
  const closing = { to: 'closed', waitsFor: null, why } as const;
  const at = stands.stateAt > moment.now ? stands.stateAt : moment.now;
  await stepDispute(tx, by, stands, closing, moment, { ...also, hold_id: null, closed_at: at });
  await writeAudit(tx, by, {
    ...{ action: 'dispute.closed', subjectKind: 'dispute', subjectId: dispute.id, customerId: dispute.customerId },
    before: { state: dispute.state, amountMinor: dispute.amountMinor },
    after: { outcome, agreedMinor: ending.agreedMinor ?? null, creditNoteId: ending.creditNoteId ?? null },
    reason: why,
  });
}

/** Questions to departments and colleagues that nobody needs answered any more. */
export async function recallHandovers(tx: Tx, disputeId: string, { now }: Moment): Promise<void> {
  await tx
    .updateTable('dispute_handovers')
    .set({ recalled_at: now })
    .where('dispute_id', '=', disputeId)
    .where('answered_at', 'is', null)
    .where('recalled_at', 'is', null)
    .execute();
}

type Withdrawal = { readonly disputeId: string; readonly customerId?: string; readonly words?: string };

/** Takes a dispute back, by the customer or in their name: what it held is asked for again. Refuses a closed one. */
export async function withdrawDispute(
  tx: Tx,
  actor: Actor,
  input: Withdrawal,
  moment: Moment,
): Promise<Result<{ customerId: string }, DisputeRefusal>> {
  const found = await lockLiving(tx, input);
  if (!found.ok) return found;
  const dispute = found.value;
  const words = input.words?.trim();
  if (words) await say(tx, actor, dispute, { words, moment });
  await endDispute(tx, actor, dispute, { outcome: 'withdrawn', why: 'withdrawn' }, moment);
  return ok({ customerId: dispute.customerId });
}

/** Ends a question or a complaint with words to the customer. What contests an amount is decided instead. */
export async function answerQuestion(
  tx: Tx,
  actor: Actor,
  input: { readonly disputeId: string; readonly words: string; readonly savedVersion?: string | null },
  moment: Moment,
): Promise<Result<{ customerId: string }, DisputeRefusal>> {
  const fault = wordsFault(input.words);
  if (fault) return refuse(fault);
  const found = await lockLiving(tx, input);
  if (!found.ok) return found;
  const dispute = found.value;
  if (dispute.amountMinor !== null) return refuse({ code: 'not-disputable' });
  await say(tx, actor, dispute, { ...input, moment });
  await endDispute(tx, actor, dispute, { outcome: 'answered', why: 'answered' }, moment);
  return ok({ customerId: dispute.customerId });
}

type Said = { readonly words: string; readonly moment: Moment; readonly savedVersion?: string | null };

/** Last words to the other side, which count as our answer when they are ours. */
async function say(tx: Tx, actor: Actor, dispute: LockedDispute, { words, moment, savedVersion }: Said): Promise<void> {
  const ours = actor.kind === 'staff' || actor.kind === 'system';
  const author: Doer = actor;
  await writeMessage(tx, {
    ...{ dispute, author, visibility: 'customer', via: ours ? 'staff' : 'portal', body: words, at: moment.now },
    savedVersion: savedVersion ?? null,
  });
  await tx
    .updateTable('disputes')
    .set({
      ...{ last_word_by: ours ? 'us' : 'customer', last_word_at: moment.now },
      ...(ours ? { first_answered_at: dispute.firstAnsweredAt ?? moment.now } : {}),
    })
    .where('id', '=', dispute.id)
    .execute();
}
