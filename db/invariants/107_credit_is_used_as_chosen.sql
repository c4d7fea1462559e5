-- Credit a customer chose to use sums to what they were shown, and what came with a payment was used only when that had succeeded
select u.id::text as use from credit_uses u left join payment_attempts a on a.id = u.attempt_id
where u.amount_minor <> coalesce((select sum(p.amount_minor) from credit_use_parts p where p.use_id = u.id), 0)
  or (u.attempt_id is not null and (u.done_at is null) <> (a.payment_id is null))
  or a.customer_id <> u.customer_id or a.currency <> u.currency
union all
select p.use_id::text from credit_use_parts p join credit_uses u on u.id = p.use_id join open_items c on c.id = p.credit_item_id join open_items d on d.id = p.debit_item_id
where c.side <> 'credit' or d.side <> 'debit' or c.customer_id <> u.customer_id or d.customer_id <> u.customer_id or c.currency <> u.currency or d.currency <> u.currency
