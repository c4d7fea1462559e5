import { sql } from 'kysely';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { searchable } from '../rules/entry-shape.ts';

/** Makes a file findable by its name and its text, beside the entry it came with; a second time changes nothing. */
export async function keepFileText(
  tx: Tx,
  file: { readonly entryId: string; readonly part: number; readonly name: string; readonly text: string },
): Promise<void> {
  const { head, body } = searchable({ title: file.name, text: file.text });
  await sql`insert into searchable_texts (entry_id, part, customer_id, kind, happened_at, head, body, words)
    select id, ${file.part}::smallint, customer_id, kind, happened_at, ${head}, ${body}, '' from timeline_entries where id = ${file.entryId}::uuid
    on conflict do nothing`.execute(tx);
}

/** All files of transactions before this one were read. Never goes back. */
export async function endOfFiles(tx: Tx, upto: string): Promise<void> {
  await sql`update timeline_gatherings set files_xid = ${upto}::xid8 where files_xid < ${upto}::xid8`.execute(tx);
}
