-- What a customer asks about a credit names a credit of their own
select r.id, r.customer_id, o.customer_id as of_customer, o.side from credit_requests r join open_items o on o.id = r.open_item_id
where o.customer_id <> r.customer_id or o.side <> 'credit'
