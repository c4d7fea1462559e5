import { type Expression, type SqlBool, sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import { nextWorkingDay, type WorkingCalendar } from '#app/kernel/working-days.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { InstrumentRow, InstrumentState, InstrumentView } from '../types.ts';

export type InstrumentListFilter = {
  readonly view: InstrumentView;
  readonly today: PlainDate;
  /** The bank's days: what is due by the next working day has to go today. */
  readonly calendar: WorkingCalendar;
  readonly customerId?: string;
  /** Receipt or cheque number by its beginning, bank, drawer or customer by any part, or an amount given in minor units. */
  readonly search?: string;
  readonly amountMinor?: bigint;
  /** `on` is the day the view is ordered by; `older` goes on in the list's direction. */
  readonly cursor?: { readonly on: PlainDate; readonly id: string; readonly direction: 'older' | 'newer' };
  readonly limit?: number;
};
export type InstrumentPage = {
  readonly rows: InstrumentRow[];
  /** The day each row is ordered by. */
  readonly keys: readonly { readonly on: PlainDate; readonly id: string }[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
};

const INSTRUMENT_PAGE_SIZE = 25;
const PAGE_SIZE_MAX = 200;

/** What waits is ordered by when it is due, soonest first; what is done by when it was, newest first. */
const ORDER: Readonly<
  Record<InstrumentView, { by: 's.due_on' | 's.banked_on' | 's.ended_on' | 'i.received_on'; up: boolean }>
> = {
  in_hand: { by: 's.due_on', up: true },
  to_bank: { by: 's.due_on', up: true },
  late: { by: 's.due_on', up: true },
  post_dated: { by: 's.due_on', up: true },
  banked: { by: 's.banked_on', up: false },
  returned: { by: 's.ended_on', up: false },
  banked_late: { by: 's.banked_on', up: false },
  all: { by: 'i.received_on', up: false },
};

/** Cheques of a view, by keyset. */
export async function listInstruments(db: ReadDb, filter: InstrumentListFilter): Promise<InstrumentPage> {
  const limit = Math.min(filter.limit ?? INSTRUMENT_PAGE_SIZE, PAGE_SIZE_MAX);
  const { by, up } = ORDER[filter.view];
  const back = filter.cursor?.direction === 'newer';
  const order = up === back ? 'desc' : 'asc';
  const search = filter.search?.trim() ?? '';
  const rows = await db
    .selectFrom('instrument_standing as s')
    .innerJoin('instruments as i', 'i.id', 's.instrument_id')
    .innerJoin('customers as c', 'c.id', 'i.customer_id')
    .select([
      'i.id',
      'i.number',
      'i.customer_id',
      'c.name as customer_name',
      'c.number as customer_number',
      'i.currency',
    ])
    .select([
      'i.amount_minor',
      'i.cheque_no',
      'i.bank_name',
      'i.dated_on',
      'i.received_on',
      's.custodian_name',
      's.due_on',
    ])
    .select(['s.state', 's.banked_on', 's.ended_on', 's.followed_up_on', `${by} as key_on`])
    .where(viewRule(filter))
    .$if(filter.customerId !== undefined, (q) => q.where('i.customer_id', '=', filter.customerId!))
    .$if(filter.amountMinor !== undefined, (q) => q.where('i.amount_minor', '=', filter.amountMinor!))
    .$if(filter.amountMinor === undefined && search !== '', (q) => q.where(searchRule(search)))
    .$if(filter.cursor !== undefined, (q) => q.where(cursorRule(by, order, filter.cursor!)))
    .orderBy(by, order)
    .orderBy('i.id', order)
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  if (back) page.reverse();
  const more = rows.length > limit;
  return {
    rows: page.map((row) => toInstrumentRow(row, filter.today)),
    keys: page.map((row) => ({ on: row.key_on as PlainDate, id: row.id })),
    hasOlder: back ? true : more,
    hasNewer: back ? more : filter.cursor !== undefined,
  };
}

function viewRule({ view, today, calendar }: InstrumentListFilter): Expression<SqlBool> {
  switch (view) {
    case 'in_hand':
      return sql<SqlBool>`s.state = 'in_hand'`;
    case 'to_bank':
      return sql<SqlBool>`s.state = 'in_hand' and s.due_on <= ${nextWorkingDay(today, calendar)}`;
    case 'late':
      return sql<SqlBool>`s.state in ('in_hand', 'post_dated') and s.due_on < ${today}`;
    case 'post_dated':
      return sql<SqlBool>`s.state = 'post_dated'`;
    case 'banked':
      return sql<SqlBool>`s.state in ('banked', 'cleared') and s.banked_on is not null`;
    case 'returned':
      return sql<SqlBool>`s.state = 'returned'`;
    case 'banked_late':
      return sql<SqlBool>`s.banked_on > s.due_on`;
    case 'all':
      return sql<SqlBool>`true`;
  }
}

function searchRule(search: string): Expression<SqlBool> {
  const text = search.replace(/[\\%_]/g, (mark) => `\\${mark}`);
  return sql<SqlBool>`(i.number ilike ${`${text}%`} or i.cheque_no ilike ${`${text}%`} or i.bank_name ilike ${`%${text}%`}
    or i.drawer_name ilike ${`%${text}%`} or c.name ilike ${`%${text}%`} or c.number ilike ${`${text}%`})`;
}

function cursorRule(
  by: string,
  order: 'asc' | 'desc',
  cursor: { readonly on: PlainDate; readonly id: string },
): Expression<SqlBool> {
  return order === 'asc'
    ? sql<SqlBool>`(${sql.ref(by)}, i.id) > (${cursor.on}, ${cursor.id})`
    : sql<SqlBool>`(${sql.ref(by)}, i.id) < (${cursor.on}, ${cursor.id})`;
}

type RawRow = {
  id: string;
  number: string;
  customer_id: string;
  customer_name: string;
  customer_number: string;
  currency: string;
  amount_minor: bigint;
  cheque_no: string;
  bank_name: string;
  dated_on: string;
  received_on: string;
  custodian_name: string;
  due_on: string;
  state: string;
  banked_on: string | null;
  ended_on: string | null;
  followed_up_on: string | null;
};

/** A row of the register from its columns; days late count to the day it was banked, or to today while it waits. */
export function toInstrumentRow(row: RawRow, today: PlainDate): InstrumentRow {
  const waits = row.state === 'in_hand' || row.state === 'post_dated';
  const until = row.banked_on ?? (waits ? today : null);
  return {
    ...{ id: row.id, number: row.number, customerId: row.customer_id, customerName: row.customer_name },
    ...{ customerNumber: row.customer_number, currency: currency(row.currency), amountMinor: row.amount_minor },
    ...{ chequeNo: row.cheque_no, bankName: row.bank_name, custodianName: row.custodian_name },
    datedOn: row.dated_on as PlainDate,
    receivedOn: row.received_on as PlainDate,
    dueOn: row.due_on as PlainDate,
    state: row.state as InstrumentState,
    bankedOn: row.banked_on as PlainDate | null,
    endedOn: row.ended_on as PlainDate | null,
    daysLate: until ? Math.max(0, daysBetween(row.due_on as PlainDate, until as PlainDate)) : 0,
    followedUp: row.followed_up_on !== null,
  };
}
