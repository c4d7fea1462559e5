-- Released, credited and left make what was deferred, line by line
-- In the currency and in base; every deferred line has its row, each release is its entry, and what is still planned is what is left.
with released as (
  select r.invoice_id, r.line_no, sum(r.amount_minor) as minor, sum(r.base_minor) as base from deferral_releases r group by 1, 2),
credited as (
  select c.corrects_id as invoice_id, l.corrects_line_no as line_no, sum(l.from_deferred_minor) as minor, sum(l.from_deferred_base_minor) as base
  from invoices c join invoice_lines l on l.invoice_id = c.id where l.from_deferred_minor is not null group by 1, 2),
planned as (
  select r.invoice_id, r.line_no, sum(r.amount_minor) as minor from deferral_releases r join deferrals f using (invoice_id, line_no)
  where r.month_on >= date_trunc('month', f.plan_from_on) group by 1, 2)
select v.number, l.line_no from invoice_lines l join invoices v on v.id = l.invoice_id
  left join deferrals f on f.invoice_id = l.invoice_id and f.line_no = l.line_no
  left join released r on r.invoice_id = l.invoice_id and r.line_no = l.line_no
  left join credited c on c.invoice_id = l.invoice_id and c.line_no = l.line_no
  left join planned p on p.invoice_id = l.invoice_id and p.line_no = l.line_no
where ((l.defer_from_on is not null and l.net_minor <> 0) <> (f.invoice_id is not null))
  or f.amount_minor <> l.net_minor or f.account_code <> l.account_code or f.customer_id <> l.customer_id or f.currency <> v.currency
  or f.from_on <> l.defer_from_on or f.to_on <> l.defer_to_on
  or coalesce(r.minor, 0) + coalesce(c.minor, 0) + coalesce(f.left_minor, 0) <> coalesce(f.amount_minor, 0)
  or coalesce(r.base, 0) + coalesce(c.base, 0) + coalesce(f.left_base_minor, 0) <> coalesce(f.base_minor, 0)
  or f.left_base_minor <> f.base_minor - deferred_base(f.amount_minor - f.left_minor, f.amount_minor, f.base_minor)
  or f.plan_minor <> f.left_minor + coalesce(p.minor, 0)
union all
select v.number, r.line_no from deferral_releases r join invoices v on v.id = r.invoice_id
  join deferrals f on f.invoice_id = r.invoice_id and f.line_no = r.line_no join entries e on e.id = r.entry_id
where e.kind <> 'revenue_release' or r.customer_id <> f.customer_id
  or lines_text(e.id) <> format('2400 %s, %s %s', r.amount_minor, f.account_code, -r.amount_minor)
  or (select l.base_minor from entry_lines l where l.entry_id = e.id and l.account_code = '2400') <> r.base_minor
