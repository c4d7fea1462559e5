-- Each price says all that its kind needs
-- The scheme of every version is whole, and what is sold is income.
select 'price ' || id::text as what from list_prices where not price_scheme_is_whole(scheme)
union all
select 'product ' || p.code from products p join ledger_accounts a on a.code = p.account_code where a.kind <> 'income'
