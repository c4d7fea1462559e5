-- A collection of autopay is the sum of the items it was announced for, was collected by one attempt that succeeded, and holds items only while it lives
select c.id, c.state, c.noticed_minor, coalesce(sum(i.amount_minor) filter (where not i.left_out), 0) as of_items from autopay_charges c
left join autopay_charge_items i on i.charge_id = c.id
group by c.id having coalesce(sum(i.amount_minor) filter (where not i.left_out), 0) <> c.noticed_minor
  or bool_or(i.live) is distinct from (c.state in ('noticed', 'collecting', 'retrying') and bool_or(not i.left_out))
union all
select c.id, c.state, c.collected_minor, sum(a.amount_minor) from autopay_charges c
left join autopay_tries t on t.charge_id = c.id and t.outcome = 'succeeded'
left join payment_attempts a on a.id = t.attempt_id and a.payment_id is not null and a.customer_id = c.customer_id
group by c.id having coalesce(c.collected_minor, 0) <> coalesce(sum(a.amount_minor), 0)
