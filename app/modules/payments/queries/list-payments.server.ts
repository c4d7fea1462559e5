import { type Expression, type SqlBool, sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PaymentListRow, PaymentMethod, PaymentView } from '../types.ts';

export type PaymentListFilter = {
  customerId?: string;
  view?: PaymentView;
  /** Number or reference by its beginning, payer by any part, or an amount given in minor units. */
  search?: string;
  amountMinor?: bigint;
  today: PlainDate;
  cursor?: { receivedOn: PlainDate; id: string; direction: 'older' | 'newer' };
  limit?: number;
};
export type PaymentPage = { rows: PaymentListRow[]; hasOlder: boolean; hasNewer: boolean };

export const PAYMENT_PAGE_SIZE = 25;
const PAGE_SIZE_MAX = 200;

/** Payments, newest first, by keyset, each with the invoices it covers. */
export async function listPayments(db: ReadDb, filter: PaymentListFilter): Promise<PaymentPage> {
  const limit = Math.min(filter.limit ?? PAYMENT_PAGE_SIZE, PAGE_SIZE_MAX);
  const newer = filter.cursor?.direction === 'newer';
  const order = newer ? 'asc' : 'desc';
  const rows = await db
    .selectFrom('payments as p')
    .innerJoin('open_items as i', 'i.id', 'p.open_item_id')
    .innerJoin('customers as c', 'c.id', 'p.customer_id')
    .leftJoin('payment_reversals as r', 'r.payment_id', 'p.id')
    .select([
      'p.id',
      'p.number',
      'p.customer_id',
      'c.name as customer_name',
      'c.number as customer_number',
      'p.method',
      'p.currency',
      'p.amount_minor',
    ])
    .select([
      'p.received_on',
      'p.reference',
      'p.payer_name',
      'p.open_item_id',
      'i.residual_minor',
      'r.payment_id as reversed',
    ])
    .select(covers.as('covers'))
    .$if(filter.customerId !== undefined, (q) => q.where('p.customer_id', '=', filter.customerId!))
    .$if((filter.view ?? 'all') !== 'all', (q) => q.where(viewRule(filter.view!, filter.today)))
    .$if(filter.amountMinor !== undefined, (q) => q.where('p.amount_minor', '=', filter.amountMinor!))
    .$if(filter.amountMinor === undefined && Boolean(filter.search?.trim()), (q) =>
      q.where(searchRule(filter.search!.trim())),
    )
    .$if(filter.cursor !== undefined, (q) => q.where(cursorRule(filter.cursor!)))
    .orderBy('p.received_on', order)
    .orderBy('p.id', order)
    .limit(limit + 1)
    .execute();
  const more = rows.length > limit;
  const page = rows.slice(0, limit).map(toRow);
  if (newer) page.reverse();
  return { rows: page, hasOlder: newer ? true : more, hasNewer: newer ? more : filter.cursor !== undefined };
}

const covers = sql<
  string[]
>`array(select v.number from applications a join open_items d on d.id = a.debit_item_id join invoices v on v.id = d.source_id
  where a.credit_item_id = p.open_item_id group by v.id, v.number, v.due_on having sum(a.amount_minor) > 0 order by v.due_on, v.number)`;

function viewRule(view: PaymentView, today: PlainDate): Expression<SqlBool> {
  switch (view) {
    case 'unapplied':
      return sql<SqlBool>`i.residual_minor > 0`;
    case 'part_applied':
      return sql<SqlBool>`i.residual_minor > 0 and i.residual_minor < i.amount_minor`;
    case 'reversed':
      return sql<SqlBool>`r.payment_id is not null`;
    case 'today':
      return sql<SqlBool>`p.received_on = ${today}`;
    case 'all':
      return sql<SqlBool>`true`;
  }
}

function searchRule(search: string): Expression<SqlBool> {
  const text = search.replace(/[\\%_]/g, (mark) => `\\${mark}`);
  return sql<SqlBool>`(p.number ilike ${`${text}%`} or p.reference ilike ${`${text}%`} or p.payer_name ilike ${`%${text}%`} or c.name ilike ${`%${text}%`})`;
}

function cursorRule(cursor: NonNullable<PaymentListFilter['cursor']>): Expression<SqlBool> {
  return cursor.direction === 'older'
    ? sql<SqlBool>`(p.received_on, p.id) < (${cursor.receivedOn}, ${cursor.id})`
    : sql<SqlBool>`(p.received_on, p.id) > (${cursor.receivedOn}, ${cursor.id})`;
}

type RawRow = {
  id: string;
  number: string;
  customer_id: string;
  customer_name: string;
  customer_number: string;
  method: string;
  currency: string;
  amount_minor: bigint;
  received_on: string;
  reference: string;
  payer_name: string;
  open_item_id: string;
  residual_minor: bigint;
  reversed: string | null;
  covers: string[];
};

const toRow = (row: RawRow): PaymentListRow => ({
  id: row.id,
  number: row.number,
  customerId: row.customer_id,
  customerName: row.customer_name,
  customerNumber: row.customer_number,
  method: row.method as PaymentMethod,
  currency: currency(row.currency),
  amountMinor: row.amount_minor,
  receivedOn: row.received_on as PlainDate,
  reference: row.reference,
  payerName: row.payer_name,
  openItemId: row.open_item_id,
  unappliedMinor: row.reversed ? 0n : row.residual_minor,
  reversed: row.reversed !== null,
  covers: row.covers,
});
