import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { JournalAccount, JournalEntry } from '../rules/hledger-journal.ts';
import type { Seal } from '../types.ts';
import { wasKnown } from './known-at.server.ts';

const PAGE = 2_000;

/** The chart of accounts by code, and the currencies anything was ever posted in. */
export async function journalChart(
  db: ReadDb,
): Promise<{ accounts: Map<string, JournalAccount>; currencies: Currency[] }> {
  const accounts = await db.selectFrom('ledger_accounts').select(['code', 'name', 'kind']).orderBy('code').execute();
  const { rows } = await sql<{ currency: string }>`select distinct currency from entry_lines order by 1`.execute(
    db as never,
  );
  return {
    accounts: new Map(accounts.map((account) => [account.code, account as JournalAccount])),
    currencies: rows.map((row) => currency(row.currency)),
  };
}

type Range = { readonly fromOn?: PlainDate; readonly toOn?: PlainDate; readonly knownAt?: Seal };

/** Whole entries of a range of business dates by date, some thousand at a time, so that any book fits in memory. */
export async function* journalEntries(db: ReadDb, range: Range): AsyncGenerator<JournalEntry[]> {
  let after: { on: PlainDate; id: string } | undefined;
  for (;;) {
    const page = await entriesAfter(db, range, after);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = { on: last.effectiveOn, id: last.id };
  }
}

type RawEntry = { id: string; kind: string; effective_on: string; value_on: string; memo: string; lines: RawLine[] };
type RawLine = { account: string; customer: string | null; currency: string; amount: string; base: string };

async function entriesAfter(db: ReadDb, range: Range, after: { on: PlainDate; id: string } | undefined) {
  const from = range.fromOn ? sql`e.effective_on >= ${range.fromOn}` : sql`true`;
  const to = range.toOn ? sql`e.effective_on <= ${range.toOn}` : sql`true`;
  const next = after ? sql`(e.effective_on, e.id) > (${after.on}::date, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<RawEntry>`
    select e.*, (
      select coalesce(jsonb_agg(jsonb_build_object('account', l.account_code, 'customer', c.number, 'currency', l.currency,
        'amount', l.amount_minor::text, 'base', l.base_minor::text) order by l.line_no), '[]')
      from entry_lines l left join customers c on c.id = l.customer_id where l.entry_id = e.id) as lines
    from (
      select e.id, e.kind, e.effective_on, e.value_on, e.memo from entries e
      where ${from} and ${to} and ${next} and ${wasKnown('e.xid', range.knownAt)}
      order by e.effective_on, e.id limit ${PAGE}) e
    order by e.effective_on, e.id`.execute(db as never);
  return rows.map(toEntry);
}

const toEntry = (row: RawEntry): JournalEntry => ({
  id: row.id,
  kind: row.kind,
  effectiveOn: row.effective_on as PlainDate,
  valueOn: row.value_on as PlainDate,
  memo: row.memo,
  lines: row.lines.map((line) => ({
    accountCode: line.account,
    customerNumber: line.customer,
    currency: currency(line.currency),
    amountMinor: BigInt(line.amount),
    baseMinor: BigInt(line.base),
  })),
});
