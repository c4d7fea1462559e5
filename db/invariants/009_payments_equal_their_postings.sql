-- Each payment equals its open item, and a reversed payment is closed
select p.number from payments p join open_items o on o.id = p.open_item_id
where o.side <> 'credit' or o.customer_id <> p.customer_id or o.currency <> p.currency or o.amount_minor <> p.amount_minor or o.entry_id <> p.entry_id
union all
select p.number from payment_reversals r join payments p on p.id = r.payment_id join open_items o on o.id = p.open_item_id
where o.residual_minor <> 0
