-- Corrections name usage of the same line and unit, and never take more than there is of it
select o.natural_key, o.quantity + sum(c.quantity) as remaining
from usage_records c join usage_records o on o.id = c.corrects_id
group by o.id
having o.quantity + sum(c.quantity) < 0
  or bool_or(o.kind = 'correction' or c.customer_id <> o.customer_id or c.contract_line_id <> o.contract_line_id or c.unit_code <> o.unit_code)
