-- An item with a live payment attempt has exactly one, and its in-flight hold stands while the attempt is processing
select i.item_id from payment_attempt_items i join payment_attempts a on a.id = i.attempt_id
where i.live <> (a.state in ('created', 'open', 'processing', 'unknown'))
union all
select i.item_id from payment_attempt_items i where i.live group by i.item_id having count(*) > 1
