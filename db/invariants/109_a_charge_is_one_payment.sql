-- A charge has one fate: asked for once, one payment of its own amount when it took money, its items held while it is with the bank
select min(a.id::text)::uuid from payment_attempts a where a.once_key is not null group by a.customer_id, a.once_key having count(*) > 1
union all
select a.id from payment_attempts a join payments p on p.id = a.payment_id
where a.kind = 'automatic' and (p.amount_minor <> a.amount_minor or p.currency <> a.currency or p.customer_id <> a.customer_id
  or p.processor_ref is distinct from a.intent_ref)
union all
select a.id from payment_attempts a join payment_attempt_items i on i.attempt_id = a.id
where a.kind = 'automatic' and a.state = 'processing' and not exists (
  select from holds h left join hold_releases r on r.hold_id = h.id
  where h.item_id = i.item_id and h.kind = 'in_flight' and r.hold_id is null and h.amount_minor = i.amount_minor)
