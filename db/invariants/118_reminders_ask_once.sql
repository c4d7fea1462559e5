-- A reminder asks for exactly the sum of its items, once a customer and day and once an item and stage
select r.id::text as reminder_id from reminders r
where r.asked_minor <> coalesce((select sum(i.asked_minor) from reminder_items i where i.reminder_id = r.id), 0)
  or exists (select from reminder_items i join open_items o on o.id = i.item_id where i.reminder_id = r.id
    and (o.customer_id <> r.customer_id or o.currency <> r.currency or i.asked_minor > o.amount_minor or o.side <> 'debit'))
