import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export const WRITE_OFF_VIEWS = ['all', 'standing', 'recovered'] as const;
export type WriteOffView = (typeof WRITE_OFF_VIEWS)[number];

/** Minor units of the write-off's currency. */
export type WriteOffRow = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly itemKind: string;
  readonly sourceId: string;
  readonly itemNumber: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
  /** What of it nobody has paid since. */
  readonly unrecoveredMinor: bigint;
  readonly reason: string;
  readonly effectiveOn: PlainDate;
  readonly madeByName: string;
};

type Asked = {
  readonly view: WriteOffView;
  readonly limit: number;
  readonly cursor?: { readonly on: PlainDate; readonly id: string; readonly direction: 'older' | 'newer' };
};
type Page = {
  readonly rows: readonly WriteOffRow[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
};

/** Write-offs, newest first; those that still stand in full or part, or those of which something was recovered. Keyset by date and id. */
export async function listWriteOffs(db: ReadDb, { view, limit, cursor }: Asked): Promise<Page> {
  const forward = cursor?.direction !== 'newer';
  const { rows } = await sql<Row>`
    select w.id, w.number, w.customer_id, c.number as customer_number, c.name as customer_name, i.kind as item_kind, i.source_id,
      item_number(i.kind, i.source_id) as item_number, w.currency, w.amount_minor, w.tax_minor, s.unrecovered_minor, r.label as reason,
      w.effective_on, w.made_by_name
    from write_offs w join customers c on c.id = w.customer_id join open_items i on i.id = w.item_id
      join adjustment_reasons r on r.code = w.reason_code and r.for_kind = w.for_kind
      cross join lateral (select unrecovered_minor from written_off_standing(w.id)) s
    where ${view === 'standing' ? sql`s.unrecovered_minor > 0` : view === 'recovered' ? sql`s.unrecovered_minor < w.amount_minor` : sql`true`}
      ${cursor ? (forward ? sql`and (w.effective_on, w.id) < (${cursor.on}::date, ${cursor.id}::uuid)` : sql`and (w.effective_on, w.id) > (${cursor.on}::date, ${cursor.id}::uuid)`) : sql``}
    order by ${forward ? sql`w.effective_on desc, w.id desc` : sql`w.effective_on, w.id`} limit ${limit + 1}`.execute(
    db as never,
  );
  const more = rows.length > limit;
  const shown = forward ? rows.slice(0, limit) : rows.slice(0, limit).reverse();
  return {
    rows: shown.map(toRow),
    hasOlder: forward ? more : true,
    hasNewer: forward ? cursor !== undefined : more,
  };
}

type Row = {
  id: string;
  number: string;
  customer_id: string;
  customer_number: string;
  customer_name: string;
  item_kind: string;
  source_id: string;
  item_number: string;
  currency: string;
  amount_minor: bigint;
  tax_minor: bigint;
  unrecovered_minor: bigint;
  reason: string;
  effective_on: string;
  made_by_name: string;
};

const toRow = (row: Row): WriteOffRow => ({
  ...{ id: row.id, number: row.number, customerId: row.customer_id, customerNumber: row.customer_number },
  ...{ customerName: row.customer_name, itemKind: row.item_kind, sourceId: row.source_id, itemNumber: row.item_number },
  ...{ currency: currency(row.currency), amountMinor: row.amount_minor, taxMinor: row.tax_minor },
  ...{ unrecoveredMinor: row.unrecovered_minor, reason: row.reason, madeByName: row.made_by_name },
  effectiveOn: row.effective_on as PlainDate,
});
