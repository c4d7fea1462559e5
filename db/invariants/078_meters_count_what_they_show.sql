-- Actual readings of a meter follow each other, and its usage adds up to the differences between them
-- Estimates after the last actual reading count as far as the furthest of them reaches; earlier ones are settled by it.
with counted as (
  select meter_id, bool_or(steps is null) as is_broken, sum(steps) as steps, max(read_on) as last_on,
    (array_agg(value order by read_on desc))[1] as last_value
  from actual_steps(array(select id from meters)) group by meter_id
), estimated as (
  select e.meter_id, max(d.steps) filter (where d.steps <= 10::numeric ^ e.digits / 2) as steps
  from standing_readings(array(select id from meters)) e join counted c on c.meter_id = e.meter_id and e.read_on > c.last_on
  cross join lateral (select reading_difference(c.last_value, e.value, e.digits) as steps) d
  where e.kind = 'estimate' group by e.meter_id
), used as (
  select r.meter_id, sum(u.quantity) as quantity
  from usage_records u join meter_readings r on r.id = u.reading_id group by r.meter_id
)
select m.code, (coalesce(c.steps, 0) + coalesce(e.steps, 0)) * m.multiplier as shown, coalesce(u.quantity, 0) as recorded
from meters m left join counted c on c.meter_id = m.id left join estimated e on e.meter_id = m.id left join used u on u.meter_id = m.id
where coalesce(c.is_broken, true) or (coalesce(c.steps, 0) + coalesce(e.steps, 0)) * m.multiplier <> coalesce(u.quantity, 0)
