-- What was done under an approval follows an approved request, and each approved request was done
select coalesce(d.approval_id, e.approval_id, u.approval_id) as approval_id, d.outcome
from approval_decisions d
full join approval_effects e on e.approval_id = d.approval_id
full join approval_uses u on u.approval_id = coalesce(d.approval_id, e.approval_id)
where (d.outcome = 'approved') is distinct from (e.approval_id is not null or u.approval_id is not null)
