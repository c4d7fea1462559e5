import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BankImportChoices, BankImportId, BankImportState, BankImportWish } from '../types.ts';

export type ImportWork = {
  readonly id: BankImportId;
  readonly state: BankImportState;
  readonly sha256: string;
  readonly wish: BankImportWish;
  readonly choices: BankImportChoices;
};

/** What the worker needs of an import: where it stands, its file, and what a person said about it. */
export async function importWork(db: ReadDb, importId: string): Promise<ImportWork | null> {
  const row = await db
    .selectFrom('bank_imports')
    .select(['id', 'state', 'sha256', 'wish', 'choices'])
    .where('id', '=', importId)
    .executeTakeFirst();
  if (!row) return null;
  const choices = { same: [], apart: [], takes: false, ...(row.choices as Partial<BankImportChoices>) };
  return {
    ...{ id: row.id as BankImportId, state: row.state as BankImportState, sha256: row.sha256 },
    ...{ wish: row.wish as BankImportWish, choices },
  };
}
