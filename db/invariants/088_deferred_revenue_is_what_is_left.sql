-- Account 2400 is the sum of what is left of deferred lines
-- Per currency and in base, and for each document with its credit notes and releases: what is posted is what is not earned yet.
with posted as (
  select l.currency, sum(l.amount_minor) as minor, sum(l.base_minor) as base from entry_lines l where l.account_code = '2400' group by 1),
held as (select currency, sum(left_minor) as minor, sum(left_base_minor) as base from deferrals group by 1),
by_document as (
  select document, sum(minor) as minor, sum(base) as base from (
    select coalesce(v.corrects_id, v.id) as document, l.amount_minor as minor, l.base_minor as base
      from invoices v join entry_lines l on l.entry_id = v.entry_id and l.account_code = '2400'
      where v.kind = 'credit_note' or exists (select 1 from deferrals f where f.invoice_id = v.id)
    union all
    select r.invoice_id, l.amount_minor, l.base_minor from deferral_releases r join entry_lines l on l.entry_id = r.entry_id and l.account_code = '2400'
    union all
    select f.invoice_id, f.left_minor, f.left_base_minor from deferrals f) moves
  group by document)
select currency, -posted.minor as posted_minor, held.minor as left_minor, -posted.base as posted_base, held.base as left_base
from posted full join held using (currency)
where coalesce(-posted.minor, 0) <> coalesce(held.minor, 0) or coalesce(-posted.base, 0) <> coalesce(held.base, 0)
union all
select v.number, b.minor, null, b.base, null from by_document b join invoices v on v.id = b.document where b.minor <> 0 or b.base <> 0
union all
select e.id::text, null, null, null, null from entries e
where e.kind = 'revenue_release' and not exists (select 1 from deferral_releases r where r.entry_id = e.id)
