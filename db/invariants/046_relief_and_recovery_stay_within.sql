-- Relief stays within the tax written off, recoveries within the write-off, and both are their postings
-- Relief that recoveries gave back counts no more; the tax a recovery brings back never exceeds the relief taken.
select w.number from write_offs w
  left join lateral (select sum(amount_minor) as amount, sum(tax_minor) as tax from recoveries r where r.write_off_id = w.id) r on true
  left join lateral (select sum(amount_minor) as amount from tax_reliefs t where t.write_off_id = w.id) t on true
where coalesce(r.amount, 0) > w.amount_minor or coalesce(r.tax, 0) > coalesce(t.amount, 0) or coalesce(t.amount, 0) - coalesce(r.tax, 0) > w.tax_minor
union all
select w.number from tax_reliefs t join write_offs w on w.id = t.write_off_id
where t.customer_id <> w.customer_id or lines_text(t.entry_id) <> format('2200 %s, %s %s', t.amount_minor, w.account_code, -t.amount_minor)
union all
select w.number from recoveries r join write_offs w on w.id = r.write_off_id left join open_items i on i.id = r.debit_item_id
where i.id is null or i.kind <> 'recovery' or i.side <> 'debit' or i.source_id <> w.id or i.entry_id <> r.entry_id or i.amount_minor <> r.amount_minor
  or r.customer_id <> w.customer_id
  or (select coalesce(sum(-l.amount_minor), 0) from entry_lines l where l.entry_id = r.entry_id and l.account_code = '2200') <> r.tax_minor
  or (select coalesce(sum(-l.amount_minor), 0) from entry_lines l where l.entry_id = r.entry_id and l.account_code = '6110') <> r.amount_minor - r.tax_minor
union all
select e.id::text from entries e where (e.kind = 'tax_relief' and not exists (select 1 from tax_reliefs t where t.entry_id = e.id))
  or (e.kind = 'recovery' and not exists (select 1 from recoveries r where r.entry_id = e.id))
