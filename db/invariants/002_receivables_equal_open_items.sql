-- The receivables control account is the sum of the open items
-- Per customer and currency, account 1100 equals debit items less credit items less what was applied (which nets to nothing).
with control as (
  select customer_id, currency, sum(amount_minor) as minor from entry_lines where account_code = '1100' group by 1, 2),
items as (
  select customer_id, currency, sum(case side when 'debit' then residual_minor else -residual_minor end) as minor from open_items group by 1, 2)
select customer_id, currency, control.minor as control_minor, items.minor as items_minor
from control full join items using (customer_id, currency)
where coalesce(control.minor, 0) <> coalesce(items.minor, 0)
