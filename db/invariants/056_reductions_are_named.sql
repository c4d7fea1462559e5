-- Whatever settles an item without money is a named reduction, and its tax is what it posted
select e.id, e.kind from entries e where e.kind in ('discount', 'withholding', 'bank_charge', 'small_difference', 'deduction')
  and exists (select 1 from entry_lines l where l.entry_id = e.id and l.account_code = '1100')
  and not exists (select 1 from reductions r where r.entry_id = e.id)
  and not exists (select 1 from reduction_reversals b where b.entry_id = e.id)
union all
select r.id, r.kind from reductions r where r.tax_minor <> coalesce((select sum(t.tax_minor) from reduction_taxes t where t.reduction_id = r.id), 0)
  or (r.kind = 'discount' and r.tax_minor <> coalesce((select sum(l.amount_minor) from entry_lines l where l.entry_id = r.entry_id and l.account_code = '2200'), 0))
