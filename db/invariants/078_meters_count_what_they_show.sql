-- Actual readings of a meter follow each other, and its usage adds up to the differences between them, estimates still standing included
with counted as (
  select meter_id, bool_or(step < 0) as is_broken, sum(step) as steps
  from counted_readings(array(select id from meters)) group by meter_id
), used as (
  select r.meter_id, sum(u.quantity) as quantity
  from usage_records u join meter_readings r on r.id = u.reading_id group by r.meter_id
)
select m.code, coalesce(c.steps, 0) * m.multiplier as shown, coalesce(u.quantity, 0) as billed_for
from meters m left join counted c on c.meter_id = m.id left join used u on u.meter_id = m.id
where coalesce(c.is_broken, true) or coalesce(c.steps, 0) * m.multiplier <> coalesce(u.quantity, 0)
