import { type Expression, type SqlBool, sql } from 'kysely';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ContractId, ContractRow, ContractView } from '../types.ts';

const PAGE_SIZE = 25;
/** A contract ends soon when it does within this many days. */
export const ENDING_DAYS = 90;

type Asked = {
  readonly view: ContractView;
  readonly today: PlainDate;
  readonly search?: string;
  readonly customerId?: string;
  readonly cursor?: { readonly id: string; readonly direction: 'older' | 'newer' };
  readonly limit?: number;
};
export type ContractPage = { readonly rows: ContractRow[]; readonly hasOlder: boolean; readonly hasNewer: boolean };

/** Contracts of a view, the newest first, by keyset. */
export async function listContracts(db: ReadDb, asked: Asked): Promise<ContractPage> {
  const limit = asked.limit ?? PAGE_SIZE;
  const back = asked.cursor?.direction === 'newer';
  const search = asked.search?.trim() ?? '';
  const rows = await db
    .selectFrom('contracts as c')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .leftJoin('contract_versions as w', (join) =>
      join.onRef('w.contract_id', '=', 'c.id').on('w.state', '=', 'waiting'),
    )
    .select(['c.id', 'c.number', 'c.title', 'c.currency', 'c.starts_on', 'c.ends_on', 'c.state', 'c.version_no'])
    .select(['u.id as customer_id', 'u.name as customer_name', 'u.number as customer_number'])
    .select(['w.version_no as waiting_no', 'w.proposed_by_name as waiting_by'])
    .select(
      sql<number>`(select count(*)::int from contract_lines l where l.contract_id = c.id and l.withdrawn_in_version is null
        and (l.ends_on is null or l.ends_on >= ${asked.today}))`.as('lines'),
    )
    .where(viewRule(asked))
    .$if(asked.customerId !== undefined, (q) => q.where('c.customer_id', '=', asked.customerId!))
    .$if(search !== '', (q) => q.where(searchRule(search)))
    .$if(asked.cursor !== undefined, (q) => q.where('c.id', back ? '>' : '<', asked.cursor!.id))
    .orderBy('c.id', back ? 'asc' : 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  if (back) page.reverse();
  const more = rows.length > limit;
  return {
    rows: page.map((row) => ({
      ...{ id: row.id as ContractId, number: row.number, title: row.title, currency: row.currency, lines: row.lines },
      ...{ startsOn: row.starts_on as PlainDate, endsOn: row.ends_on as PlainDate | null, versionNo: row.version_no },
      ...{ customerId: row.customer_id, customerName: row.customer_name, customerNumber: row.customer_number },
      waiting: row.waiting_no === null ? null : { versionNo: row.waiting_no, byName: row.waiting_by ?? '' },
      standing:
        row.state === 'draft' ? 'draft' : row.ends_on !== null && row.ends_on < asked.today ? 'ended' : 'active',
    })),
    hasOlder: back ? true : more,
    hasNewer: back ? more : asked.cursor !== undefined,
  };
}

function viewRule({ view, today }: Asked): Expression<SqlBool> {
  switch (view) {
    case 'active':
      return sql<SqlBool>`c.state = 'active' and (c.ends_on is null or c.ends_on >= ${today})`;
    case 'waiting':
      return sql<SqlBool>`w.version_no is not null`;
    case 'ending':
      return sql<SqlBool>`c.state = 'active' and c.ends_on between ${today} and ${addDays(today, ENDING_DAYS)}`;
    case 'ended':
      return sql<SqlBool>`c.ends_on < ${today}`;
    case 'all':
      return sql<SqlBool>`true`;
  }
}

function searchRule(search: string): Expression<SqlBool> {
  const text = search.replace(/[\\%_]/g, (mark) => `\\${mark}`);
  return sql<SqlBool>`(c.number ilike ${`${text}%`} or c.title ilike ${`%${text}%`} or c.po_number ilike ${`${text}%`}
    or u.name ilike ${`%${text}%`} or u.number ilike ${`${text}%`})`;
}

/** How many proposals wait, and how many of them this person may decide: not their own. */
export async function contractsWaiting(db: ReadDb, userId: string): Promise<{ all: number; forMe: number }> {
  const row = await db
    .selectFrom('contract_versions')
    .select((eb) => eb.fn.countAll<bigint>().as('all'))
    .select((eb) => eb.fn.countAll<bigint>().filterWhere('proposed_by', '<>', userId).as('mine'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return { all: Number(row.all), forMe: Number(row.mine) };
}
