import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type FileToRead = {
  readonly entryId: string;
  readonly part: number;
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
};

/** Files of drawn entries that were not read yet, oldest first; `upto` is where reading stands when these are all. */
export async function filesToRead(
  db: ReadDb,
  { limit }: { readonly limit: number },
): Promise<{ readonly files: FileToRead[]; readonly upto: string }> {
  // Read first: what is drawn meanwhile belongs to the next pass.
  const found = await sql<{ since: string; upto: string }>`
    select files_xid::text as since, upto_xid::text as upto from timeline_gatherings`.execute(db);
  const { since, upto } = found.rows[0]!;
  const { rows } = await sql<FileToRead>`
    select f.entry_id as "entryId", f.part, f.file_name as name, f.media_type as "mediaType", f.sha256
    from timeline_files f
    where f.xid >= ${since}::xid8 and f.xid < ${upto}::xid8
      and not exists (select from searchable_texts x where x.entry_id = f.entry_id and x.part = f.part)
    order by f.xid, f.entry_id, f.part limit ${limit}`.execute(db);
  return { files: rows, upto };
}
