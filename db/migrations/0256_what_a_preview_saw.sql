-- What a preview saw is told by its snapshot: a change made before it is no news, however old the transactions beside it are.
alter table billing_runs add column facts_snapshot pg_snapshot;
comment on column billing_runs.facts_snapshot is 'What was committed when the preview began. A price that is not in it was not seen.';
-- Who proposed a version of a contract may take it back while it waits.
alter table contract_versions drop constraint contract_versions_state_check,
  add constraint contract_versions_state_check check (state in ('waiting', 'approved', 'refused', 'withdrawn')),
  drop constraint contract_versions_second_person_check,
  add constraint contract_versions_second_person_check check ((decided_by = proposed_by) = (state = 'withdrawn'));
