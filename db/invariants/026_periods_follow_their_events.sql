-- A month is open or closed as its newest event says, and a reopening has its approval
-- Closing a month closes all before it; months stand without a gap from the first row to the last.
select p.kind, p.month_on, p.state, newest.action from periods p left join lateral (
  select e.action from period_events e
  where e.kind = p.kind and (e.month_on = p.month_on or e.action = 'closed' and e.month_on > p.month_on)
  order by e.event_no desc limit 1) newest on true
where (p.state = 'closed') is distinct from (newest.action = 'closed')
union all
select kind, max(month_on), 'a month is missing', null from periods group by kind
having count(*) <> (extract(year from age(max(month_on), min(month_on))) * 12 + extract(month from age(max(month_on), min(month_on))) + 1)
union all
select e.kind, e.month_on, e.action, 'no approval of this month' from period_events e left join approvals a on a.id = e.approval_id
where e.action = 'reopened' and (a.kind, a.state, a.payload ->> 'kind', a.payload ->> 'monthOn')
  is distinct from ('period_reopen', 'approved', e.kind, e.month_on::text)
