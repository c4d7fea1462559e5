-- No setting of the company was dated back or taken back while it held, each is whole, and each is of a category or series that exists
select v.what, v.id::text as id
from company_versions v
left join company_version_withdrawals w on w.version_id = v.id
where v.from_on < company_day(v.made_at) or company_day(w.withdrawn_at) >= v.from_on
  or not company_value_fits(v.what, v.value)
  or (v.what = 'tax_rate' and not exists (select from tax_categories t where t.code = v.key))
  or (v.what = 'series' and not exists (select from number_series s where s.code = v.key))
  or (v.what = 'surcharge' and not exists (select from tax_categories t where t.code = v.value ->> 'taxCode'))
union all
select 'prefix', a.id::text from company_versions a
join company_versions b on a.what = 'series' and b.what = 'series' and a.key < b.key and a.value ->> 'prefix' = b.value ->> 'prefix'
union all
select 'tax ' || t.tax_code, d.id::text from invoice_taxes t join tax_categories c on c.code = t.tax_code join invoices d on d.id = t.invoice_id
where (c.valid_from_on is not null or c.valid_to_on is not null) and d.kind <> 'credit_note'
  and (d.tax_point_on < c.valid_from_on or d.tax_point_on > c.valid_to_on)
