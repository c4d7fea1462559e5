-- Each issued document equals its open item and its lines
select i.number from invoices i left join open_items o on o.id = i.open_item_id
where i.gross_minor <> 0 and (o.id is null or o.customer_id <> i.customer_id or o.currency <> i.currency
    or abs(i.gross_minor) <> o.amount_minor or o.entry_id <> i.entry_id)
union all
select i.number from invoices i join (select invoice_id, sum(net_minor) as net from invoice_lines group by 1) l on l.invoice_id = i.id where l.net <> i.net_minor
union all
select i.number from invoices i join (select invoice_id, sum(tax_minor) as tax from invoice_taxes group by 1) t on t.invoice_id = i.id where t.tax <> i.tax_minor
