import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { now } from '#app/platform/clock/clock.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BankAccount } from '../types.ts';

type Row = { currency: string; bank_name: string; account_name: string; account_number: string; routing: string };

/**
 * Where customers may transfer money, one account per currency, in the order of the currency codes: as it holds now, or as
 * it held on a day and was known at an instant (a document's date, and when it was issued).
 */
export async function listBankAccounts(
  db: ReadDb,
  at: { readonly on?: PlainDate; readonly knownAt?: Date } = {},
): Promise<BankAccount[]> {
  const { rows } = await sql<Row>`select currency, bank_name, account_name, account_number, routing
    from company_banks(coalesce(${at.on ?? null}::date, company_day(${now()})), coalesce(${at.knownAt ?? null}::timestamptz, 'infinity'))`.execute(
    db,
  );
  return rows.map((row) => ({
    currency: currency(row.currency),
    bankName: row.bank_name,
    accountName: row.account_name,
    accountNumber: row.account_number,
    routing: row.routing,
  }));
}
