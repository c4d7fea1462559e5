-- A payment above what its payer may pay alone answers what another person asked, for no more than was asked
select a.id::text as attempt, a.alone_up_to_minor, a.amount_minor from payment_attempts a
where a.alone_up_to_minor is not null and a.ask_id is null and (a.alone_currency <> a.currency or a.amount_minor > a.alone_up_to_minor)
union all
select a.id::text, q.amount_minor, a.amount_minor from payment_attempts a join payment_asks q on q.id = a.ask_id
where q.asked_by is not distinct from a.requested_by or q.currency <> a.currency or (q.outcome is not null and a.state not in ('failed', 'expired'))
  or a.amount_minor - coalesce((select s.gross_minor from attempt_surcharges s where s.attempt_id = a.id), 0) > q.amount_minor
union all
select q.id::text, q.amount_minor, coalesce(sum(i.amount_minor), 0) from payment_asks q join payment_ask_items i on i.ask_id = q.id
group by q.id having sum(i.amount_minor) > q.amount_minor
