-- What a month's end revalued is taken back the next day
-- 1195 holds nothing but revaluations and their reversals, and every day after a reversal it stands where it stood before.
select l.currency, sum(l.base_minor) as left_minor from entry_lines l where l.account_code = '1195' group by l.currency having sum(l.base_minor) <> 0
union all
select r.currency, r.revalued_minor - r.base_minor from revaluations r
where r.entry_id is not null and not exists (select 1 from entries e where e.id = r.reversal_entry_id and e.effective_on = r.as_of_on + 1)
