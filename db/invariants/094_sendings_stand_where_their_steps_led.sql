-- Every sending begins with its order, and one that was submitted, printed, handed over or accepted has that step
select d.id::text from deliveries d
where not exists (select from delivery_events e where e.delivery_id = d.id and e.kind = 'ordered')
union all
select d.id::text from deliveries d
where d.channel = 'supplier_portal' and d.state in ('submitted', 'delivered')
  and not exists (select from delivery_events e where e.delivery_id = d.id and e.kind = 'submitted' and btrim(e.reference) <> '')
union all
select d.id::text from deliveries d
where d.channel = 'hand' and d.state = 'delivered' and not exists (select from delivery_events e where e.delivery_id = d.id and e.kind = 'handed_over')
union all
select d.id::text from deliveries d
where d.channel = 'post' and d.state = 'sent' and not exists (select from delivery_events e where e.delivery_id = d.id and e.kind = 'posted')
