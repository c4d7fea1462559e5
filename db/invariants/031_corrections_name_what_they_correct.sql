-- Each credit and debit note fits what it corrects, and an invoice replaces only what is credited in full
-- Same customer and currency, dated no earlier; each credited line has the tax of its line.
select n.number from invoices n join invoices o on o.id = n.corrects_id
where o.kind = 'credit_note' or o.customer_id <> n.customer_id or o.currency <> n.currency or n.document_on < o.document_on or n.gross_minor <= 0
union all
select n.number from invoices n where n.kind = 'credit_note' and n.corrects_id is null
union all
select c.number from invoices c join invoice_lines l on l.invoice_id = c.id
  left join invoice_lines o on o.invoice_id = c.corrects_id and o.line_no = l.corrects_line_no
where c.kind = 'credit_note' and (o.line_no is null or o.tax_code <> l.tax_code or o.tax_rate_bp <> l.tax_rate_bp)
union all
select n.number from invoices n join invoices o on o.id = n.replaces_id
where o.gross_minor <> coalesce((select sum(c.gross_minor) from invoices c where c.corrects_id = o.id and c.kind = 'credit_note'), 0)
