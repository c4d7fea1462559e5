import { currency } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CustomerBankAccount, MaskedBankAccount } from '../types.ts';

/** Where a customer is paid back, per currency, as everybody may see it: never the number. */
export async function maskedBankAccounts(db: ReadDb, customerId: string): Promise<MaskedBankAccount[]> {
  const rows = await db
    .selectFrom('customer_bank_accounts')
    .select(['currency', 'holder', 'account_tail', 'made_at'])
    .distinctOn('currency')
    .where('customer_id', '=', customerId)
    .orderBy('currency')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    ...{ currency: currency(row.currency), holder: row.holder, tail: row.account_tail, madeAt: row.made_at },
  }));
}

/** The whole account, for whoever changes it or pays to it. A partner's handle is refused by the database. */
export async function wholeBankAccount(
  db: ReadDb,
  of: { customerId: string; currency: string },
): Promise<CustomerBankAccount | null> {
  const row = await db
    .selectFrom('customer_bank_accounts')
    .select(['currency', 'holder', 'iban', 'account_number', 'routing'])
    .where('customer_id', '=', of.customerId)
    .where('currency', '=', of.currency)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { holder, iban, account_number: accountNumber, routing } = row;
  return { currency: currency(row.currency), holder, iban, accountNumber, routing };
}
