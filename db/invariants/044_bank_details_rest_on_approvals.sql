-- Each version of bank details rests on an approved request of that kind, IBANs are right, and our own printed accounts are the newest versions
select v.what, v.id::text as id
from (
  select 'customer' as what, id, approval_id, iban from customer_bank_accounts
  union all select 'company', id, approval_id, null from company_bank_versions) v
left join approvals a on a.id = v.approval_id and a.state = 'approved' and a.kind = 'bank_details'
where a.id is null or (v.iban is not null and not iban_fits(v.iban))
union all
select 'printed', n.currency
from (select distinct on (currency) * from company_bank_versions order by currency, id desc) n
left join company_bank_accounts c on c.currency = n.currency
where (c.bank_name, c.account_name, c.account_number, c.routing) is distinct from (n.bank_name, n.account_name, n.account_number, n.routing)
