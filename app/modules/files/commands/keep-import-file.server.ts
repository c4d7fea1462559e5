import { createHash } from 'node:crypto';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { IMPORT_BYTES_MAX, type ImportFileId, type KeptKind } from '../types.ts';

const KEPT_MS = 6 * 3600 * 1000;

/** Keeps an upload for six hours so that the import is of the very bytes that were looked at. Sweeps expired ones. */
export async function keepImportFile(
  tx: Tx,
  actor: Actor,
  input: { kind: KeptKind; fileName: string; content: Uint8Array },
  moment: Moment,
): Promise<Result<{ fileId: ImportFileId }, { code: 'too-large' | 'empty' }>> {
  if (input.content.byteLength === 0) return refuse({ code: 'empty' });
  if (input.content.byteLength > IMPORT_BYTES_MAX) return refuse({ code: 'too-large' });
  await tx.deleteFrom('import_files').where('expires_at', '<', moment.now).execute();
  const id = newId<ImportFileId>();
  const content = Buffer.from(input.content);
  await tx
    .insertInto('import_files')
    .values({
      id,
      kind: input.kind,
      file_name: input.fileName.slice(0, 200) || 'file.csv',
      sha256: createHash('sha256').update(content).digest('hex'),
      content,
      uploaded_by: actor.id,
      uploaded_at: moment.now,
      expires_at: new Date(moment.now.getTime() + KEPT_MS),
    })
    .execute();
  return ok({ fileId: id });
}
