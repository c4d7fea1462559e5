import { assert } from '#app/kernel/assert.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import type { Result } from '#app/kernel/result.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { FileStore } from '#app/platform/storage/file-store.server.ts';
import { type CsvSample, csvSample } from '../rules/csv-sample.ts';
import { readBankFile } from '../rules/read-bank-file.ts';
import type { BankFile, BankFileFault, BankImportWish } from '../types.ts';
import { ownAccounts } from './own-accounts.server.ts';

type Staged = { readonly sha256: string; readonly wish: BankImportWish };

/** Reads a staged file as its wish says; a spreadsheet of a named account by the mapping remembered for it, else by a guess. */
export async function readStagedFile(
  db: ReadDb,
  files: Pick<FileStore, 'get'>,
  staged: Staged,
): Promise<Result<BankFile, BankFileFault>> {
  const bytes = await bytesOf(files, staged.sha256);
  const { account } = staged.wish;
  const own =
    account &&
    (await ownAccounts(db)).find((one) => one.account === account.account && one.currency === account.currency);
  const mapping = staged.wish.mapping ?? own?.mapping ?? null;
  const currency = parseCurrency(account?.currency ?? '');
  const wish = { ...(currency ? { currency } : {}) };
  const read = readBankFile(bytes, { ...wish, ...(mapping ? { mapping } : {}) });
  // A mapping that was remembered for another form of the bank's file is not forced on this one.
  if (read.ok || read.refusal.code !== 'columns' || staged.wish.mapping) return read;
  return readBankFile(bytes, wish);
}

export type StagedSample = CsvSample;

/** The first rows of a staged spreadsheet, for a person who says what its columns are; null where it is none. */
export async function sampleOfStaged(files: Pick<FileStore, 'get'>, staged: Staged): Promise<StagedSample | null> {
  return csvSample(await bytesOf(files, staged.sha256), staged.wish.mapping?.separator);
}

async function bytesOf(files: Pick<FileStore, 'get'>, sha256: string): Promise<Uint8Array> {
  const kept = await files.get(`${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`, sha256);
  assert(kept.ok, 'a staged file lies in the store as it came');
  return kept.value;
}
