import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BankAccountId } from '../types.ts';

/** An account of ours from which statements came. Amounts in minor units of its currency. */
export type BankAccountView = {
  readonly id: BankAccountId;
  readonly account: string;
  readonly currency: Currency;
  readonly name: string;
  readonly statements: number;
  readonly lastOn: PlainDate | null;
  readonly closingMinor: bigint | null;
  readonly openCount: number;
};

type Row = Omit<BankAccountView, 'currency'> & { currency: string };

/** Our accounts with their last statement and what of them waits, by name. */
export async function listBankAccounts(db: ReadDb): Promise<BankAccountView[]> {
  const { rows } = await sql<Row>`
    select a.id, a.account, a.currency, a.name, k.statements, k.last_on as "lastOn", k.closing as "closingMinor",
      (select count(*)::int from bank_line_states s join bank_statements t on t.id = s.statement_id
        where t.bank_account_id = a.id and s.state in ('open', 'parked', 'asked')) as "openCount"
    from bank_accounts a cross join lateral (
      select count(*)::int as statements, max(t.to_on) as last_on,
        (array_agg(t.closing_minor order by t.to_on desc nulls last, t.id desc))[1] as closing
      from bank_statements t join bank_imports i on i.id = t.import_id and i.state = 'stored' where t.bank_account_id = a.id) k
    order by a.name, a.account, a.currency`.execute(db);
  return rows.map((row) => ({ ...row, currency: currency(row.currency) }));
}
