-- Usage is of a metered line of its customer, in the unit of the line's product
select u.natural_key, u.unit_code, p.unit_code as line_unit
from usage_records u join contract_lines l on l.id = u.contract_line_id join products p on p.id = l.product_id
where l.charge <> 'metered' or l.customer_id <> u.customer_id or p.unit_code <> u.unit_code
