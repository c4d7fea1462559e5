-- The stamped residual of each item is its amount less its applications
with applied as (
  select item, sum(amount) as amount from (
    select credit_item_id as item, amount_minor as amount from applications union all select debit_item_id, amount_minor from applications) a
  group by item)
select i.id, i.residual_minor, i.amount_minor - coalesce(applied.amount, 0) as should_be_minor
from open_items i left join applied on applied.item = i.id
where i.residual_minor <> i.amount_minor - coalesce(applied.amount, 0)
