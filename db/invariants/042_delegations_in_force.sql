-- Who decided in a colleague's name stood in for them on that day
select d.approval_id, d.decided_by, d.decided_for
from approval_decisions d cross join company c
where d.decided_for is not null and not exists (
  select 1 from approval_delegations g left join approval_delegation_ends e on e.delegation_id = g.id
  where g.id = d.delegation_id and g.from_user = d.decided_for and g.to_user = d.decided_by
    and (d.decided_at at time zone c.time_zone)::date between g.from_on and g.to_on
    and (e.ended_at is null or e.ended_at >= d.decided_at))
