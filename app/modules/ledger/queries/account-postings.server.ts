import { type RawBuilder, sql } from 'kysely';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { AccountPosting, PostingsPage, Seal } from '../types.ts';
import { wasKnown } from './known-at.server.ts';

export type AccountFigure = {
  readonly accountCode: string;
  readonly currency: Currency;
  /** What was debited, what was credited (counted above zero), the balance, or the balance in base currency. */
  readonly measure: 'debit' | 'credit' | 'balance' | 'base';
  readonly asOf?: PlainDate;
  readonly knownAt?: Seal;
};

const MEASURES: Readonly<Record<AccountFigure['measure'], { minor: RawBuilder<unknown>; only: RawBuilder<unknown> }>> =
  {
    debit: { minor: sql`l.amount_minor`, only: sql`l.amount_minor > 0` },
    credit: { minor: sql`-l.amount_minor`, only: sql`l.amount_minor < 0` },
    balance: { minor: sql`l.amount_minor`, only: sql`true` },
    base: { minor: sql`l.base_minor`, only: sql`true` },
  };

/**
 * The ledger lines that make a figure of the trial balance, by date, with the running sum and, on each page, the sum of
 * them all. Staff only: the portal has no grant on entries. `after` is the ordinal of the last row seen.
 */
export async function accountPostings(
  db: ReadDb,
  figure: AccountFigure,
  page: { readonly after?: number; readonly limit: number },
): Promise<PostingsPage<AccountPosting>> {
  const { minor, only } = MEASURES[figure.measure];
  const order = sql`effective_on, entry_id, line_no`;
  const { rows } = await sql<RawRow>`
    with lines as (
      select e.id as entry_id, l.line_no, e.kind, e.effective_on, e.memo, l.customer_id, ${minor} as minor
      from entry_lines l join entries e on e.id = l.entry_id
      where l.account_code = ${figure.accountCode} and l.currency = ${figure.currency} and ${only} and ${wasKnown('e.xid', figure.knownAt)}
        ${figure.asOf ? sql`and e.effective_on <= ${figure.asOf}` : sql``}),
    numbered as (
      select *, sum(minor) over (order by ${order})::bigint as running, row_number() over (order by ${order}) as ordinal,
        sum(minor) over ()::bigint as total, count(*) over () as rows
      from lines),
    page as (select * from numbered where ordinal > ${page.after ?? 0} order by ordinal limit ${page.limit})
    select page.*, coalesce(i.source_id, r.invoice_id) as source_id, coalesce(v.number, p.number, item_number(page.kind, i.source_id)) as number,
      c.number as customer_number
    from page
    left join lateral (select source_id, customer_id from open_items i where i.entry_id = page.entry_id order by i.line_no limit 1) i on true
    left join deferral_releases r on r.entry_id = page.entry_id
    left join invoices v on v.id = coalesce(i.source_id, r.invoice_id) left join payments p on p.id = i.source_id
    left join customers c on c.id = coalesce(page.customer_id, i.customer_id, r.customer_id)
    order by page.ordinal`.execute(db as never);
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => ({
      id: `${row.entry_id}/${row.line_no}`,
      kind: row.kind,
      sourceId: row.source_id,
      number: row.number,
      memo: row.memo,
      customerNumber: row.customer_number,
      on: row.effective_on as PlainDate,
      amountMinor: row.minor,
      runningMinor: row.running,
    })),
    totalMinor: last?.total ?? 0n,
    count: Number(last?.rows ?? 0),
    next: last && last.ordinal < last.rows ? Number(last.ordinal) : null,
  };
}

type RawRow = {
  entry_id: string;
  line_no: number;
  kind: string;
  effective_on: string;
  memo: string;
  minor: bigint;
  running: bigint;
  ordinal: bigint;
  total: bigint;
  rows: bigint;
  source_id: string | null;
  number: string;
  customer_number: string | null;
};
