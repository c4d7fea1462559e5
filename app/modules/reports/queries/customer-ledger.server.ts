import { sql } from 'kysely';
import { type Currency, currency, type Money, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { wasKnown } from '#app/modules/ledger/queries/known-at.server.ts';
import { movementOrder } from '#app/modules/ledger/queries/movement-place.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type LedgerRow = {
  readonly itemId: string;
  readonly kind: string;
  readonly sourceId: string;
  readonly number: string;
  readonly title: string;
  readonly effectiveOn: PlainDate;
  /** Above zero raises the debt. */
  readonly amount: Money;
  readonly balanceAfter: Money;
};
export type LedgerCursor = { effectiveOn: PlainDate; id: string };

export type LedgerAsked = {
  readonly customerId: string;
  readonly currency: Currency;
  /** Postings dated after this day are left out. */
  readonly asOf?: PlainDate;
  /** Only what was known at this seal. */
  readonly knownAt?: Seal;
  readonly before?: LedgerCursor;
  readonly limit: number;
};

/**
 * A customer's postings in one currency, newest first, each with the balance after it: why the balance is what it is.
 * One posting on receivables is one open item, so the items are the ledger. As of a date and as known at a seal where
 * they are given.
 */
export async function customerLedger(
  db: ReadDb,
  of: LedgerAsked,
): Promise<{ rows: LedgerRow[]; next: LedgerCursor | null }> {
  const before = of.before ? sql`where ordinal < (select ordinal from run where id = ${of.before.id}::uuid)` : sql``;
  const { rows } = await sql<RawRow>`
    with run as (
      select id, kind, source_id, currency, effective_on, case side when 'debit' then amount_minor else -amount_minor end as signed,
        sum(case side when 'debit' then amount_minor else -amount_minor end) over (order by ${ORDER})::bigint as balance,
        row_number() over (order by ${ORDER}) as ordinal
      from open_items where customer_id = ${of.customerId} and currency = ${of.currency}
        ${of.asOf ? sql`and effective_on <= ${of.asOf}` : sql``} and ${wasKnown('xid', of.knownAt)})
    select run.*, coalesce(v.number, p.number, item_number(run.kind, run.source_id)) as number, coalesce(v.title, p.reference, '') as title
    from run left join invoices v on v.id = run.source_id left join payments p on p.id = run.source_id
    ${before} order by ordinal desc limit ${of.limit + 1}`.execute(db as never);
  const page = rows.slice(0, of.limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => ({
      itemId: row.id,
      kind: row.kind,
      sourceId: row.source_id,
      number: row.number,
      title: row.title,
      effectiveOn: row.effective_on as PlainDate,
      amount: money(row.signed, currency(row.currency)),
      balanceAfter: money(row.balance, currency(row.currency)),
    })),
    next: rows.length > of.limit && last ? { effectiveOn: last.effective_on as PlainDate, id: last.id } : null,
  };
}

/** As a statement lists them. */
const ORDER = movementOrder(null);

type RawRow = {
  id: string;
  kind: string;
  source_id: string;
  currency: string;
  effective_on: string;
  signed: bigint;
  balance: bigint;
  number: string;
  title: string;
};
