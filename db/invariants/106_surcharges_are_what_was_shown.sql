-- A surcharge exists only with the succeeded payment of its attempt, comes to what was shown, and falls with that payment
select s.attempt_id::text as attempt from attempt_surcharges s join payment_attempts a on a.id = s.attempt_id
left join surcharge_notes n on n.attempt_id = s.attempt_id left join invoices v on v.id = n.invoice_id
where (a.payment_id is null) <> (n.attempt_id is null)
  or (n.attempt_id is not null and (n.payment_id <> a.payment_id or n.customer_id <> a.customer_id or v.kind <> 'debit_note'
    or v.reason_code <> 'surcharge' or v.customer_id <> a.customer_id or v.currency <> a.currency or not surcharge_sum_fits(s, v)))
  or a.amount_minor <> s.of_minor + s.gross_minor
union all
select v.number from invoices v left join surcharge_notes n on n.invoice_id = v.id
where v.reason_code = 'surcharge' and v.issued_by is null and n.invoice_id is null
union all
select v.number from surcharge_notes n join payment_reversals r on r.payment_id = n.payment_id join invoices v on v.id = n.invoice_id
where v.gross_minor <> coalesce((select sum(c.gross_minor) from invoices c where c.corrects_id = v.id and c.kind = 'credit_note'), 0)
