import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BankPreview } from '../rules/staged-preview.ts';
import type {
  BankFileFault,
  BankFileProblem,
  BankFormat,
  BankImportChoices,
  BankImportId,
  BankImportState,
  BankImportWish,
} from '../types.ts';

export type BankImportRow = {
  readonly id: BankImportId;
  readonly fileName: string;
  readonly format: BankFormat | null;
  readonly state: BankImportState;
  readonly lineCount: number;
  readonly storedCount: number;
  readonly skippedCount: number;
  readonly refusedCount: number;
  readonly importedByName: string;
  readonly stagedAt: Date;
  readonly storedAt: Date | null;
  readonly undoneAt: Date | null;
  readonly undoneByName: string | null;
};

export type BankImport = BankImportRow & {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly wish: BankImportWish;
  readonly choices: Partial<BankImportChoices>;
  readonly fault: BankFileFault | null;
  readonly preview: BankPreview | null;
  /** Lines of it that are explained. */
  readonly explainedCount: number;
  /** The statements that came of it, once it is stored. */
  readonly statements: readonly { readonly id: string; readonly no: number }[];
};

const ROW = sql`i.id, i.file_name as "fileName", i.format, i.state, i.line_count as "lineCount", i.stored_count as "storedCount",
  i.skipped_count as "skippedCount", i.refused_count as "refusedCount", i.imported_by_name as "importedByName", i.staged_at as "stagedAt",
  i.stored_at as "storedAt", i.undone_at as "undoneAt", i.undone_by_name as "undoneByName"`;

/** One file of the bank with its preview, or null. Rows that were left out stand in `refusedRows`. */
export async function getBankImport(db: ReadDb, { importId }: { importId: string }): Promise<BankImport | null> {
  const { rows } = await sql<BankImport & { sizeBytes: bigint }>`
    select ${ROW}, i.sha256, i.size_bytes as "sizeBytes", i.wish, i.choices, i.fault, i.preview,
      (select count(*)::int from bank_statements t join bank_line_states s on s.statement_id = t.id and s.state = 'explained'
        where t.import_id = i.id) as "explainedCount",
      (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'no', t.statement_no) order by t.statement_no), '[]') from bank_statements t
        where t.import_id = i.id and i.state = 'stored') as statements
    from bank_imports i where i.id = ${importId}::uuid`.execute(db);
  const row = rows[0];
  return row ? { ...row, sizeBytes: Number(row.sizeBytes) } : null;
}

/** Files of the bank, newest first, those put aside too. Keyset by the id of the last one seen. */
export async function listBankImports(
  db: ReadDb,
  { after, limit }: { readonly after?: string | null; readonly limit: number },
): Promise<BankImportRow[]> {
  const beyond = after
    ? sql`(i.staged_at, i.id) < (select a.staged_at, a.id from bank_imports a where a.id = ${after}::uuid)`
    : sql`true`;
  const { rows } = await sql<BankImportRow>`
    select ${ROW} from bank_imports i where ${beyond} order by i.staged_at desc, i.id desc limit ${limit}`.execute(db);
  return rows;
}

/** The rows of a file that were left out, each with its line and why; at most some thousand. */
export async function refusedRows(
  db: ReadDb,
  { importId }: { readonly importId: string },
): Promise<{ readonly fileName: string; readonly rows: readonly BankFileProblem[] } | null> {
  const { rows } = await sql<{ fileName: string; rows: BankFileProblem[] }>`
    select file_name as "fileName", refused as rows from bank_imports where id = ${importId}::uuid`.execute(db);
  return rows[0] ?? null;
}
