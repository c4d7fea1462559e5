-- A cheque has a payment from when it may be banked, and the payment is reversed exactly when the cheque is returned
select i.number, s.state
from instruments i join instrument_standing s on s.instrument_id = i.id
  left join payments p on p.id = s.payment_id left join payment_reversals r on r.payment_id = p.id
where (s.state in ('post_dated', 'cancelled')) <> (p.id is null) or (s.state = 'returned') <> (r.payment_id is not null)
  or p.customer_id <> i.customer_id or p.amount_minor <> i.amount_minor or p.currency <> i.currency or p.method <> 'cheque'
  or (r.payment_id is not null and not exists (select 1 from entry_lines l where l.entry_id = r.entry_id
    and l.account_code = case when s.batch_id is null then '1020' else '1010' end and l.amount_minor = -p.amount_minor))
