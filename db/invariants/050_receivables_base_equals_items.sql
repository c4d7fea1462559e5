-- In base currency too, the control account is what the open items still carry
-- Per customer and currency: base of account 1100 equals the base of all items less what applications settled of each side,
-- so that a customer with nothing open stands at zero in base as well.
with control as (
  select customer_id, currency, sum(base_minor) as minor from entry_lines where account_code = '1100' group by 1, 2),
items as (
  select customer_id, currency, sum(base_minor) as minor from open_items group by 1, 2),
settled as (
  select a.customer_id, c.currency, sum(coalesce(a.credit_base_minor, a.amount_minor) - coalesce(a.debit_base_minor, a.amount_minor)) as minor
  from applications a join open_items c on c.id = a.credit_item_id group by 1, 2)
select customer_id, currency, control.minor as control_minor, items.minor + coalesce(settled.minor, 0) as items_minor
from control full join items using (customer_id, currency) left join settled using (customer_id, currency)
where coalesce(control.minor, 0) <> coalesce(items.minor, 0) + coalesce(settled.minor, 0)
