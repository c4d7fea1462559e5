import { type RawBuilder, sql } from 'kysely';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { PART_RULES } from '../rules/figure-parts.ts';
import type { FigurePart, ItemPosting, PostingsPage, Seal } from '../types.ts';
import { wasKnown } from './known-at.server.ts';
import { movementOrder, rankOnItsDay } from './movement-place.server.ts';

export type ItemFigure = {
  /** Without one: all customers. */
  readonly customerId?: string;
  readonly currency: Currency;
  readonly part: FigurePart;
  /** One open item alone. */
  readonly itemId?: string;
  /** Postings from this day on. */
  readonly fromOn?: PlainDate;
  /** Postings up to this one, in the order in which a statement lists them. */
  readonly untilId?: string;
  /** Rows dated after this day are left out; without one nothing is. */
  readonly asOf?: PlainDate;
  /** The day from which lateness is counted; `asOf` unless said. */
  readonly lateOn?: PlainDate;
  readonly knownAt?: Seal;
};

/**
 * The rows that make a figure of customers' accounts, with the running sum and, on each page, the sum of them all. The
 * whole balance is made of postings alone, because applications move nothing; what is open of some items is made of their
 * postings and of the applications to them. Amounts are signed as the figure is: credits count above zero where the figure
 * is of credits. `after` is the ordinal of the last row seen: with a seal the rows never change, so it stays true.
 */
export async function itemPostings(
  db: ReadDb,
  figure: ItemFigure,
  page: { readonly after?: number; readonly limit: number },
): Promise<PostingsPage<ItemPosting>> {
  const { rows } = await sql<RawRow>`
    with items as (${itemsOf(figure)}),
    moves as (${movesOf(figure)}),
    numbered as (
      select *, sum(minor) over (order by ${ORDER})::bigint as running, row_number() over (order by ${ORDER}) as ordinal,
        sum(minor) over ()::bigint as total, count(*) over () as rows
      from moves),
    page as (select * from numbered where ordinal > ${page.after ?? 0} order by ordinal limit ${page.limit})
    select page.*, c.number as customer_number, i.kind as item_kind, i.source_id, coalesce(v.number, p.number, item_number(i.kind, i.source_id)) as number,
      coalesce(v.title, p.reference, '') as title, o.kind as other_kind, o.source_id as other_source_id,
      coalesce(ov.number, op.number, item_number(o.kind, o.source_id)) as other_number
    from page join customers c on c.id = page.customer_id join open_items i on i.id = page.item_id
    left join invoices v on v.id = i.source_id left join payments p on p.id = i.source_id
    left join open_items o on o.id = page.other_id
    left join invoices ov on ov.id = o.source_id left join payments op on op.id = o.source_id
    order by page.ordinal`.execute(db as never);
  const last = rows.at(-1);
  return {
    rows: rows.map(toPosting),
    totalMinor: last?.total ?? 0n,
    count: Number(last?.rows ?? 0),
    next: last && last.ordinal < last.rows ? Number(last.ordinal) : null,
  };
}

/** By account; within it the balance by day, what is open by due date and item, each item's posting before what settles it. */
const ORDER = sql`customer_id, first_by, second_by, is_application, on_date, row_id`;

function itemsOf(figure: ItemFigure): RawBuilder<unknown> {
  const { customerId, itemId, asOf, fromOn, untilId, lateOn = asOf, knownAt } = figure;
  const rule = figure.part === 'all' ? undefined : PART_RULES[figure.part];
  const late = sql`${lateOn ?? null}::date - i.due_on`;
  return sql`
    select i.id, i.customer_id, i.side, i.kind, i.amount_minor, i.effective_on, i.due_on,
      ${rule?.sign === 'plus' ? sql`1` : sql`case i.side when 'debit' then 1 else -1 end`} as sign
    from open_items i
      ${untilId ? sql`join open_items u on u.id = ${untilId} and ${place('i')} <= ${place('u')}` : sql``}
    where i.currency = ${figure.currency} and ${wasKnown('i.xid', knownAt)}
      ${customerId ? sql`and i.customer_id = ${customerId}` : sql``}
      ${itemId ? sql`and i.id = ${itemId}` : sql``}
      ${asOf ? sql`and i.effective_on <= ${asOf}` : sql``}
      ${fromOn ? sql`and i.effective_on >= ${fromOn}` : sql``}
      ${rule?.side ? sql`and i.side = ${rule.side}` : sql``}
      ${rule?.from !== undefined ? sql`and ${late} >= ${rule.from}::int` : sql``}
      ${rule?.to !== undefined ? sql`and ${late} <= ${rule.to}::int` : sql``}`;
}

/** Where a posting stands on a statement. */
const place = (alias: string) => sql`row(${movementOrder(alias)})`;

function movesOf(figure: ItemFigure): RawBuilder<unknown> {
  const isWhole = figure.part === 'all';
  const postings = sql`
    select customer_id, id as item_id, null::uuid as other_id, id as row_id, effective_on as on_date, sign * amount_minor as minor,
      ${isWhole ? sql`effective_on` : sql`due_on`} as first_by,
      ${isWhole ? sql`(${rankOnItsDay('items')}::text || id::text)` : sql`id::text`} as second_by,
      false as is_application, false as is_undone
    from items`;
  if (isWhole) return postings;
  const applied = (own: string, other: string) => sql`
    select i.customer_id, i.id, a.${sql.ref(other)}, a.id, a.effective_on, -i.sign * a.amount_minor, i.due_on, i.id::text, true, a.amount_minor < 0
    from items i join applications a on a.${sql.ref(own)} = i.id
    where ${wasKnown('a.xid', figure.knownAt)} ${figure.asOf ? sql`and a.effective_on <= ${figure.asOf}` : sql``}`;
  const moves = sql`${postings}
    union all ${applied('debit_item_id', 'credit_item_id')}
    union all ${applied('credit_item_id', 'debit_item_id')}`;
  if (figure.itemId) return moves;
  // An item that is settled adds nothing to the figure, and its rows would only be in the way.
  return sql`select * from (select m.*, sum(m.minor) over (partition by m.item_id) as left_minor from (${moves}) m) open where left_minor <> 0`;
}

type RawRow = {
  item_id: string;
  other_id: string | null;
  row_id: string;
  customer_id: string;
  customer_number: string;
  on_date: string;
  minor: bigint;
  running: bigint;
  ordinal: bigint;
  total: bigint;
  rows: bigint;
  is_application: boolean;
  is_undone: boolean;
  item_kind: string;
  source_id: string;
  number: string;
  title: string;
  other_kind: string | null;
  other_source_id: string | null;
  other_number: string | null;
};

const toPosting = (row: RawRow): ItemPosting => ({
  id: row.row_id,
  itemId: row.item_id,
  customerId: row.customer_id,
  customerNumber: row.customer_number,
  kind: row.item_kind as ItemPosting['kind'],
  sourceId: row.source_id,
  number: row.number,
  title: row.title,
  application: row.is_application
    ? {
        kind: (row.other_kind ?? 'transfer') as ItemPosting['kind'],
        sourceId: row.other_source_id ?? '',
        number: row.other_number ?? '',
        isUndone: row.is_undone,
      }
    : null,
  on: row.on_date as PlainDate,
  amountMinor: row.minor,
  runningMinor: row.running,
});
