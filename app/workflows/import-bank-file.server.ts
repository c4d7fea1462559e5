import { createHash } from 'node:crypto';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { keepBankReading } from '#app/modules/banking/commands/keep-bank-reading.server.ts';
import { type StageRefusal, stageBankImport } from '#app/modules/banking/commands/stage-bank-import.server.ts';
import { planStoring, storeBankLot } from '#app/modules/banking/commands/store-bank-lot.server.ts';
import { importWork } from '#app/modules/banking/queries/import-work.server.ts';
import { readStagedFile } from '#app/modules/banking/queries/read-staged-file.server.ts';
import type { BankImportId, BankImportWish } from '#app/modules/banking/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

type Stores = Pick<Outside, 'db' | 'files'>;

/** Puts a file of the bank aside and orders its reading; the same bytes twice add nothing. Nothing counts before it is stored. */
export async function stageBankFile(
  { db, files }: Stores,
  actor: Actor,
  file: { readonly fileName: string; readonly bytes: Uint8Array; readonly wish: BankImportWish },
  moment: Moment,
): Promise<Result<{ importId: BankImportId }, StageRefusal | { readonly code: 'disk-full' }>> {
  const { bytes, fileName, wish } = file;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const kept = await files.put(bytes);
  if (!kept.ok) return refuse({ code: 'disk-full' });
  return inTransaction(db, (tx) =>
    stageBankImport(tx, actor, { fileName, wish, sha256, size: bytes.byteLength }, moment),
  );
}

/**
 * Job: reads a staged file into its preview, or stores one whose preview a person took, lot by lot from where it stands. Run
 * again after a kill it goes on; of one that is read, stored or undone it does nothing.
 */
export async function importBankFile({ db, files }: Stores, importId: string): Promise<void> {
  const work = await importWork(db, importId);
  if (work?.state !== 'reading' && work?.state !== 'storing') return;
  const { wish, choices } = work;
  const read = await readStagedFile(db, files, work);
  const moment = await momentFor({ db });
  if (work.state === 'reading') {
    await inTransaction(db, async (tx) => ok(await keepBankReading(tx, { importId: work.id, wish, read }, moment)));
    return;
  }
  if (!read.ok) throw new Error(`the bank's file of import ${importId} cannot be read again: ${read.refusal.sentence}`);
  const account = wish.account?.account ?? '';
  const plan = await planStoring(db, { importId: work.id, file: read.value, account, choices });
  for (;;) {
    const lot = await inTransaction(db, async (tx) => ok(await storeBankLot(tx, plan, moment)));
    if (!lot.ok || !lot.value) return;
  }
}
