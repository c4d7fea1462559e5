import { type RawBuilder, sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { AgeingRow, Seal } from '../types.ts';
import { wasKnown } from './known-at.server.ts';
import { nearestSnapshot, type Snapshot } from './nearest-snapshot.server.ts';

/** `knownAt`: only what was known at that seal; without it, everything that is known now. */
export type AgeingAsked = { readonly asOf: PlainDate; readonly customerId?: string; readonly knownAt?: Seal };

/**
 * Aged receivables as of a business date and as known at a seal: what was open then, whatever was posted, applied or
 * learned later. Buckets by days past due (due on the day is not late); credits stand in a column of their own. One row
 * per customer and currency with anything open, by customer number. Exact for any date and seal: what was open comes from
 * the newest snapshot before both and everything that moved since, or from all items and applications where there is
 * none near enough.
 */
export async function ageing(db: ReadDb, at: AgeingAsked): Promise<AgeingRow[]> {
  // One customer's items are few and indexed; the portal, which has no grant on snapshots, always names its customer.
  const snapshot = at.customerId ? undefined : await nearestSnapshot(db, at);
  const standing = snapshot ? standingSince(snapshot, at) : standingByScan(at);
  const { rows } = await sql<RawRow>`
    with standing as (${standing}),
    bucketed as (
      select customer_id, currency,
        coalesce(sum(minor) filter (where side = 'debit' and late <= 0), 0)::bigint as not_due,
        coalesce(sum(minor) filter (where side = 'debit' and late between 1 and 30), 0)::bigint as d1_30,
        coalesce(sum(minor) filter (where side = 'debit' and late between 31 and 60), 0)::bigint as d31_60,
        coalesce(sum(minor) filter (where side = 'debit' and late between 61 and 90), 0)::bigint as d61_90,
        coalesce(sum(minor) filter (where side = 'debit' and late > 90), 0)::bigint as over_90,
        coalesce(sum(minor) filter (where side = 'credit'), 0)::bigint as credits
      from standing group by customer_id, currency)
    select b.*, coalesce(d.minor, 0)::bigint as disputed, c.number as customer_number, c.name as customer_name
    from bucketed b join customers c on c.id = b.customer_id
      left join (${disputedAt(at)}) d on d.customer_id = b.customer_id and d.currency = b.currency
    order by c.number, b.currency`.execute(db as never);
  return rows.map(toAgeingRow);
}

/** What was in question of items open then; few, so each is looked up by its id. */
function disputedAt({ asOf, customerId, knownAt }: AgeingAsked): RawBuilder<unknown> {
  const then = (of: string) => sql`${sql.ref(`${of}.effective_on`)} <= ${asOf} and ${wasKnown(`${of}.xid`, knownAt)}`;
  return sql`
    select i.customer_id, i.currency, sum(least(h.minor, i.amount_minor - applied.minor)) as minor
    from (select h.item_id, sum(h.amount_minor) as minor from holds h
      where h.kind = 'disputed' and ${then('h')} ${customerId ? sql`and h.customer_id = ${customerId}` : sql``}
        and not exists (select from hold_releases r where r.hold_id = h.id and ${then('r')}) group by h.item_id) h
    cross join lateral (select * from open_items o where o.id = h.item_id and ${then('o')} offset 0) i
    cross join lateral (select coalesce(sum(a.amount_minor), 0) as minor from applications a where a.debit_item_id = i.id and ${then('a')}) applied
    where i.amount_minor > applied.minor group by i.customer_id, i.currency`;
}

/** Open items as of a date by reading every item and application up to it. */
function standingByScan(at: AgeingAsked): RawBuilder<unknown> {
  const only = at.customerId ? sql`and i.customer_id = ${at.customerId}` : sql``;
  const applied = sql`a.effective_on <= ${at.asOf} and ${wasKnown('a.xid', at.knownAt)}
    ${at.customerId ? sql`and a.customer_id = ${at.customerId}` : sql``}`;
  return sql`
    select i.customer_id, i.currency, i.side, ${at.asOf}::date - i.due_on as late, i.amount_minor - coalesce(applied.minor, 0) as minor
    from open_items i left join (
      select item, sum(amount_minor) as minor from (
        select credit_item_id as item, amount_minor from applications a where ${applied}
        union all
        select debit_item_id, amount_minor from applications a where ${applied}) moves
      group by item) applied on applied.item = i.id
    where i.effective_on <= ${at.asOf} and ${wasKnown('i.xid', at.knownAt)} ${only} and i.amount_minor > coalesce(applied.minor, 0)`;
}

/**
 * Open items as of a date from a snapshot and what it does not hold: rows dated after its day, and rows dated up to its
 * day that transactions at or above its boundary wrote. A row is one or the other, never both and never none; rows learned
 * after the seal are neither.
 */
function standingSince(snapshot: Snapshot, { asOf, knownAt }: AgeingAsked): RawBuilder<unknown> {
  const { id, periodEndOn, beforeXid } = snapshot;
  const known = wasKnown('xid', knownAt);
  const later = sql`effective_on > ${periodEndOn} and effective_on <= ${asOf} and ${known}`;
  const learnedLater = sql`xid >= ${beforeXid}::xid8 and effective_on <= ${periodEndOn} and ${known}`;
  // What moved since is read from indexes that hold all of it (0225): rows of one month lie all over a large table.
  return sql`
    select customer_id, currency, side, ${asOf}::date - due_on as late, minor from (
      with applied as (
        select credit_item_id, debit_item_id, amount_minor from applications where ${later}
        union all select credit_item_id, debit_item_id, amount_minor from applications where ${learnedLater}),
      moves as (
        select item, sum(amount_minor)::bigint as minor from (
          select credit_item_id as item, amount_minor from applied
          union all select debit_item_id, amount_minor from applied) m
        group by item having sum(amount_minor) <> 0),
      stood as (
        select item_id, customer_id, currency, side, due_on, open_minor from item_snapshots where snapshot_id = ${id}
        union all select id, customer_id, currency, side, due_on, amount_minor from open_items where ${later}
        union all
        select i.id, i.customer_id, i.currency, i.side, i.due_on, i.amount_minor
        from (select id from entries where ${learnedLater}) e join open_items i on i.entry_id = e.id)
      select s.customer_id, s.currency, s.side, s.due_on, s.open_minor - coalesce(m.minor, 0) as minor
      from stood s left join moves m on m.item = s.item_id
      union all
      -- Settled at the snapshot and opened again by an undone application: few, so each is looked up by its id.
      select i.customer_id, i.currency, i.side, i.due_on, -m.minor
      from moves m cross join lateral (select * from open_items o where o.id = m.item offset 0) i
      where m.minor < 0 and not exists (select 1 from stood s where s.item_id = m.item)) moved
    where minor > 0`;
}

type RawRow = {
  customer_id: string;
  customer_number: string;
  customer_name: string;
  currency: string;
  not_due: bigint;
  d1_30: bigint;
  d31_60: bigint;
  d61_90: bigint;
  over_90: bigint;
  credits: bigint;
  disputed: bigint;
};

const toAgeingRow = (row: RawRow): AgeingRow => ({
  customerId: row.customer_id,
  customerNumber: row.customer_number,
  customerName: row.customer_name,
  currency: currency(row.currency),
  notDueMinor: row.not_due,
  d1to30Minor: row.d1_30,
  d31to60Minor: row.d31_60,
  d61to90Minor: row.d61_90,
  over90Minor: row.over_90,
  creditsMinor: row.credits,
  disputedMinor: row.disputed,
  totalMinor: row.not_due + row.d1_30 + row.d31_60 + row.d61_90 + row.over_90 - row.credits,
});

/** Totals per currency over all customers, for the ageing strip; currencies are never added. */
export const ageingTotals = async (db: ReadDb, at: AgeingAsked): Promise<AgeingTotal[]> =>
  totalAgeing(await ageing(db, at));

export type AgeingTotal = Omit<AgeingRow, 'customerId' | 'customerNumber' | 'customerName'>;

/** The same of rows that are already read. */
export function totalAgeing(rows: readonly AgeingRow[]): AgeingTotal[] {
  const totals = new Map<string, AgeingTotal>();
  for (const { customerId: _c, customerNumber: _n, customerName: _m, ...row } of rows) {
    const before = totals.get(row.currency);
    totals.set(
      row.currency,
      before
        ? {
            currency: row.currency,
            notDueMinor: before.notDueMinor + row.notDueMinor,
            d1to30Minor: before.d1to30Minor + row.d1to30Minor,
            d31to60Minor: before.d31to60Minor + row.d31to60Minor,
            d61to90Minor: before.d61to90Minor + row.d61to90Minor,
            over90Minor: before.over90Minor + row.over90Minor,
            creditsMinor: before.creditsMinor + row.creditsMinor,
            disputedMinor: before.disputedMinor + row.disputedMinor,
            totalMinor: before.totalMinor + row.totalMinor,
          }
        : row,
    );
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
