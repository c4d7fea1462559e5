import { type RawBuilder, sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DayWindow, DebtDays, DebtHistory, DelayCause, DollarDays } from '../types.ts';
import { delayClaims } from './delay-claims.server.ts';

/**
 * Every overdue day of every penny in the window by its one cause: minor units times days, per currency and cause, disputes
 * by department. The same rule as `rules/charge-days`, for all debts at once; the sums of a currency are all there is.
 */
export async function dollarDays(db: ReadDb, of: DayWindow & { readonly customerId?: string }): Promise<DollarDays[]> {
  const { rows } = await sql<Row<DollarDays>>`
    with ${chargedParts(of)}
    select d.currency, p.rank, p.cause, p.department, sum(p.minor_days)::text as "minorDays", count(distinct p.item_id)::int as debts
    from parts p join debts d on d.id = p.item_id group by 1, 2, 3, 4 order by 1, 2, p.department collate "C"`.execute(
    db,
  );
  return rows.map(withAmount);
}

/** The debts behind a figure of `dollarDays`, or behind all of them: by currency, the dearest first. */
export async function debtDays(
  db: ReadDb,
  of: DayWindow & {
    readonly customerId?: string;
    readonly itemId?: string;
    readonly currency?: string;
    readonly cause?: DelayCause;
    readonly department?: string;
    readonly limit: number;
  },
): Promise<DebtDays[]> {
  const filters = [
    of.itemId ? sql`p.item_id = ${of.itemId}::uuid` : null,
    of.currency ? sql`d.currency = ${of.currency}` : null,
    of.cause ? sql`p.cause = ${of.cause}` : null,
    of.department !== undefined ? sql`p.department = ${of.department}` : null,
  ].filter((filter) => filter !== null);
  const { rows } = await sql<Row<DebtDays>>`
    with ${chargedParts(of)},
    summed as (
      select p.item_id, d.currency, p.rank, p.cause, p.department, sum(p.minor_days) as minor_days from parts p join debts d on d.id = p.item_id
      where ${filters.length > 0 ? sql.join(filters, sql` and `) : sql`true`} group by 1, 2, 3, 4, 5
      order by d.currency, minor_days desc, p.item_id, p.rank, p.department collate "C" limit ${of.limit})
    select s.item_id as "itemId", d.customer_id as "customerId", c.number as "customerNumber", c.name as "customerName", d.kind,
      d.source_id as "sourceId", coalesce(v.number, o.number, p.number, '') as number, d.due_on as "dueOn", d.currency, s.cause, s.department,
      s.minor_days::text as "minorDays"
    from summed s join debts d on d.id = s.item_id join customers c on c.id = d.customer_id
    left join invoices v on v.id = d.source_id left join opening_items o on o.id = d.source_id
    left join payments p on p.id = d.source_id
    order by s.currency, s.minor_days desc, s.item_id, s.rank, s.department collate "C"`.execute(db);
  return rows.map(withAmount);
}

/** One debt of a customer as `chargeDays` reads it; null when it was not overdue in the window. */
export async function debtHistory(
  db: ReadDb,
  itemId: string,
  of: DayWindow & { readonly customerId: string },
): Promise<DebtHistory | null> {
  const { rows } = await sql<{
    dueOn: PlainDate;
    changes: { on: PlainDate; minor: string }[];
    claims: (Omit<DebtHistory['claims'][number], 'minor'> & { minor: string | null })[];
  }>`with ${delayClaims(of)}
    select d.due_on as "dueOn",
      (select coalesce(jsonb_agg(jsonb_build_object('on', m.on_day, 'minor', m.minor::text) order by m.on_day), '[]') from moves m
        where m.item_id = d.id) as changes,
      (select coalesce(jsonb_agg(jsonb_build_object('cause', c.cause, 'department', c.department, 'key', c.key, 'afterOn', c.after_on,
        'throughOn', c.through_on, 'minor', c.minor::text)), '[]') from claims c where c.item_id = d.id) as claims
    from debts d where d.id = ${itemId}::uuid`.execute(db);
  const found = rows[0];
  if (!found) return null;
  return {
    dueOn: found.dueOn,
    changes: found.changes.map((change) => ({ ...change, minor: BigInt(change.minor) })),
    claims: found.claims.map((claim) => ({ ...claim, minor: claim.minor === null ? null : BigInt(claim.minor) })),
  };
}

/**
 * What delayClaims gives, and `parts`: between two events of a debt the claims are stacked in the order of the causes up to
 * what is open, and the rest is the customer's.
 */
const chargedParts = (of: Parameters<typeof delayClaims>[0]): RawBuilder<unknown> => sql`${delayClaims(of)},
    edges (item_id, at) as (
      select id, lo from debts union select id, ${of.toOn}::date from debts
      union select m.item_id, m.on_day from moves m join debts d on d.id = m.item_id where m.on_day > d.lo
      union select item_id, after_on from claims union select item_id, through_on from claims),
    spans as (select item_id, at as after_on, lead(at) over (partition by item_id order by at) as through_on from edges),
    held as materialized (
      select s.item_id, s.after_on, s.through_on, sum(m.minor)::bigint as minor from spans s join moves m on m.item_id = s.item_id and m.on_day <= s.after_on
      where s.through_on is not null group by 1, 2, 3 having sum(m.minor) > 0),
    stacked as (
      select h.item_id, h.after_on, h.through_on, h.minor as open_minor, c.rank, c.cause, c.department, coalesce(c.minor, h.minor) as minor,
        sum(coalesce(c.minor, h.minor)) over (partition by h.item_id, h.after_on order by c.rank, c.department collate "C", c.key collate "C"
          rows unbounded preceding) as upto
      from held h join claims c on c.item_id = h.item_id and c.after_on <= h.after_on and c.through_on >= h.through_on),
    taken as (
      select item_id, after_on, through_on, rank, cause, department, least(upto, open_minor) - least(upto - minor, open_minor) as minor from stacked),
    parts as (
      select item_id, rank, cause, department, minor * (through_on - after_on) as minor_days from taken where minor > 0
      union all
      select h.item_id, 7, 'slow', '', (h.minor - coalesce(t.minor, 0)) * (h.through_on - h.after_on) from held h
      left join (select item_id, after_on, sum(minor) as minor from taken group by 1, 2) t using (item_id, after_on)
      where h.minor > coalesce(t.minor, 0))`;

type Row<Of extends { readonly minorDays: bigint }> = Omit<Of, 'minorDays'> & { minorDays: string };

const withAmount = <Of extends { readonly minorDays: bigint }>(row: Row<Of> & { readonly currency: string }): Of =>
  ({ ...row, currency: currency(row.currency), minorDays: BigInt(row.minorDays) }) as unknown as Of;
