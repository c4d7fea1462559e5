-- Payment plans: what the seller allows (an envelope with dates), what a customer asks, what was agreed, and what came of it.

alter table customers add column risk_class text not null default 'normal'
  constraint customers_risk_class_check check (risk_class in ('low', 'normal', 'high'));
comment on column customers.risk_class is 'How sure the seller is of being paid: set by staff, never shown to the customer.';

alter table approval_rules drop constraint approval_rules_kind_check;
alter table approval_rules add constraint approval_rules_kind_check
  check (kind in ('credit_note', 'refund', 'write_off', 'waiver', 'bank_details', 'period_reopen', 'plan_exception'));
alter table approval_requests drop constraint approval_requests_kind_check;
alter table approval_requests add constraint approval_requests_kind_check
  check (kind in ('credit_note', 'refund', 'write_off', 'waiver', 'bank_details', 'period_reopen', 'plan_exception'));
insert into approval_rules (kind, role, alone_up_to_minor, approves_up_to_minor, reason)
select 'plan_exception', role, alone_up_to_minor, approves_up_to_minor, 'as delivered' from (values
  ('collector', 100000, 0),
  ('manager', 1000000, 5000000),
  ('controller', 1000000, null),
  ('administrator', 0, null)) as seed (role, alone_up_to_minor, approves_up_to_minor);

create table plan_policies (
  version_no bigint generated always as identity constraint plan_policies_pkey primary key,
  currency text not null constraint plan_policies_currency_check check (currency ~ '^[A-Z]{3}$'),
  from_on date not null,
  is_open boolean not null,
  min_total_minor bigint not null,
  max_total_minor bigint not null,
  oldest_days integer not null constraint plan_policies_oldest_check check (oldest_days between 0 and 3650),
  most_count smallint not null constraint plan_policies_count_check check (most_count between 2 and 60),
  rhythms text[] not null constraint plan_policies_rhythms_check check (rhythms <@ array['weekly', 'fortnightly', 'monthly'] and cardinality(rhythms) > 0),
  first_share_bp integer not null constraint plan_policies_first_share_check check (first_share_bp between 0 and 10000),
  first_within_days integer not null constraint plan_policies_first_within_check check (first_within_days between 0 and 366),
  min_instalment_minor bigint not null constraint plan_policies_instalment_check check (min_instalment_minor > 0),
  longest_days integer not null constraint plan_policies_longest_check check (longest_days between 7 and 3660),
  risk_classes text[] not null constraint plan_policies_risk_check check (risk_classes <@ array['low', 'normal', 'high']),
  excluded_kinds text[] not null default '{}' constraint plan_policies_kinds_check
    check (excluded_kinds <@ array['opening_balance', 'invoice', 'debit_note', 'payment_reversal', 'transfer', 'chargeback', 'recovery']),
  interest_bp integer not null default 0 constraint plan_policies_interest_check check (interest_bp between 0 and 10000),
  fee_minor bigint not null default 0 constraint plan_policies_fee_check check (fee_minor >= 0),
  charge_tax_code text constraint plan_policies_tax_fk references tax_categories (code),
  grace_days integer not null constraint plan_policies_grace_check check (grace_days between 0 and 60),
  cure_days integer not null constraint plan_policies_cure_check check (cure_days between 0 and 90),
  misses_to_default smallint not null constraint plan_policies_misses_check check (misses_to_default between 1 and 12),
  move_days integer not null constraint plan_policies_move_check check (move_days between 0 and 60),
  notice_days integer not null constraint plan_policies_notice_check check (notice_days between 0 and 30),
  needs_method boolean not null default false,
  after_default_days integer not null constraint plan_policies_after_default_check check (after_default_days between 0 and 3650),
  reason text not null default '' constraint plan_policies_reason_check check (length(reason) <= 500),
  made_by uuid constraint plan_policies_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint plan_policies_totals_check check (min_total_minor > 0 and max_total_minor >= min_total_minor),
  constraint plan_policies_charge_has_tax_check check ((interest_bp = 0 and fee_minor = 0) or charge_tax_code is not null)
);
comment on table plan_policies is
  'Append-only: inside which envelope customers agree payment plans by themselves, per currency, from a day on. The newest day counts, of one day the newest version; never dated back.';
create index plan_policies_newest on plan_policies (currency, from_on desc, version_no desc);
create index plan_policies_by_xid on plan_policies (xid);

