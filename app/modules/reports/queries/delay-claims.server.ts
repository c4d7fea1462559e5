import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { PLAIN_DAYS_ALLOWED } from '#app/modules/company/types.ts';
import type { DayWindow } from '../types.ts';

/**
 * What a report of overdue days rests on, as common table expressions: `debts` (those open on some day of the window after
 * their due day; `lo` is the day after which the first counted day comes), `moves` (what changes what is open of them) and
 * `claims` (who asks for which days of how much, cut to the window). All as known now; what is dated after the window's last
 * day does not count yet. A customer's debts are looked at together: cash and promises are shared among them.
 */
export function delayClaims(of: DayWindow & { readonly customerId?: string }): RawBuilder<unknown> {
  const { toOn } = of;
  return sql`${debtsOf(of)}, ${LATE_DOCUMENTS}, ${cashOf(toOn)}, ${promisesOf(toOn)},
    told (item_id, rank, cause, department, key, after_on, through_on, minor) as (
      select id, 1, 'billed_late', '', source_id::text, due_on, due_on + billed_days, null::bigint from late_documents where billed_days > 0
      union all
      select id, 2, 'delivered_late', '', source_id::text, due_on + billed_days, due_on + billed_days + delivered_days, null
        from late_documents where delivered_days > 0 or delivered_days is null
      union all
      select d.id, 3, 'disputed', h.department, h.hold_id::text, h.after_on, h.through_on, h.minor from debts d
        cross join lateral (${disputedOf(toOn)}) h
      union all
      select item_id, 4, 'unapplied', '', key, after_on, through_on, minor from cash
      union all
      select d.id, 5, 'in_plan', '', h.id::text, h.effective_on, r.effective_on, h.amount_minor from debts d
        join holds h on h.item_id = d.id and h.kind = 'in_plan' left join hold_releases r on r.hold_id = h.id
      union all
      select item_id, 6, 'promise_broken', '', promise_id::text, promised_on, through_on, minor from broken_parts),
    claims as (
      select t.item_id, t.rank, t.cause, t.department, t.key, greatest(t.after_on, d.lo) as after_on,
        least(coalesce(t.through_on, ${toOn}::date), ${toOn}::date) as through_on, t.minor
      from told t join debts d on d.id = t.item_id
      where t.after_on < ${toOn}::date and coalesce(t.through_on, ${toOn}::date) > greatest(t.after_on, d.lo))`;
}

function debtsOf({ fromOn, toOn, customerId }: Parameters<typeof delayClaims>[0]): RawBuilder<unknown> {
  const ofCustomer = customerId ? sql`and i.customer_id = ${customerId}::uuid` : sql``;
  return sql`debts as materialized (
      select i.id, i.customer_id, i.currency, i.kind, i.source_id, i.effective_on, i.due_on, i.amount_minor, greatest(i.due_on, ${fromOn}::date - 1) as lo
      from open_items i
      where i.side = 'debit' and i.due_on < ${toOn}::date and i.effective_on < ${toOn}::date ${ofCustomer}
        and (i.residual_minor > 0 or exists (select from applications a where a.debit_item_id = i.id
          and a.effective_on > greatest(i.due_on, ${fromOn}::date - 1)))),
    moves (item_id, on_day, minor) as materialized (
      select id, effective_on, amount_minor from debts
      union all
      select a.debit_item_id, a.effective_on, -a.amount_minor from applications a join debts d on d.id = a.debit_item_id
      where a.effective_on < ${toOn}::date)`;
}

/**
 * How many days after its allowed day (by the setting that held on its date) each invoice was dated, and how many days after its date it was in the customer's
 * hands: null when it was sent and never arrived. A mail that came back was not in their hands; one they looked at was. An
 * invoice that is not of a contract is never late, one that nobody ordered to be sent neither.
 */
