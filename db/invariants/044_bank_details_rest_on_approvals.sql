-- Each version of bank details rests on an approved request of that kind and IBANs are right
select v.what, v.id::text as id
from (
  select 'customer' as what, id, approval_id, iban from customer_bank_accounts
  union all select 'company', id, approval_id, null from company_bank_versions) v
left join approvals a on a.id = v.approval_id and a.state = 'approved' and a.kind = 'bank_details'
where a.id is null or (v.iban is not null and not iban_fits(v.iban))
