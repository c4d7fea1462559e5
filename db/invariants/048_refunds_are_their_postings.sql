-- Each refund consumes a credit that may be given back, was decided, and its steps follow each other
-- The entry is 1100 against 2300; the credit was set against the debit item of the refund; every step but the first has the one before it.
select r.number from refunds r join open_items c on c.id = r.credit_item_id left join open_items d on d.id = r.debit_item_id
where d.id is null or d.kind <> 'refund' or d.source_id <> r.id or d.entry_id <> r.entry_id or d.amount_minor <> r.amount_minor
  or c.side <> 'credit' or not refundable_kind(c.kind) or c.customer_id <> r.customer_id or d.customer_id <> r.customer_id
  or c.currency <> r.currency or d.currency <> r.currency
  or lines_text(r.entry_id) <> format('1100 %s, 2300 %s', r.amount_minor, -r.amount_minor)
  or not exists (select 1 from applications a where a.credit_item_id = c.id and a.debit_item_id = d.id and a.amount_minor = r.amount_minor)
  or (r.approval_id is not null and not exists (select 1 from approvals p where p.id = r.approval_id and p.kind = 'refund' and p.state = 'approved'
    and p.subject_id = r.credit_item_id and p.amount_minor = r.amount_minor and p.base_minor = r.base_minor))
  or (r.alone_rule is not null and not within_limit(r.alone_rule, r.alone_rule ->> 'role', 'aloneUpToMinor', r.base_minor))
union all
select r.number from refunds r where not exists (select 1 from refund_events e where e.refund_id = r.id and e.kind = 'approved' and e.entry_id = r.entry_id)
union all
select r.number || ': ' || s.kind from refunds r cross join lateral (
  select e.kind, lag(e.kind) over (order by e.position) as after from refund_events e where e.refund_id = r.id) s
where not refund_step_follows(s.kind, s.after)
union all
select i.id::text from open_items i where i.kind = 'refund' and not exists (select 1 from refunds r where r.debit_item_id = i.id)
  or i.kind in ('refund_failed', 'refund_cancelled') and not exists (select 1 from refund_events e where e.credit_item_id = i.id)
