-- Versions of a price are numbered without gaps, and none that was billed was taken back
-- In each list the versions of a product count 1, 2, 3: none was taken away, a withdrawn one is still there.
select price_list_id::text || ' ' || product_id::text as what, max(version_no)::text as last_no, count(*)::text as versions
from list_prices group by price_list_id, product_id having max(version_no) <> count(*)
union all
select 'price ' || w.list_price_id::text, 'withdrawn', 'billed'
from list_price_withdrawals w where w.list_price_id in (select prices_billed((select array_agg(list_price_id) from list_price_withdrawals)))
