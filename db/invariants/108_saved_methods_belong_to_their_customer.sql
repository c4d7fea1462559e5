-- A saved method is its customer's: kept under their name at the processor, charged for their items, one default among those in use
select m.id from saved_methods m left join processor_customers c on c.customer_id = m.customer_id
where c.ref is distinct from m.processor_customer_ref or (m.is_default and m.state <> 'active')
union all
select s.id from method_setups s join saved_methods m on m.id = s.saved_method_id where m.customer_id <> s.customer_id
union all
select a.id from payment_attempts a join saved_methods m on m.id = a.saved_method_id
  left join payment_attempt_items i on i.attempt_id = a.id left join open_items o on o.id = i.item_id
where m.customer_id <> a.customer_id or o.customer_id <> a.customer_id
union all
select min(m.id::text)::uuid from saved_methods m where m.is_default group by m.customer_id having count(*) > 1
