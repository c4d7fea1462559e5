-- Nothing dated in a closed month was learned after it was closed
-- The newest event of the month that came before the row (by what was known when it happened) must not be a close.
with first_close as (
  select distinct on (e.kind, m.month) e.kind, m.month, e.known, e.xid
  from (select kind, month_on, known, xid, event_no from period_events where action = 'closed') e
  cross join lateral (
    select generate_series(date_trunc('month', least((select min(effective_on) from entries), (select min(tax_point_on) from invoices))),
      e.month_on, interval '1 month')::date as month) m
  order by e.kind, m.month, e.event_no),
dated as (
  select 'posting' as kind, 'entry' as what, id, effective_on as day, xid from entries
  union all select 'posting', 'application', id, effective_on, xid from applications
  union all select 'tax', 'document', id, tax_point_on, xid from invoices),
-- Nearly all rows were there before their month was first closed; the rest are looked at event by event.
late as (
  select d.* from dated d join first_close f on f.kind = d.kind and f.month = date_trunc('month', d.day)::date
  where d.xid <> f.xid and not pg_visible_in_snapshot(d.xid, f.known))
select l.what, l.id, l.day, l.kind from late l cross join lateral (
  select e.action from period_events e
  where e.kind = l.kind and e.xid <> l.xid and not pg_visible_in_snapshot(l.xid, e.known)
    and (e.month_on = date_trunc('month', l.day)::date or e.action = 'closed' and e.month_on > l.day)
  order by e.event_no desc limit 1) newest
where newest.action = 'closed'
