-- Versions of a price are numbered without gaps
-- In each list the versions of a product count 1, 2, 3: none was taken away, a withdrawn one is still there.
select price_list_id, product_id, max(version_no) as last_no, count(*) as versions
from list_prices group by 1, 2 having max(version_no) <> count(*)