create table plans (
  id uuid constraint plans_pkey primary key,
  no bigint generated always as identity constraint plans_no_unique unique,
  number text generated always as ('PLAN-' || lpad(no::text, 5, '0')) stored,
  customer_id uuid not null constraint plans_customer_fk references customers (id),
  currency text not null constraint plans_currency_check check (currency ~ '^[A-Z]{3}$'),
  state text not null default 'asked' constraint plans_state_check check (state in
    ('asked', 'requested', 'countered', 'active', 'declined', 'withdrawn', 'ended', 'settled_early', 'defaulted', 'cancelled')),
  version_no smallint not null default 0 constraint plans_version_check check (version_no >= 0),
  wish jsonb not null default '{}' constraint plans_wish_check check (jsonb_typeof(wish) = 'object'),
  method_id uuid,
  note text not null default '' constraint plans_note_check check (length(note) <= 1000),
  asked_by_kind text not null constraint plans_asked_by_kind_check check (asked_by_kind in ('customer', 'staff')),
  asked_by uuid constraint plans_asked_by_fk references users (id),
  asked_by_name text not null,
  asked_at timestamptz not null,
  changed_at timestamptz not null,
  constraint plans_customer_unique unique (id, customer_id)
);
comment on table plans is
  'A payment plan from the asking to its end. State, version, wish and method are stamped by its events; once closed (declined, withdrawn, ended, settled_early, defaulted, cancelled) nothing changes it.';
create index plans_by_customer on plans (customer_id, no desc);
create index plans_by_state on plans (state, no desc);

create table plan_versions (
  id uuid constraint plan_versions_pkey primary key,
  plan_id uuid not null,
  version_no smallint not null constraint plan_versions_no_check check (version_no >= 1),
  customer_id uuid not null,
  policy_version bigint not null constraint plan_versions_policy_fk references plan_policies (version_no),
  agreed_on date not null,
  principal_minor bigint not null constraint plan_versions_principal_check check (principal_minor > 0),
  charge_minor bigint not null constraint plan_versions_charge_check check (charge_minor >= 0),
  total_minor bigint not null,
  instalments smallint not null constraint plan_versions_instalments_check check (instalments between 1 and 60),
  rhythm text not null constraint plan_versions_rhythm_check check (rhythm in ('weekly', 'fortnightly', 'monthly')),
  first_on date not null,
  next_on date,
  method_id uuid,
  risk_class text not null constraint plan_versions_risk_check check (risk_class in ('low', 'normal', 'high')),
  aged_on date not null,
  last_default_on date,
  breaks text[] not null,
  base_minor bigint not null,
  exception_by uuid constraint plan_versions_exception_fk references users (id),
  approval_id uuid constraint plan_versions_approval_fk references approval_requests (id),
  alone_rule jsonb,
  agreed_by_kind text not null constraint plan_versions_agreed_by_kind_check check (agreed_by_kind in ('customer', 'staff')),
  agreed_by uuid constraint plan_versions_agreed_by_fk references users (id),
  agreed_by_name text not null,
  agreed_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint plan_versions_no_unique unique (plan_id, version_no),
  constraint plan_versions_customer_unique unique (id, customer_id),
  constraint plan_versions_plan_fk foreign key (plan_id, customer_id) references plans (id, customer_id),
  constraint plan_versions_total_check check (total_minor = principal_minor + charge_minor),
  constraint plan_versions_order_check check (first_on >= agreed_on and (next_on is null or next_on > first_on)),
  constraint plan_versions_exception_check check ((cardinality(breaks) = 0) = (exception_by is null)),
  constraint plan_versions_decided_check check ((exception_by is not null) = (approval_id is not null or alone_rule is not null))
);
comment on table plan_versions is
  'Append-only: the agreement of a plan, anew after each renegotiation. breaks names where it lies outside the envelope of its day; then an approval or the limit of exception_by carries it.';
create index plan_versions_by_customer on plan_versions (customer_id);
create index plan_versions_by_xid on plan_versions (xid);

create table plan_items (
  version_id uuid not null,
  item_id uuid not null constraint plan_items_item_fk references open_items (id),
  customer_id uuid not null,
  amount_minor bigint not null constraint plan_items_amount_check check (amount_minor > 0),
  hold_id uuid not null constraint plan_items_hold_fk references holds (id) constraint plan_items_hold_unique unique,
  constraint plan_items_pkey primary key (version_id, item_id),
  constraint plan_items_version_fk foreign key (version_id, customer_id) references plan_versions (id, customer_id)
);
comment on table plan_items is
  'Append-only: what a version of a plan is over: each item with its whole residual at the agreement, and the hold that keeps it from being chased. What is left of it in the plan is the smaller of that amount and the residual.';
create index plan_items_by_item on plan_items (item_id);
create index plan_items_by_customer on plan_items (customer_id);

