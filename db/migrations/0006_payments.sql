-- Money customers gave us, attempts to take it, and the processor's events.

create table payments (
  id uuid primary key,
  series_code text not null constraint payments_series_fk references number_series (code),
  series_no bigint not null,
  number text not null constraint payments_number_unique unique,
  customer_id uuid not null constraint payments_customer_fk references customers (id),
  method text not null constraint payments_method_check check (method in ('card', 'direct_debit', 'transfer', 'cheque', 'cash')),
  currency text not null constraint payments_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint payments_amount_check check (amount_minor > 0),
  received_on date not null,
  value_on date not null,
  reference text not null default '',
  payer_name text not null default '',
  note text not null default '',
  processor_ref text constraint payments_processor_ref_unique unique,
  entry_id uuid not null constraint payments_entry_fk references entries (id),
  open_item_id uuid not null constraint payments_open_item_fk references open_items (id),
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint payments_series_unique unique (series_code, series_no)
);
comment on table payments is 'Money received: card, direct debit, transfer, cheque or cash. Never updated; undone by payment_reversals.';
create index payments_newest on payments (received_on desc, id desc);
create index payments_by_customer on payments (customer_id, received_on desc, id desc);
create index payments_by_open_item on payments (open_item_id);
create index payments_suspicion on payments (customer_id, amount_minor, received_on);

create table payment_reversals (
  payment_id uuid primary key constraint payment_reversals_payment_fk references payments (id),
  customer_id uuid not null constraint payment_reversals_customer_fk references customers (id),
  reason text not null,
  effective_on date not null,
  entry_id uuid not null constraint payment_reversals_entry_fk references entries (id),
  open_item_id uuid not null constraint payment_reversals_open_item_fk references open_items (id),
  recorded_at timestamptz not null,
  recorded_by_name text not null
);
comment on table payment_reversals is 'A payment that came back: its applications are undone and its item is closed against a debit item.';

create table payment_attempts (
  id uuid primary key default uuidv7(),
  customer_id uuid not null constraint payment_attempts_customer_fk references customers (id),
  currency text not null constraint payment_attempts_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint payment_attempts_amount_check check (amount_minor > 0),
  state text not null default 'created' constraint payment_attempts_state_check check (state in
    ('created', 'open', 'processing', 'succeeded', 'failed', 'expired', 'unknown')),
  session_ref text constraint payment_attempts_session_unique unique,
  session_url text,
  intent_ref text constraint payment_attempts_intent_unique unique,
  failure_text text not null default '',
  requested_by_kind text not null constraint payment_attempts_by_kind_check check (requested_by_kind in ('customer', 'link')),
  requested_by uuid,
  requested_by_name text not null,
  notify_email text not null default '',
  payment_id uuid constraint payment_attempts_payment_unique unique constraint payment_attempts_payment_fk references payments (id),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  expires_at timestamptz not null,
  constraint payment_attempts_succeeded_has_payment_check check (state <> 'succeeded' or payment_id is not null)
);
comment on table payment_attempts is 'Attempts to take money through the processor. A live one (created, open, processing, unknown) blocks the next on the same items.';
create index payment_attempts_by_customer on payment_attempts (customer_id, created_at desc);
create index payment_attempts_live on payment_attempts (changed_at) where state in ('created', 'open', 'processing', 'unknown');

create table payment_attempt_items (
  attempt_id uuid not null constraint payment_attempt_items_attempt_fk references payment_attempts (id),
  item_id uuid not null constraint payment_attempt_items_item_fk references open_items (id),
  customer_id uuid not null constraint payment_attempt_items_customer_fk references customers (id),
  amount_minor bigint not null constraint payment_attempt_items_amount_check check (amount_minor > 0),
  live boolean not null default true,
  primary key (attempt_id, item_id)
);
comment on table payment_attempt_items is 'How the customer chose to apply the money of an attempt; what is not listed stays on account.';
create unique index payment_attempt_items_one_live_unique on payment_attempt_items (item_id) where live;

create table stripe_events (
  event_ref text primary key,
  kind text not null,
  payload jsonb not null,
  received_at timestamptz not null,
  processed_at timestamptz,
  outcome text not null default 'waiting' constraint stripe_events_outcome_check check (outcome in ('waiting', 'applied', 'nothing-to-do', 'unknown-kind', 'parked')),
  note text not null default ''
);
comment on table stripe_events is 'Verified processor events as received; the primary key makes a second delivery harmless.';
create index stripe_events_waiting on stripe_events (received_at) where processed_at is null;

create table stripe_effects (
  object_ref text not null,
  effect text not null constraint stripe_effects_effect_check check (effect in ('succeeded', 'processing', 'failed', 'reversed', 'expired')),
  attempt_id uuid constraint stripe_effects_attempt_fk references payment_attempts (id),
  happened_at timestamptz not null,
  primary key (object_ref, effect)
);
comment on table stripe_effects is 'One effect per outside object: different events may mean the same thing, and it happens once.';
