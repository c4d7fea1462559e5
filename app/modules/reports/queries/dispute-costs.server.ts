import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DayWindow, DisputeCost, ResolvedDispute } from '../types.ts';

/**
 * What resolved disputes cost, by what they came from: days from raising to closing, money given back, and contested amounts
 * times the days they were held. Closed in the window and decided by us; taken back, joined and merely answered ones cost
 * nothing. Complaints contest no amount and stand by themselves. The rows of `resolvedDisputes` sum to it. Days are those of the
 * time zone the company has on the last of them.
 */
export async function disputeCosts(db: ReadDb, window: DayWindow): Promise<DisputeCost[]> {
  const { rows } = await sql<DisputeCost>`
    with ${resolved(window)}
    select currency, cause, coalesce(max("causeLabel"), '') as "causeLabel", department, coalesce(max("departmentName"), '') as "departmentName",
      count(*)::int as disputes, sum(days)::int as days, sum("givenBackMinor")::bigint as "givenBackMinor", sum("heldMinorDays")::bigint as "heldMinorDays"
    from resolved group by currency, cause, department
    order by currency nulls last, sum("heldMinorDays") desc, count(*) desc, cause, department`.execute(db);
  return rows;
}

/** The disputes behind a figure of `disputeCosts`, the dearest first; `cause` empty is those nobody has named a cause for. */
export async function resolvedDisputes(
  db: ReadDb,
  of: DayWindow & { readonly cause?: string; readonly department?: string; readonly limit: number },
): Promise<ResolvedDispute[]> {
  const ofCause = of.cause === undefined ? sql`true` : sql`cause = ${of.cause}`;
  const ofDepartment = of.department === undefined ? sql`true` : sql`department = ${of.department}`;
  const { rows } = await sql<ResolvedDispute>`
    with ${resolved(of)}
    select * from resolved where ${ofCause} and ${ofDepartment}
    order by "heldMinorDays" desc, id limit ${of.limit}`.execute(db);
  return rows;
}

const resolved = ({ fromOn, toOn }: { fromOn: PlainDate; toOn: PlainDate }): RawBuilder<unknown> => sql`
    closed as materialized (
      select d.*, (d.raised_at at time zone z.zone)::date as from_on, (d.closed_at at time zone z.zone)::date as to_on
      from disputes d cross join (select company_zone(${toOn}::date::timestamptz) as zone) z
      where d.closed_at >= ${fromOn}::date - 1 and d.closed_at < ${toOn}::date + 2 and d.outcome in ('agreed', 'part', 'refused', 'rebilled')),
    resolved as (
      select d.id, d.number, d.kind, d.customer_id as "customerId", c.name as "customerName", d.invoice_id as "invoiceId", v.number as "invoiceNumber",
        r.label as "reasonLabel", d.outcome, d.from_on as "raisedOn", d.to_on as "closedOn", d.currency, coalesce(l.code, '') as cause,
        l.label as "causeLabel", coalesce(l.department, r.department, d.queue) as department, q.name as "departmentName", d.to_on - d.from_on as days,
        case when d.outcome = 'refused' then 0 else coalesce(d.agreed_minor, 0) end as "givenBackMinor", held.minor_days as "heldMinorDays"
      from closed d join customers c on c.id = d.customer_id join dispute_reasons r on r.code = d.reason_code left join invoices v on v.id = d.invoice_id
      left join lateral (select s.code, s.label, x.department from dispute_learnings x join dispute_causes s on s.version = x.cause_version
        where x.dispute_id = d.id order by x.id desc limit 1) l on true
      left join dispute_queues q on q.code = coalesce(l.department, r.department, d.queue)
      cross join lateral (select coalesce(sum(h.amount_minor * (e.effective_on - h.effective_on)), 0)::bigint as minor_days
        from dispute_holds k join holds h on h.id = k.hold_id join hold_releases e on e.hold_id = h.id where k.dispute_id = d.id) held
      where d.to_on between ${fromOn}::date and ${toOn}::date)`;
