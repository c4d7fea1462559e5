-- What a snapshot says of each account is what its postings say
-- Of the newest snapshot for each period's end: one reading of all lines, whatever the number of snapshots.
with newest as (
  select distinct on (period_end_on) id, period_end_on, before_xid from snapshots where has_accounts order by period_end_on, id desc),
scanned as (
  select n.id, l.account_code, l.currency, sum(l.debit)::bigint as debit, sum(l.credit)::bigint as credit, sum(l.base)::bigint as base
  from newest n join (
    select e.effective_on, e.xid, l.account_code, l.currency, greatest(l.amount_minor, 0) as debit, greatest(-l.amount_minor, 0) as credit, l.base_minor as base
    from entries e join entry_lines l on l.entry_id = e.id) l on l.effective_on <= n.period_end_on and l.xid < n.before_xid
  group by 1, 2, 3)
select coalesce(s.id, a.snapshot_id) as snapshot_id, coalesce(s.account_code, a.account_code) as account_code, coalesce(s.currency, a.currency) as currency,
  s.debit as scanned_debit, a.debit_minor, s.credit as scanned_credit, a.credit_minor
from scanned s full join (select a.* from account_snapshots a join newest n on n.id = a.snapshot_id) a
  on a.snapshot_id = s.id and a.account_code = s.account_code and a.currency = s.currency
where s.debit is distinct from a.debit_minor or s.credit is distinct from a.credit_minor or s.base is distinct from a.base_minor
