-- No run was issued without the review it needed, by a second person, and no draft past a block that nobody let through
select r.id as run_id, null::uuid as draft_id from billing_runs r
  where r.state in ('issuing', 'paused', 'issued') and r.review_needed
    and (r.reviewed_by is null or r.reviewed_by is not distinct from r.prepared_by or r.reviewed_digest is distinct from r.digest)
union all
select d.run_id, d.id from run_drafts d join run_findings f on f.draft_id = d.id
  where d.state = 'issued' and f.severity = 'block' and f.override_at is null
