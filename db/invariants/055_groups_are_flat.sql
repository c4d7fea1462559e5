-- A parent has no parent
select c.id, c.number from customers c join customers p on p.id = c.parent_id where p.parent_id is not null
