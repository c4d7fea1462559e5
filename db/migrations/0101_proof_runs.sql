-- What the checks of all laws found, each time they ran.

create table proof_runs (
  id uuid constraint proof_runs_pkey primary key default uuidv7(),
  started_at timestamptz not null,
  duration_ms bigint not null constraint proof_runs_duration_check check (duration_ms >= 0),
  asked_by uuid constraint proof_runs_user_fk references users (id),
  asked_by_name text not null,
  seal_no bigint not null constraint proof_runs_seal_fk references seals (seal_no) deferrable initially deferred,
  seal_hash bytea not null constraint proof_runs_seal_hash_check check (octet_length(seal_hash) = 32),
  unsealed_count bigint not null constraint proof_runs_unsealed_check check (unsealed_count >= 0),
  difference_count bigint not null constraint proof_runs_differences_check check (difference_count >= 0),
  laws jsonb not null constraint proof_runs_laws_check check (jsonb_typeof(laws) = 'array' and jsonb_array_length(laws) > 0)
);
comment on table proof_runs is 'Append-only: each run of the checks, at which seal, and what it found: laws is [{law, title, differences, rows, milliseconds}] with the first rows of each that does not hold.';
create index proof_runs_newest on proof_runs (started_at desc, id desc);
