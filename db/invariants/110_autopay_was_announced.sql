-- What autopay took was announced as long before as promised, and was no more than the notice and the ceiling said
select a.id, a.once_key from payment_attempts a
left join autopay_tries t on t.once_key = a.once_key
left join autopay_charges c on c.id = t.charge_id
left join messages m on m.id = c.message_id
where a.requested_by_kind = 'autopay' and (c.id is null or c.customer_id <> a.customer_id or c.currency <> a.currency or m.left_at is null
  or a.amount_minor > c.noticed_minor or a.amount_minor > c.ceiling_minor
  or company_day(a.created_at) < greatest(c.collect_on, company_day(m.left_at) + c.notice_days))
