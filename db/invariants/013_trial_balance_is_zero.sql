-- The whole ledger sums to nothing, per currency and in base
select currency, sum(amount_minor) as off_minor from entry_lines group by currency having sum(amount_minor) <> 0
union all
select 'base', sum(base_minor) from entry_lines having sum(base_minor) <> 0
