-- Each cheque stands where its steps led it, one after the other
with steps as (
  select e.*, i.number, i.dated_on > i.received_on as is_post_dated, lag(e.to_state) over w as before_state, row_number() over w as nth,
    row_number() over (partition by e.instrument_id order by e.position desc) as from_last
  from instrument_events e join instruments i on i.id = e.instrument_id window w as (partition by e.instrument_id order by e.position))
select number, position, kind, from_state, to_state from steps
where nth <> position or before_state is distinct from from_state or instrument_step(from_state, kind, is_post_dated) is distinct from to_state
union all
select i.number, s.steps, null, null, s.state
from instruments i left join instrument_standing s on s.instrument_id = i.id left join steps l on l.instrument_id = i.id and l.from_last = 1
where s.state is distinct from l.to_state or s.steps <> l.position
  or s.payment_id is distinct from (select e.payment_id from instrument_events e where e.instrument_id = i.id and e.payment_id is not null)
  or s.due_on <> (select e.due_on from instrument_events e where e.instrument_id = i.id and e.due_on is not null order by e.position desc limit 1)
  or s.custodian_name <> (select e.custodian_name from instrument_events e where e.instrument_id = i.id and e.custodian_name is not null order by e.position desc limit 1)
  or s.batch_id is distinct from (select d.batch_id from deposit_lines d where d.instrument_id = i.id
    and not exists (select 1 from deposit_cancellations c where c.batch_id = d.batch_id))
