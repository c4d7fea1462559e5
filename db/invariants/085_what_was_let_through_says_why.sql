-- What stood against a draft and was let through says why and by whom, and is nothing a rule calls a warning
select f.run_id, f.draft_id, f.code, f.severity, f.override_reason
from run_findings f
where f.override_at is not null and (btrim(coalesce(f.override_reason, '')) = '' or f.override_by_name is null or f.severity <> 'block')
