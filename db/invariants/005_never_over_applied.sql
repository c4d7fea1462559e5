-- No item is over-applied at any effective date
-- The running total of applications by effective date stays between zero and the item's amount.
select running.item, running.effective_on, running.applied from (
  select item, effective_on, sum(sum(amount)) over (partition by item order by effective_on) as applied from (
    select credit_item_id as item, effective_on, amount_minor as amount from applications
    union all select debit_item_id, effective_on, amount_minor from applications) moves
  group by item, effective_on) running
join open_items i on i.id = running.item
where running.applied < 0 or running.applied > i.amount_minor
