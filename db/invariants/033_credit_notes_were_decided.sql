-- Each credit note has an approved request of its amount, keeps the rule that let its maker do it alone, or takes back the surcharge of a payment that came back
select n.number from invoices n join open_items i on i.id = n.open_item_id
  left join approvals a on a.id = n.approval_id
where n.kind = 'credit_note' and (
  (n.approval_id is null) = (n.alone_rule is null)
  or (n.approval_id is not null and (a.state is distinct from 'approved' or a.base_minor is distinct from -i.base_minor
    or a.kind is distinct from case when n.reason_code = 'waiver' then 'waiver' else 'credit_note' end))
  or (n.alone_rule is not null and not (n.reason_code = 'surcharge_back' and surcharge_goes_back(n.corrects_id, n.gross_minor))
    and not within_limit(n.alone_rule, n.alone_rule ->> 'role', 'aloneUpToMinor', -i.base_minor)))
