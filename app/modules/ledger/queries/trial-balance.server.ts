import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Seal, TrialBalanceRow } from '../types.ts';
import { wasKnown } from './known-at.server.ts';

/**
 * Every ledger account with postings, per currency, as of a day and as known at a seal: what was debited and credited
 * in all, the balance, and the balance in base currency. By account, then currency. Balances sum to zero in each currency
 * and in base.
 */
export async function trialBalance(
  db: ReadDb,
  at: { readonly asOf: PlainDate; readonly knownAt?: Seal },
): Promise<TrialBalanceRow[]> {
  const { rows } = await sql<RawRow>`
    select l.account_code, a.name, l.currency, l.debit_minor, l.credit_minor, l.base_minor
    from (
      select l.account_code, l.currency, coalesce(sum(l.amount_minor) filter (where l.amount_minor > 0), 0)::bigint as debit_minor,
        coalesce(-sum(l.amount_minor) filter (where l.amount_minor < 0), 0)::bigint as credit_minor, sum(l.base_minor)::bigint as base_minor
      from entry_lines l join entries e on e.id = l.entry_id
      where e.effective_on <= ${at.asOf} and ${wasKnown('e.xid', at.knownAt)}
      group by l.account_code, l.currency) l
    join ledger_accounts a on a.code = l.account_code
    order by l.account_code, l.currency`.execute(db as never);
  return rows.map((row) => ({
    accountCode: row.account_code,
    accountName: row.name,
    currency: currency(row.currency),
    debitMinor: row.debit_minor,
    creditMinor: row.credit_minor,
    balanceMinor: row.debit_minor - row.credit_minor,
    baseMinor: row.base_minor,
  }));
}

type RawRow = {
  account_code: string;
  name: string;
  currency: string;
  debit_minor: bigint;
  credit_minor: bigint;
  base_minor: bigint;
};
