import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ImportFileId } from '../types.ts';

/** Keeps with an upload which of its columns means what, so that what is imported is what was looked at. */
export async function mapImportFile(
  tx: Tx,
  input: { readonly fileId: ImportFileId; readonly mapping: object },
  moment: Moment,
): Promise<Result<null, { code: 'expired' }>> {
  const kept = await tx
    .updateTable('import_files')
    .set({ mapping: JSON.stringify(input.mapping) })
    .where('id', '=', input.fileId)
    .where('expires_at', '>', moment.now)
    .returning('id')
    .executeTakeFirst();
  return kept ? ok(null) : refuse({ code: 'expired' });
}
