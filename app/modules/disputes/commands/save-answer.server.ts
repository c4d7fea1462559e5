import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';

export type SaveAnswerInput = {
  /** Null: a new one. */
  readonly answerId: string | null;
  readonly title: string;
  /** Offered for this reason alone; null for any. */
  readonly reasonCode: string | null;
  readonly language: string;
  readonly body: string;
};
export type SaveAnswerRefusal = { readonly code: 'title-taken' | 'not-found' | 'unknown-reason' };

/**
 * Words an answer colleagues use again. Its versions stay: a message says which it was made from. Refuses a title another
 * answer has, and an answer that was put away.
 */
export async function saveAnswer(
  tx: Tx,
  actor: Actor,
  { answerId, title, reasonCode, language, body }: SaveAnswerInput,
  { now }: Moment,
): Promise<Result<{ answerId: string }, SaveAnswerRefusal>> {
  const id = answerId ?? newId<never>();
  try {
    if (answerId === null)
      await tx.insertInto('saved_answers').values({ id, title, reason_code: reasonCode }).execute();
    else {
      const changed = await tx
        .updateTable('saved_answers')
        .set({ title, reason_code: reasonCode })
        .where('id', '=', answerId)
        .where('retired_at', 'is', null)
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) return refuse({ code: 'not-found' });
    }
  } catch (error) {
    if (constraintOf(error) === 'saved_answers_title_unique') return refuse({ code: 'title-taken' });
    if (constraintOf(error) === 'saved_answers_reason_fk') return refuse({ code: 'unknown-reason' });
    throw error;
  }
  const last = await tx
    .selectFrom('saved_answer_versions')
    .select(['version_no', 'body'])
    .where('answer_id', '=', id)
    .where('language', '=', language)
    .orderBy('version_no', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.body !== body)
    await tx
      .insertInto('saved_answer_versions')
      .values({
        ...{ answer_id: id, language, version_no: (last?.version_no ?? 0) + 1, body },
        ...{ made_by: actor.kind === 'staff' ? actor.id : null, made_by_name: actor.name, made_at: now },
      })
      .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'disputes.answer-saved', subjectKind: 'saved_answer', subjectId: id },
    after: { title, reasonCode, language, body },
  });
  return ok({ answerId: id });
}

/** Takes an answer out of use; messages made from it keep its words. */
export async function retireAnswer(
  tx: Tx,
  actor: Actor,
  { answerId }: { readonly answerId: string },
  { now }: Moment,
): Promise<Result<undefined, SaveAnswerRefusal>> {
  const changed = await tx
    .updateTable('saved_answers')
    .set({ retired_at: now })
    .where('id', '=', answerId)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return refuse({ code: 'not-found' });
  await writeAudit(tx, actor, { action: 'disputes.answer-retired', subjectKind: 'saved_answer', subjectId: answerId });
  return ok();
}