const LATE_DOCUMENTS = sql`allowed as materialized (
      select from_on, lead(from_on) over (order by from_on) as next_on, billed, delivered from (
        select '-infinity'::date as from_on, ${PLAIN_DAYS_ALLOWED.billedDays}::int as billed, ${PLAIN_DAYS_ALLOWED.deliveredDays}::int as delivered
        union all
        (select distinct on (v.from_on) v.from_on, (v.value ->> 'billedDays')::int, (v.value ->> 'deliveredDays')::int from company_versions v
          where v.what = 'days_allowed' and not exists (select from company_version_withdrawals w where w.version_id = v.id)
          order by v.from_on, v.id desc)) held),
    late_documents as (
    select d.id, d.source_id, d.due_on, greatest(coalesce(v.document_on - b.billable_on - a.billed, 0), 0) as billed_days,
      case when not s.ordered then 0 when s.at is null then null
        else greatest(company_day(s.at) - v.document_on - a.delivered, 0) end as delivered_days
    from debts d join invoices v on v.id = d.source_id
    join allowed a on v.document_on >= a.from_on and (a.next_on is null or v.document_on < a.next_on)
    cross join lateral (
      select max(case l.timing when 'advance' then x.period_from_on else x.period_to_on end) as billable_on
      from invoice_line_sources x join contract_lines l on l.id = x.contract_line_id where x.invoice_id = v.id) b
    cross join lateral (
      select count(*) > 0 as ordered, least(min(e.at), (select min(w.viewed_at) from invoice_views w where w.invoice_id = v.id)) as at
      from deliveries y left join lateral (
        select min(e.happened_at) as at from delivery_events e
        where e.delivery_id = y.id and e.kind in ('sent', 'delivered', 'opened', 'shown', 'posted', 'handed_over', 'submitted', 'accepted')
          and not exists (select from delivery_events b where b.delivery_id = y.id and b.kind in ('bounced', 'failed', 'rejected')
            and b.message_id is not distinct from e.message_id and b.happened_at >= e.happened_at)) e on true
      where y.invoice_id = v.id and y.state <> 'withdrawn') s)`;

/**
 * Each contested part with the days on which a department had it: the one it was handed to, until it answered, and before and
 * after that the one its reason is for, or else the desk that works on it.
 */
const disputedOf = (toOn: PlainDate): RawBuilder<unknown> => sql`
  select h.id as hold_id, p.at as after_on, p.next as through_on, h.amount_minor as minor, coalesce((
      select o.to_queue from dispute_handovers o where o.dispute_id = k.dispute_id and o.to_queue is not null and company_day(o.asked_at) <= p.at
        and (coalesce(o.answered_at, o.recalled_at) is null or company_day(coalesce(o.answered_at, o.recalled_at)) > p.at)
      order by o.asked_at desc limit 1), s.department, s.queue, '') as department
  from holds h left join hold_releases e on e.hold_id = h.id left join dispute_holds k on k.hold_id = h.id
  left join lateral (select r.department, g.queue from disputes g join dispute_reasons r on r.code = g.reason_code where g.id = k.dispute_id) s on true
  cross join lateral (
    select c.at, lead(c.at) over (order by c.at) as next from (
      select h.effective_on as at union select coalesce(e.effective_on, ${toOn}::date)
      union
      select company_day(t.at) from dispute_handovers o cross join lateral (values (o.asked_at), (coalesce(o.answered_at, o.recalled_at))) t (at)
      where o.dispute_id = k.dispute_id and o.to_queue is not null and t.at is not null and company_day(t.at) > h.effective_on
        and company_day(t.at) < coalesce(e.effective_on, ${toOn}::date)) c) p
  where h.item_id = d.id and h.kind = 'disputed' and h.effective_on < ${toOn}::date and p.next is not null`;

/**
 * Money and credits that lay unapplied. What was set against a debt in the end could have been from the day it was here. What
 * is still left stands for the oldest debts, as if it were applied today: each amount meets each debt where their running
 * sums overlap.
 */
