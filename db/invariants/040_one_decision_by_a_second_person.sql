-- Nobody decides their own request, nor one of the colleague in whose name they decide; only who asked withdraws
select d.approval_id, d.outcome, d.decided_by, d.decided_for
from approval_decisions d join approval_requests r on r.id = d.approval_id
where d.requested_by <> r.requested_by
  or (d.outcome = 'withdrawn') <> (d.decided_by = r.requested_by)
  or d.decided_for in (r.requested_by, d.decided_by)
  or (d.outcome = 'refused' and btrim(d.note) = '')
