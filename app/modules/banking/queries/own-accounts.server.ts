import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import { listBankAccounts as settingsAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { accountKey } from '../rules/account-key.ts';
import type { BankAccountId, BankCsvMapping } from '../types.ts';

/** An account of ours. `id` is null for one of the settings from which nothing came yet. */
export type OwnAccount = {
  readonly id: BankAccountId | null;
  readonly account: string;
  readonly currency: Currency;
  readonly name: string;
  readonly mapping: BankCsvMapping | null;
};

/** The accounts statements may come from: those of the settings, and those a person said are ours. By name. */
export async function ownAccounts(db: ReadDb): Promise<OwnAccount[]> {
  const { rows } = await sql<{
    id: BankAccountId;
    account: string;
    currency: string;
    name: string;
    mapping: BankCsvMapping | null;
  }>`select id, account, currency, name, mapping from bank_accounts order by name, account`.execute(db);
  const kept = rows.map((row) => ({ ...row, currency: currency(row.currency) }));
  const isKept = new Set(kept.map((one) => `${one.account} ${one.currency}`));
  const settings = (await settingsAccounts(db))
    .map((one) => ({ ...one, account: accountKey(one.accountNumber) }))
    .filter((one) => one.account !== '' && !isKept.has(`${one.account} ${one.currency}`))
    .map((one) => ({
      ...{ id: null, account: one.account, currency: one.currency, mapping: null },
      name: one.bankName,
    }));
  return [...kept, ...settings];
}
