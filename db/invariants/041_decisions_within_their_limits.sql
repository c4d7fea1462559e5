-- Each decision stays within the limit that the rule kept with the request gives the decider's role
select d.approval_id, d.decided_role, r.base_minor
from approval_decisions d join approval_requests r on r.id = d.approval_id
where d.outcome <> 'withdrawn' and not case d.outcome
  when 'approved' then within_limit(r.rule, d.decided_role, 'approvesUpToMinor', r.base_minor)
  else approves_kind(r.rule, d.decided_role) end
