-- Keys that are asked once a statement hold for every row: documents, lines and taxes, ledger lines and open items
select 'entry_lines' as what, l.entry_id as id from entry_lines l where not exists (select from entries e where e.id = l.entry_id)
  or not exists (select from ledger_accounts a where a.code = l.account_code)
union all
select 'open_items', i.id from open_items i where not exists (select from customers c where c.id = i.customer_id)
  or not exists (select from entry_lines l where l.entry_id = i.entry_id and l.line_no = i.line_no)
union all
select 'invoices', d.id from invoices d where not exists (select from entries e where e.id = d.entry_id)
  or not exists (select from number_series s where s.code = d.series_code)
  or (d.open_item_id is null) <> (d.gross_minor = 0) or (d.open_item_id is not null and not exists (select from open_items i where i.id = d.open_item_id))
union all
select 'invoice_lines', l.invoice_id from invoice_lines l where not exists (select from invoices d where d.id = l.invoice_id and d.customer_id = l.customer_id)
  or not exists (select from tax_categories t where t.code = l.tax_code) or not exists (select from ledger_accounts a where a.code = l.account_code)
union all
select 'invoice_taxes', t.invoice_id from invoice_taxes t where not exists (select from invoices d where d.id = t.invoice_id and d.customer_id = t.customer_id)
  or not exists (select from tax_categories c where c.code = t.tax_code)
union all
select 'run_drafts', r.id from run_drafts r where r.invoice_id is not null and not exists (select from invoices d where d.id = r.invoice_id)
