-- Standing holds of one kind never exceed their item
select h.item_id, h.kind from holds h left join hold_releases r on r.hold_id = h.id join open_items i on i.id = h.item_id
where r.hold_id is null group by h.item_id, h.kind, i.amount_minor, i.side having sum(h.amount_minor) > i.amount_minor or i.side <> 'debit'
