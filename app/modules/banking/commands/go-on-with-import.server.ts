import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import type { BankImportId } from '../types.ts';

/**
 * Orders the work of an import again, whose job was given up. Harmless while that one still runs: each lot is stored under the
 * lock of its import, from where it stands. Refuses one that is neither being read nor being stored. Writes `bank_file.went_on`.
 */
export async function goOnWithImport(
  tx: Tx,
  actor: Actor,
  { importId }: { readonly importId: BankImportId },
): Promise<Result<void, { readonly code: 'not-under-way' }>> {
  const row = await tx
    .selectFrom('bank_imports')
    .select(['state', 'stored_count'])
    .where('id', '=', importId)
    .where('state', 'in', ['reading', 'storing'])
    .executeTakeFirst();
  if (!row) return refuse({ code: 'not-under-way' });
  await writeAudit(tx, actor, {
    ...{ action: 'bank_file.went_on', subjectKind: 'bank_import', subjectId: importId },
    after: { state: row.state, storedCount: row.stored_count },
  });
  await enqueue(tx, 'import-bank-file', { importId });
  return ok();
}
