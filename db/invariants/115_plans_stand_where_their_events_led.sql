-- A plan stands where its events led, and a closed one has no event after its end
with last as (
  select e.plan_id, (array_agg(e.kind order by e.id desc) filter (where e.kind in ('asked', 'requested', 'countered', 'declined', 'withdrawn', 'agreed',
      'settled_early', 'ended', 'defaulted', 'cancelled')))[1] as moved, (array_agg(e.kind order by e.id desc))[1] as newest,
    max(e.version_no) filter (where e.kind in ('agreed', 'renegotiated')) as version_no
  from plan_events e group by e.plan_id)
select p.number, p.state, l.moved, l.newest from plans p left join last l on l.plan_id = p.id
where p.state is distinct from (case l.moved when 'agreed' then 'active' else l.moved end)
  or p.version_no <> coalesce(l.version_no, 0)
  or p.version_no <> (select coalesce(max(v.version_no), 0) from plan_versions v where v.plan_id = p.id)
  or (plan_is_closed(p.state) and l.newest <> p.state)
