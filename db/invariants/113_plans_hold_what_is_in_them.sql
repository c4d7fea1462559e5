-- The holds in plan are those of the living plans, and no item is in two of them
select off.hold_id, off.item_id, off.why from plan_holds_off() off
union all
select null, i.item_id, 'is in ' || count(*) || ' living plans' from plans p
  join plan_versions v on v.plan_id = p.id and v.version_no = p.version_no join plan_items i on i.version_id = v.id
  where p.state = 'active' group by i.item_id having count(*) > 1
