-- Every hold of a dispute is kept with it, is of its customer and item, and is a hold for what is disputed
select d.id::text as dispute_id, d.hold_id::text, 'not kept' as why from disputes d
where d.hold_id is not null and not exists (select from dispute_holds k where k.hold_id = d.hold_id and k.dispute_id = d.id)
union all
select k.dispute_id::text, k.hold_id::text, 'of another customer, item or kind' from dispute_holds k join disputes d on d.id = k.dispute_id join holds h on h.id = k.hold_id
where h.kind <> 'disputed' or h.customer_id <> k.customer_id or h.item_id is distinct from d.item_id
