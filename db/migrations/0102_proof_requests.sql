-- A run of the checks that somebody asked for, while it waits and works: the page shows how far it has come.

create table proof_requests (
  id uuid constraint proof_requests_pkey primary key default uuidv7(),
  asked_by uuid constraint proof_requests_user_fk references users (id),
  asked_by_name text not null,
  asked_at timestamptz not null,
  laws_done integer not null default 0 constraint proof_requests_done_check check (laws_done >= 0),
  laws_all integer not null default 0 constraint proof_requests_all_check check (laws_all >= laws_done),
  proof_run_id uuid constraint proof_requests_run_fk references proof_runs (id)
);
comment on table proof_requests is 'Runs of the checks asked for at the desk: how many laws are done; proof_run_id once the result is kept. Not sealed, says nothing the result does not.';
create unique index proof_requests_one_open_unique on proof_requests ((true)) where proof_run_id is null;
