import { sql } from 'kysely';
import type { MatchCustomer, OpenItem } from '#app/kernel/matching/types.ts';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What is open in one currency and may be paid, with the state of the database it was read in. */
export type Matchable = {
  readonly snapshot: string;
  readonly mark: string;
  readonly items: readonly OpenItem[];
  readonly customers: readonly MatchCustomer[];
};

/** Left of an item for new money: what disputes and payments on their way hold is not; what a payment plan holds is. */
const LEFT = sql<string>`i.residual_minor - least(i.residual_minor, coalesce((select sum(h.amount_minor) from holds h
  where h.item_id = i.id and h.kind <> 'in_plan' and not exists (select 1 from hold_releases r where r.hold_id = h.id)), 0)::bigint)`;

/**
 * Every open item of a currency and every customer, as the matching engine takes them: debits above zero, credits below, each
 * less what is held; purchase orders as second names, agreed discounts with their last day, the instalments of a plan that
 * covers one item. Two reads; the snapshot is the one before, so that nothing is missed between them.
 */
export async function readMatchable(db: ReadDb, currency: string): Promise<Matchable> {
  const { rows: at } = await sql<{ snapshot: string; mark: string }>`
    select pg_current_snapshot()::text as snapshot, ${MARK} as mark`.execute(db);
  const [items, customers] = await Promise.all([readItems(db, currency), readCustomers(db)]);
  return { ...at[0]!, items, customers };
}

/** Changes when customers, their accounts or what confirmed lines taught did. */
const MARK = sql<string>`concat_ws('|', (select count(*) from customers), (select max(changed_at) from customers),
  (select count(*) from customer_bank_accounts), (select max(xid) from bank_aliases), (select count(*) from bank_alias_choices),
  (select count(*) from bank_explanation_undoings))`;

type ItemRow = {
  id: string;
  number: string;
  customerId: string;
  side: string;
  left: bigint;
  amount: bigint;
  dueOn: PlainDate;
  since: PlainDate;
  po: string;
  discountBp: number | null;
  discountDays: number | null;
  instalments: string[] | null;
};

/** Those of the ids of which something may be paid, as they are now; all of the currency where none are named. */
async function readItems(db: ReadDb, currency: string, ids: readonly string[] | null = null): Promise<OpenItem[]> {
  const among = ids ? sql`and i.id = any (${ids})` : sql``;
  const { rows } = await sql<ItemRow>`
    select i.id, coalesce(v.number, p.number, item_number(i.kind, i.source_id), '') as number, i.customer_id as "customerId", i.side,
      ${LEFT} as left, i.amount_minor as amount, i.due_on as "dueOn", i.effective_on as since, coalesce(v.po_number, '') as po,
      case when i.kind = 'invoice' then c.discount_bp end as "discountBp", c.discount_days as "discountDays", plan.instalments
    from open_items i join customers c on c.id = i.customer_id
    left join invoices v on v.id = i.source_id and i.kind in ('invoice', 'debit_note', 'credit_note', 'opening_balance')
    left join payments p on p.id = i.source_id and i.kind in ('payment', 'payment_reversal')
    left join (select (array_agg(distinct t.item_id::text))[1] as item_id, (select array_agg(distinct n.amount_minor::text) from plan_instalments n
          where n.version_id = s.id) as instalments
        from plans l join plan_versions s on s.plan_id = l.id and s.version_no = l.version_no join plan_items t on t.version_id = s.id
        where l.state = 'active' group by s.id having count(distinct t.item_id) = 1) plan on plan.item_id = i.id::text
    where i.currency = ${currency} and i.residual_minor > 0 ${among}`.execute(db);
  return rows.flatMap((row) => (row.left === 0n ? [] : [itemOf(row)]));
}

function itemOf(row: ItemRow): OpenItem {
  const sign = row.side === 'debit' ? 1n : -1n;
  return {
    ...{ id: row.id, number: row.number, customerId: row.customerId, dueOn: row.dueOn },
    residualMinor: BigInt(row.left) * sign,
    amountMinor: row.amount * sign,
    ...(row.po ? { otherReferences: [row.po] } : {}),
    ...(row.discountBp && row.discountDays !== null && row.side === 'debit'
      ? { discount: { bp: row.discountBp, untilOn: addDays(row.since, row.discountDays) } }
      : {}),
    ...(row.instalments ? { instalmentsMinor: row.instalments.map(BigInt) } : {}),
  };
}

/** All of them: one who is archived may still pay. A parent and its children are one group, named by the parent. */
async function readCustomers(db: ReadDb): Promise<MatchCustomer[]> {
  const { rows } = await sql<{ id: string; code: string; name: string; parent: string | null; accounts: string[] }>`
    select c.id, c.number as code, c.name, coalesce(c.parent_id, k.parent_id) as parent, coalesce(b.accounts, '{}') as accounts
    from customers c left join (select distinct parent_id from customers where parent_id is not null) k on k.parent_id = c.id
    left join (select customer_id, array_agg(distinct a.account) as accounts
      from customer_bank_accounts, lateral (values (iban), (account_number), (routing || account_number)) a (account)
      where a.account is not null group by customer_id) b on b.customer_id = c.id`.execute(db);
  return rows.map(({ id, code, name, parent, accounts }) => ({ id, code, name, accounts, groupId: parent }));
}

/** What may have moved in one currency since a snapshot: the ids of it all, and the items of them that are open now. */
export type Moved = {
  readonly snapshot: string;
  readonly ids: readonly string[];
  readonly items: readonly OpenItem[];
  readonly mark: string;
};

/** What moved in one currency since a snapshot: applied, undone, held, let go or new. */
export async function readMoved(db: ReadDb, currency: string, since: string): Promise<Moved> {
  const isNew = (xid: string) =>
    sql.raw(`${xid} >= pg_snapshot_xmin(old.at) and not pg_visible_in_snapshot(${xid}, old.at)`);
  const { rows } = await sql<{ snapshot: string; mark: string; ids: string[] }>`
    with old as materialized (select ${since}::pg_snapshot as at),
    touched as (
      select unnest(array[a.credit_item_id, a.debit_item_id]) as id from old, applications a where ${isNew('a.xid')}
      union select h.item_id from old, holds h where ${isNew('h.xid')}
      union select h.item_id from old, hold_releases r join holds h on h.id = r.hold_id where ${isNew('r.xid')}
      union select n.id from old, entries e join open_items n on n.entry_id = e.id where ${isNew('e.xid')})
    select pg_current_snapshot()::text as snapshot, ${MARK} as mark,
      array(select i.id::text from touched t join open_items i on i.id = t.id where i.currency = ${currency}) as ids`.execute(
    db,
  );
  const { snapshot, mark, ids } = rows[0]!;
  return { snapshot, mark, ids, items: ids.length > 0 ? await readItems(db, currency, ids) : [] };
}
