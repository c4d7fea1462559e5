-- What a customer asked was decided by a colleague, bank details went on to an approval, and details were changed once they were granted and their day had come
select r.kind, r.id::text as id
from customer_change_requests r
join customer_change_decisions d on d.request_id = r.id
left join users u on u.id = d.decided_by
left join customer_change_effects e on e.request_id = r.id
where (d.outcome <> 'withdrawn' and (u.kind is distinct from 'staff' or d.decided_by is not distinct from r.asked_by))
  or (d.outcome = 'granted' and r.kind = 'bank' and not exists (
    select from approval_requests a where a.id = d.approval_id and a.kind = 'bank_details' and a.customer_id = r.customer_id))
  or (e.request_id is not null and (d.outcome <> 'granted' or r.kind not in ('details', 'contact') or company_day(e.done_at) < d.from_on))
union all
select 'undecided', e.request_id::text from customer_change_effects e
where not exists (select from customer_change_decisions d where d.request_id = e.request_id)
