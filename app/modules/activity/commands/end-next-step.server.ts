import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { NoteRefusal } from '../types.ts';

/** Notes that the next step of a note was done, once. Refuses a note without one, and one that somebody did already. */
export async function endNextStep(
  tx: Tx,
  actor: Actor,
  input: { readonly noteId: string; readonly customerId: string; readonly outcome: string },
  moment: Moment,
): Promise<Result<void, NoteRefusal>> {
  const { noteId, customerId, outcome } = input;
  const note = await tx
    .selectFrom('activity_notes')
    .select('id')
    .where('id', '=', noteId)
    .where('customer_id', '=', customerId)
    .where('next_step', '<>', '')
    .executeTakeFirst();
  if (!note) return refuse({ code: 'unknown' });
  const done = await tx
    .insertInto('activity_note_ends')
    .values({
      ...{ note_id: noteId, customer_id: customerId, outcome: outcome.trim() },
      ...{ done_by: actor.id, done_by_name: actor.name, done_at: moment.now },
    })
    .onConflict((conflict) => conflict.column('note_id').doNothing())
    .returning('note_id')
    .executeTakeFirst();
  if (!done) {
    const by = await tx
      .selectFrom('activity_note_ends')
      .select('done_by_name')
      .where('note_id', '=', noteId)
      .executeTakeFirstOrThrow();
    return refuse({ code: 'done-already', byName: by.done_by_name });
  }
  await writeAudit(tx, actor, {
    ...{ action: 'note.followed-up', subjectKind: 'note', subjectId: noteId, customerId },
    reason: outcome.trim(),
  });
  return ok();
}
