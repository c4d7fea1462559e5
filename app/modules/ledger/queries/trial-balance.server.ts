import { type RawBuilder, sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Seal, TrialBalanceRow } from '../types.ts';
import { wasKnown } from './known-at.server.ts';
import { nearestSnapshot, type Snapshot } from './nearest-snapshot.server.ts';

type Asked = { readonly asOf: PlainDate; readonly knownAt?: Seal };

/**
 * Every ledger account with postings, per currency, as of a day and as known at a seal: what was debited and credited
 * in all, the balance, and the balance in base currency. By account, then currency. Balances sum to zero in each currency
 * and in base. Exact for any day and seal: from the newest snapshot before both and the postings it does not hold, or from
 * all postings where there is none near enough.
 */
export async function trialBalance(db: ReadDb, at: Asked): Promise<TrialBalanceRow[]> {
  const snapshot = await nearestSnapshot(db, { ...at, withAccounts: true });
  const { rows } = await sql<RawRow>`
    select l.account_code, a.name, l.currency, l.debit_minor, l.credit_minor, l.base_minor
    from (
      select account_code, currency, sum(debit_minor)::bigint as debit_minor, sum(credit_minor)::bigint as credit_minor, sum(base_minor)::bigint as base_minor
      from (${snapshot ? sumsSince(snapshot, at) : sumsOf(upTo(at))}) parts group by account_code, currency) l
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

const upTo = ({ asOf, knownAt }: Asked) => sql`e.effective_on <= ${asOf} and ${wasKnown('e.xid', knownAt)}`;

const sumsOf = (entries: RawBuilder<unknown>) => sql`
  select l.account_code, l.currency, coalesce(sum(l.amount_minor) filter (where l.amount_minor > 0), 0)::bigint as debit_minor,
    coalesce(-sum(l.amount_minor) filter (where l.amount_minor < 0), 0)::bigint as credit_minor, sum(l.base_minor)::bigint as base_minor
  from entries e join entry_lines l on l.entry_id = e.id where ${entries} group by l.account_code, l.currency`;

/** A posting is dated after the snapshot's day, or was written at or above its boundary, or is in it: one of the three. */
const sumsSince = ({ id, periodEndOn, beforeXid }: Snapshot, at: Asked) => sql`
  select account_code, currency, debit_minor, credit_minor, base_minor from account_snapshots where snapshot_id = ${id}
  union all ${sumsOf(sql`e.effective_on > ${periodEndOn} and ${upTo(at)}`)}
  union all ${sumsOf(sql`e.xid >= ${beforeXid}::xid8 and e.effective_on <= ${periodEndOn} and ${upTo(at)}`)}`;

type RawRow = {
  account_code: string;
  name: string;
  currency: string;
  debit_minor: bigint;
  credit_minor: bigint;
  base_minor: bigint;
};
