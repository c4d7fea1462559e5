import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { wasKnown } from '#app/modules/ledger/queries/known-at.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type DeferredAt, standing } from './standing-deferrals.server.ts';

/** A deferred line with something left on a day. Minor units of its currency, and what is left in base too. */
export type DeferredLine = {
  readonly invoiceId: string;
  readonly lineNo: number;
  readonly number: string;
  readonly description: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly currency: Currency;
  readonly accountCode: string;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly deferredMinor: bigint;
  readonly releasedMinor: bigint;
  readonly creditedMinor: bigint;
  readonly leftMinor: bigint;
  readonly leftBaseMinor: bigint;
};
export type DeferredCursor = Pick<DeferredLine, 'customerNumber' | 'number' | 'lineNo'>;

/** Lines with something left, by customer, document and line: a page of them after the last one seen. */
export async function listDeferred(
  db: ReadDb,
  at: DeferredAt,
  page: { readonly limit: number; readonly after?: DeferredCursor | null },
): Promise<DeferredLine[]> {
  const { after, limit } = page;
  const { rows } = await sql<Row>`
    with ${standing(at)},
    page as (
      select s.*, c.number as customer_number, c.name as customer_name from standing s join customers c on c.id = s.customer_id
      where s.left_then <> 0 and (${after?.number ?? null}::text is null
        or (c.number, s.number, s.line_no) > (${after?.customerNumber ?? null}::text, ${after?.number ?? null}::text, ${after?.lineNo ?? 0}::smallint))
      order by c.number, s.number, s.line_no limit ${limit})
    select page.*, l.description, released.minor as released from page
      join invoice_lines l on l.invoice_id = page.invoice_id and l.line_no = page.line_no
      cross join lateral (select coalesce(sum(r.amount_minor), 0)::bigint as minor from deferral_releases r join entries e on e.id = r.entry_id
        where r.invoice_id = page.invoice_id and r.line_no = page.line_no
          and e.effective_on <= ${at.asOf}::date and ${wasKnown('r.xid', at.knownAt)}) released
    order by page.customer_number, page.number, page.line_no`.execute(db);
  return rows.map((row) => ({
    invoiceId: row.invoice_id,
    lineNo: row.line_no,
    number: row.number,
    description: row.description,
    customerId: row.customer_id,
    customerNumber: row.customer_number,
    customerName: row.customer_name,
    currency: currency(row.currency),
    accountCode: row.account_code,
    fromOn: row.from_on as PlainDate,
    toOn: row.to_on as PlainDate,
    deferredMinor: row.amount_minor,
    releasedMinor: row.released,
    creditedMinor: row.amount_minor - row.released - row.left_then,
    leftMinor: row.left_then,
    leftBaseMinor: row.left_base_then,
  }));
}

type Row = {
  invoice_id: string;
  line_no: number;
  number: string;
  description: string;
  customer_id: string;
  customer_number: string;
  customer_name: string;
  currency: string;
  account_code: string;
  from_on: string;
  to_on: string;
  amount_minor: bigint;
  released: bigint;
  left_then: bigint;
  left_base_then: bigint;
};
