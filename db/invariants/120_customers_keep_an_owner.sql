-- Where an owner left, another one stayed
select distinct m.customer_id from portal_memberships m
where m.role = 'owner' and m.removed_at is not null
  and not exists (select from portal_memberships o where o.customer_id = m.customer_id and o.role = 'owner' and o.removed_at is null)
