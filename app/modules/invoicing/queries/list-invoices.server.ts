import { type Expression, type SqlBool, sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { InvoiceListRow, InvoiceView } from '../types.ts';

export type InvoiceListFilter = {
  customerId?: string;
  view?: InvoiceView;
  search?: string;
  today: PlainDate;
  /** Keyset: the row after which (`older`) or before which (`newer`) the page lies. */
  cursor?: { documentOn: PlainDate; id: string; direction: 'older' | 'newer' };
  limit?: number;
  /** Staff only: the portal's database role may not read messages. */
  withDelivery?: boolean;
};
export type InvoicePage = { rows: InvoiceListRow[]; hasOlder: boolean; hasNewer: boolean };

export const INVOICE_PAGE_SIZE = 25;
const PAGE_SIZE_MAX = 200;

/**
 * Issued documents, newest first, by keyset: the cost of page 2,000 is the cost of page 1. `customerId` is part of the
 * query for portal readers. Search finds numbers and PO numbers by their beginning.
 */
export async function listInvoices(db: ReadDb, filter: InvoiceListFilter): Promise<InvoicePage> {
  const limit = Math.min(filter.limit ?? INVOICE_PAGE_SIZE, PAGE_SIZE_MAX);
  const newer = filter.cursor?.direction === 'newer';
  const order = newer ? 'asc' : 'desc';
  const rows = await db
    .selectFrom('invoices as v')
    .innerJoin('customers as c', 'c.id', 'v.customer_id')
    .leftJoin('open_items as i', 'i.id', 'v.open_item_id')
    .select([
      'v.id',
      'v.kind',
      'v.number',
      'v.title',
      'v.po_number',
      'v.customer_id',
      'c.number as customer_number',
      'c.name as customer_name',
    ])
    .select(['v.currency', 'v.document_on', 'v.due_on', 'v.gross_minor', 'i.residual_minor', 'i.side'])
    .select([held().as('held_minor'), held('disputed').as('disputed_minor'), held('in_flight').as('in_flight_minor')])
    .select((filter.withDelivery ? deliveryState : sql<string>`''`).as('delivery_state'))
    .$if(filter.customerId !== undefined, (q) => q.where('v.customer_id', '=', filter.customerId!))
    .$if((filter.view ?? 'all') !== 'all', (q) => q.where(viewRule(filter.view!, filter.today)))
    .$if(Boolean(filter.search?.trim()), (q) => q.where(searchRule(filter.search!)))
    .$if(filter.cursor !== undefined, (q) => q.where(cursorRule(filter.cursor!)))
    .orderBy('v.document_on', order)
    .orderBy('v.id', order)
    .limit(limit + 1)
    .execute();
  const more = rows.length > limit;
  const page = rows.slice(0, limit).map(toRow);
  if (newer) page.reverse();
  return { rows: page, hasOlder: newer ? true : more, hasNewer: newer ? more : filter.cursor !== undefined };
}

/** Of what is left: a hold may be larger than that, and counts no further. */
const held = (
  kind?: 'disputed' | 'in_flight',
) => sql<bigint>`least(i.residual_minor, coalesce((select sum(h.amount_minor) from holds h
  where h.item_id = v.open_item_id ${kind ? sql`and h.kind = ${kind}` : sql``}
    and not exists (select 1 from hold_releases r where r.hold_id = h.id)), 0))::bigint`;

const deliveryState = sql<string>`coalesce((select m.state from messages m where m.invoice_id = v.id order by m.id desc limit 1), '')`;

function viewRule(view: InvoiceView, today: PlainDate): Expression<SqlBool> {
  const open = sql`i.side = 'debit' and i.residual_minor > 0`;
  const notDelivered = sql`exists (select 1 from messages m where m.invoice_id = v.id and m.state in ('bounced', 'failed'))`;
  const delivered = sql`exists (select 1 from messages m where m.invoice_id = v.id and m.state in ('sent', 'delivered'))`;
  switch (view) {
    case 'credit_notes':
      return sql<SqlBool>`v.kind = 'credit_note'`;
    case 'to_pay':
      return sql<SqlBool>`${open}`;
    case 'overdue':
      return sql<SqlBool>`${open} and v.due_on < ${today}`;
    case 'part_paid':
      return sql<SqlBool>`${open} and i.residual_minor < i.amount_minor`;
    case 'paid':
      return sql<SqlBool>`i.side = 'debit' and i.residual_minor = 0`;
    case 'disputed':
      return sql<SqlBool>`${held('disputed')} > 0`;
    case 'to_send':
      return sql<SqlBool>`not ${delivered} and not ${notDelivered} and v.series_no is not null`;
    case 'sent':
      return sql<SqlBool>`${delivered}`;
    case 'not_delivered':
      return sql<SqlBool>`${notDelivered}`;
    case 'all':
      return sql<SqlBool>`true`;
  }
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (mark) => `\\${mark}`);

function searchRule(search: string): Expression<SqlBool> {
  const start = `${escapeLike(search.trim())}%`;
  return sql<SqlBool>`(v.number ilike ${start} or v.po_number ilike ${start} or v.title ilike ${`%${start}`})`;
}

function cursorRule(cursor: NonNullable<InvoiceListFilter['cursor']>): Expression<SqlBool> {
  return cursor.direction === 'older'
    ? sql<SqlBool>`(v.document_on, v.id) < (${cursor.documentOn}, ${cursor.id})`
    : sql<SqlBool>`(v.document_on, v.id) > (${cursor.documentOn}, ${cursor.id})`;
}

type RawRow = {
  id: string;
  kind: string;
  number: string;
  title: string;
  po_number: string;
  customer_id: string;
  customer_number: string;
  customer_name: string;
  currency: string;
  document_on: string;
  due_on: string;
  gross_minor: bigint;
  residual_minor: bigint | null;
  side: string | null;
  held_minor: bigint;
  disputed_minor: bigint;
  in_flight_minor: bigint;
  delivery_state: string;
};

const toRow = (row: RawRow): InvoiceListRow => ({
  id: row.id,
  kind: row.kind as InvoiceListRow['kind'],
  number: row.number,
  title: row.title,
  poNumber: row.po_number,
  customerId: row.customer_id,
  customerNumber: row.customer_number,
  customerName: row.customer_name,
  currency: currency(row.currency),
  documentOn: row.document_on as PlainDate,
  dueOn: row.due_on as PlainDate,
  grossMinor: row.gross_minor,
  leftMinor: row.side === 'debit' ? (row.residual_minor ?? 0n) : 0n,
  creditLeftMinor: row.side === 'credit' ? (row.residual_minor ?? 0n) : 0n,
  heldMinor: row.held_minor,
  disputedMinor: row.disputed_minor,
  inFlightMinor: row.in_flight_minor,
  deliveryState: row.delivery_state,
});
