-- A sending by mail is as far as the furthest of its mails, and each of its mails belongs to its customer
select d.id::text from deliveries d
where d.channel in ('email', 'einvoice') and d.state <> 'withdrawn' and exists (select from delivery_messages l where l.delivery_id = d.id)
  and d.state is distinct from mailed_state(d.id)
union all
select l.delivery_id::text from delivery_messages l join messages m on m.id = l.message_id where m.customer_id is distinct from l.customer_id
