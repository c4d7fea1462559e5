-- Applications join a credit and a debit item of one customer and currency, never before either
select a.id from applications a join open_items c on c.id = a.credit_item_id join open_items d on d.id = a.debit_item_id
where c.side <> 'credit' or d.side <> 'debit' or c.customer_id <> d.customer_id or c.currency <> d.currency
  or a.customer_id <> c.customer_id or a.effective_on < c.effective_on or a.effective_on < d.effective_on
