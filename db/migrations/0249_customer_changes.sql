-- What a customer asks to be changed about itself waits for a colleague; what is granted holds from its day.
create table customer_change_requests (
  id uuid constraint customer_change_requests_pkey primary key default uuidv7(),
  customer_id uuid not null constraint customer_change_requests_customer_fk references customers (id),
  kind text not null constraint customer_change_requests_kind_check check (kind in ('details', 'bank')),
  value jsonb not null constraint customer_change_requests_value_check check (jsonb_typeof(value) = 'object'),
  was jsonb not null constraint customer_change_requests_was_check check (jsonb_typeof(was) = 'object'),
  from_on date not null,
  note text not null default '' constraint customer_change_requests_note_check check (length(note) <= 500),
  asked_by uuid constraint customer_change_requests_user_fk references users (id),
  asked_by_name text not null,
  asked_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint customer_change_requests_customer_unique unique (id, customer_id)
);
comment on table customer_change_requests is
  'Append-only: what a customer asked on its own page: name, address, country and tax number (details), or where it is paid back (bank). was is what stood when it asked, so that one sees what changed meanwhile.';
create index customer_change_requests_by_customer on customer_change_requests (customer_id, id desc);
create index customer_change_requests_by_xid on customer_change_requests (xid);

create table customer_change_decisions (
  request_id uuid constraint customer_change_decisions_pkey primary key,
  customer_id uuid not null,
  outcome text not null constraint customer_change_decisions_outcome_check check (outcome in ('granted', 'declined', 'withdrawn')),
  from_on date,
  reason text not null default '' constraint customer_change_decisions_reason_check check (length(reason) <= 500),
  approval_id uuid constraint customer_change_decisions_approval_fk references approval_requests (id),
  decided_by uuid constraint customer_change_decisions_user_fk references users (id),
  decided_by_name text not null,
  decided_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint customer_change_decisions_request_fk foreign key (request_id, customer_id) references customer_change_requests (id, customer_id),
  constraint customer_change_decisions_says_why_check check (outcome <> 'declined' or length(btrim(reason)) > 0),
  constraint customer_change_decisions_from_check check ((outcome = 'granted') = (from_on is not null))
);
comment on table customer_change_decisions is
  'Append-only: the one answer to a request of a customer. Granted bank details only begin their own approval by a second colleague (approval_id).';
create index customer_change_decisions_by_customer on customer_change_decisions (customer_id);
create index customer_change_decisions_by_xid on customer_change_decisions (xid);

create table customer_change_effects (
  request_id uuid constraint customer_change_effects_pkey primary key,
  customer_id uuid not null,
  done_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint customer_change_effects_request_fk foreign key (request_id, customer_id) references customer_change_requests (id, customer_id)
);
comment on table customer_change_effects is 'Append-only: granted details that were written into the customer on their day.';
create index customer_change_effects_by_customer on customer_change_effects (customer_id);
create index customer_change_effects_by_xid on customer_change_effects (xid);
