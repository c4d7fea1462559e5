import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import { wasKnown } from '#app/modules/ledger/queries/known-at.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type DeferredAt, standing } from './standing-deferrals.server.ts';

/** What is left of all deferred lines of a currency, beside account 2400 with its sign turned. They must be the same. */
export type DeferredTotal = {
  readonly currency: Currency;
  readonly lines: number;
  readonly leftMinor: bigint;
  readonly leftBaseMinor: bigint;
  readonly accountMinor: bigint;
  readonly accountBaseMinor: bigint;
};

/** Per currency, by code; a currency without anything on either side has no row. */
export async function deferredTotals(db: ReadDb, at: DeferredAt): Promise<DeferredTotal[]> {
  const { rows } = await sql<Row>`
    with ${standing(at)},
    left_over as (
      select currency, count(*) filter (where left_then <> 0)::int as lines, sum(left_then)::bigint as minor, sum(left_base_then)::bigint as base
      from standing group by currency),
    account as (
      select l.currency, -sum(l.amount_minor)::bigint as minor, -sum(l.base_minor)::bigint as base
      from entry_lines l join entries e on e.id = l.entry_id
      where l.account_code = '2400' and e.effective_on <= ${at.asOf}::date and ${wasKnown('e.xid', at.knownAt)} group by l.currency)
    select currency, coalesce(s.lines, 0) as lines, coalesce(s.minor, 0) as minor, coalesce(s.base, 0) as base,
      coalesce(a.minor, 0) as account_minor, coalesce(a.base, 0) as account_base
    from left_over s full join account a using (currency)
    where coalesce(s.minor, 0) <> 0 or coalesce(a.minor, 0) <> 0 or coalesce(a.base, 0) <> 0 or coalesce(s.lines, 0) <> 0
    order by currency`.execute(db);
  return rows.map((row) => ({
    currency: currency(row.currency),
    lines: row.lines,
    leftMinor: row.minor,
    leftBaseMinor: row.base,
    accountMinor: row.account_minor,
    accountBaseMinor: row.account_base,
  }));
}

type Row = {
  currency: string;
  lines: number;
  minor: bigint;
  base: bigint;
  account_minor: bigint;
  account_base: bigint;
};
