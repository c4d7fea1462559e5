import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import type { BankImportId, BankImportWish } from '../types.ts';

export type ReadAgainRefusal = { readonly code: 'not-waiting' };

/**
 * Orders a staged file to be read anew: with another account or mapping, or because what is stored changed meanwhile. Refused
 * when it is stored already, undone, or being read. Writes `bank_file.read_again` with the wish.
 */
export async function readBankFileAgain(
  tx: Tx,
  actor: Actor,
  input: { readonly importId: BankImportId; readonly wish: BankImportWish },
): Promise<Result<void, ReadAgainRefusal>> {
  const { importId, wish } = input;
  const done = await tx
    .updateTable('bank_imports')
    .set({ state: 'reading', wish: JSON.stringify(wish), fault: null })
    .where('id', '=', importId)
    .where('state', 'in', ['ready', 'refused'])
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) return refuse({ code: 'not-waiting' });
  await writeAudit(tx, actor, {
    ...{ action: 'bank_file.read_again', subjectKind: 'bank_import', subjectId: importId, after: { wish } },
  });
  await enqueue(tx, 'import-bank-file', { importId });
  return ok(undefined);
}
