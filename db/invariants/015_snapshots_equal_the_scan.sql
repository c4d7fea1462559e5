-- Each snapshot is what the postings it knew of say was open
with applied as (
  select s.id as snapshot_id, moves.item, sum(moves.amount) as minor
  from snapshots s join (
    select credit_item_id as item, amount_minor as amount, effective_on, xid from applications
    union all select debit_item_id, amount_minor, effective_on, xid from applications) moves
    on moves.effective_on <= s.period_end_on and moves.xid < s.before_xid
  group by s.id, moves.item),
scanned as (
  select s.id as snapshot_id, i.id as item_id, i.customer_id, i.currency, i.side, i.due_on, i.amount_minor - coalesce(a.minor, 0) as open_minor
  from snapshots s join open_items i on i.effective_on <= s.period_end_on and i.xid < s.before_xid
  left join applied a on a.snapshot_id = s.id and a.item = i.id
  where i.amount_minor <> coalesce(a.minor, 0))
select snapshot_id, item_id, kept.open_minor, scanned.open_minor as should_be_minor
from item_snapshots kept full join scanned using (snapshot_id, item_id)
where (kept.open_minor, kept.customer_id, kept.currency, kept.side, kept.due_on)
  is distinct from (scanned.open_minor, scanned.customer_id, scanned.currency, scanned.side, scanned.due_on)
