import { currency } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BankAccount } from '../types.ts';

/** Where customers may transfer money, one account per currency, in the order of the currency codes. */
export async function listBankAccounts(db: ReadDb): Promise<BankAccount[]> {
  const rows = await db.selectFrom('company_bank_accounts').selectAll().orderBy('currency').execute();
  return rows.map((row) => ({
    currency: currency(row.currency),
    bankName: row.bank_name,
    accountName: row.account_name,
    accountNumber: row.account_number,
    routing: row.routing,
  }));
}
