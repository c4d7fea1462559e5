-- A credit note posts the reverse side, at the exchange rate of what it corrects
-- Credited in full, nothing is left per account, neither in the currency nor in base; in parts, never more than there was in base.
-- What deferred lines earned meanwhile has moved from 2400 to revenue.
with original as (
  select v.id, v.gross_minor, l.account_code, sum(l.amount_minor) as minor, sum(l.base_minor) as base
  from invoices v cross join lateral (
    select v.entry_id as entry_id union all select r.entry_id from deferral_releases r where r.invoice_id = v.id) e
  join entry_lines l on l.entry_id = e.entry_id
  where exists (select 1 from invoices c where c.corrects_id = v.id and c.kind = 'credit_note') group by 1, 2, 3),
credited as (
  select c.corrects_id as id, l.account_code, sum(l.amount_minor) as minor, sum(l.base_minor) as base
  from invoices c join entry_lines l on l.entry_id = c.entry_id where c.kind = 'credit_note' group by 1, 2),
given as (select corrects_id as id, sum(gross_minor) as gross from invoices where kind = 'credit_note' group by 1)
select id, account_code, o.minor, c.minor as credited_minor, o.base, c.base as credited_base
from original o full join credited c using (id, account_code) join given using (id)
where (given.gross = o.gross_minor and (o.minor + coalesce(c.minor, 0) <> 0 or o.base + coalesce(c.base, 0) <> 0))
  or (account_code = '1100' and (o.minor is null or -coalesce(c.minor, 0) not between 0 and o.minor or -coalesce(c.base, 0) not between 0 and o.base))
