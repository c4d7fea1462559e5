-- What a customer asked for on the portal and the worker could not do: why, how often it was tried, when it is tried again, and since
-- when colleagues are told. An asking that waits unseen is an answer nobody gives.
create table ask_faults (
  kind text not null constraint ask_faults_kind_check check (kind in ('dispute', 'plan', 'credit')),
  subject_id uuid not null,
  customer_id uuid not null constraint ask_faults_customer_fk references customers (id),
  reason text not null constraint ask_faults_reason_check check (char_length(reason) between 1 and 2000),
  tries int not null constraint ask_faults_tries_check check (tries > 0),
  first_failed_at timestamptz not null,
  failed_at timestamptz not null,
  next_try_at timestamptz not null,
  told_at timestamptz,
  ended_at timestamptz,
  constraint ask_faults_pkey primary key (kind, subject_id),
  constraint ask_faults_failed_check check (failed_at >= first_failed_at),
  constraint ask_faults_told_check check ((told_at is null) = (tries < 5))
);
comment on table ask_faults is 'Askings of customers that the worker could not do, until they are answered: reason, tries, the next one, and since when colleagues are told (from the fifth try). State, not history.';
create index ask_faults_told on ask_faults (told_at, subject_id) where ended_at is null and told_at is not null;
create index ask_faults_by_customer on ask_faults (customer_id);
create index credit_uses_waiting on credit_uses (asked_at, id) where done_at is null and attempt_id is null;