create table plan_instalments (
  version_id uuid not null,
  instalment_no smallint not null constraint plan_instalments_no_check check (instalment_no >= 1),
  customer_id uuid not null,
  due_on date not null,
  amount_minor bigint not null constraint plan_instalments_amount_check check (amount_minor > 0),
  constraint plan_instalments_pkey primary key (version_id, instalment_no),
  constraint plan_instalments_version_fk foreign key (version_id, customer_id) references plan_versions (id, customer_id)
);
comment on table plan_instalments is 'Append-only: the instalments of a version of a plan. Whether one is met follows from the money on the plan''s items, and stands nowhere.';
create index plan_instalments_by_customer on plan_instalments (customer_id);
create index plan_instalments_due on plan_instalments (due_on, version_id);

create table plan_moves (
  id uuid constraint plan_moves_pkey primary key default uuidv7(),
  version_id uuid not null,
  instalment_no smallint not null,
  customer_id uuid not null,
  to_on date not null,
  moved_by_name text not null,
  moved_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint plan_moves_once_unique unique (version_id, instalment_no),
  constraint plan_moves_instalment_fk foreign key (version_id, instalment_no) references plan_instalments (version_id, instalment_no),
  constraint plan_moves_version_fk foreign key (version_id, customer_id) references plan_versions (id, customer_id)
);
comment on table plan_moves is 'Append-only: the date of an instalment moved, once, by as many days as the policy of its agreement allows and not past the next.';
create index plan_moves_by_customer on plan_moves (customer_id);
create index plan_moves_by_xid on plan_moves (xid);

create table plan_events (
  id uuid constraint plan_events_pkey primary key default uuidv7(),
  plan_id uuid not null,
  customer_id uuid not null,
  kind text not null constraint plan_events_kind_check check (kind in ('asked', 'requested', 'countered', 'declined', 'withdrawn', 'agreed',
    'coming', 'charged', 'late', 'missed', 'met', 'cured', 'reopened', 'moved', 'method', 'help',
    'renegotiated', 'settled_early', 'ended', 'defaulted', 'cancelled')),
  version_no smallint,
  instalment_no smallint,
  wish jsonb,
  facts jsonb not null default '{}' constraint plan_events_facts_check check (jsonb_typeof(facts) = 'object'),
  note text not null default '' constraint plan_events_note_check check (length(note) <= 1000),
  happened_on date not null,
  happened_at timestamptz not null,
  by_kind text not null constraint plan_events_by_kind_check check (by_kind in ('customer', 'staff', 'system')),
  by_id uuid,
  by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint plan_events_plan_fk foreign key (plan_id, customer_id) references plans (id, customer_id),
  constraint plan_events_says_why_check check (kind not in ('declined', 'cancelled') or length(btrim(note)) > 0),
  constraint plan_events_instalment_check check ((instalment_no is not null) =
    (kind in ('coming', 'charged', 'late', 'missed', 'met', 'cured', 'reopened', 'moved')))
);
comment on table plan_events is
  'Append-only: everything that happened to a plan, in order. note is written for the customer to read. Events of instalments record when something was noticed; what is true now follows from the money.';
create index plan_events_by_plan on plan_events (plan_id, id);
create index plan_events_by_customer on plan_events (customer_id, id);
create index plan_events_by_xid on plan_events (xid);
create unique index plan_events_once_unique on plan_events (plan_id, version_no, instalment_no, kind) where kind in ('coming', 'late', 'missed');

create table plan_asks (
  id uuid constraint plan_asks_pkey primary key default uuidv7(),
  customer_id uuid not null constraint plan_asks_customer_fk references customers (id),
  key text not null constraint plan_asks_key_check check (length(key) between 8 and 200),
  act text not null constraint plan_asks_act_check check (act in ('start', 'accept', 'withdraw', 'move', 'method', 'help')),
  plan_id uuid,
  wish jsonb not null default '{}' constraint plan_asks_wish_check check (jsonb_typeof(wish) = 'object'),
  method_id uuid,
  note text not null default '' constraint plan_asks_note_check check (length(note) <= 1000),
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  outcome text constraint plan_asks_outcome_check check (outcome in ('agreed', 'requested', 'done', 'refused')),
  refusal jsonb,
  answered_plan_id uuid,
  constraint plan_asks_once_unique unique (customer_id, key),
  constraint plan_asks_plan_check check ((plan_id is null) = (act = 'start')),
  constraint plan_asks_plan_fk foreign key (plan_id, customer_id) references plans (id, customer_id),
  constraint plan_asks_answered_plan_fk foreign key (answered_plan_id, customer_id) references plans (id, customer_id),
  constraint plan_asks_answered_check check ((answered_at is null) = (outcome is null)),
  constraint plan_asks_refusal_check check ((refusal is not null) = (outcome is not distinct from 'refused'))
);
comment on table plan_asks is
  'What a customer wants done with a plan, written by the portal, which may touch no ledger; the worker does it under lock and stamps what came of it, once. The same key is the same asking.';
create index plan_asks_by_customer on plan_asks (customer_id, id desc);
create index plan_asks_waiting on plan_asks (id) where answered_at is null;