const cashOf = (toOn: PlainDate): RawBuilder<unknown> => sql`
    credits as materialized (
      select c.id, c.customer_id, c.currency, e.value_on,
        c.amount_minor - coalesce((select sum(a.amount_minor) from applications a where a.credit_item_id = c.id and a.effective_on <= ${toOn}::date), 0)::bigint as minor
      from open_items c join entries e on e.id = c.entry_id
      where c.side = 'credit' and c.effective_on <= ${toOn}::date and c.customer_id in (select customer_id from debts)
        and (c.residual_minor > 0 or exists (select from applications a where a.credit_item_id = c.id and a.effective_on > ${toOn}::date))),
    lying as (select c.*, sum(minor) over (partition by customer_id, currency order by value_on, id) as upto from credits c where minor > 0),
    owing as (
      select o.*, sum(minor) over (partition by customer_id, currency order by due_on, id) as upto from (
        select d.id, d.customer_id, d.currency, d.due_on, d.amount_minor - coalesce((select sum(a.amount_minor) from applications a
          where a.debit_item_id = d.id and a.effective_on <= ${toOn}::date), 0)::bigint as minor from debts d
        where (d.customer_id, d.currency) in (select customer_id, currency from credits)) o
      where minor > 0),
    cash (item_id, key, after_on, through_on, minor) as (
      select a.debit_item_id, a.id::text, e.value_on, a.effective_on, a.amount_minor
      from debts d join applications a on a.debit_item_id = d.id join open_items c on c.id = a.credit_item_id join entries e on e.id = c.entry_id
      where a.reverses_id is null and a.effective_on <= ${toOn}::date and a.effective_on > e.value_on and a.effective_on > d.lo
        and not exists (select from applications u where u.reverses_id = a.id and u.effective_on <= ${toOn}::date)
      union all
      select o.id, l.id::text, l.value_on, null, (least(l.upto, o.upto) - greatest(l.upto - l.minor, o.upto - o.minor))::bigint
      from lying l join owing o using (customer_id, currency)
      where least(l.upto, o.upto) > greatest(l.upto - l.minor, o.upto - o.minor))`;

/**
 * What of a promise did not come by its day, on the debts it names, or else on all that were due, the oldest first. It speaks
 * for these from the promised day until the next promise in the currency is made.
 */
const promisesOf = (toOn: PlainDate): RawBuilder<unknown> => sql`
    spoken as (
      select p.*, lead(p.made_on) over (partition by p.customer_id, p.currency order by p.made_at, p.id) as next_on
      from promises p where p.customer_id in (select customer_id from debts) and p.state <> 'withdrawn'),
    broken as (
      select p.id, p.customer_id, p.currency, p.promised_on, p.next_on, p.amount_minor - coalesce((select sum(m.amount_minor) from promise_money m
          where m.promise_id = p.id), 0)::bigint as short_minor, exists (select from promise_items n where n.promise_id = p.id) as names_some
      from spoken p where p.state in ('broken', 'part_kept') and p.promised_on < ${toOn}::date),
    meant as (
      select b.*, d.id as item_id, sum(o.minor) over (partition by b.id order by d.due_on, d.id) as upto, o.minor as open_minor
      from broken b join open_items d on d.customer_id = b.customer_id and d.currency = b.currency and d.side = 'debit'
      cross join lateral (select d.amount_minor - coalesce((select sum(a.amount_minor) from applications a
        where a.debit_item_id = d.id and a.effective_on <= b.promised_on), 0)::bigint as minor) o
      where o.minor > 0 and b.short_minor > 0 and d.effective_on <= b.promised_on and case when b.names_some
        then exists (select from promise_items n where n.promise_id = b.id and n.item_id = d.id) else d.due_on < b.promised_on end),
    broken_parts as (
      select id as promise_id, item_id, promised_on, next_on as through_on, (least(upto, short_minor) - (upto - open_minor))::bigint as minor
      from meant where upto - open_minor < short_minor)`;
