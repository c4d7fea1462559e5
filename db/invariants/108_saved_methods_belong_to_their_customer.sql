-- A saved method is charged for its own customer's items, and is the one default only while in use (that it is kept under their name is a key)
select m.id from saved_methods m where m.is_default and m.state <> 'active'
union all
select a.id from payment_attempts a join saved_methods m on m.id = a.saved_method_id
  left join payment_attempt_items i on i.attempt_id = a.id left join open_items o on o.id = i.item_id
where m.customer_id <> a.customer_id or o.customer_id <> a.customer_id
union all
select min(m.id::text)::uuid from saved_methods m where m.is_default group by m.customer_id having count(*) > 1
