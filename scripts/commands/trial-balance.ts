import { minorToDecimal } from '#app/kernel/money.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { trialBalance as readTrialBalance } from '#app/modules/ledger/queries/trial-balance.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { commandDatabase } from './command-database.ts';
import { allowOptions, dateOption, type Invocation, shapeOption } from './invocation.ts';
import { printRows } from './print-rows.ts';
import { sealOption } from './seal-option.ts';

/** Every ledger account with its balance, per currency and in base currency; debits above zero, credits below. */
export async function trialBalance(call: Invocation): Promise<number> {
  allowOptions(call, ['--as-of', '--as-known-at', '--format', '--json']);
  const shape = shapeOption(call);
  const { db } = await commandDatabase();
  const company = await getCompany(db);
  const asOf = dateOption(call, '--as-of', momentIn(company.timeZone).today);
  const knownAt = await sealOption(call, db);
  const rows = (await readTrialBalance(db, { asOf, knownAt })).map((row) => ({
    account: row.accountCode,
    name: row.accountName,
    currency: row.currency as string,
    as_of: asOf as string,
    debit: minorToDecimal(row.debitMinor, row.currency),
    credit: minorToDecimal(row.creditMinor, row.currency),
    balance: minorToDecimal(row.balanceMinor, row.currency),
    base_currency: company.baseCurrency as string,
    balance_in_base: minorToDecimal(row.baseMinor, company.baseCurrency),
  }));
  type Row = (typeof rows)[number];
  const column = (kind: 'text' | 'decimal', head: keyof Row): CsvColumn<Row> => ({
    kind,
    head,
    value: (row: Row) => row[head],
  });
  printRows(
    rows,
    [
      ...(['account', 'name', 'currency', 'as_of'] as const).map((head) => column('text', head)),
      ...(['debit', 'credit', 'balance'] as const).map((head) => column('decimal', head)),
      column('text', 'base_currency'),
      column('decimal', 'balance_in_base'),
    ],
    shape,
  );
  return 0;
}
