-- A promise has the date, amount and state of its newest events, and its events are numbered without a gap
with newest as (select distinct on (promise_id) promise_id, kind, position from promise_events order by promise_id, position desc),
terms as (select distinct on (promise_id) promise_id, amount_minor, promised_on from promise_events where kind in ('made', 'changed') order by promise_id, position desc)
select p.id::text as promise_id from promises p
left join newest n on n.promise_id = p.id left join terms t on t.promise_id = p.id
where n.promise_id is null or p.amount_minor <> t.amount_minor or p.promised_on <> t.promised_on
  or p.state <> case when n.kind in ('made', 'changed') then 'open' else n.kind end
  or n.position <> (select count(*) from promise_events e where e.promise_id = p.id)
