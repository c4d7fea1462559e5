import { readFile, stat } from 'node:fs/promises';
import { minorToDecimal } from '#app/kernel/money.ts';
import { type BankFileWish, readBankFile, TOO_LARGE } from '../rules/read-bank-file.ts';
import {
  BANK_FILE_BYTES_MAX,
  type BankBalance,
  type BankFileFault,
  type BankFileProblem,
  type BankFormat,
  type BankStatement,
} from '../types.ts';

/** A bank's file as it was read, for people and programs: amounts in major units as exact text, days as YYYY-MM-DD. */
export type BankFileView =
  | { readonly ok: false; readonly fault: BankFileFault }
  | {
      readonly ok: true;
      readonly format: BankFormat;
      readonly statements: readonly ReturnType<typeof statementView>[];
      readonly problems: readonly BankFileProblem[];
    };

/** Reads a file and stores nothing. A file that is too large is not read at all; one that is none throws as the disk does. */
export async function inspectBankFile(path: string, wish: BankFileWish): Promise<BankFileView> {
  const { size } = await stat(path);
  if (size > BANK_FILE_BYTES_MAX) return { ok: false, fault: TOO_LARGE };
  const read = readBankFile(await readFile(path), wish);
  if (!read.ok) return { ok: false, fault: read.refusal };
  const { format, statements, problems } = read.value;
  return { ok: true, format, statements: statements.map(statementView), problems };
}

function statementView({ entries, opening, closing, ...statement }: BankStatement) {
  const written = (minor: bigint) => minorToDecimal(minor, statement.currency);
  const sum = (amounts: readonly bigint[]) => written(amounts.reduce((total, amount) => total + amount, 0n));
  const amounts = entries.map(({ amountMinor }) => amountMinor);
  return {
    ...statement,
    opening: balanceView(opening),
    closing: balanceView(closing),
    credits: sum(amounts.filter((amount) => amount > 0n)),
    debits: sum(amounts.filter((amount) => amount < 0n)),
    sum: sum(amounts),
    lines: entries.map(({ amountMinor, ...entry }) => ({ ...entry, amount: written(amountMinor) })),
  };
}

const balanceView = (balance: BankBalance | null) =>
  balance && { amount: minorToDecimal(balance.minor, balance.currency), currency: balance.currency, on: balance.on };
