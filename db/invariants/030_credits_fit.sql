-- Credits never exceed the document, the line or the tax they correct
with credited as (
  select c.corrects_id, sum(c.gross_minor) as gross from invoices c where c.kind = 'credit_note' group by 1),
lines as (
  select c.corrects_id, l.corrects_line_no as line_no, sum(l.net_minor) as net
  from invoices c join invoice_lines l on l.invoice_id = c.id where c.kind = 'credit_note' group by 1, 2),
taxes as (
  select c.corrects_id, t.tax_code, sum(t.tax_minor) as tax from invoices c join invoice_taxes t on t.invoice_id = c.id where c.kind = 'credit_note' group by 1, 2)
select o.number, 'document' as what from credited c join invoices o on o.id = c.corrects_id where c.gross not between 0 and o.gross_minor
union all
select o.number, 'line ' || c.line_no from lines c join invoices o on o.id = c.corrects_id
  left join invoice_lines l on l.invoice_id = o.id and l.line_no = c.line_no
  where l.line_no is null or c.net * sign(l.net_minor) not between 0 and abs(l.net_minor)
union all
select o.number, 'tax ' || c.tax_code from taxes c join invoices o on o.id = c.corrects_id
  left join invoice_taxes t on t.invoice_id = o.id and t.tax_code = c.tax_code
  where t.tax_code is null or c.tax * sign(t.tax_minor) not between 0 and abs(t.tax_minor)
