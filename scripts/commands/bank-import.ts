import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { startBankStoring } from '#app/modules/banking/commands/start-bank-storing.server.ts';
import { type BankImport, getBankImport } from '#app/modules/banking/queries/bank-imports.server.ts';
import { ownAccounts } from '#app/modules/banking/queries/own-accounts.server.ts';
import { BANK_FILE_BYTES_MAX, type BankImportId, type BankImportWish } from '#app/modules/banking/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createFileStore } from '#app/platform/storage/file-store.server.ts';
import { importBankFile, stageBankFile } from '#app/workflows/import-bank-file.server.ts';
import { commandDatabase, dataDir } from './command-database.ts';
import { allowOptions, CommandRefused, type Invocation } from './invocation.ts';

/**
 * Imports a bank's file through the same staging as the page: read, compared with what is stored, stored in lots. What does not
 * add up needs --take; a file that names no account needs --account. Exit 1 when nothing was imported; the same file again is no
 * failure and adds nothing.
 */
export async function bankImport(call: Invocation, file: string): Promise<number> {
  allowOptions(call, ['--account', '--take', '--json']);
  const bytes = await read(file);
  const { db } = await commandDatabase();
  const moment = momentIn((await getCompany(db)).timeZone);
  const stores = { db, files: createFileStore(process.env.TALLYSTICK_FILES ?? path.join(dataDir(), 'files')) };
  const wish = await wishOf(db, call.options.get('--account'));
  const staged = await stageBankFile(stores, SYSTEM, { fileName: path.basename(file), bytes, wish }, moment);
  if (!staged.ok) {
    if (staged.refusal.code === 'disk-full') throw new CommandRefused('The disk is full. Nothing was stored.');
    const { state, fileName, importId } = staged.refusal;
    if (state === 'stored') return told(call, await shown(db, importId), `It is imported already, as ${fileName}.`);
  }
  const importId = staged.ok ? staged.value.importId : staged.refusal.code === 'known' && staged.refusal.importId;
  if (!importId) return 1;
  await importBankFile(stores, importId);
  const found = await shown(db, importId);
  if (found.fault) throw new CommandRefused(`line ${found.fault.line}: ${found.fault.sentence}`);
  const choices = { same: [], apart: [], takes: call.options.has('--take') };
  const started = await inTransaction(db, (tx) => startBankStoring(tx, SYSTEM, { importId, choices }, moment));
  if (!started.ok)
    throw new CommandRefused(`${whyNot(started.refusal, found)} The file waits at /staff/bank/imports/${importId}.`);
  await importBankFile(stores, importId);
  return told(call, await shown(db, importId), 'Imported.');
}

async function read(file: string): Promise<Uint8Array> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new CommandRefused(`The file ${file} cannot be read.`);
  if (found.size > BANK_FILE_BYTES_MAX)
    throw new CommandRefused('The file is larger than 32 MB. Ask the bank for it by the month.');
  return readFile(file);
}

async function wishOf(db: Db, named: string | undefined): Promise<BankImportWish> {
  if (named === undefined) return {};
  const accounts = await ownAccounts(db);
  const wanted = named.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const found = accounts.filter((one) => one.account === wanted || `${one.account}${one.currency}` === wanted);
  const known = accounts.map((one) => `${one.account} ${one.currency}`).join(', ');
  if (found.length !== 1)
    throw new CommandRefused(`--account names one of our accounts: ${known || 'there is none'}.`, { usage: true });
  return { account: { account: found[0]!.account, currency: found[0]!.currency } };
}

async function shown(db: Db, importId: BankImportId): Promise<BankImport> {
  const found = await getBankImport(db, { importId });
  if (!found) throw new CommandRefused('The import is gone.');
  return found;
}

type Refusal = Extract<Awaited<ReturnType<typeof startBankStoring>>, { ok: false }>['refusal'];

function whyNot(refusal: Refusal, { preview }: BankImport): string {
  switch (refusal.code) {
    case 'to-take':
      return `${preview?.toTake.join(' ')} Say --take to import it as it is.`;
    case 'unknown-account':
      return refusal.account === ''
        ? 'The file names no account. Say --account.'
        : `Nobody has said that the account ${refusal.account} in ${refusal.currency} is ours.`;
    case 'busy':
      return 'Another file is being imported.';
    case 'changed':
      return 'Other statements came in meanwhile: read the file again on its page.';
    case 'not-ready':
      return 'The file is not ready.';
  }
}

function told(call: Invocation, found: BankImport, sentence: string): number {
  const { id, state, lineCount, skippedCount, refusedCount } = found;
  const facts = { id, state, lines: lineCount, skipped: skippedCount, leftOut: refusedCount };
  const text = `${sentence} ${lineCount} lines, ${skippedCount} of them came before, ${refusedCount} rows left out.\n`;
  process.stdout.write(call.options.has('--json') ? `${JSON.stringify(facts)}\n` : text);
  return state === 'stored' ? 0 : 1;
}
