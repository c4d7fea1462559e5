import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { hasOwnId, searchable } from '../rules/entry-shape.ts';
import type { Activity, ActivityFile } from '../types.ts';

/**
 * Puts one thing that happened on its customer's timeline and makes it findable, in the transaction of the thing itself.
 * `files` are found under their names and their text. Refuses nothing; a message, mail, note, invoice or document stands
 * there once, a second time is a bug of the caller. Answers the entry's id.
 */
export async function recordActivity(
  tx: Tx,
  activity: Activity,
  files: readonly ActivityFile[] = [],
): Promise<{ readonly entryId: string }> {
  const { customerId, kind, subjectKind, subjectId, at, by, amount } = activity;
  const entryId = hasOwnId(subjectKind) ? subjectId : (newId<never>() as string);
  const { head, body, people } = searchable(activity);
  await tx
    .insertInto('timeline_entries')
    .values({
      ...{ id: entryId, customer_id: customerId, kind, subject_kind: subjectKind, subject_id: subjectId },
      ...{ happened_at: at, title: head, by_kind: by.kind, by_name: by.name },
      ...{ amount_minor: amount?.minor ?? null, currency: amount?.currency ?? null },
    })
    .execute();
  const common = { entry_id: entryId, customer_id: customerId, kind, happened_at: at };
  await tx
    .insertInto('searchable_texts')
    .values([
      // The words are stamped by the table itself.
      { ...common, part: 0, head, people, body, words: '' },
      ...files.map((file) => ({ ...common, part: file.part, people: '', words: '', ...searchableFile(file) })),
    ])
    .execute();
  return { entryId };
}

const searchableFile = (file: ActivityFile) => {
  const { head, body } = searchable({ title: file.name, text: file.text });
  return { head, body };
};
