import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export const CLOSING_NOTE_MAX = 1_000;

/** `explained`: a movement that belongs to a payment of ours, or that is posted by itself, is not closed by hand. */
export type CloseMovementRefusal = {
  readonly code: 'unknown-movement' | 'note-missing' | 'note-too-long' | 'explained' | 'closed-already';
};

/**
 * Notes what a person found out about a movement at the processor that no posting of ours explains. It posts nothing: what
 * has to be recorded is recorded by its own document. Once for each movement.
 */
export async function closeMovement(
  tx: Tx,
  actor: Actor,
  input: { readonly transactionId: string; readonly note: string },
  moment: Moment,
): Promise<Result<void, CloseMovementRefusal>> {
  const note = input.note.trim();
  if (note === '') return refuse({ code: 'note-missing' });
  if (note.length > CLOSING_NOTE_MAX) return refuse({ code: 'note-too-long' });
  const movement = await tx
    .selectFrom('processor_transactions as t')
    .leftJoin('payments as p', 'p.processor_ref', 't.intent_ref')
    .select(['t.kind', 't.ref', 'p.id as payment_id'])
    .where('t.id', '=', input.transactionId)
    .executeTakeFirst();
  if (!movement) return refuse({ code: 'unknown-movement' });
  const isPosted = ['payout', 'payout_failure', 'fee'].includes(movement.kind);
  if (movement.kind !== 'other' && (movement.payment_id !== null || isPosted)) return refuse({ code: 'explained' });
  const closed = await tx
    .insertInto('movement_closings')
    .values({
      ...{ transaction_id: input.transactionId, note, closed_by: actor.id, closed_by_name: actor.name },
      closed_at: moment.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (closed.numInsertedOrUpdatedRows === 0n) return refuse({ code: 'closed-already' });
  await writeAudit(tx, actor, {
    ...{ action: 'movement.closed', subjectKind: 'processor_transaction', subjectId: input.transactionId },
    after: { ref: movement.ref, kind: movement.kind },
    reason: note,
  });
  return ok();
}
