import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { NoteKind, NoteRefusal } from '../types.ts';
import { recordActivity } from './record-activity.server.ts';

export type NewNote = {
  readonly customerId: string;
  readonly kind: NoteKind;
  /** Null: now. */
  readonly happenedAt: Date | null;
  readonly spokenWith: string;
  readonly note: string;
  readonly nextStep: string;
  readonly nextOn: PlainDate | null;
};

const TITLES: Readonly<Record<NoteKind, string>> = { call: 'Call', visit: 'Visit', note: 'Note' };

/**
 * Writes down a call, a visit or a note with what is to be done next, and puts it on the customer's timeline. It stands as
 * it was written; what was wrong is said in another note. Refuses what lies ahead. Writes `note.written`.
 */
export async function writeNote(
  tx: Tx,
  actor: Actor,
  input: NewNote,
  moment: Moment,
): Promise<Result<{ noteId: string }, NoteRefusal>> {
  const at = input.happenedAt ?? moment.now;
  if (at > moment.now) return refuse({ code: 'future' });
  const { customerId, kind, spokenWith, note, nextStep, nextOn } = input;
  const noteId = newId<never>() as string;
  await tx
    .insertInto('activity_notes')
    .values({
      ...{ id: noteId, customer_id: customerId, kind, spoken_with: spokenWith, note },
      ...{ next_step: nextStep, next_on: nextStep === '' ? null : nextOn, happened_at: at },
      ...{ made_by: actor.id, made_by_name: actor.name, made_at: moment.now },
    })
    .execute();
  await recordActivity(tx, {
    ...{ customerId, kind, subjectKind: 'note', subjectId: noteId, at, people: spokenWith },
    title: TITLES[kind],
    text: [note, nextStep && `Next: ${nextStep}`].filter(Boolean).join('\n'),
    by: { kind: 'staff', name: actor.name },
  });
  await writeAudit(tx, actor, {
    ...{ action: 'note.written', subjectKind: 'note', subjectId: noteId, customerId },
    after: { kind, nextOn: nextOn ?? '' },
  });
  return ok({ noteId });
}
