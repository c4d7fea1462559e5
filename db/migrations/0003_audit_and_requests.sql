-- Who did what, and the memory that makes a repeated request harmless.

create table audit_records (
  id uuid primary key default uuidv7(),
  recorded_at timestamptz not null default now(),
  xid xid8 not null default pg_current_xact_id(),
  actor_kind text not null constraint audit_records_actor_kind_check check (actor_kind in ('staff', 'customer', 'link', 'system')),
  actor_id uuid,
  actor_name text not null,
  request_id text,
  action text not null,
  subject_kind text not null,
  subject_id uuid not null,
  customer_id uuid constraint audit_records_customer_fk references customers (id),
  before jsonb,
  after jsonb,
  reason text not null default ''
);
comment on table audit_records is 'Append-only: who, what, before, after, why, request. Written by each command in its own transaction.';
create index audit_records_by_subject on audit_records (subject_id, id);
create index audit_records_by_customer on audit_records (customer_id, id) where customer_id is not null;

create table idempotency_keys (
  scope text not null,
  key text not null constraint idempotency_keys_key_check check (length(key) between 8 and 200),
  input_hash text not null,
  outcome jsonb not null,
  created_at timestamptz not null default now(),
  primary key (scope, key)
);
comment on table idempotency_keys is 'What a repeatable command answered, with a hash of its input: the same key and input replays, other input is refused.';
