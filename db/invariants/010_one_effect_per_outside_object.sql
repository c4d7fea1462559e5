-- A processor's object has made money appear once
-- Every succeeded attempt has its own payment, and its payment carries the attempt's intent as processor reference.
select a.id::text from payment_attempts a join payments p on p.id = a.payment_id
where p.processor_ref is distinct from a.intent_ref or p.amount_minor <> a.amount_minor or p.currency <> a.currency or p.customer_id <> a.customer_id
union all
select p.number from payments p left join payment_attempts a on a.payment_id = p.id where p.method in ('card', 'direct_debit') and p.processor_ref is not null and a.id is null
