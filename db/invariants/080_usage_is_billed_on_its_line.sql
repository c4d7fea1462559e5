-- What usage was billed stands on a line of its own customer, and the parts of a period are the lines they were billed by
select 'usage' as what, b.usage_id as id, b.invoice_id, b.line_no from billed_usage b
  left join usage_records u on u.id = b.usage_id left join invoice_line_sources s on s.invoice_id = b.invoice_id and s.line_no = b.line_no
  where u.id is null or u.customer_id <> b.customer_id
    or (b.invoice_id is not null and (s.invoice_id is null or s.contract_line_id <> u.contract_line_id or s.customer_id <> b.customer_id))
union all
select 'period', p.contract_line_id, p.invoice_id, p.line_no from billed_periods p
  left join contract_lines c on c.id = p.contract_line_id left join invoice_lines l on l.invoice_id = p.invoice_id and l.line_no = p.line_no
  where c.id is null or c.customer_id <> p.customer_id or (p.invoice_id is not null and (l.invoice_id is null or l.net_minor <> p.amount_minor or l.customer_id <> p.customer_id))
union all
select 'line', s.contract_line_id, s.invoice_id, s.line_no from invoice_line_sources s
  where not exists (select from billed_periods p where p.invoice_id = s.invoice_id and p.line_no = s.line_no and p.contract_line_id = s.contract_line_id)
