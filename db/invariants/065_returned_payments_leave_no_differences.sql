-- Differences that were named with a payment that came back are taken back too, each by its mirror
-- Discounts, bank charges and small differences; what a deduction or a certificate became since stands for a person.
select r.id, r.kind from reductions r join payment_reversals p on p.payment_id = r.payment_id
  where r.kind in ('discount', 'bank_charge', 'small_difference')
    and not exists (select 1 from reduction_reversals b where b.reduction_id = r.id)
union all
select b.reduction_id, 'not its mirror' from reduction_reversals b join reductions r on r.id = b.reduction_id
  join open_items m on m.id = b.closing_item_id join open_items made on made.id = r.made_item_id
  where not entries_cancel(b.entry_id, r.entry_id) or m.residual_minor <> 0 or made.residual_minor <> 0 or m.side = made.side
    or not exists (select 1 from payment_reversals p where p.payment_id = r.payment_id)
