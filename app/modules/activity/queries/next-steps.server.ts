import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { NextStep, NoteKind } from '../types.ts';

const STEPS_MAX = 50;

type Row = {
  note_id: string;
  kind: string;
  next_step: string;
  next_on: PlainDate | null;
  made_by_name: string;
  made_at: Date;
};

/** What is still to be done about a customer, the soonest first, those without a day last. */
export async function nextSteps(db: ReadDb, of: { readonly customerId: string }): Promise<NextStep[]> {
  const { rows } = await sql<Row>`
    select n.id as note_id, n.kind, n.next_step, n.next_on, n.made_by_name, n.made_at from activity_notes n
    where n.customer_id = ${of.customerId}::uuid and n.next_step <> ''
      and not exists (select from activity_note_ends e where e.note_id = n.id)
    order by n.next_on nulls last, n.id limit ${STEPS_MAX}`.execute(db);
  return rows.map((row) => ({
    ...{ noteId: row.note_id, kind: row.kind as NoteKind, step: row.next_step, on: row.next_on },
    ...{ madeByName: row.made_by_name, madeAt: row.made_at },
  }));
}
