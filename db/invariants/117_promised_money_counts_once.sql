-- Money counted for promises is money of that customer and currency, never more than was received or promised
select 'payment ' || m.payment_id::text as fault from promise_money m join payments p on p.id = m.payment_id join promises w on w.id = m.promise_id
  group by m.payment_id, p.amount_minor having sum(m.amount_minor) > p.amount_minor or bool_or(p.customer_id <> w.customer_id or p.currency <> w.currency)
union all
select 'promise ' || m.promise_id::text from promise_money m join promises w on w.id = m.promise_id
  group by m.promise_id, w.amount_minor having sum(m.amount_minor) > w.amount_minor
