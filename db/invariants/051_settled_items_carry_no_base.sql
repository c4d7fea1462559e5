-- An item that is settled carries nothing in base either, and none carries more than it began with
select i.id, i.currency, i.residual_minor, base_left(i.id) as base_left_minor from open_items i
where i.currency <> (select base_currency from company)
  and (base_left(i.id) not between 0 and abs(i.base_minor) or (i.residual_minor = 0 and base_left(i.id) <> 0))
