-- Every entry balances in each currency and in base
-- Debits equal credits per entry and currency, and per entry in base currency.
select entry_id, currency, sum(amount_minor) as off_minor from entry_lines group by entry_id, currency having sum(amount_minor) <> 0
union all
select entry_id, 'base', sum(base_minor) from entry_lines group by entry_id having sum(base_minor) <> 0
