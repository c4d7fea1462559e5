import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PromiseRow, PromiseSource, PromiseState } from '../types.ts';

export const PROMISE_VIEWS = ['due', 'open', 'part_kept', 'broken', 'kept', 'all'] as const;
export type PromiseView = (typeof PROMISE_VIEWS)[number];

type Asked = {
  readonly view: PromiseView;
  readonly today: PlainDate;
  readonly customerId?: string;
  /** The last promise of the page before, by id. */
  readonly after?: string;
  readonly limit?: number;
};
const PAGE = 50;

type Row = {
  id: string;
  customer_id: string;
  customer_name: string;
  currency: string;
  amount: string;
  counted: string;
  made_on: PlainDate;
  promised_on: PlainDate;
  grace_days: number;
  source: string;
  note: string;
  made_by_name: string;
  state: string;
  names: string[];
};

/**
 * Promises by what became of them. Open ones stand in the order of their days, soonest first; decided ones newest first. `due`:
 * open ones whose day has come.
 */
export async function listPromises(
  db: ReadDb,
  { view, today, customerId, after, limit = PAGE }: Asked,
): Promise<{ rows: PromiseRow[]; hasMore: boolean }> {
  const isOpen = view === 'due' || view === 'open';
  const which =
    view === 'due'
      ? sql`p.state = 'open' and p.promised_on <= ${today}::date`
      : view === 'all'
        ? sql`true`
        : sql`p.state = ${view}`;
  const beyond = isOpen
    ? sql`(p.promised_on, p.id) > (select a.promised_on, a.id from promises a where a.id = ${after ?? null}::uuid)`
    : sql`(p.promised_on, p.id) < (select a.promised_on, a.id from promises a where a.id = ${after ?? null}::uuid)`;
  const { rows } = await sql<Row>`
    select p.id, p.customer_id, c.name as customer_name, p.currency, p.amount_minor::text as amount, p.made_on, p.promised_on, p.grace_days,
      p.source, p.note, p.made_by_name, p.state,
      coalesce((select sum(m.amount_minor) from promise_money m where m.promise_id = p.id), 0)::text as counted,
      array(select item_number(o.kind, o.source_id) from promise_items i join open_items o on o.id = i.item_id
        where i.promise_id = p.id order by o.due_on, o.id) as names
    from promises p join customers c on c.id = p.customer_id
    where ${which} and ${customerId ? sql`p.customer_id = ${customerId}::uuid` : sql`true`} and ${after ? beyond : sql`true`}
    order by p.promised_on ${sql.raw(isOpen ? 'asc' : 'desc')}, p.id ${sql.raw(isOpen ? 'asc' : 'desc')} limit ${limit + 1}`.execute(
    db,
  );
  return { rows: rows.slice(0, limit).map(promiseRow), hasMore: rows.length > limit };
}

const promiseRow = (row: Row): PromiseRow => ({
  ...{ id: row.id, customerId: row.customer_id, customerName: row.customer_name, currency: currency(row.currency) },
  ...{ amountMinor: BigInt(row.amount), countedMinor: BigInt(row.counted), names: row.names },
  ...{ madeOn: row.made_on, promisedOn: row.promised_on, graceDays: row.grace_days },
  ...{ source: row.source as PromiseSource, note: row.note, madeByName: row.made_by_name },
  state: row.state as PromiseState,
});
