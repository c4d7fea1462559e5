import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Decision, DisputeRefusal } from '../types.ts';
import { endDispute } from './close-dispute.server.ts';
import { lockLiving } from './lock-dispute.server.ts';
import { stepDispute } from './step-dispute.server.ts';
import { wordsFault, writeMessage } from './write-message.server.ts';

export type DecisionToRecord = {
  readonly disputeId: string;
  readonly decision: Decision;
  /** With tax: what the credit note gives; zero when refused. */
  readonly agreedMinor: bigint;
  readonly creditNoteId: string | null;
  readonly approvalId: string | null;
  /** What the customer reads. */
  readonly words: string;
};
type Done = Promise<Result<{ customerId: string }, DisputeRefusal>>;

/**
 * Writes down how a dispute was decided, tells the customer in the thread, and ends it. The credit note was issued in the same
 * transaction (`workflows/decide-dispute`). Refuses what contests nothing, a closed dispute and empty words.
 */
export async function recordDecision(tx: Tx, actor: Actor, input: DecisionToRecord, moment: Moment): Done {
  const fault = wordsFault(input.words);
  if (fault) return refuse(fault);
  const found = await lockLiving(tx, input);
  if (!found.ok) return found;
  const dispute = found.value;
  if (dispute.amountMinor === null) return refuse({ code: 'not-contested' });
  const { decision, agreedMinor, creditNoteId } = input;
  await tx
    .insertInto('dispute_decisions')
    .values({
      ...{ id: newId<never>() as string, dispute_id: dispute.id, customer_id: dispute.customerId, decision },
      ...{ agreed_minor: agreedMinor, credit_note_id: creditNoteId, approval_id: input.approvalId },
      ...{ words: input.words.trim(), decided_by: actor.id, decided_by_name: actor.name, decided_at: moment.now },
    })
    .execute();
  const said = { visibility: 'customer', via: 'staff', body: input.words, at: moment.now } as const;
  await writeMessage(tx, { dispute, author: actor, ...said });
  const first = dispute.firstAnsweredAt ?? moment.now;
  await tx
    .updateTable('disputes')
    .set({ last_word_by: 'us', last_word_at: moment.now, first_answered_at: first })
    .where('id', '=', dispute.id)
    .execute();
  await endDispute(tx, actor, dispute, { outcome: decision, why: decision, agreedMinor, creditNoteId }, moment);
  return ok({ customerId: dispute.customerId });
}

/** Notes that a decision waits for a second person. The clock runs on. */
export async function awaitApproval(
  tx: Tx,
  actor: Actor,
  input: { readonly disputeId: string; readonly approvalId: string; readonly why: string },
  moment: Moment,
): Done {
  const found = await lockLiving(tx, input);
  if (!found.ok) return found;
  const { approvalId } = input;
  const step = { to: 'waiting_approval', waitsFor: 'approval', why: input.why } as const;
  await stepDispute(tx, actor, found.value, step, moment, { approval_id: approvalId });
  return ok({ customerId: found.value.customerId });
}

/** A decision was sent back or withdrawn: the dispute that waited for it is with us again. Null where none did. */
export async function approvalOver(
  tx: Tx,
  actor: Actor,
  input: { readonly approvalId: string; readonly why: string },
  moment: Moment,
): Promise<string | null> {
  const { approvalId, why } = input;
  const waits = await tx.selectFrom('disputes').select('id').where('approval_id', '=', approvalId).executeTakeFirst();
  if (!waits) return null;
  const found = await lockLiving(tx, { disputeId: waits.id });
  if (!found.ok || found.value.approvalId !== approvalId) return null;
  const step = { to: 'looked_at', waitsFor: 'us', why } as const;
  await stepDispute(tx, actor, found.value, step, moment, { approval_id: null });
  return waits.id;
}
