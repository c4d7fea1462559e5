import { createHash } from 'node:crypto';
import { assert } from '#app/kernel/assert.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ImportFile, ImportFileId, KeptKind } from '../types.ts';

/** A kept upload, or null once it has expired. A digest that does not fit its bytes is a bug or a break-in: it throws. */
export async function getImportFile(db: ReadDb, fileId: ImportFileId, now: Date): Promise<ImportFile | null> {
  const kept = await keptFile(db, fileId, now);
  return kept && kept.kind !== 'einvoice' ? { ...kept, kind: kept.kind } : null;
}

/** A received e-invoice that is not a draft yet, or null once it has expired. */
export async function getReceivedFile(
  db: ReadDb,
  fileId: ImportFileId,
  now: Date,
): Promise<Omit<ImportFile, 'kind' | 'mapping'> | null> {
  const kept = await keptFile(db, fileId, now);
  return kept?.kind === 'einvoice' ? kept : null;
}

async function keptFile(
  db: ReadDb,
  fileId: ImportFileId,
  now: Date,
): Promise<(Omit<ImportFile, 'kind'> & { readonly kind: KeptKind }) | null> {
  const row = await db
    .selectFrom('import_files')
    .select(['id', 'kind', 'file_name', 'content', 'sha256', 'mapping'])
    .where('id', '=', fileId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!row) return null;
  assert(
    createHash('sha256').update(row.content).digest('hex') === row.sha256,
    `import file ${fileId} is not what was stored`,
  );
  return {
    id: row.id as ImportFileId,
    kind: row.kind as KeptKind,
    fileName: row.file_name,
    content: row.content,
    mapping: row.mapping,
  };
}
