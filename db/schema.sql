-- The whole schema as the migrations and functions make it, written by scripts/generate.ts; do not edit.
-- It exists to be read and compared: a test loads it into an empty database and gets the same text back.
set check_function_bodies = off;
create extension if not exists pg_trgm with schema public;

-- Tables

create table account_snapshots (
  snapshot_id uuid not null,
  account_code text not null,
  currency text not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  base_minor bigint not null
);
create table activity_note_ends (
  note_id uuid not null,
  customer_id uuid not null,
  outcome text default ''::text not null,
  done_by uuid,
  done_by_name text not null,
  done_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table activity_notes (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  kind text not null,
  spoken_with text default ''::text not null,
  note text not null,
  next_step text default ''::text not null,
  next_on date,
  happened_at timestamp with time zone not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table address_tasks (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  address text not null,
  contact_name text default ''::text not null,
  reason text not null,
  message_id uuid not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closed_how text,
  closed_by_name text,
  new_address text,
  sent_again_at timestamp with time zone
);
create table adjustment_reasons (
  code text not null,
  for_kind text not null,
  label text not null,
  "position" smallint not null
);
create table allowance_changes (
  id uuid not null,
  amount_minor bigint not null,
  currency text not null,
  reason text not null,
  effective_on date not null,
  entry_id uuid not null,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table applications (
  id uuid not null,
  customer_id uuid not null,
  credit_item_id uuid not null,
  debit_item_id uuid not null,
  amount_minor bigint not null,
  effective_on date not null,
  recorded_at timestamp with time zone default now() not null,
  xid xid8 default pg_current_xact_id() not null,
  reverses_id uuid,
  credit_base_minor bigint,
  debit_base_minor bigint,
  exchange_entry_id uuid
);
create table approval_decisions (
  approval_id uuid not null,
  outcome text not null,
  requested_by uuid not null,
  decided_by uuid not null,
  decided_by_name text not null,
  decided_for uuid,
  decided_for_name text,
  delegation_id uuid,
  decided_role text not null,
  decided_at timestamp with time zone not null,
  note text default ''::text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table approval_delegation_ends (
  delegation_id uuid not null,
  ended_by uuid not null,
  ended_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table approval_delegations (
  id uuid default uuidv7() not null,
  from_user uuid not null,
  to_user uuid not null,
  from_on date not null,
  to_on date not null,
  reason text default ''::text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table approval_effects (
  approval_id uuid not null,
  effect jsonb not null,
  xid xid8 default pg_current_xact_id() not null
);
create table approval_requests (
  id uuid default uuidv7() not null,
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  customer_id uuid,
  currency text,
  amount_minor bigint,
  base_minor bigint,
  summary text not null,
  reason_code text,
  reason text not null,
  payload jsonb not null,
  rule jsonb default '{}'::jsonb not null,
  requested_by uuid not null,
  requested_by_name text not null,
  requested_role text not null,
  requested_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table approval_rules (
  version bigint not null,
  kind text not null,
  role text not null,
  alone_up_to_minor bigint,
  approves_up_to_minor bigint,
  changed_by uuid,
  changed_by_name text default ''::text not null,
  changed_at timestamp with time zone default now() not null,
  reason text default ''::text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table approval_uses (
  approval_id uuid not null,
  xid xid8 default pg_current_xact_id() not null
);
create table ask_faults (
  kind text not null,
  subject_id uuid not null,
  customer_id uuid not null,
  reason text not null,
  tries integer not null,
  first_failed_at timestamp with time zone not null,
  failed_at timestamp with time zone not null,
  next_try_at timestamp with time zone not null,
  told_at timestamp with time zone,
  ended_at timestamp with time zone
);
create table attempt_surcharges (
  attempt_id uuid not null,
  customer_id uuid not null,
  method text not null,
  of_minor bigint not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  tax_code text not null,
  tax_rate_bp integer not null,
  shown_on date not null,
  xid xid8 default pg_current_xact_id() not null
);
create table audit_records (
  id uuid default uuidv7() not null,
  recorded_at timestamp with time zone default now() not null,
  xid xid8 default pg_current_xact_id() not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  request_id text,
  action text not null,
  subject_kind text not null,
  subject_id uuid not null,
  customer_id uuid,
  before jsonb,
  after jsonb,
  reason text default ''::text not null
);
create table autopay_charge_items (
  charge_id uuid not null,
  item_id uuid not null,
  customer_id uuid not null,
  amount_minor bigint not null,
  left_out boolean default false not null,
  live boolean not null
);
create table autopay_charges (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  rule_id uuid not null,
  method_id uuid not null,
  currency text not null,
  collect_on date not null,
  noticed_minor bigint not null,
  ceiling_minor bigint,
  notice_days smallint not null,
  message_id uuid not null,
  state text default 'noticed'::text not null,
  skipped_because text,
  failure_code text,
  next_try_on date,
  tries smallint default 0 not null,
  collected_minor bigint,
  seen_at timestamp with time zone,
  seen_by_name text default ''::text not null,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null
);
create table autopay_policies (
  id uuid default uuidv7() not null,
  from_on date not null,
  notice_days smallint not null,
  retry_days smallint[] not null,
  expiry_days smallint[] not null,
  reason text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table autopay_rules (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  contract_id uuid,
  currency text not null,
  method_id uuid not null,
  collects text not null,
  day_no smallint,
  ceiling_minor bigint,
  notice_days smallint not null,
  state text not null,
  paused_because text,
  paused_until_on date,
  notify_email text not null,
  version_no integer default 1 not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  changed_by_name text not null,
  changed_at timestamp with time zone not null
);
create table autopay_tries (
  charge_id uuid not null,
  try_no smallint not null,
  customer_id uuid not null,
  method_id uuid not null,
  amount_minor bigint not null,
  once_key text generated always as (((('autopay:'::text || (charge_id)::text) || ':'::text) || (try_no)::text)) stored not null,
  attempt_id uuid,
  outcome text,
  failure_code text,
  tried_at timestamp with time zone not null,
  decided_at timestamp with time zone
);
create table bank_accounts (
  id uuid default uuidv7() not null,
  account text not null,
  currency text not null,
  name text not null,
  mapping jsonb,
  from_settings boolean not null,
  confirmed_by uuid,
  confirmed_by_name text not null,
  confirmed_at timestamp with time zone not null
);
create table bank_alias_choices (
  version bigint not null,
  kind text not null,
  value text not null,
  customer_id uuid not null,
  is_forgotten boolean not null,
  reason text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table bank_aliases (
  id uuid default uuidv7() not null,
  kind text not null,
  value text not null,
  shown text not null,
  customer_id uuid not null,
  explanation_id uuid not null,
  learned_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table bank_automatic_postings (
  explanation_id uuid not null,
  opening_id uuid,
  rule_id uuid,
  xid xid8 default pg_current_xact_id() not null
);
create table bank_explanation_undoings (
  explanation_id uuid not null,
  reason text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null,
  cause text default 'unsaid'::text not null
);
create table bank_explanations (
  id uuid not null,
  line_id uuid not null,
  how text not null,
  evidence_class text,
  sureness text,
  suggestion jsonb,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table bank_gate_openings (
  id uuid default uuidv7() not null,
  evidence_class text not null,
  source text not null,
  own_right integer not null,
  own_seen integer not null,
  shipped_right integer not null,
  shipped_seen integer not null,
  bound_ppm integer not null,
  choice_version bigint not null,
  opened_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table bank_imports (
  id uuid not null,
  file_name text not null,
  sha256 text not null,
  size_bytes bigint not null,
  format text,
  state text default 'reading'::text not null,
  wish jsonb default '{}'::jsonb not null,
  fault jsonb,
  preview jsonb,
  choices jsonb default '{}'::jsonb not null,
  line_count integer default 0 not null,
  stored_count integer default 0 not null,
  skipped_count integer default 0 not null,
  refused jsonb default '[]'::jsonb not null,
  refused_count integer default 0 not null,
  imported_by uuid,
  imported_by_name text not null,
  staged_at timestamp with time zone not null,
  stored_at timestamp with time zone,
  undone_at timestamp with time zone,
  undone_by_name text
);
create table bank_line_links (
  id uuid default uuidv7() not null,
  explanation_id uuid not null,
  line_id uuid not null,
  no smallint not null,
  kind text not null,
  subject_id uuid,
  customer_id uuid,
  amount_minor bigint not null,
  entry_id uuid,
  note text default ''::text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table bank_line_states (
  line_id uuid not null,
  statement_id uuid not null,
  state text default 'open'::text not null,
  explanation_id uuid,
  note text default ''::text not null,
  asked_user uuid,
  changed_at timestamp with time zone not null,
  changed_by_name text not null
);
create table bank_lines (
  id uuid not null,
  statement_id uuid not null,
  bank_account_id uuid not null,
  line_no integer not null,
  file_line integer not null,
  booked_on date not null,
  value_on date,
  amount_minor bigint not null,
  currency text not null,
  kind text default ''::text not null,
  return_reason text default ''::text not null,
  is_reversal boolean default false not null,
  bank_ref text default ''::text not null,
  payer_ref text default ''::text not null,
  creditor_ref text default ''::text not null,
  text text default ''::text not null,
  party_name text default ''::text not null,
  party_account text default ''::text not null,
  part_no integer,
  part_of integer,
  same_as uuid,
  xid xid8 default pg_current_xact_id() not null
);
create table bank_link_reversals (
  link_id uuid not null,
  entry_id uuid not null,
  effective_on date not null,
  xid xid8 default pg_current_xact_id() not null
);
create table bank_posting_choices (
  version bigint not null,
  posts_alone boolean not null,
  precision_ppm integer not null,
  reason text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table bank_rule_endings (
  rule_id uuid not null,
  reason text not null,
  ended_by uuid,
  ended_by_name text not null,
  ended_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table bank_rule_ticks (
  version bigint not null,
  rule_id uuid not null,
  posts_alone boolean not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table bank_rules (
  id uuid default uuidv7() not null,
  replaces uuid,
  text_holds text default ''::text not null,
  party_is text default ''::text not null,
  sign text not null,
  under_minor bigint,
  currency text,
  kind text not null,
  customer_id uuid,
  note text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table bank_statements (
  id uuid not null,
  import_id uuid not null,
  statement_no integer not null,
  bank_account_id uuid not null,
  number text not null,
  currency text not null,
  from_on date,
  to_on date,
  opening_minor bigint,
  closing_minor bigint,
  sum_minor bigint not null,
  line_count integer not null,
  problems jsonb default '[]'::jsonb not null,
  difference_minor bigint default 0 not null,
  xid xid8 default pg_current_xact_id() not null
);
create table billed_periods (
  id uuid default uuidv7() not null,
  contract_line_id uuid not null,
  period_from_on date not null,
  part_no integer not null,
  customer_id uuid not null,
  period_to_on date not null,
  run_id uuid not null,
  invoice_id uuid,
  line_no smallint,
  amount_minor bigint not null,
  xid xid8 default pg_current_xact_id() not null
);
create table billed_usage (
  usage_id uuid not null,
  customer_id uuid not null,
  run_id uuid not null,
  invoice_id uuid,
  line_no smallint,
  xid xid8 default pg_current_xact_id() not null
);
create table billing_runs (
  id uuid default uuidv7() not null,
  run_no bigint not null,
  number text generated always as (('RUN-'::text || lpad((run_no)::text, GREATEST(5, length((run_no)::text)), '0'::text))) stored not null,
  name text not null,
  cut_off_on date not null,
  document_on date not null,
  cycles text[] not null,
  filter jsonb default '{}'::jsonb not null,
  state text default 'drafting'::text not null,
  review_needed boolean not null,
  preview_no integer default 1 not null,
  last_run_id uuid,
  facts_xid xid8 default pg_snapshot_xmin(pg_current_snapshot()) not null,
  facts_at timestamp with time zone default now() not null,
  facts_digest text default ''::text not null,
  digest text,
  customer_count integer default 0 not null,
  customers_done integer default 0 not null,
  after_number text default ''::text not null,
  draft_count integer default 0 not null,
  issued_count integer default 0 not null,
  prepared_by uuid,
  prepared_by_name text not null,
  prepared_at timestamp with time zone not null,
  previewed_at timestamp with time zone,
  reviewed_by uuid,
  reviewed_by_name text,
  reviewed_at timestamp with time zone,
  reviewed_digest text,
  review_note text default ''::text not null,
  issued_by uuid,
  issued_by_name text,
  issue_started_at timestamp with time zone,
  stopped_by_name text,
  stopped_at timestamp with time zone,
  stop_reason text default ''::text not null,
  finished_at timestamp with time zone,
  last_issued_xid xid8,
  issued_before integer default 0 not null,
  facts_snapshot pg_snapshot
);
create table case_events (
  id uuid default uuidv7() not null,
  reduction_id uuid not null,
  customer_id uuid not null,
  kind text not null,
  owner_id uuid,
  note text default ''::text not null,
  certificate_number text default ''::text not null,
  file_id uuid,
  due_on date,
  happened_at timestamp with time zone not null,
  by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table chargeback_steps (
  id uuid default uuidv7() not null,
  chargeback_id uuid not null,
  customer_id uuid not null,
  kind text not null,
  amount_minor bigint not null,
  happened_on date not null,
  debit_item_id uuid,
  payment_id uuid,
  taken_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table chargebacks (
  id uuid default uuidv7() not null,
  dispute_ref text not null,
  payment_id uuid not null,
  customer_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  reason text default ''::text not null,
  state text not null,
  opened_on date not null,
  changed_at timestamp with time zone not null
);
create table collection_policies (
  id uuid default uuidv7() not null,
  from_on date not null,
  promise_days_ahead smallint not null,
  promises_per_quarter smallint not null,
  promise_grace_days smallint not null,
  promise_pauses text not null,
  said_paid_days smallint not null,
  send_hour smallint not null,
  gap_days smallint not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table collection_tasks (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  kind text not null,
  promise_id uuid,
  made_at timestamp with time zone not null,
  done_by uuid,
  done_by_name text,
  done_at timestamp with time zone,
  outcome text,
  plan_id uuid
);
create table collector_assignments (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  user_id uuid,
  from_on date not null,
  assigned_by uuid,
  assigned_by_name text not null,
  assigned_at timestamp with time zone not null
);
create table company (
  only_row boolean default true not null,
  name text not null,
  legal_name text not null,
  address_lines text[] not null,
  tax_number text default ''::text not null,
  country text not null,
  base_currency text not null,
  time_zone text not null,
  locale text default 'en-GB'::text not null,
  help_name text default ''::text not null,
  help_email text default ''::text not null,
  help_phone text default ''::text not null,
  help_hours text default ''::text not null,
  mail_from text default ''::text not null,
  small_difference_up_to_minor bigint default 100 not null
);
create table company_bank_accounts (
  currency text not null,
  bank_name text not null,
  account_name text not null,
  account_number text not null,
  routing text default ''::text not null
);
create table company_bank_versions (
  id uuid default uuidv7() not null,
  currency text not null,
  bank_name text not null,
  account_name text not null,
  account_number text not null,
  routing text not null,
  approval_id uuid not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null,
  from_on date
);
create table company_version_withdrawals (
  version_id uuid not null,
  withdrawn_by uuid,
  withdrawn_by_name text not null,
  withdrawn_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table company_versions (
  id uuid default uuidv7() not null,
  what text not null,
  key text default ''::text not null,
  from_on date not null,
  value jsonb not null,
  reason text default ''::text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table complaint_rungs (
  "position" smallint not null,
  name text not null,
  role text not null,
  after_days smallint not null
);
create table complaint_steps (
  id uuid default uuidv7() not null,
  dispute_id uuid not null,
  customer_id uuid not null,
  "position" smallint not null,
  rung text not null,
  role text not null,
  why text not null,
  waiting_since_at timestamp with time zone not null,
  stepped_at timestamp with time zone not null,
  by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table contact_opt_outs (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  address text not null,
  message_kind text not null,
  opted_out_at timestamp with time zone not null,
  how text not null,
  ended_at timestamp with time zone
);
create table contact_rules (
  only_row boolean default true not null,
  quiet_from smallint default 18 not null,
  quiet_until smallint default 8 not null,
  rest_days boolean default true not null,
  cap_count smallint default 3 not null,
  cap_days smallint default 7 not null,
  changed_by uuid,
  changed_by_name text default ''::text not null,
  changed_at timestamp with time zone default now() not null
);
create table contacts (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  name text not null,
  email text not null,
  phone text default ''::text not null,
  receives_invoices boolean default true not null,
  receives_statements boolean default false not null,
  created_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  roles text[] default '{}'::text[] not null
);
create table contract_files (
  id uuid default uuidv7() not null,
  contract_id uuid not null,
  customer_id uuid not null,
  file_name text not null,
  media_type text not null,
  sha256 text not null,
  size_bytes bigint not null,
  uploaded_by uuid,
  uploaded_by_name text not null,
  uploaded_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  removed_by_name text
);
create table contract_lines (
  id uuid default uuidv7() not null,
  contract_id uuid not null,
  customer_id uuid not null,
  line_no smallint not null,
  replaces_id uuid,
  product_id uuid not null,
  description text not null,
  cycle text not null,
  anchor_on date not null,
  timing text not null,
  charge text not null,
  quantity numeric(20,6),
  site_id uuid,
  po_number text default ''::text not null,
  price_list_id uuid,
  starts_on date not null,
  ends_on date,
  deferred boolean default false not null,
  tax_code text,
  account_code text,
  withdrawn_in_version integer
);
create table contract_prices (
  id uuid default uuidv7() not null,
  contract_line_id uuid not null,
  customer_id uuid not null,
  version_no integer not null,
  valid_from_on date not null,
  valid_to_on date,
  scheme jsonb not null,
  withdrawn_in_version integer
);
create table contract_versions (
  contract_id uuid not null,
  version_no integer not null,
  customer_id uuid not null,
  state text default 'waiting'::text not null,
  terms jsonb not null,
  holds_from_on date not null,
  reason text default ''::text not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  proposed_at timestamp with time zone not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamp with time zone,
  decision_note text default ''::text not null,
  decided_xid xid8,
  changes_from_on date
);
create table contracts (
  id uuid default uuidv7() not null,
  contract_no bigint not null,
  number text generated always as (('CON-'::text || lpad((contract_no)::text, GREATEST(5, length((contract_no)::text)), '0'::text))) stored not null,
  customer_id uuid not null,
  title text not null,
  currency text not null,
  po_number text default ''::text not null,
  invoice_per text,
  terms_days integer,
  starts_on date not null,
  ends_on date,
  state text default 'draft'::text not null,
  version_no integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  terms_from text default 'document'::text not null
);
create table credit_reasons (
  code text not null,
  label text not null,
  customer_label text not null,
  for_kinds text[] not null,
  "position" smallint not null
);
create table credit_requests (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  open_item_id uuid not null,
  wish text not null,
  note text default ''::text not null,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  answered_by uuid,
  answered_by_name text,
  answered_at timestamp with time zone,
  answer text
);
create table credit_use_parts (
  use_id uuid not null,
  credit_item_id uuid not null,
  debit_item_id uuid not null,
  customer_id uuid not null,
  amount_minor bigint not null
);
create table credit_uses (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  attempt_id uuid,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  done_at timestamp with time zone,
  used_minor bigint
);
create table customer_bank_accounts (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  currency text not null,
  holder text not null,
  iban text,
  account_number text,
  routing text,
  account_tail text generated always as ("right"(COALESCE(iban, account_number), 4)) stored not null,
  approval_id uuid not null,
  made_by uuid not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table customer_change_decisions (
  request_id uuid not null,
  customer_id uuid not null,
  outcome text not null,
  from_on date,
  reason text default ''::text not null,
  approval_id uuid,
  decided_by uuid,
  decided_by_name text not null,
  decided_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table customer_change_effects (
  request_id uuid not null,
  customer_id uuid not null,
  done_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table customer_change_requests (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  kind text not null,
  value jsonb not null,
  was jsonb not null,
  from_on date not null,
  note text default ''::text not null,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table customer_reminder_groups (
  customer_id uuid not null,
  group_code text not null,
  held_to_on date,
  reason text default ''::text not null,
  changed_by uuid,
  changed_by_name text not null,
  changed_at timestamp with time zone not null
);
create table customers (
  id uuid default uuidv7() not null,
  number text not null,
  name text not null,
  address_lines text[] default '{}'::text[] not null,
  country text default 'GB'::text not null,
  tax_number text default ''::text not null,
  language text default 'en'::text not null,
  currency text not null,
  terms_days integer default 30 not null,
  po_required boolean default false not null,
  created_at timestamp with time zone default now() not null,
  changed_at timestamp with time zone default now() not null,
  archived_at timestamp with time zone,
  parent_id uuid,
  discount_bp integer,
  discount_days integer,
  invoice_per text default 'cycle'::text not null,
  risk_class text default 'normal'::text not null,
  terms_from text default 'document'::text not null
);
create table deduction_codes (
  code text not null,
  label text not null,
  department text not null
);
create table deferral_releases (
  entry_id uuid not null,
  invoice_id uuid not null,
  line_no smallint not null,
  customer_id uuid not null,
  month_on date not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  xid xid8 default pg_current_xact_id() not null
);
create table deferrals (
  invoice_id uuid not null,
  line_no smallint not null,
  customer_id uuid not null,
  currency text not null,
  account_code text not null,
  from_on date not null,
  to_on date not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  left_minor bigint not null,
  left_base_minor bigint not null,
  plan_from_on date not null,
  plan_minor bigint not null,
  next_month_on date not null
) with (fillfactor=85);
create table deliveries (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  document_kind text not null,
  invoice_id uuid,
  document_id uuid,
  channel text not null,
  once_key text not null,
  state text default 'waiting'::text not null,
  attaches boolean not null,
  gathers text not null,
  einvoice_profile text default ''::text not null,
  not_before_at timestamp with time zone,
  assigned_to uuid,
  assigned_name text default ''::text not null,
  route text default ''::text not null,
  ordered_by_name text not null,
  ordered_at timestamp with time zone not null,
  changed_at timestamp with time zone not null
);
create table delivery_choices (
  customer_id uuid not null,
  document_kind text not null,
  channel text not null,
  to_roles text[] default '{}'::text[] not null,
  attaches boolean default true not null,
  gathers text default 'each'::text not null,
  einvoice_profile text default ''::text not null,
  changed_by uuid,
  changed_by_name text default ''::text not null,
  changed_at timestamp with time zone not null
);
create table delivery_defaults (
  document_kind text not null,
  channel text not null,
  to_roles text[] default '{}'::text[] not null,
  attaches boolean default true not null,
  gathers text default 'each'::text not null,
  einvoice_profile text default ''::text not null,
  changed_by uuid,
  changed_by_name text default ''::text not null,
  changed_at timestamp with time zone default now() not null
);
create table delivery_events (
  id uuid default uuidv7() not null,
  delivery_id uuid not null,
  customer_id uuid not null,
  kind text not null,
  message_id uuid,
  happened_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  reference text default ''::text not null,
  reason text default ''::text not null,
  person text default ''::text not null,
  paid_on date,
  evidence_id uuid,
  noted_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table delivery_evidence (
  id uuid default uuidv7() not null,
  delivery_id uuid not null,
  customer_id uuid not null,
  file_name text not null,
  media_type text not null,
  sha256 text not null,
  size_bytes bigint not null,
  kept_by uuid,
  kept_by_name text not null,
  kept_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table delivery_messages (
  delivery_id uuid not null,
  message_id uuid not null,
  customer_id uuid not null
);
create table delivery_routes (
  customer_id uuid not null,
  route text default ''::text not null,
  carried_by uuid,
  hint text default ''::text not null
);
create table demo_clock (
  only_row boolean default true not null,
  offset_seconds bigint default 0 not null
);
create table deposit_batches (
  id uuid not null,
  series_code text not null,
  series_no bigint not null,
  number text not null,
  currency text not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  bank_account jsonb not null,
  slip_ref text default ''::text not null,
  deposited_on date not null,
  entry_id uuid not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table deposit_cancellations (
  batch_id uuid not null,
  effective_on date not null,
  entry_id uuid not null,
  reason text not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table deposit_lines (
  batch_id uuid not null,
  line_no smallint not null,
  customer_id uuid not null,
  payment_id uuid not null,
  instrument_id uuid,
  amount_minor bigint not null,
  base_minor bigint not null
);
create table dispute_asks (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  key text not null,
  act text not null,
  dispute_id uuid,
  invoice_id uuid,
  wish jsonb not null,
  asked_by_kind text not null,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  outcome text,
  refusal jsonb,
  answered_dispute_id uuid
);
create table dispute_breaches (
  id uuid default uuidv7() not null,
  dispute_id uuid not null,
  customer_id uuid not null,
  clock text not null,
  due_at timestamp with time zone not null,
  noticed_at timestamp with time zone not null,
  queue text not null,
  cause text,
  explained_by uuid,
  explained_by_name text,
  explained_at timestamp with time zone
);
create table dispute_causes (
  version bigint not null,
  code text not null,
  label text not null,
  department text not null,
  prevention text not null,
  issue_rule text,
  reasons text[] default '{}'::text[] not null,
  state text default 'on'::text not null,
  changed_by uuid,
  changed_by_name text not null,
  changed_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table dispute_decisions (
  id uuid not null,
  dispute_id uuid not null,
  customer_id uuid not null,
  decision text not null,
  agreed_minor bigint not null,
  credit_note_id uuid,
  approval_id uuid,
  words text not null,
  decided_by uuid,
  decided_by_name text not null,
  decided_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table dispute_files (
  id uuid not null,
  dispute_id uuid not null,
  customer_id uuid not null,
  message_id uuid not null,
  visibility text not null,
  file_name text not null,
  media_type text not null,
  sha256 text not null,
  size_bytes bigint not null,
  given_by_name text not null,
  given_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table dispute_handover_files (
  handover_id uuid not null,
  file_id uuid not null,
  dispute_id uuid not null,
  customer_id uuid not null
);
create table dispute_handovers (
  id uuid not null,
  dispute_id uuid not null,
  customer_id uuid not null,
  to_queue text,
  to_user uuid,
  to_name text not null,
  to_email text default ''::text not null,
  question text not null,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  token_hash bytea,
  answered_at timestamp with time zone,
  answered_by_name text,
  message_id uuid,
  recalled_at timestamp with time zone
);
create table dispute_holds (
  hold_id uuid not null,
  dispute_id uuid not null,
  customer_id uuid not null
);
create table dispute_learnings (
  id uuid default uuidv7() not null,
  dispute_id uuid not null,
  customer_id uuid not null,
  cause_version bigint not null,
  department text not null,
  note text default ''::text not null,
  learned_by uuid,
  learned_by_name text not null,
  learned_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table dispute_lines (
  id uuid default uuidv7() not null,
  dispute_id uuid not null,
  customer_id uuid not null,
  invoice_id uuid not null,
  invoice_line_no smallint,
  what text not null,
  quantity numeric(20,6),
  unit_price numeric(20,6),
  net_minor bigint,
  amount_minor bigint not null,
  is_contested boolean not null
);
create table dispute_mentions (
  message_id uuid not null,
  dispute_id uuid not null,
  customer_id uuid not null,
  user_id uuid not null,
  seen_at timestamp with time zone
);
create table dispute_messages (
  id uuid not null,
  dispute_id uuid not null,
  customer_id uuid not null,
  visibility text not null,
  author_kind text not null,
  author_id uuid,
  author_name text not null,
  body text not null,
  via text not null,
  saved_version uuid,
  written_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table dispute_queues (
  code text not null,
  name text not null,
  is_department boolean not null,
  email text default ''::text not null,
  opens_minute smallint default 480 not null,
  closes_minute smallint default 1080 not null,
  warn_minutes integer default 60 not null,
  retired_at timestamp with time zone
);
create table dispute_reasons (
  code text not null,
  label text not null,
  customer_words jsonb not null,
  kinds text[] not null,
  queue text not null,
  department text,
  credit_reason text not null,
  "position" smallint not null,
  retired_at timestamp with time zone
);
create table dispute_stages (
  id uuid default uuidv7() not null,
  dispute_id uuid not null,
  customer_id uuid not null,
  "position" smallint not null,
  from_state text,
  to_state text not null,
  waits_for text,
  why text default ''::text not null,
  changed_at timestamp with time zone not null,
  by_kind text not null,
  by_id uuid,
  by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table dispute_targets (
  queue text not null,
  kind text not null,
  answer_minutes integer not null,
  resolve_minutes integer not null
);
create table disputes (
  id uuid not null,
  no bigint not null,
  raised_on date not null,
  number text generated always as (((('D-'::text || ((EXTRACT(year FROM raised_on))::integer)::text) || '-'::text) || lpad((no)::text, 6, '0'::text))) stored,
  customer_id uuid not null,
  item_id uuid,
  invoice_id uuid,
  kind text not null,
  reason_code text not null,
  amount_minor bigint,
  currency text,
  hold_id uuid,
  state text default 'new'::text not null,
  waits_for text,
  state_at timestamp with time zone not null,
  severity text,
  expects text default ''::text not null,
  raised_by_kind text not null,
  raised_by uuid,
  raised_by_name text not null,
  notify_email text default ''::text not null,
  raised_at timestamp with time zone not null,
  queue text not null,
  owner_user uuid,
  owner_name text,
  promised_on date,
  answer_due_at timestamp with time zone,
  resolve_due_at timestamp with time zone,
  answer_left_minutes integer,
  resolve_left_minutes integer,
  first_answered_at timestamp with time zone,
  warned_at timestamp with time zone,
  breached_at timestamp with time zone,
  last_word_by text default 'customer'::text not null,
  last_word_at timestamp with time zone not null,
  approval_id uuid,
  outcome text,
  agreed_minor bigint,
  credit_note_id uuid,
  rebill_invoice_id uuid,
  merged_into uuid,
  split_from uuid,
  case_id uuid,
  improvement jsonb,
  closed_at timestamp with time zone
);
create table document_faults (
  kind text not null,
  subject_id uuid not null,
  customer_id uuid not null,
  reason text not null,
  deliver boolean default false not null,
  tries integer default 1 not null,
  failed_at timestamp with time zone not null,
  next_try_at timestamp with time zone not null,
  mended_at timestamp with time zone
);
create table documents (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  kind text not null,
  invoice_id uuid,
  payment_id uuid,
  file_name text not null,
  media_type text not null,
  sha256 text not null,
  size_bytes bigint not null,
  produced_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null,
  currency text,
  from_on date,
  to_on date,
  seal_no bigint,
  instrument_id uuid,
  reminder_level smallint,
  profile text,
  attempt_no smallint,
  statement_form text,
  plan_version_id uuid
);
create table einvoice_buyers (
  customer_id uuid not null,
  profile text,
  portal_download boolean default false not null,
  buyer_reference text default ''::text not null,
  endpoint_scheme text default ''::text not null,
  endpoint_id text default ''::text not null,
  registration_scheme text default ''::text not null,
  registration_id text default ''::text not null,
  tin text default ''::text not null,
  street text default ''::text not null,
  city text default ''::text not null,
  postcode text default ''::text not null,
  region text default ''::text not null,
  changed_at timestamp with time zone not null
);
create table einvoice_events (
  id uuid not null,
  customer_id uuid not null,
  invoice_id uuid not null,
  document_id uuid not null,
  step text not null,
  stage smallint generated always as (
CASE step
    WHEN 'made'::text THEN 1
    WHEN 'sent'::text THEN 2
    WHEN 'accepted'::text THEN 3
    WHEN 'rejected'::text THEN 3
    ELSE 4
END) stored not null,
  network text default ''::text not null,
  reference text default ''::text not null,
  reason text default ''::text not null,
  outside_id text,
  happened_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table einvoice_profiles (
  profile text not null,
  name text not null,
  cancel_hours integer
);
create table einvoice_seller (
  only_row boolean default true not null,
  endpoint_scheme text default ''::text not null,
  endpoint_id text default ''::text not null,
  registration_scheme text default ''::text not null,
  registration_id text default ''::text not null,
  tin text default ''::text not null,
  msic_code text default ''::text not null,
  msic_name text default ''::text not null,
  street text default ''::text not null,
  city text default ''::text not null,
  postcode text default ''::text not null,
  region text default ''::text not null,
  changed_at timestamp with time zone not null
);
create table entries (
  id uuid not null,
  kind text not null,
  effective_on date not null,
  value_on date not null,
  recorded_at timestamp with time zone default now() not null,
  xid xid8 default pg_current_xact_id() not null,
  memo text default ''::text not null
);
create table entry_lines (
  entry_id uuid not null,
  line_no smallint not null,
  account_code text not null,
  customer_id uuid,
  currency text not null,
  amount_minor bigint not null,
  base_minor bigint not null
);
create table exchange_rates (
  currency text not null,
  rate_on date not null,
  rate numeric(20,10) not null
);
create table help_versions (
  id uuid default uuidv7() not null,
  slug text not null,
  language text not null,
  from_on date not null,
  title text not null,
  body text not null,
  reason text default ''::text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table hold_releases (
  hold_id uuid not null,
  customer_id uuid not null,
  reason text not null,
  effective_on date not null,
  released_at timestamp with time zone default now() not null,
  xid xid8 default pg_current_xact_id() not null
);
create table holds (
  id uuid not null,
  customer_id uuid not null,
  item_id uuid not null,
  kind text not null,
  amount_minor bigint not null,
  reason text not null,
  effective_on date not null,
  placed_at timestamp with time zone default now() not null,
  xid xid8 default pg_current_xact_id() not null
);
create table holidays (
  calendar text not null,
  holiday_on date not null,
  name text not null
);
create table idempotency_keys (
  scope text not null,
  key text not null,
  input_hash text not null,
  outcome jsonb not null,
  created_at timestamp with time zone default now() not null
);
create table import_files (
  id uuid default uuidv7() not null,
  kind text not null,
  file_name text not null,
  sha256 text not null,
  content bytea not null,
  uploaded_by uuid,
  uploaded_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  mapping jsonb
);
create table import_mappings (
  id uuid default uuidv7() not null,
  kind text not null,
  name text not null,
  mapping jsonb not null,
  saved_at timestamp with time zone not null,
  saved_by_name text not null
);
create table inbound_files (
  mail_id uuid not null,
  file_no smallint not null,
  file_name text not null,
  media_type text,
  sha256 text,
  size_bytes bigint not null,
  refused text default ''::text not null,
  body text default ''::text not null
);
create table inbound_mail_dismissals (
  mail_id uuid not null,
  reason text not null,
  dismissed_by uuid not null,
  dismissed_by_name text not null,
  dismissed_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table inbound_mail_places (
  mail_id uuid not null,
  customer_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  how text not null,
  reason text default ''::text not null,
  placed_by uuid,
  placed_by_name text not null,
  placed_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table inbound_mails (
  id uuid default uuidv7() not null,
  event_ref text not null,
  provider_ref text not null,
  state text default 'heard'::text not null,
  from_address text default ''::text not null,
  from_name text default ''::text not null,
  to_addresses text[] default '{}'::text[] not null,
  subject text default ''::text not null,
  message_ref text default ''::text not null,
  body text default ''::text not null,
  quoted text default ''::text not null,
  automatic text default ''::text not null,
  fault text default ''::text not null,
  heard_at timestamp with time zone not null,
  fetched_at timestamp with time zone
);
create table instrument_events (
  id uuid default uuidv7() not null,
  instrument_id uuid not null,
  customer_id uuid not null,
  "position" smallint not null,
  kind text not null,
  from_state text,
  to_state text not null,
  effective_on date not null,
  happened_at timestamp with time zone not null,
  custodian_id uuid,
  custodian_name text,
  due_on date,
  payment_id uuid,
  batch_id uuid,
  charge_minor bigint,
  charge_entry_id uuid,
  debit_note_id uuid,
  reason text default ''::text not null,
  made_by uuid,
  made_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table instrument_items (
  instrument_id uuid not null,
  item_id uuid not null,
  customer_id uuid not null,
  amount_minor bigint not null,
  hold_id uuid not null
);
create table instrument_standing (
  instrument_id uuid not null,
  customer_id uuid not null,
  state text not null,
  steps smallint not null,
  custodian_id uuid,
  custodian_name text not null,
  due_on date not null,
  payment_id uuid,
  batch_id uuid,
  banked_on date,
  ended_on date,
  followed_up_on date
) with (fillfactor=80);
create table instruments (
  id uuid not null,
  series_code text not null,
  series_no bigint not null,
  number text not null,
  customer_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  cheque_no text not null,
  bank_name text not null,
  drawer_name text default ''::text not null,
  dated_on date not null,
  received_on date not null,
  received_at timestamp with time zone not null,
  note text default ''::text not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table invoice_draft_lines (
  draft_id uuid not null,
  line_no smallint not null,
  customer_id uuid not null,
  description text not null,
  quantity numeric(20,6) not null,
  unit text default ''::text not null,
  unit_price numeric(20,6) not null,
  tax_code text not null,
  account_code text default '4000'::text not null,
  defer_from_on date,
  defer_to_on date
);
create table invoice_drafts (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  currency text not null,
  document_on date not null,
  due_on date not null,
  service_from_on date,
  service_to_on date,
  po_number text default ''::text not null,
  title text default ''::text not null,
  note text default ''::text not null,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  changed_at timestamp with time zone default now() not null,
  replaces_id uuid,
  typed jsonb
);
create table invoice_line_sources (
  invoice_id uuid not null,
  line_no smallint not null,
  customer_id uuid not null,
  contract_line_id uuid not null,
  period_from_on date not null,
  period_to_on date not null,
  explanation jsonb not null
);
create table invoice_lines (
  invoice_id uuid not null,
  line_no smallint not null,
  customer_id uuid not null,
  description text not null,
  quantity numeric(20,6) not null,
  unit text default ''::text not null,
  unit_price numeric(20,6) not null,
  net_minor bigint not null,
  tax_code text not null,
  tax_rate_bp integer not null,
  account_code text not null,
  corrects_line_no smallint,
  defer_from_on date,
  defer_to_on date,
  from_deferred_minor bigint,
  from_deferred_base_minor bigint
);
create table invoice_taxes (
  invoice_id uuid not null,
  tax_code text not null,
  customer_id uuid not null,
  rate_bp integer not null,
  taxable_minor bigint not null,
  tax_minor bigint not null
);
create table invoice_views (
  id uuid default uuidv7() not null,
  invoice_id uuid not null,
  customer_id uuid not null,
  viewer_name text not null,
  viewed_on date not null,
  viewed_at timestamp with time zone not null
);
create table invoices (
  id uuid not null,
  kind text not null,
  series_code text not null,
  series_no bigint,
  number text not null,
  customer_id uuid not null,
  title text not null,
  currency text not null,
  document_on date not null,
  due_on date not null,
  tax_point_on date not null,
  service_from_on date,
  service_to_on date,
  po_number text default ''::text not null,
  note text default ''::text not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  entry_id uuid not null,
  open_item_id uuid,
  corrects_id uuid,
  bill_to jsonb not null,
  issued_at timestamp with time zone not null,
  issued_by uuid,
  issued_by_name text not null,
  xid xid8 default pg_current_xact_id() not null,
  reason_code text,
  replaces_id uuid,
  approval_id uuid,
  alone_rule jsonb,
  terms_from text,
  terms_days integer,
  due_by text
);
create table issue_rule_tests (
  id uuid default uuidv7() not null,
  code text not null,
  severity text not null,
  customer_id uuid,
  product_id uuid,
  params jsonb not null,
  values_digest text generated always as (md5(((((((((code || ' '::text) || severity) || ' '::text) || COALESCE((customer_id)::text, ''::text)) || ' '::text) || COALESCE((product_id)::text, ''::text)) || ' '::text) || (params)::text))) stored not null,
  looked_from_on date not null,
  looked_to_on date not null,
  looked_at_count integer not null,
  stopped_count integer not null,
  stopped jsonb not null,
  tested_by uuid,
  tested_by_name text not null,
  tested_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table issue_rules (
  version bigint not null,
  code text not null,
  severity text not null,
  customer_id uuid,
  product_id uuid,
  params jsonb not null,
  values_digest text generated always as (md5(((((((((code || ' '::text) || severity) || ' '::text) || COALESCE((customer_id)::text, ''::text)) || ' '::text) || COALESCE((product_id)::text, ''::text)) || ' '::text) || (params)::text))) stored not null,
  state text not null,
  test_id uuid,
  delivered boolean default false not null,
  reason text not null,
  changed_by uuid,
  changed_by_name text not null,
  changed_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table item_snapshots (
  snapshot_id uuid not null,
  item_id uuid not null,
  customer_id uuid not null,
  currency text not null,
  side text not null,
  due_on date not null,
  open_minor bigint not null
);
create table ledger_accounts (
  code text not null,
  name text not null,
  kind text not null,
  external_code text
);
create table list_price_withdrawals (
  list_price_id uuid not null,
  reason text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table list_prices (
  id uuid default uuidv7() not null,
  price_list_id uuid not null,
  product_id uuid not null,
  version_no integer not null,
  valid_from_on date not null,
  valid_to_on date,
  scheme jsonb not null,
  import_id uuid,
  created_by uuid,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table messages (
  id uuid default uuidv7() not null,
  send_key text not null,
  customer_id uuid,
  kind text not null,
  invoice_id uuid,
  payment_id uuid,
  to_address text not null,
  subject text default ''::text not null,
  state text default 'queued'::text not null,
  state_reason text default ''::text not null,
  provider_ref text,
  details jsonb default '{}'::jsonb not null,
  queued_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  sealed_mail text,
  sealed_at timestamp with time zone,
  not_before_at timestamp with time zone,
  left_at timestamp with time zone,
  xid xid8 default pg_current_xact_id() not null
);
create table meter_readings (
  id uuid not null,
  meter_id uuid not null,
  customer_id uuid not null,
  read_on date not null,
  value numeric(18,3) not null,
  kind text not null,
  natural_key text not null,
  replaces_id uuid,
  import_id uuid,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table meters (
  id uuid not null,
  customer_id uuid not null,
  contract_line_id uuid not null,
  site_id uuid,
  code text not null,
  unit_code text not null,
  digits smallint not null,
  multiplier numeric(12,3) default 1 not null,
  starts_on date not null,
  ended_on date,
  replaces_id uuid,
  recorded_at timestamp with time zone not null,
  recorded_by_name text not null
);
create table method_setups (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  state text default 'created'::text not null,
  session_ref text,
  session_url text,
  saved_method_id uuid,
  requested_by uuid,
  requested_by_name text not null,
  notify_email text default ''::text not null,
  return_path text not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);
create table movement_closings (
  transaction_id uuid not null,
  note text not null,
  closed_by uuid,
  closed_by_name text not null,
  closed_at timestamp with time zone not null
);
create table number_series (
  code text not null,
  counts text not null,
  prefix text not null,
  pad smallint default 6 not null,
  first_no bigint default 1 not null,
  next_no bigint default 1 not null
) with (fillfactor=10);
create table open_items (
  id uuid not null,
  entry_id uuid not null,
  line_no smallint not null,
  customer_id uuid not null,
  side text not null,
  kind text not null,
  source_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  residual_minor bigint not null,
  effective_on date not null,
  due_on date not null,
  xid xid8 default pg_current_xact_id() not null
) with (fillfactor=85);
create table opening_items (
  id uuid not null,
  number text not null,
  customer_id uuid not null,
  title text default ''::text not null,
  currency text not null,
  amount_minor bigint not null,
  document_on date not null,
  due_on date not null,
  effective_on date not null,
  entry_id uuid not null,
  open_item_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table partner_assignments (
  id uuid default uuidv7() not null,
  user_id uuid not null,
  customer_id uuid not null,
  assigned_by uuid,
  assigned_at timestamp with time zone not null,
  removed_at timestamp with time zone
);
create table payment_ask_items (
  ask_id uuid not null,
  customer_id uuid not null,
  item_id uuid not null,
  amount_minor bigint not null
);
create table payment_asks (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  note text default ''::text not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  outcome text,
  answered_by uuid,
  answered_by_name text,
  answered_at timestamp with time zone,
  answer text
);
create table payment_attempt_items (
  attempt_id uuid not null,
  item_id uuid not null,
  customer_id uuid not null,
  amount_minor bigint not null,
  live boolean default true not null
);
create table payment_attempts (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  state text default 'created'::text not null,
  session_ref text,
  session_url text,
  intent_ref text,
  failure_text text default ''::text not null,
  requested_by_kind text not null,
  requested_by uuid,
  requested_by_name text not null,
  notify_email text default ''::text not null,
  payment_id uuid,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  pay_with text,
  kind text default 'checkout'::text not null,
  saved_method_id uuid,
  once_key text,
  plan_id uuid,
  failure_code text,
  ask_id uuid,
  alone_up_to_minor bigint,
  alone_currency text
);
create table payment_reversals (
  payment_id uuid not null,
  customer_id uuid not null,
  reason text not null,
  effective_on date not null,
  entry_id uuid not null,
  open_item_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table payments (
  id uuid not null,
  series_code text not null,
  series_no bigint not null,
  number text not null,
  customer_id uuid not null,
  method text not null,
  currency text not null,
  amount_minor bigint not null,
  received_on date not null,
  value_on date not null,
  reference text default ''::text not null,
  payer_name text default ''::text not null,
  note text default ''::text not null,
  processor_ref text,
  entry_id uuid not null,
  open_item_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table payout_parts (
  transaction_id uuid not null,
  payout_id uuid not null,
  xid xid8 default pg_current_xact_id() not null
);
create table payout_postings (
  id uuid default uuidv7() not null,
  payout_id uuid not null,
  kind text not null,
  effective_on date not null,
  value_on date not null,
  entry_id uuid not null,
  xid xid8 default pg_current_xact_id() not null
);
create table payouts (
  id uuid default uuidv7() not null,
  ref text not null,
  currency text not null,
  amount_minor bigint not null,
  state text not null,
  automatic boolean not null,
  created_on date not null,
  arrives_on date not null,
  bank_reference text default ''::text not null,
  failure_text text default ''::text not null,
  parts_taken_at timestamp with time zone,
  changed_at timestamp with time zone not null
);
create table period_events (
  id uuid default uuidv7() not null,
  event_no bigint not null,
  kind text not null,
  month_on date not null,
  action text not null,
  happened_at timestamp with time zone not null,
  by_id uuid,
  by_name text not null,
  reason text default ''::text not null,
  approval_id uuid,
  known pg_snapshot default pg_current_snapshot() not null,
  xid xid8 default pg_current_xact_id() not null
);
create table periods (
  kind text not null,
  month_on date not null,
  state text not null,
  changed_at timestamp with time zone not null
);
create table plan_asks (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  key text not null,
  act text not null,
  plan_id uuid,
  wish jsonb default '{}'::jsonb not null,
  method_id uuid,
  note text default ''::text not null,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  outcome text,
  refusal jsonb,
  answered_plan_id uuid
);
create table plan_events (
  id uuid default uuidv7() not null,
  plan_id uuid not null,
  customer_id uuid not null,
  kind text not null,
  version_no smallint,
  instalment_no smallint,
  wish jsonb,
  facts jsonb default '{}'::jsonb not null,
  note text default ''::text not null,
  happened_on date not null,
  happened_at timestamp with time zone not null,
  by_kind text not null,
  by_id uuid,
  by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table plan_instalments (
  version_id uuid not null,
  instalment_no smallint not null,
  customer_id uuid not null,
  due_on date not null,
  amount_minor bigint not null
);
create table plan_items (
  version_id uuid not null,
  item_id uuid not null,
  customer_id uuid not null,
  amount_minor bigint not null,
  hold_id uuid not null
);
create table plan_moves (
  id uuid default uuidv7() not null,
  version_id uuid not null,
  instalment_no smallint not null,
  customer_id uuid not null,
  to_on date not null,
  moved_by_name text not null,
  moved_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table plan_policies (
  version_no bigint not null,
  currency text not null,
  from_on date not null,
  is_open boolean not null,
  min_total_minor bigint not null,
  max_total_minor bigint not null,
  oldest_days integer not null,
  most_count smallint not null,
  rhythms text[] not null,
  first_share_bp integer not null,
  first_within_days integer not null,
  min_instalment_minor bigint not null,
  longest_days integer not null,
  risk_classes text[] not null,
  excluded_kinds text[] default '{}'::text[] not null,
  interest_bp integer default 0 not null,
  fee_minor bigint default 0 not null,
  charge_tax_code text,
  grace_days integer not null,
  cure_days integer not null,
  misses_to_default smallint not null,
  move_days integer not null,
  notice_days integer not null,
  needs_method boolean default false not null,
  after_default_days integer not null,
  reason text default ''::text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table plan_versions (
  id uuid not null,
  plan_id uuid not null,
  version_no smallint not null,
  customer_id uuid not null,
  policy_version bigint not null,
  agreed_on date not null,
  principal_minor bigint not null,
  charge_minor bigint not null,
  total_minor bigint not null,
  instalments smallint not null,
  rhythm text not null,
  first_on date not null,
  next_on date,
  method_id uuid,
  risk_class text not null,
  aged_on date not null,
  last_default_on date,
  breaks text[] not null,
  base_minor bigint not null,
  exception_by uuid,
  approval_id uuid,
  alone_rule jsonb,
  agreed_by_kind text not null,
  agreed_by uuid,
  agreed_by_name text not null,
  agreed_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null,
  charge_item_id uuid,
  agreed_up_to_minor bigint,
  agreed_up_to_currency text
);
create table plans (
  id uuid not null,
  no bigint not null,
  number text generated always as (('PLAN-'::text || lpad((no)::text, 5, '0'::text))) stored,
  customer_id uuid not null,
  currency text not null,
  state text default 'asked'::text not null,
  version_no smallint default 0 not null,
  wish jsonb default '{}'::jsonb not null,
  method_id uuid,
  note text default ''::text not null,
  asked_by_kind text not null,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  changed_at timestamp with time zone not null
);
create table portal_invitations (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  email text not null,
  name text not null,
  role text not null,
  limit_minor bigint,
  limit_currency text,
  group_role text,
  token_hash text,
  code_hash text,
  attempts smallint default 0 not null,
  invited_by uuid,
  invited_by_name text not null,
  invited_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  accepted_by uuid,
  revoked_at timestamp with time zone
);
create table portal_memberships (
  user_id uuid not null,
  customer_id uuid not null,
  role text not null,
  created_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  limit_minor bigint,
  limit_currency text,
  group_role text
);
create table portal_queues (
  queue text not null
);
create table portfolio_packs (
  id uuid default uuidv7() not null,
  user_id uuid not null,
  due_on date not null,
  seal_no bigint not null,
  customers integer not null,
  pdf_sha256 text not null,
  pdf_bytes bigint not null,
  csv_sha256 text not null,
  csv_bytes bigint not null,
  made_at timestamp with time zone not null
);
create table price_imports (
  id uuid default uuidv7() not null,
  file_name text not null,
  sha256 text not null,
  row_count integer not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table price_lists (
  id uuid default uuidv7() not null,
  code text not null,
  name text not null,
  currency text not null,
  note text default ''::text not null,
  standard boolean default false not null,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  changed_at timestamp with time zone default now() not null
);
create table print_batch_items (
  batch_id uuid not null,
  "position" integer not null,
  delivery_id uuid not null,
  customer_id uuid not null,
  is_reprint boolean not null
);
create table print_batches (
  id uuid default uuidv7() not null,
  channel text not null,
  documents_count integer not null,
  pages_count integer not null,
  sha256 text not null,
  size_bytes bigint not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null
);
create table processor_customers (
  customer_id uuid not null,
  ref text not null,
  made_at timestamp with time zone not null
);
create table processor_exchanges (
  transaction_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  entry_id uuid not null,
  xid xid8 default pg_current_xact_id() not null
);
create table processor_fees (
  transaction_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  effective_on date not null,
  entry_id uuid not null,
  xid xid8 default pg_current_xact_id() not null
);
create table processor_transactions (
  id uuid default uuidv7() not null,
  ref text not null,
  kind text not null,
  kind_told text not null,
  currency text not null,
  amount_minor bigint not null,
  fee_minor bigint not null,
  net_minor bigint not null,
  source_ref text,
  intent_ref text,
  happened_on date not null,
  available_on date not null,
  description text default ''::text not null,
  taken_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table products (
  id uuid default uuidv7() not null,
  code text not null,
  name text not null,
  description text default ''::text not null,
  unit_code text not null,
  tax_code text not null,
  account_code text not null,
  valid_from_on date not null,
  valid_to_on date,
  created_by uuid,
  created_at timestamp with time zone default now() not null,
  changed_at timestamp with time zone default now() not null
);
create table promise_events (
  id uuid default uuidv7() not null,
  promise_id uuid not null,
  customer_id uuid not null,
  "position" smallint not null,
  kind text not null,
  amount_minor bigint not null,
  promised_on date not null,
  counted_minor bigint default 0 not null,
  reason text default ''::text not null,
  by_kind text not null,
  by_id uuid,
  by_name text not null,
  happened_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table promise_items (
  promise_id uuid not null,
  item_id uuid not null,
  customer_id uuid not null
);
create table promise_money (
  promise_id uuid not null,
  payment_id uuid not null,
  customer_id uuid not null,
  amount_minor bigint not null
);
create table promises (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  made_on date not null,
  promised_on date not null,
  grace_days smallint not null,
  pauses text not null,
  made_by_kind text not null,
  source text not null,
  note text default ''::text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  state text default 'open'::text not null
);
create table proof_requests (
  id uuid default uuidv7() not null,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  laws_done integer default 0 not null,
  laws_all integer default 0 not null,
  proof_run_id uuid
);
create table proof_runs (
  id uuid default uuidv7() not null,
  started_at timestamp with time zone not null,
  duration_ms bigint not null,
  asked_by uuid,
  asked_by_name text not null,
  seal_no bigint not null,
  seal_hash bytea not null,
  unsealed_count bigint not null,
  difference_count bigint not null,
  laws jsonb not null
);
create table rate_limits (
  bucket text not null,
  window_started_at timestamp with time zone not null,
  hits integer not null
);
create table receipt_identification_undoings (
  identification_id uuid not null,
  effective_on date not null,
  entry_id uuid not null,
  open_item_id uuid not null,
  reason text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table receipt_identifications (
  id uuid not null,
  receipt_id uuid not null,
  customer_id uuid not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  effective_on date not null,
  entry_id uuid not null,
  open_item_id uuid not null,
  reason text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table receipt_returns (
  id uuid not null,
  receipt_id uuid not null,
  line_id uuid not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  entry_id uuid not null,
  made_at timestamp with time zone not null,
  made_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table recoveries (
  id uuid not null,
  write_off_id uuid not null,
  customer_id uuid not null,
  amount_minor bigint not null,
  tax_minor bigint not null,
  effective_on date not null,
  entry_id uuid not null,
  debit_item_id uuid not null,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table recovery_codes (
  user_id uuid not null,
  code_hash text not null,
  used_at timestamp with time zone
);
create table reduction_reversals (
  reduction_id uuid not null,
  customer_id uuid not null,
  payment_id uuid not null,
  effective_on date not null,
  entry_id uuid not null,
  closing_item_id uuid not null,
  case_closing_item_id uuid,
  reason text default ''::text not null,
  recorded_at timestamp with time zone not null,
  recorded_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table reduction_taxes (
  reduction_id uuid not null,
  tax_code text not null,
  customer_id uuid not null,
  rate_bp integer not null,
  taxable_minor bigint not null,
  tax_minor bigint not null
);
create table reductions (
  id uuid not null,
  kind text not null,
  customer_id uuid not null,
  item_id uuid not null,
  payment_id uuid,
  currency text not null,
  amount_minor bigint not null,
  tax_minor bigint default 0 not null,
  code text,
  reason text default ''::text not null,
  effective_on date not null,
  entry_id uuid not null,
  made_item_id uuid not null,
  case_item_id uuid,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table refund_batches (
  id uuid not null,
  series_code text not null,
  series_no bigint not null,
  number text not null,
  currency text not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  execute_on date not null,
  document text not null,
  sha256 text not null,
  approval_id uuid,
  alone_rule jsonb,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table refund_events (
  id uuid default uuidv7() not null,
  refund_id uuid not null,
  customer_id uuid not null,
  kind text not null,
  "position" smallint generated always as (
CASE kind
    WHEN 'requested'::text THEN 1
    WHEN 'approved'::text THEN 2
    WHEN 'sent'::text THEN 3
    WHEN 'accepted'::text THEN 4
    WHEN 'paid'::text THEN 5
    ELSE 6
END) stored not null,
  effective_on date not null,
  happened_at timestamp with time zone not null,
  entry_id uuid,
  credit_item_id uuid,
  processor_ref text,
  batch_id uuid,
  reason text default ''::text not null,
  made_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table refunds (
  id uuid not null,
  series_code text not null,
  series_no bigint not null,
  number text not null,
  customer_id uuid not null,
  credit_item_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  method text not null,
  payment_id uuid,
  for_kind text default 'refund'::text not null,
  reason_code text not null,
  reason text not null,
  effective_on date not null,
  entry_id uuid not null,
  debit_item_id uuid not null,
  approval_id uuid,
  alone_rule jsonb,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null,
  bank_account_id uuid
);
create table reminder_items (
  reminder_id uuid not null,
  item_id uuid not null,
  customer_id uuid not null,
  offset_days smallint,
  asked_minor bigint not null,
  live boolean default true not null
);
create table reminder_runs (
  run_on date not null,
  policy_id uuid not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  reminders integer default 0 not null
);
create table reminder_stages (
  policy_id uuid not null,
  stage_no smallint not null,
  for_group text not null,
  offset_days smallint not null,
  tone text not null,
  min_minor bigint default 0 not null
);
create table reminders (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  currency text not null,
  reminded_on date not null,
  policy_id uuid not null,
  tone text not null,
  asked_minor bigint not null,
  answer_by_on date,
  document_id uuid,
  delivery_id uuid,
  leaves_at timestamp with time zone not null,
  state text default 'ordered'::text not null,
  state_reason text default ''::text not null,
  changed_by_name text default ''::text not null,
  ordered_at timestamp with time zone not null,
  changed_at timestamp with time zone not null
);
create table remittance_choices (
  version bigint not null,
  remittance_id uuid not null,
  row_no integer not null,
  number text default ''::text not null,
  rest text not null,
  code text,
  chosen_by uuid,
  chosen_by_name text not null,
  chosen_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null,
  discount_as text default 'discount'::text not null
);
create table remittance_links (
  id uuid not null,
  remittance_id uuid not null,
  line_id uuid not null,
  attached_by uuid,
  attached_by_name text not null,
  attached_at timestamp with time zone not null,
  detached_at timestamp with time zone,
  detached_by_name text
);
create table remittance_rows (
  id uuid default uuidv7() not null,
  remittance_id uuid not null,
  row_no integer not null,
  file_line integer not null,
  number text not null,
  paid_minor bigint not null,
  gross_minor bigint,
  discount_minor bigint default 0 not null,
  withheld_minor bigint default 0 not null,
  deducted_minor bigint default 0 not null,
  reason text default ''::text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table remittances (
  id uuid not null,
  source text not null,
  format text not null,
  file_name text default ''::text not null,
  mail_id uuid,
  source_bytes bytea not null,
  sha256 text not null,
  customer_id uuid,
  reference text default ''::text not null,
  currency text not null,
  paid_on date,
  stated_minor bigint,
  sum_minor bigint not null,
  row_count integer not null,
  problems jsonb default '[]'::jsonb not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  dropped_at timestamp with time zone,
  dropped_by_name text,
  drop_reason text default ''::text not null,
  stored_in xid8 default pg_current_xact_id() not null
);
create table reply_addresses (
  token_hash text not null,
  subject_kind text not null,
  subject_id uuid not null,
  customer_id uuid not null,
  made_at timestamp with time zone not null
);
create table revaluations (
  id uuid not null,
  as_of_on date not null,
  currency text not null,
  rate numeric(20,10) not null,
  rate_on date not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  revalued_minor bigint not null,
  entry_id uuid,
  reversal_entry_id uuid,
  made_at timestamp with time zone not null,
  made_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table run_customers (
  run_id uuid not null,
  customer_id uuid not null,
  facts_digest text not null
);
create table run_draft_lines (
  draft_id uuid not null,
  line_no smallint not null,
  customer_id uuid not null,
  run_id uuid not null,
  contract_line_id uuid not null,
  product_id uuid not null,
  description text not null,
  period_from_on date not null,
  period_to_on date not null,
  billed_from_on date not null,
  billed_to_on date not null,
  part_no integer not null,
  quantity numeric(20,6) not null,
  unit text default ''::text not null,
  unit_price numeric(20,6) not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  tax_code text not null,
  tax_rate_bp integer not null,
  account_code text not null,
  defer_from_on date,
  defer_to_on date,
  explanation jsonb not null
);
create table run_draft_taxes (
  draft_id uuid not null,
  tax_code text not null,
  customer_id uuid not null,
  rate_bp integer not null,
  taxable_minor bigint not null,
  tax_minor bigint not null
);
create table run_draft_usage (
  run_id uuid not null,
  usage_id uuid not null,
  customer_id uuid not null,
  draft_id uuid not null,
  line_no smallint not null
);
create table run_drafts (
  id uuid not null,
  run_id uuid not null,
  seq_no integer not null,
  customer_id uuid not null,
  contract_id uuid,
  group_key text not null,
  currency text not null,
  document_on date not null,
  due_on date not null,
  service_from_on date not null,
  service_to_on date not null,
  po_number text default ''::text not null,
  title text not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  gross_base_minor bigint not null,
  postings jsonb not null,
  entry_id uuid default uuidv7() not null,
  open_item_id uuid default uuidv7() not null,
  last_gross_minor bigint,
  digest text not null,
  state text not null,
  left_out_why text,
  left_out_note text default ''::text not null,
  settled boolean default false not null,
  invoice_id uuid,
  terms_from text,
  terms_days integer
) with (fillfactor=85);
create table run_findings (
  id uuid default uuidv7() not null,
  run_id uuid not null,
  draft_id uuid,
  customer_id uuid not null,
  line_no smallint,
  code text not null,
  severity text not null,
  rule_version text default ''::text not null,
  facts jsonb default '{}'::jsonb not null,
  override_reason text,
  override_by uuid,
  override_by_name text,
  override_at timestamp with time zone
);
create table run_recipe_days (
  recipe_id uuid not null,
  due_on date not null,
  run_id uuid,
  unattended boolean not null,
  refused text default ''::text not null,
  started_at timestamp with time zone not null
);
create table run_recipes (
  id uuid default uuidv7() not null,
  name text not null,
  cycles text[] not null,
  filter jsonb default '{}'::jsonb not null,
  review_needed boolean not null,
  every text,
  day_no smallint,
  cut_off_rule text not null,
  unattended boolean default false not null,
  next_on date,
  saved_by uuid,
  saved_by_name text not null,
  saved_at timestamp with time zone not null,
  removed_at timestamp with time zone
);
create table said_paid (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  invoice_id uuid not null,
  amount_minor bigint not null,
  paid_on date not null,
  reference text default ''::text not null,
  said_on date not null,
  paused_to_on date not null,
  said_by_kind text not null,
  said_by uuid,
  said_by_name text not null,
  said_at timestamp with time zone not null,
  answered_by uuid,
  answered_by_name text,
  answered_at timestamp with time zone,
  answer text
);
create table saved_answer_versions (
  id uuid default uuidv7() not null,
  answer_id uuid not null,
  version_no integer not null,
  language text default 'en'::text not null,
  body text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table saved_answers (
  id uuid default uuidv7() not null,
  title text not null,
  reason_code text,
  retired_at timestamp with time zone
);
create table saved_methods (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  kind text not null,
  processor_kind text not null,
  processor_ref text not null,
  processor_customer_ref text not null,
  brand text default ''::text not null,
  last4 text default ''::text not null,
  exp_month integer,
  exp_year integer,
  is_default boolean default false not null,
  state text default 'active'::text not null,
  state_reason text default ''::text not null,
  added_by_name text not null,
  added_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  detached_at timestamp with time zone
);
create table schema_migrations (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone default now() not null
);
create table scoped_link_invoices (
  link_id uuid not null,
  invoice_id uuid not null,
  customer_id uuid not null
);
create table scoped_links (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  token_hash text not null,
  sent_to text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone
);
create table seal_leaves (
  seal_no bigint not null,
  family text not null,
  chunk_no integer not null,
  ids uuid[] not null,
  leaves bytea[] not null
);
create table seals (
  seal_no bigint not null,
  from_xid xid8 not null,
  before_xid xid8 not null,
  sealed_at timestamp with time zone not null,
  row_count bigint not null,
  prev_hash bytea not null,
  hash bytea not null
);
create table searchable_texts (
  entry_id uuid not null,
  part smallint default 0 not null,
  customer_id uuid not null,
  kind text not null,
  happened_at timestamp with time zone not null,
  head text not null,
  people text default ''::text not null,
  body text not null,
  words tsvector not null
);
create table service_order_closings (
  order_id uuid not null,
  customer_id uuid not null,
  closed_on date not null,
  reason text not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table service_orders (
  id uuid not null,
  customer_id uuid not null,
  number text not null,
  product_id uuid not null,
  contract_line_id uuid,
  site_id uuid,
  ordered_on date not null,
  quantity numeric(20,6),
  note text default ''::text not null,
  import_id uuid,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table sessions (
  token_hash text not null,
  public_id uuid default uuidv7() not null,
  user_id uuid not null,
  second_factor_at timestamp with time zone,
  customer_id uuid,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  user_agent text default ''::text not null
);
create table sign_in_links (
  id uuid default uuidv7() not null,
  email text not null,
  user_id uuid,
  token_hash text not null,
  code_hash text not null,
  browser_hash text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  attempts smallint default 0 not null
);
create table sites (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  code text not null,
  name text not null,
  address_lines text[] default '{}'::text[] not null,
  created_at timestamp with time zone default now() not null
);
create table snapshots (
  id uuid default uuidv7() not null,
  period_end_on date not null,
  before_xid xid8 not null,
  taken_at timestamp with time zone default now() not null,
  seal_no bigint,
  has_accounts boolean default false not null
);
create table statement_defaults (
  only_row boolean default true not null,
  every text not null,
  form text not null,
  sends_empty boolean not null,
  changed_by uuid,
  changed_by_name text default ''::text not null,
  changed_at timestamp with time zone default now() not null
);
create table statement_preferences (
  customer_id uuid not null,
  every text,
  form text,
  sends_empty boolean,
  as_group boolean default false not null,
  changed_by uuid,
  changed_by_name text default ''::text not null,
  changed_at timestamp with time zone not null
);
create table statement_runs (
  id uuid default uuidv7() not null,
  kind text not null,
  from_on date not null,
  to_on date not null,
  seal_no bigint not null,
  state text default 'running'::text not null,
  state_reason text default ''::text not null,
  started_by uuid,
  started_by_name text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone
);
create table statement_schedules (
  kind text not null,
  day_no smallint not null,
  hour_no smallint not null,
  next_on date not null,
  paused boolean default false not null,
  changed_by uuid,
  changed_by_name text default ''::text not null,
  changed_at timestamp with time zone default now() not null
);
create table statement_sends (
  run_id uuid not null,
  seq_no integer not null,
  customer_id uuid not null,
  currency text,
  form text not null,
  sends_empty boolean not null,
  state text default 'waiting'::text not null,
  reason text default ''::text not null,
  tries smallint default 0 not null,
  document_id uuid,
  done_at timestamp with time zone
);
create table stripe_effects (
  object_ref text not null,
  effect text not null,
  attempt_id uuid,
  happened_at timestamp with time zone not null
);
create table stripe_events (
  event_ref text not null,
  kind text not null,
  payload jsonb not null,
  received_at timestamp with time zone not null,
  processed_at timestamp with time zone,
  outcome text default 'waiting'::text not null,
  note text default ''::text not null
);
create table supplier_portals (
  customer_id uuid not null,
  name text not null,
  address text not null,
  required_fields text[] default '{}'::text[] not null,
  format text not null,
  login_owner uuid,
  notes text default ''::text not null,
  changed_by uuid,
  changed_by_name text default ''::text not null,
  changed_at timestamp with time zone not null
);
create table surcharge_notes (
  attempt_id uuid not null,
  customer_id uuid not null,
  payment_id uuid not null,
  invoice_id uuid not null,
  xid xid8 default pg_current_xact_id() not null
);
create table sweep_cursors (
  name text not null,
  swept_to_at timestamp with time zone not null
);
create table system_marker (
  mode text not null
);
create table tax_categories (
  code text not null,
  name text not null,
  standard_code text not null,
  rate_bp integer not null,
  valid_from_on date,
  valid_to_on date,
  exemption_reason text default ''::text not null,
  exemption_code text default ''::text not null,
  added_by_name text default ''::text not null,
  added_at timestamp with time zone
);
create table tax_reliefs (
  id uuid not null,
  write_off_id uuid not null,
  customer_id uuid not null,
  amount_minor bigint not null,
  effective_on date not null,
  entry_id uuid not null,
  reason text default ''::text not null,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table timeline_entries (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  happened_at timestamp with time zone not null,
  title text not null,
  amount_minor bigint,
  currency text,
  by_kind text not null,
  by_name text default ''::text not null
);
create table timeline_gatherings (
  is_the_one boolean default true not null,
  upto_xid xid8 not null,
  gathered_at timestamp with time zone not null,
  files_xid xid8 default '0'::xid8 not null
);
create table transfers (
  id uuid not null,
  customer_id uuid not null,
  to_customer_id uuid not null,
  label text not null,
  from_name text not null,
  to_name text not null,
  currency text not null,
  amount_minor bigint not null,
  effective_on date not null,
  reason text default ''::text not null,
  entry_id uuid not null,
  from_item_id uuid not null,
  to_item_id uuid not null,
  source_item_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table unidentified_notes (
  id uuid default uuidv7() not null,
  receipt_id uuid not null,
  note text not null,
  owner_id uuid,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table unidentified_receipts (
  id uuid not null,
  receipt_no bigint not null,
  label text generated always as (('UR-'::text || receipt_no)) stored,
  line_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  received_on date not null,
  value_on date not null,
  entry_id uuid not null,
  note text default ''::text not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table units (
  code text not null,
  name text not null,
  decimals smallint not null,
  un_code text not null
);
create table usage_imports (
  id uuid not null,
  kind text not null,
  file_name text not null,
  sha256 text not null,
  mapping jsonb,
  rows_read integer not null,
  rows_added integer not null,
  rows_known integer not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_name text not null
);
create table usage_records (
  id uuid default uuidv7() not null,
  customer_id uuid not null,
  contract_line_id uuid not null,
  site_id uuid,
  kind text not null,
  natural_key text not null,
  occurred_on date not null,
  quantity numeric(20,6) not null,
  unit_code text not null,
  reference text default ''::text not null,
  order_id uuid,
  corrects_id uuid,
  reading_id uuid,
  source jsonb default '{}'::jsonb not null,
  import_id uuid,
  learned_at timestamp with time zone not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 default pg_current_xact_id() not null
);
create table users (
  id uuid default uuidv7() not null,
  kind text not null,
  email text not null,
  name text not null,
  role text,
  password_hash text,
  totp_secret text,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint,
  created_at timestamp with time zone default now() not null,
  disabled_at timestamp with time zone,
  language text
);
create table write_off_batches (
  id uuid not null,
  currency text not null,
  items jsonb not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  reason text not null,
  approval_id uuid,
  alone_rule jsonb,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null
);
create table write_offs (
  id uuid not null,
  series_code text not null,
  series_no bigint not null,
  number text not null,
  customer_id uuid not null,
  item_id uuid not null,
  currency text not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  tax_minor bigint not null,
  account_code text not null,
  for_kind text default 'write_off'::text not null,
  reason_code text not null,
  reason text not null,
  effective_on date not null,
  entry_id uuid not null,
  credit_item_id uuid not null,
  batch_id uuid,
  approval_id uuid,
  alone_rule jsonb,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamp with time zone not null,
  xid xid8 default pg_current_xact_id() not null,
  beyond_allowance boolean
);

-- Functions that checks and views ask

CREATE OR REPLACE FUNCTION public.dispute_contests(kind text, state text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select kind in ('dispute', 'refund_claim') and state not in ('decided', 'closed');
$function$
;
CREATE OR REPLACE FUNCTION public.due_date(terms_from text, terms_days integer, document_on date)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case terms_from
    when 'document' then document_on + terms_days
    when 'month_end' then (date_trunc('month', document_on::timestamp) + interval '1 month')::date - 1 + terms_days
    when 'next_month' then least((date_trunc('month', document_on::timestamp) + interval '1 month')::date - 1 + terms_days,
      (date_trunc('month', document_on::timestamp) + interval '2 months')::date - 1) end;
$function$
;

-- Keys and checks, foreign keys last

alter table account_snapshots add constraint account_snapshots_pkey PRIMARY KEY (snapshot_id, account_code, currency);
alter table activity_note_ends add constraint activity_note_ends_pkey PRIMARY KEY (note_id);
alter table activity_notes add constraint activity_notes_pkey PRIMARY KEY (id);
alter table address_tasks add constraint address_tasks_pkey PRIMARY KEY (id);
alter table adjustment_reasons add constraint adjustment_reasons_pkey PRIMARY KEY (for_kind, code);
alter table allowance_changes add constraint allowance_changes_pkey PRIMARY KEY (id);
alter table applications add constraint applications_pkey PRIMARY KEY (id);
alter table approval_decisions add constraint approval_decisions_pkey PRIMARY KEY (approval_id);
alter table approval_delegation_ends add constraint approval_delegation_ends_pkey PRIMARY KEY (delegation_id);
alter table approval_delegations add constraint approval_delegations_pkey PRIMARY KEY (id);
alter table approval_effects add constraint approval_effects_pkey PRIMARY KEY (approval_id);
alter table approval_requests add constraint approval_requests_pkey PRIMARY KEY (id);
alter table approval_rules add constraint approval_rules_pkey PRIMARY KEY (version);
alter table approval_uses add constraint approval_uses_pkey PRIMARY KEY (approval_id);
alter table ask_faults add constraint ask_faults_pkey PRIMARY KEY (kind, subject_id);
alter table attempt_surcharges add constraint attempt_surcharges_pkey PRIMARY KEY (attempt_id);
alter table audit_records add constraint audit_records_pkey PRIMARY KEY (id);
alter table autopay_charge_items add constraint autopay_charge_items_pkey PRIMARY KEY (charge_id, item_id);
alter table autopay_charges add constraint autopay_charges_pkey PRIMARY KEY (id);
alter table autopay_policies add constraint autopay_policies_pkey PRIMARY KEY (id);
alter table autopay_rules add constraint autopay_rules_pkey PRIMARY KEY (id);
alter table autopay_tries add constraint autopay_tries_pkey PRIMARY KEY (charge_id, try_no);
alter table bank_accounts add constraint bank_accounts_pkey PRIMARY KEY (id);
alter table bank_alias_choices add constraint bank_alias_choices_pkey PRIMARY KEY (version);
alter table bank_aliases add constraint bank_aliases_pkey PRIMARY KEY (id);
alter table bank_automatic_postings add constraint bank_automatic_postings_pkey PRIMARY KEY (explanation_id);
alter table bank_explanation_undoings add constraint bank_explanation_undoings_pkey PRIMARY KEY (explanation_id);
alter table bank_explanations add constraint bank_explanations_pkey PRIMARY KEY (id);
alter table bank_gate_openings add constraint bank_gate_openings_pkey PRIMARY KEY (id);
alter table bank_imports add constraint bank_imports_pkey PRIMARY KEY (id);
alter table bank_line_links add constraint bank_line_links_pkey PRIMARY KEY (id);
alter table bank_line_states add constraint bank_line_states_pkey PRIMARY KEY (line_id);
alter table bank_lines add constraint bank_lines_pkey PRIMARY KEY (id);
alter table bank_link_reversals add constraint bank_link_reversals_pkey PRIMARY KEY (link_id);
alter table bank_posting_choices add constraint bank_posting_choices_pkey PRIMARY KEY (version);
alter table bank_rule_endings add constraint bank_rule_endings_pkey PRIMARY KEY (rule_id);
alter table bank_rule_ticks add constraint bank_rule_ticks_pkey PRIMARY KEY (version);
alter table bank_rules add constraint bank_rules_pkey PRIMARY KEY (id);
alter table bank_statements add constraint bank_statements_pkey PRIMARY KEY (id);
alter table billed_periods add constraint billed_periods_pkey PRIMARY KEY (contract_line_id, period_from_on, part_no);
alter table billed_usage add constraint billed_usage_pkey PRIMARY KEY (usage_id);
alter table billing_runs add constraint billing_runs_pkey PRIMARY KEY (id);
alter table case_events add constraint case_events_pkey PRIMARY KEY (id);
alter table chargeback_steps add constraint chargeback_steps_pkey PRIMARY KEY (id);
alter table chargebacks add constraint chargebacks_pkey PRIMARY KEY (id);
alter table collection_policies add constraint collection_policies_pkey PRIMARY KEY (id);
alter table collection_tasks add constraint collection_tasks_pkey PRIMARY KEY (id);
alter table collector_assignments add constraint collector_assignments_pkey PRIMARY KEY (id);
alter table company add constraint company_pkey PRIMARY KEY (only_row);
alter table company_bank_accounts add constraint company_bank_accounts_pkey PRIMARY KEY (currency);
alter table company_bank_versions add constraint company_bank_versions_pkey PRIMARY KEY (id);
alter table company_version_withdrawals add constraint company_version_withdrawals_pkey PRIMARY KEY (version_id);
alter table company_versions add constraint company_versions_pkey PRIMARY KEY (id);
alter table complaint_rungs add constraint complaint_rungs_pkey PRIMARY KEY ("position");
alter table complaint_steps add constraint complaint_steps_pkey PRIMARY KEY (id);
alter table contact_opt_outs add constraint contact_opt_outs_pkey PRIMARY KEY (id);
alter table contact_rules add constraint contact_rules_pkey PRIMARY KEY (only_row);
alter table contacts add constraint contacts_pkey PRIMARY KEY (id);
alter table contract_files add constraint contract_files_pkey PRIMARY KEY (id);
alter table contract_lines add constraint contract_lines_pkey PRIMARY KEY (id);
alter table contract_prices add constraint contract_prices_pkey PRIMARY KEY (id);
alter table contract_versions add constraint contract_versions_pkey PRIMARY KEY (contract_id, version_no);
alter table contracts add constraint contracts_pkey PRIMARY KEY (id);
alter table credit_reasons add constraint credit_reasons_pkey PRIMARY KEY (code);
alter table credit_requests add constraint credit_requests_pkey PRIMARY KEY (id);
alter table credit_use_parts add constraint credit_use_parts_pkey PRIMARY KEY (use_id, credit_item_id, debit_item_id);
alter table credit_uses add constraint credit_uses_pkey PRIMARY KEY (id);
alter table customer_bank_accounts add constraint customer_bank_accounts_pkey PRIMARY KEY (id);
alter table customer_change_decisions add constraint customer_change_decisions_pkey PRIMARY KEY (request_id);
alter table customer_change_effects add constraint customer_change_effects_pkey PRIMARY KEY (request_id);
alter table customer_change_requests add constraint customer_change_requests_pkey PRIMARY KEY (id);
alter table customer_reminder_groups add constraint customer_reminder_groups_pkey PRIMARY KEY (customer_id);
alter table customers add constraint customers_pkey PRIMARY KEY (id);
alter table deduction_codes add constraint deduction_codes_pkey PRIMARY KEY (code);
alter table deferral_releases add constraint deferral_releases_pkey PRIMARY KEY (entry_id);
alter table deferrals add constraint deferrals_pkey PRIMARY KEY (invoice_id, line_no);
alter table deliveries add constraint deliveries_pkey PRIMARY KEY (id);
alter table delivery_choices add constraint delivery_choices_pkey PRIMARY KEY (customer_id, document_kind);
alter table delivery_defaults add constraint delivery_defaults_pkey PRIMARY KEY (document_kind);
alter table delivery_events add constraint delivery_events_pkey PRIMARY KEY (id);
alter table delivery_evidence add constraint delivery_evidence_pkey PRIMARY KEY (id);
alter table delivery_messages add constraint delivery_messages_pkey PRIMARY KEY (delivery_id, message_id);
alter table delivery_routes add constraint delivery_routes_pkey PRIMARY KEY (customer_id);
alter table demo_clock add constraint demo_clock_pkey PRIMARY KEY (only_row);
alter table deposit_batches add constraint deposit_batches_pkey PRIMARY KEY (id);
alter table deposit_cancellations add constraint deposit_cancellations_pkey PRIMARY KEY (batch_id);
alter table deposit_lines add constraint deposit_lines_pkey PRIMARY KEY (batch_id, line_no);
alter table dispute_asks add constraint dispute_asks_pkey PRIMARY KEY (id);
alter table dispute_breaches add constraint dispute_breaches_pkey PRIMARY KEY (id);
alter table dispute_causes add constraint dispute_causes_pkey PRIMARY KEY (version);
alter table dispute_decisions add constraint dispute_decisions_pkey PRIMARY KEY (id);
alter table dispute_files add constraint dispute_files_pkey PRIMARY KEY (id);
alter table dispute_handover_files add constraint dispute_handover_files_pkey PRIMARY KEY (handover_id, file_id);
alter table dispute_handovers add constraint dispute_handovers_pkey PRIMARY KEY (id);
alter table dispute_holds add constraint dispute_holds_pkey PRIMARY KEY (hold_id);
alter table dispute_learnings add constraint dispute_learnings_pkey PRIMARY KEY (id);
alter table dispute_lines add constraint dispute_lines_pkey PRIMARY KEY (id);
alter table dispute_mentions add constraint dispute_mentions_pkey PRIMARY KEY (message_id, user_id);
alter table dispute_messages add constraint dispute_messages_pkey PRIMARY KEY (id);
alter table dispute_queues add constraint dispute_queues_pkey PRIMARY KEY (code);
alter table dispute_reasons add constraint dispute_reasons_pkey PRIMARY KEY (code);
alter table dispute_stages add constraint dispute_stages_pkey PRIMARY KEY (id);
alter table dispute_targets add constraint dispute_targets_pkey PRIMARY KEY (queue, kind);
alter table disputes add constraint disputes_pkey PRIMARY KEY (id);
alter table document_faults add constraint document_faults_pkey PRIMARY KEY (kind, subject_id);
alter table documents add constraint documents_pkey PRIMARY KEY (id);
alter table einvoice_buyers add constraint einvoice_buyers_pkey PRIMARY KEY (customer_id);
alter table einvoice_events add constraint einvoice_events_pkey PRIMARY KEY (id);
alter table einvoice_profiles add constraint einvoice_profiles_pkey PRIMARY KEY (profile);
alter table einvoice_seller add constraint einvoice_seller_pkey PRIMARY KEY (only_row);
alter table entries add constraint entries_pkey PRIMARY KEY (id);
alter table entry_lines add constraint entry_lines_pkey PRIMARY KEY (entry_id, line_no);
alter table exchange_rates add constraint exchange_rates_pkey PRIMARY KEY (currency, rate_on);
alter table help_versions add constraint help_versions_pkey PRIMARY KEY (id);
alter table hold_releases add constraint hold_releases_pkey PRIMARY KEY (hold_id);
alter table holds add constraint holds_pkey PRIMARY KEY (id);
alter table holidays add constraint holidays_pkey PRIMARY KEY (calendar, holiday_on);
alter table idempotency_keys add constraint idempotency_keys_pkey PRIMARY KEY (scope, key);
alter table import_files add constraint import_files_pkey PRIMARY KEY (id);
alter table import_mappings add constraint import_mappings_pkey PRIMARY KEY (id);
alter table inbound_files add constraint inbound_files_pkey PRIMARY KEY (mail_id, file_no);
alter table inbound_mail_dismissals add constraint inbound_mail_dismissals_pkey PRIMARY KEY (mail_id);
alter table inbound_mail_places add constraint inbound_mail_places_pkey PRIMARY KEY (mail_id);
alter table inbound_mails add constraint inbound_mails_pkey PRIMARY KEY (id);
alter table instrument_events add constraint instrument_events_pkey PRIMARY KEY (id);
alter table instrument_items add constraint instrument_items_pkey PRIMARY KEY (instrument_id, item_id);
alter table instrument_standing add constraint instrument_standing_pkey PRIMARY KEY (instrument_id);
alter table instruments add constraint instruments_pkey PRIMARY KEY (id);
alter table invoice_draft_lines add constraint invoice_draft_lines_pkey PRIMARY KEY (draft_id, line_no);
alter table invoice_drafts add constraint invoice_drafts_pkey PRIMARY KEY (id);
alter table invoice_line_sources add constraint invoice_line_sources_pkey PRIMARY KEY (invoice_id, line_no);
alter table invoice_lines add constraint invoice_lines_pkey PRIMARY KEY (invoice_id, line_no);
alter table invoice_taxes add constraint invoice_taxes_pkey PRIMARY KEY (invoice_id, tax_code);
alter table invoice_views add constraint invoice_views_pkey PRIMARY KEY (id);
alter table invoices add constraint invoices_pkey PRIMARY KEY (id);
alter table issue_rule_tests add constraint issue_rule_tests_pkey PRIMARY KEY (id);
alter table issue_rules add constraint issue_rules_pkey PRIMARY KEY (version);
alter table item_snapshots add constraint item_snapshots_pkey PRIMARY KEY (snapshot_id, item_id);
alter table ledger_accounts add constraint ledger_accounts_pkey PRIMARY KEY (code);
alter table list_price_withdrawals add constraint list_price_withdrawals_pkey PRIMARY KEY (list_price_id);
alter table list_prices add constraint list_prices_pkey PRIMARY KEY (id);
alter table messages add constraint messages_pkey PRIMARY KEY (id);
alter table meter_readings add constraint meter_readings_pkey PRIMARY KEY (id);
alter table meters add constraint meters_pkey PRIMARY KEY (id);
alter table method_setups add constraint method_setups_pkey PRIMARY KEY (id);
alter table movement_closings add constraint movement_closings_pkey PRIMARY KEY (transaction_id);
alter table number_series add constraint number_series_pkey PRIMARY KEY (code);
alter table open_items add constraint open_items_pkey PRIMARY KEY (id);
alter table opening_items add constraint opening_items_pkey PRIMARY KEY (id);
alter table partner_assignments add constraint partner_assignments_pkey PRIMARY KEY (id);
alter table payment_ask_items add constraint payment_ask_items_pkey PRIMARY KEY (ask_id, item_id);
alter table payment_asks add constraint payment_asks_pkey PRIMARY KEY (id);
alter table payment_attempt_items add constraint payment_attempt_items_pkey PRIMARY KEY (attempt_id, item_id);
alter table payment_attempts add constraint payment_attempts_pkey PRIMARY KEY (id);
alter table payment_reversals add constraint payment_reversals_pkey PRIMARY KEY (payment_id);
alter table payments add constraint payments_pkey PRIMARY KEY (id);
alter table payout_parts add constraint payout_parts_pkey PRIMARY KEY (transaction_id);
alter table payout_postings add constraint payout_postings_pkey PRIMARY KEY (id);
alter table payouts add constraint payouts_pkey PRIMARY KEY (id);
alter table period_events add constraint period_events_pkey PRIMARY KEY (id);
alter table periods add constraint periods_pkey PRIMARY KEY (kind, month_on);
alter table plan_asks add constraint plan_asks_pkey PRIMARY KEY (id);
alter table plan_events add constraint plan_events_pkey PRIMARY KEY (id);
alter table plan_instalments add constraint plan_instalments_pkey PRIMARY KEY (version_id, instalment_no);
alter table plan_items add constraint plan_items_pkey PRIMARY KEY (version_id, item_id);
alter table plan_moves add constraint plan_moves_pkey PRIMARY KEY (id);
alter table plan_policies add constraint plan_policies_pkey PRIMARY KEY (version_no);
alter table plan_versions add constraint plan_versions_pkey PRIMARY KEY (id);
alter table plans add constraint plans_pkey PRIMARY KEY (id);
alter table portal_invitations add constraint portal_invitations_pkey PRIMARY KEY (id);
alter table portal_memberships add constraint portal_memberships_pkey PRIMARY KEY (user_id, customer_id);
alter table portal_queues add constraint portal_queues_pkey PRIMARY KEY (queue);
alter table portfolio_packs add constraint portfolio_packs_pkey PRIMARY KEY (id);
alter table price_imports add constraint price_imports_pkey PRIMARY KEY (id);
alter table price_lists add constraint price_lists_pkey PRIMARY KEY (id);
alter table print_batch_items add constraint print_batch_items_pkey PRIMARY KEY (batch_id, "position");
alter table print_batches add constraint print_batches_pkey PRIMARY KEY (id);
alter table processor_customers add constraint processor_customers_pkey PRIMARY KEY (customer_id);
alter table processor_exchanges add constraint processor_exchanges_pkey PRIMARY KEY (transaction_id);
alter table processor_fees add constraint processor_fees_pkey PRIMARY KEY (transaction_id);
alter table processor_transactions add constraint processor_transactions_pkey PRIMARY KEY (id);
alter table products add constraint products_pkey PRIMARY KEY (id);
alter table promise_events add constraint promise_events_pkey PRIMARY KEY (id);
alter table promise_items add constraint promise_items_pkey PRIMARY KEY (promise_id, item_id);
alter table promise_money add constraint promise_money_pkey PRIMARY KEY (promise_id, payment_id);
alter table promises add constraint promises_pkey PRIMARY KEY (id);
alter table proof_requests add constraint proof_requests_pkey PRIMARY KEY (id);
alter table proof_runs add constraint proof_runs_pkey PRIMARY KEY (id);
alter table rate_limits add constraint rate_limits_pkey PRIMARY KEY (bucket, window_started_at);
alter table receipt_identification_undoings add constraint receipt_identification_undoings_pkey PRIMARY KEY (identification_id);
alter table receipt_identifications add constraint receipt_identifications_pkey PRIMARY KEY (id);
alter table receipt_returns add constraint receipt_returns_pkey PRIMARY KEY (id);
alter table recoveries add constraint recoveries_pkey PRIMARY KEY (id);
alter table recovery_codes add constraint recovery_codes_pkey PRIMARY KEY (user_id, code_hash);
alter table reduction_reversals add constraint reduction_reversals_pkey PRIMARY KEY (reduction_id);
alter table reduction_taxes add constraint reduction_taxes_pkey PRIMARY KEY (reduction_id, tax_code);
alter table reductions add constraint reductions_pkey PRIMARY KEY (id);
alter table refund_batches add constraint refund_batches_pkey PRIMARY KEY (id);
alter table refund_events add constraint refund_events_pkey PRIMARY KEY (id);
alter table refunds add constraint refunds_pkey PRIMARY KEY (id);
alter table reminder_items add constraint reminder_items_pkey PRIMARY KEY (reminder_id, item_id);
alter table reminder_runs add constraint reminder_runs_pkey PRIMARY KEY (run_on);
alter table reminder_stages add constraint reminder_stages_pkey PRIMARY KEY (policy_id, stage_no);
alter table reminders add constraint reminders_pkey PRIMARY KEY (id);
alter table remittance_choices add constraint remittance_choices_pkey PRIMARY KEY (version);
alter table remittance_links add constraint remittance_links_pkey PRIMARY KEY (id);
alter table remittance_rows add constraint remittance_rows_pkey PRIMARY KEY (id);
alter table remittances add constraint remittances_pkey PRIMARY KEY (id);
alter table reply_addresses add constraint reply_addresses_pkey PRIMARY KEY (token_hash);
alter table revaluations add constraint revaluations_pkey PRIMARY KEY (id);
alter table run_customers add constraint run_customers_pkey PRIMARY KEY (run_id, customer_id);
alter table run_draft_lines add constraint run_draft_lines_pkey PRIMARY KEY (draft_id, line_no);
alter table run_draft_taxes add constraint run_draft_taxes_pkey PRIMARY KEY (draft_id, tax_code);
alter table run_draft_usage add constraint run_draft_usage_pkey PRIMARY KEY (run_id, usage_id);
alter table run_drafts add constraint run_drafts_pkey PRIMARY KEY (id);
alter table run_findings add constraint run_findings_pkey PRIMARY KEY (id);
alter table run_recipe_days add constraint run_recipe_days_pkey PRIMARY KEY (recipe_id, due_on);
alter table run_recipes add constraint run_recipes_pkey PRIMARY KEY (id);
alter table said_paid add constraint said_paid_pkey PRIMARY KEY (id);
alter table saved_answer_versions add constraint saved_answer_versions_pkey PRIMARY KEY (id);
alter table saved_answers add constraint saved_answers_pkey PRIMARY KEY (id);
alter table saved_methods add constraint saved_methods_pkey PRIMARY KEY (id);
alter table schema_migrations add constraint schema_migrations_pkey PRIMARY KEY (name);
alter table scoped_link_invoices add constraint scoped_link_invoices_pkey PRIMARY KEY (link_id, invoice_id);
alter table scoped_links add constraint scoped_links_pkey PRIMARY KEY (id);
alter table seal_leaves add constraint seal_leaves_pkey PRIMARY KEY (family, seal_no, chunk_no);
alter table seals add constraint seals_pkey PRIMARY KEY (seal_no);
alter table searchable_texts add constraint searchable_texts_pkey PRIMARY KEY (entry_id, part);
alter table service_order_closings add constraint service_order_closings_pkey PRIMARY KEY (order_id);
alter table service_orders add constraint service_orders_pkey PRIMARY KEY (id);
alter table sessions add constraint sessions_pkey PRIMARY KEY (token_hash);
alter table sign_in_links add constraint sign_in_links_pkey PRIMARY KEY (id);
alter table sites add constraint sites_pkey PRIMARY KEY (id);
alter table snapshots add constraint snapshots_pkey PRIMARY KEY (id);
alter table statement_defaults add constraint statement_defaults_pkey PRIMARY KEY (only_row);
alter table statement_preferences add constraint statement_preferences_pkey PRIMARY KEY (customer_id);
alter table statement_runs add constraint statement_runs_pkey PRIMARY KEY (id);
alter table statement_schedules add constraint statement_schedules_pkey PRIMARY KEY (kind);
alter table statement_sends add constraint statement_sends_pkey PRIMARY KEY (run_id, seq_no);
alter table stripe_effects add constraint stripe_effects_pkey PRIMARY KEY (object_ref, effect);
alter table stripe_events add constraint stripe_events_pkey PRIMARY KEY (event_ref);
alter table supplier_portals add constraint supplier_portals_pkey PRIMARY KEY (customer_id);
alter table surcharge_notes add constraint surcharge_notes_pkey PRIMARY KEY (attempt_id);
alter table sweep_cursors add constraint sweep_cursors_pkey PRIMARY KEY (name);
alter table system_marker add constraint system_marker_pkey PRIMARY KEY (mode);
alter table tax_categories add constraint tax_categories_pkey PRIMARY KEY (code);
alter table tax_reliefs add constraint tax_reliefs_pkey PRIMARY KEY (id);
alter table timeline_entries add constraint timeline_entries_pkey PRIMARY KEY (id);
alter table timeline_gatherings add constraint timeline_gatherings_pkey PRIMARY KEY (is_the_one);
alter table transfers add constraint transfers_pkey PRIMARY KEY (id);
alter table unidentified_notes add constraint unidentified_notes_pkey PRIMARY KEY (id);
alter table unidentified_receipts add constraint unidentified_receipts_pkey PRIMARY KEY (id);
alter table units add constraint units_pkey PRIMARY KEY (code);
alter table usage_imports add constraint usage_imports_pkey PRIMARY KEY (id);
alter table usage_records add constraint usage_records_pkey PRIMARY KEY (id);
alter table users add constraint users_pkey PRIMARY KEY (id);
alter table write_off_batches add constraint write_off_batches_pkey PRIMARY KEY (id);
alter table write_offs add constraint write_offs_pkey PRIMARY KEY (id);
alter table activity_notes add constraint activity_notes_customer_unique UNIQUE (id, customer_id);
alter table allowance_changes add constraint allowance_changes_entry_unique UNIQUE (entry_id);
alter table applications add constraint applications_reversed_once_unique UNIQUE (reverses_id);
alter table approval_requests add constraint approval_requests_person_unique UNIQUE (id, requested_by);
alter table autopay_charges add constraint autopay_charges_day_unique UNIQUE (rule_id, collect_on);
alter table autopay_charges add constraint autopay_charges_owner_unique UNIQUE (id, customer_id);
alter table autopay_rules add constraint autopay_rules_one_unique UNIQUE NULLS NOT DISTINCT (customer_id, currency, contract_id);
alter table autopay_rules add constraint autopay_rules_owner_unique UNIQUE (id, customer_id);
alter table autopay_tries add constraint autopay_tries_attempt_unique UNIQUE (attempt_id);
alter table autopay_tries add constraint autopay_tries_once_unique UNIQUE (once_key);
alter table bank_accounts add constraint bank_accounts_account_unique UNIQUE (account, currency);
alter table bank_aliases add constraint bank_aliases_once_unique UNIQUE (explanation_id, kind);
alter table bank_line_links add constraint bank_line_links_no_unique UNIQUE (explanation_id, no);
alter table bank_line_states add constraint bank_line_states_explanation_unique UNIQUE (explanation_id);
alter table bank_lines add constraint bank_lines_no_unique UNIQUE (statement_id, line_no);
alter table bank_link_reversals add constraint bank_link_reversals_entry_unique UNIQUE (entry_id);
alter table bank_rules add constraint bank_rules_replaces_unique UNIQUE (replaces);
alter table bank_statements add constraint bank_statements_no_unique UNIQUE (import_id, statement_no);
alter table billing_runs add constraint billing_runs_number_unique UNIQUE (number);
alter table chargeback_steps add constraint chargeback_steps_item_unique UNIQUE (debit_item_id);
alter table chargeback_steps add constraint chargeback_steps_once_unique UNIQUE (chargeback_id, kind);
alter table chargeback_steps add constraint chargeback_steps_payment_unique UNIQUE (payment_id);
alter table chargebacks add constraint chargebacks_ref_unique UNIQUE (dispute_ref);
alter table company_bank_versions add constraint company_bank_versions_approval_unique UNIQUE (approval_id);
alter table complaint_steps add constraint complaint_steps_once_unique UNIQUE (dispute_id, waiting_since_at, "position");
alter table contract_lines add constraint contract_lines_customer_unique UNIQUE (id, customer_id);
alter table contract_lines add constraint contract_lines_no_unique UNIQUE (contract_id, line_no);
alter table contract_prices add constraint contract_prices_no_unique UNIQUE (contract_line_id, version_no);
alter table contracts add constraint contracts_customer_unique UNIQUE (id, customer_id);
alter table contracts add constraint contracts_number_unique UNIQUE (number);
alter table credit_uses add constraint credit_uses_attempt_unique UNIQUE (attempt_id);
alter table credit_uses add constraint credit_uses_owner_unique UNIQUE (id, customer_id);
alter table customer_bank_accounts add constraint customer_bank_accounts_approval_unique UNIQUE (approval_id);
alter table customer_change_requests add constraint customer_change_requests_customer_unique UNIQUE (id, customer_id);
alter table customers add constraint customers_number_unique UNIQUE (number);
alter table deferral_releases add constraint deferral_releases_once_unique UNIQUE (invoice_id, line_no, month_on);
alter table deliveries add constraint deliveries_customer_unique UNIQUE (id, customer_id);
alter table deliveries add constraint deliveries_once_unique UNIQUE (once_key);
alter table delivery_evidence add constraint delivery_evidence_once_unique UNIQUE (delivery_id, sha256);
alter table deposit_batches add constraint deposit_batches_entry_unique UNIQUE (entry_id);
alter table deposit_batches add constraint deposit_batches_number_unique UNIQUE (number);
alter table deposit_batches add constraint deposit_batches_series_unique UNIQUE (series_code, series_no);
alter table deposit_cancellations add constraint deposit_cancellations_entry_unique UNIQUE (entry_id);
alter table deposit_lines add constraint deposit_lines_payment_unique UNIQUE (batch_id, payment_id);
alter table dispute_asks add constraint dispute_asks_once_unique UNIQUE (customer_id, key);
alter table dispute_breaches add constraint dispute_breaches_once_unique UNIQUE (dispute_id, clock, due_at);
alter table dispute_decisions add constraint dispute_decisions_credit_unique UNIQUE (credit_note_id);
alter table dispute_files add constraint dispute_files_of_dispute_unique UNIQUE (id, dispute_id);
alter table dispute_files add constraint dispute_files_once_unique UNIQUE (message_id, sha256);
alter table dispute_handovers add constraint dispute_handovers_of_dispute_unique UNIQUE (id, dispute_id);
alter table dispute_handovers add constraint dispute_handovers_token_unique UNIQUE (token_hash);
alter table dispute_messages add constraint dispute_messages_of_dispute_unique UNIQUE (id, dispute_id);
alter table dispute_stages add constraint dispute_stages_position_unique UNIQUE (dispute_id, "position");
alter table disputes add constraint disputes_hold_unique UNIQUE (hold_id);
alter table disputes add constraint disputes_no_unique UNIQUE (no);
alter table disputes add constraint disputes_number_unique UNIQUE (number);
alter table disputes add constraint disputes_of_customer_unique UNIQUE (id, customer_id);
alter table einvoice_events add constraint einvoice_events_outside_unique UNIQUE (network, outside_id);
alter table einvoice_events add constraint einvoice_events_stage_unique UNIQUE (document_id, stage);
alter table inbound_mails add constraint inbound_mails_event_unique UNIQUE (event_ref);
alter table inbound_mails add constraint inbound_mails_provider_unique UNIQUE (provider_ref);
alter table instrument_events add constraint instrument_events_payment_unique UNIQUE (payment_id);
alter table instrument_events add constraint instrument_events_position_unique UNIQUE (instrument_id, "position");
alter table instrument_items add constraint instrument_items_hold_unique UNIQUE (hold_id);
alter table instrument_standing add constraint instrument_standing_payment_unique UNIQUE (payment_id);
alter table instruments add constraint instruments_number_unique UNIQUE (number);
alter table instruments add constraint instruments_series_unique UNIQUE (series_code, series_no);
alter table invoice_views add constraint invoice_views_once_a_day_unique UNIQUE (invoice_id, viewer_name, viewed_on);
alter table invoices add constraint invoices_approval_unique UNIQUE (approval_id);
alter table invoices add constraint invoices_number_unique UNIQUE (number);
alter table invoices add constraint invoices_of_customer_unique UNIQUE (id, customer_id);
alter table invoices add constraint invoices_series_unique UNIQUE (series_code, series_no);
alter table issue_rule_tests add constraint issue_rule_tests_values_unique UNIQUE (id, values_digest);
alter table list_prices add constraint list_prices_version_unique UNIQUE (price_list_id, product_id, version_no);
alter table messages add constraint messages_send_key_unique UNIQUE (send_key);
alter table meter_readings add constraint meter_readings_day_unique UNIQUE NULLS NOT DISTINCT (meter_id, read_on, kind, replaces_id);
alter table meter_readings add constraint meter_readings_key_unique UNIQUE (natural_key);
alter table meter_readings add constraint meter_readings_replaces_unique UNIQUE (replaces_id);
alter table meters add constraint meters_code_unique UNIQUE (code);
alter table meters add constraint meters_customer_unique UNIQUE (id, customer_id);
alter table meters add constraint meters_replaces_unique UNIQUE (replaces_id);
alter table method_setups add constraint method_setups_session_unique UNIQUE (session_ref);
alter table open_items add constraint open_items_line_unique UNIQUE (entry_id, line_no);
alter table opening_items add constraint opening_items_item_unique UNIQUE (open_item_id);
alter table opening_items add constraint opening_items_number_unique UNIQUE (number);
alter table payment_asks add constraint payment_asks_owner_unique UNIQUE (id, customer_id);
alter table payment_attempts add constraint payment_attempts_intent_unique UNIQUE (intent_ref);
alter table payment_attempts add constraint payment_attempts_once_unique UNIQUE (customer_id, once_key);
alter table payment_attempts add constraint payment_attempts_payment_unique UNIQUE (payment_id);
alter table payment_attempts add constraint payment_attempts_session_unique UNIQUE (session_ref);
alter table payments add constraint payments_number_unique UNIQUE (number);
alter table payments add constraint payments_processor_ref_unique UNIQUE (processor_ref);
alter table payments add constraint payments_series_unique UNIQUE (series_code, series_no);
alter table payout_postings add constraint payout_postings_entry_unique UNIQUE (entry_id);
alter table payout_postings add constraint payout_postings_once_unique UNIQUE (payout_id, kind);
alter table payouts add constraint payouts_ref_unique UNIQUE (ref);
alter table period_events add constraint period_events_approval_once_unique UNIQUE (approval_id);
alter table period_events add constraint period_events_order_unique UNIQUE (event_no);
alter table plan_asks add constraint plan_asks_once_unique UNIQUE (customer_id, key);
alter table plan_items add constraint plan_items_hold_unique UNIQUE (hold_id);
alter table plan_moves add constraint plan_moves_once_unique UNIQUE (version_id, instalment_no);
alter table plan_versions add constraint plan_versions_customer_unique UNIQUE (id, customer_id);
alter table plan_versions add constraint plan_versions_no_unique UNIQUE (plan_id, version_no);
alter table plans add constraint plans_customer_unique UNIQUE (id, customer_id);
alter table plans add constraint plans_no_unique UNIQUE (no);
alter table portal_invitations add constraint portal_invitations_token_unique UNIQUE (token_hash);
alter table portfolio_packs add constraint portfolio_packs_once_unique UNIQUE (user_id, due_on);
alter table print_batch_items add constraint print_batch_items_once_unique UNIQUE (batch_id, delivery_id);
alter table processor_customers add constraint processor_customers_owner_unique UNIQUE (customer_id, ref);
alter table processor_customers add constraint processor_customers_ref_unique UNIQUE (ref);
alter table processor_exchanges add constraint processor_exchanges_entry_unique UNIQUE (entry_id);
alter table processor_fees add constraint processor_fees_entry_unique UNIQUE (entry_id);
alter table processor_transactions add constraint processor_transactions_ref_unique UNIQUE (ref);
alter table promise_events add constraint promise_events_position_unique UNIQUE (promise_id, "position");
alter table promises add constraint promises_customer_unique UNIQUE (id, customer_id);
alter table receipt_identification_undoings add constraint receipt_identification_undoings_entry_unique UNIQUE (entry_id);
alter table receipt_identifications add constraint receipt_identifications_entry_unique UNIQUE (entry_id);
alter table receipt_returns add constraint receipt_returns_entry_unique UNIQUE (entry_id);
alter table recoveries add constraint recoveries_debit_item_unique UNIQUE (debit_item_id);
alter table reduction_reversals add constraint reduction_reversals_closing_unique UNIQUE (closing_item_id);
alter table reduction_reversals add constraint reduction_reversals_entry_unique UNIQUE (entry_id);
alter table reductions add constraint reductions_made_item_unique UNIQUE (made_item_id);
alter table refund_batches add constraint refund_batches_approval_unique UNIQUE (approval_id);
alter table refund_batches add constraint refund_batches_number_unique UNIQUE (number);
alter table refund_batches add constraint refund_batches_series_unique UNIQUE (series_code, series_no);
alter table refund_events add constraint refund_events_ends_once_unique UNIQUE (refund_id, "position");
alter table refund_events add constraint refund_events_once_unique UNIQUE (refund_id, kind);
alter table refund_events add constraint refund_events_processor_ref_unique UNIQUE (processor_ref);
alter table refunds add constraint refunds_approval_unique UNIQUE (approval_id);
alter table refunds add constraint refunds_debit_item_unique UNIQUE (debit_item_id);
alter table refunds add constraint refunds_number_unique UNIQUE (number);
alter table refunds add constraint refunds_series_unique UNIQUE (series_code, series_no);
alter table reminder_stages add constraint reminder_stages_offset_unique UNIQUE (policy_id, for_group, offset_days);
alter table reminders add constraint reminders_customer_unique UNIQUE (id, customer_id);
alter table remittance_rows add constraint remittance_rows_no_unique UNIQUE (remittance_id, row_no);
alter table revaluations add constraint revaluations_once_unique UNIQUE (as_of_on, currency);
alter table run_draft_lines add constraint run_draft_lines_part_unique UNIQUE (run_id, contract_line_id, billed_from_on, part_no);
alter table run_drafts add constraint run_drafts_invoice_unique UNIQUE (invoice_id);
alter table run_drafts add constraint run_drafts_seq_unique UNIQUE (run_id, seq_no);
alter table run_recipe_days add constraint run_recipe_days_run_unique UNIQUE (run_id);
alter table saved_answer_versions add constraint saved_answer_versions_no_unique UNIQUE (answer_id, language, version_no);
alter table saved_methods add constraint saved_methods_owner_unique UNIQUE (id, customer_id);
alter table saved_methods add constraint saved_methods_ref_unique UNIQUE (processor_ref);
alter table scoped_links add constraint scoped_links_token_unique UNIQUE (token_hash);
alter table service_orders add constraint service_orders_customer_unique UNIQUE (id, customer_id);
alter table service_orders add constraint service_orders_number_unique UNIQUE (number);
alter table sessions add constraint sessions_public_id_unique UNIQUE (public_id);
alter table sign_in_links add constraint sign_in_links_token_unique UNIQUE (token_hash);
alter table sites add constraint sites_code_unique UNIQUE (customer_id, code);
alter table sites add constraint sites_customer_unique UNIQUE (id, customer_id);
alter table statement_runs add constraint statement_runs_period_unique UNIQUE (kind, to_on);
alter table statement_sends add constraint statement_sends_document_unique UNIQUE (document_id);
alter table statement_sends add constraint statement_sends_once_unique UNIQUE NULLS NOT DISTINCT (run_id, customer_id, currency);
alter table surcharge_notes add constraint surcharge_notes_invoice_unique UNIQUE (invoice_id);
alter table surcharge_notes add constraint surcharge_notes_payment_unique UNIQUE (payment_id);
alter table tax_reliefs add constraint tax_reliefs_entry_unique UNIQUE (entry_id);
alter table transfers add constraint transfers_to_item_unique UNIQUE (to_item_id);
alter table unidentified_receipts add constraint unidentified_receipts_entry_unique UNIQUE (entry_id);
alter table unidentified_receipts add constraint unidentified_receipts_no_unique UNIQUE (receipt_no);
alter table usage_records add constraint usage_records_key_unique UNIQUE (natural_key);
alter table users add constraint users_email_unique UNIQUE (email);
alter table write_off_batches add constraint write_off_batches_approval_unique UNIQUE (approval_id);
alter table write_offs add constraint write_offs_approval_unique UNIQUE (approval_id);
alter table write_offs add constraint write_offs_batch_item_unique UNIQUE (batch_id, item_id);
alter table write_offs add constraint write_offs_credit_item_unique UNIQUE (credit_item_id);
alter table write_offs add constraint write_offs_number_unique UNIQUE (number);
alter table write_offs add constraint write_offs_series_unique UNIQUE (series_code, series_no);
alter table account_snapshots add constraint account_snapshots_credit_check CHECK ((credit_minor >= 0));
alter table account_snapshots add constraint account_snapshots_debit_check CHECK ((debit_minor >= 0));
alter table activity_note_ends add constraint activity_note_ends_outcome_check CHECK ((length(outcome) <= 1000));
alter table activity_notes add constraint activity_notes_kind_check CHECK ((kind = ANY (ARRAY['call'::text, 'visit'::text, 'note'::text])));
alter table activity_notes add constraint activity_notes_next_check CHECK (((next_on IS NULL) OR (btrim(next_step) <> ''::text)));
alter table activity_notes add constraint activity_notes_note_check CHECK (((btrim(note) <> ''::text) AND (length(note) <= 5000)));
alter table activity_notes add constraint activity_notes_step_check CHECK ((length(next_step) <= 500));
alter table activity_notes add constraint activity_notes_with_check CHECK ((length(spoken_with) <= 200));
alter table address_tasks add constraint address_tasks_again_check CHECK (((sent_again_at IS NULL) OR (closed_at IS NOT NULL)));
alter table address_tasks add constraint address_tasks_closed_check CHECK (((closed_at IS NULL) = (closed_how IS NULL)));
alter table address_tasks add constraint address_tasks_how_check CHECK ((closed_how = ANY (ARRAY['changed'::text, 'removed'::text, 'dismissed'::text, 'works'::text])));
alter table adjustment_reasons add constraint adjustment_reasons_kind_check CHECK ((for_kind = ANY (ARRAY['write_off'::text, 'refund'::text])));
alter table adjustment_reasons add constraint adjustment_reasons_label_check CHECK (((length(label) >= 1) AND (length(label) <= 80)));
alter table allowance_changes add constraint allowance_changes_amount_check CHECK ((amount_minor <> 0));
alter table allowance_changes add constraint allowance_changes_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table allowance_changes add constraint allowance_changes_reason_check CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 2000)));
alter table applications add constraint applications_amount_check CHECK ((amount_minor <> 0));
alter table applications add constraint applications_base_both_check CHECK (((credit_base_minor IS NULL) = (debit_base_minor IS NULL)));
alter table applications add constraint applications_exchange_check CHECK (((exchange_entry_id IS NULL) = (COALESCE(credit_base_minor, (0)::bigint) = COALESCE(debit_base_minor, (0)::bigint))));
alter table applications add constraint applications_reversal_is_negative_check CHECK (((amount_minor < 0) = (reverses_id IS NOT NULL)));
alter table approval_decisions add constraint approval_decisions_delegated_check CHECK ((((decided_for IS NULL) = (delegation_id IS NULL)) AND ((decided_for IS NULL) = (decided_for_name IS NULL)) AND ((outcome <> 'withdrawn'::text) OR (decided_for IS NULL))));
alter table approval_decisions add constraint approval_decisions_not_for_asker_check CHECK (((decided_for IS NULL) OR ((decided_for <> requested_by) AND (decided_for <> decided_by))));
alter table approval_decisions add constraint approval_decisions_outcome_check CHECK ((outcome = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text])));
alter table approval_decisions add constraint approval_decisions_second_person_check CHECK (((outcome = 'withdrawn'::text) = (decided_by = requested_by)));
alter table approval_decisions add constraint approval_decisions_sent_back_says_why_check CHECK (((outcome <> 'refused'::text) OR (length(btrim(note)) > 0)));
alter table approval_delegations add constraint approval_delegations_dates_check CHECK (((to_on >= from_on) AND ((to_on - from_on) <= 366)));
alter table approval_delegations add constraint approval_delegations_two_people_check CHECK ((from_user <> to_user));
alter table approval_requests add constraint approval_requests_amount_check CHECK ((amount_minor > 0));
alter table approval_requests add constraint approval_requests_amount_complete_check CHECK ((((amount_minor IS NULL) = (currency IS NULL)) AND ((amount_minor IS NULL) = (base_minor IS NULL))));
alter table approval_requests add constraint approval_requests_base_check CHECK ((base_minor >= 0));
alter table approval_requests add constraint approval_requests_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table approval_requests add constraint approval_requests_kind_check CHECK ((kind = ANY (ARRAY['credit_note'::text, 'refund'::text, 'write_off'::text, 'waiver'::text, 'bank_details'::text, 'period_reopen'::text, 'plan_exception'::text])));
alter table approval_requests add constraint approval_requests_money_has_amount_check CHECK (((kind = ANY (ARRAY['bank_details'::text, 'period_reopen'::text])) OR (amount_minor IS NOT NULL)));
alter table approval_requests add constraint approval_requests_reason_check CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 2000)));
alter table approval_requests add constraint approval_requests_summary_check CHECK (((length(summary) >= 1) AND (length(summary) <= 500)));
alter table approval_rules add constraint approval_rules_alone_check CHECK ((alone_up_to_minor >= 0));
alter table approval_rules add constraint approval_rules_approves_check CHECK ((approves_up_to_minor >= 0));
alter table approval_rules add constraint approval_rules_kind_check CHECK ((kind = ANY (ARRAY['credit_note'::text, 'refund'::text, 'write_off'::text, 'waiver'::text, 'bank_details'::text, 'period_reopen'::text, 'plan_exception'::text])));
alter table approval_rules add constraint approval_rules_never_alone_check CHECK (((kind <> ALL (ARRAY['bank_details'::text, 'period_reopen'::text])) OR (alone_up_to_minor = 0)));
alter table approval_rules add constraint approval_rules_role_check CHECK ((role = ANY (ARRAY['billing_clerk'::text, 'cash_poster'::text, 'resolver'::text, 'collector'::text, 'manager'::text, 'controller'::text, 'administrator'::text])));
alter table ask_faults add constraint ask_faults_failed_check CHECK ((failed_at >= first_failed_at));
alter table ask_faults add constraint ask_faults_kind_check CHECK ((kind = ANY (ARRAY['dispute'::text, 'plan'::text, 'credit'::text])));
alter table ask_faults add constraint ask_faults_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 2000)));
alter table ask_faults add constraint ask_faults_told_check CHECK (((told_at IS NULL) = (tries < 5)));
alter table ask_faults add constraint ask_faults_tries_check CHECK ((tries > 0));
alter table attempt_surcharges add constraint attempt_surcharges_method_check CHECK ((method = ANY (ARRAY['card'::text, 'direct_debit'::text])));
alter table attempt_surcharges add constraint attempt_surcharges_net_check CHECK ((net_minor > 0));
alter table attempt_surcharges add constraint attempt_surcharges_of_check CHECK ((of_minor > 0));
alter table attempt_surcharges add constraint attempt_surcharges_rate_check CHECK (((tax_rate_bp >= 0) AND (tax_rate_bp <= 10000)));
alter table attempt_surcharges add constraint attempt_surcharges_sum_check CHECK ((gross_minor = (net_minor + tax_minor)));
alter table attempt_surcharges add constraint attempt_surcharges_tax_check CHECK ((tax_minor >= 0));
alter table audit_records add constraint audit_records_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['staff'::text, 'customer'::text, 'link'::text, 'system'::text])));
alter table autopay_charge_items add constraint autopay_charge_items_amount_check CHECK ((amount_minor > 0));
alter table autopay_charge_items add constraint autopay_charge_items_live_check CHECK ((NOT (live AND left_out)));
alter table autopay_charges add constraint autopay_charges_ceiling_check CHECK ((noticed_minor <= ceiling_minor));
alter table autopay_charges add constraint autopay_charges_collected_check CHECK ((((state = 'collected'::text) = (collected_minor IS NOT NULL)) AND (collected_minor <= noticed_minor)));
alter table autopay_charges add constraint autopay_charges_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table autopay_charges add constraint autopay_charges_end_check CHECK ((((state = 'skipped'::text) = (skipped_because IS NOT NULL)) AND ((state = 'retrying'::text) = (next_try_on IS NOT NULL))));
alter table autopay_charges add constraint autopay_charges_notice_check CHECK (((notice_days >= 1) AND (notice_days <= 30)));
alter table autopay_charges add constraint autopay_charges_noticed_check CHECK ((noticed_minor >= 0));
alter table autopay_charges add constraint autopay_charges_skipped_check CHECK ((skipped_because = ANY (ARRAY['nothing-left'::text, 'over-ceiling'::text, 'rule-off'::text, 'paused'::text, 'method'::text, 'notice'::text])));
alter table autopay_charges add constraint autopay_charges_state_check CHECK ((state = ANY (ARRAY['noticed'::text, 'collecting'::text, 'retrying'::text, 'collected'::text, 'failed'::text, 'skipped'::text])));
alter table autopay_charges add constraint autopay_charges_tries_check CHECK ((tries >= 0));
alter table autopay_policies add constraint autopay_policies_expiry_check CHECK (((cardinality(expiry_days) <= 6) AND (1 <= ALL (expiry_days)) AND (120 >= ALL (expiry_days))));
alter table autopay_policies add constraint autopay_policies_notice_check CHECK (((notice_days >= 1) AND (notice_days <= 30)));
alter table autopay_policies add constraint autopay_policies_reason_check CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 500)));
alter table autopay_policies add constraint autopay_policies_retries_check CHECK (((cardinality(retry_days) <= 6) AND (1 <= ALL (retry_days)) AND (60 >= ALL (retry_days))));
alter table autopay_rules add constraint autopay_rules_because_check CHECK ((paused_because = ANY (ARRAY['asked'::text, 'method'::text, 'notice'::text])));
alter table autopay_rules add constraint autopay_rules_ceiling_check CHECK ((ceiling_minor > 0));
alter table autopay_rules add constraint autopay_rules_collects_check CHECK ((collects = ANY (ARRAY['due_date'::text, 'day_of_month'::text])));
alter table autopay_rules add constraint autopay_rules_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table autopay_rules add constraint autopay_rules_day_check CHECK (((day_no >= 1) AND (day_no <= 31)));
alter table autopay_rules add constraint autopay_rules_email_check CHECK ((notify_email ~~ '_%@_%'::text));
alter table autopay_rules add constraint autopay_rules_notice_check CHECK (((notice_days >= 1) AND (notice_days <= 30)));
alter table autopay_rules add constraint autopay_rules_paused_check CHECK ((((state = 'paused'::text) = (paused_because IS NOT NULL)) AND ((paused_until_on IS NULL) OR (state = 'paused'::text))));
alter table autopay_rules add constraint autopay_rules_state_check CHECK ((state = ANY (ARRAY['on'::text, 'paused'::text, 'off'::text])));
alter table autopay_rules add constraint autopay_rules_when_check CHECK (((collects = 'day_of_month'::text) = (day_no IS NOT NULL)));
alter table autopay_tries add constraint autopay_tries_amount_check CHECK ((amount_minor > 0));
alter table autopay_tries add constraint autopay_tries_decided_check CHECK ((((outcome IS NULL) = (decided_at IS NULL)) AND ((outcome IS DISTINCT FROM 'succeeded'::text) OR (attempt_id IS NOT NULL))));
alter table autopay_tries add constraint autopay_tries_no_check CHECK ((try_no > 0));
alter table autopay_tries add constraint autopay_tries_outcome_check CHECK ((outcome = ANY (ARRAY['succeeded'::text, 'failed'::text, 'refused'::text])));
alter table bank_accounts add constraint bank_accounts_account_check CHECK ((account ~ '^[A-Z0-9]{1,64}$'::text));
alter table bank_accounts add constraint bank_accounts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table bank_accounts add constraint bank_accounts_mapping_check CHECK ((jsonb_typeof(mapping) = 'object'::text));
alter table bank_accounts add constraint bank_accounts_name_check CHECK (((btrim(name) <> ''::text) AND (length(name) <= 200)));
alter table bank_alias_choices add constraint bank_alias_choices_kind_check CHECK ((kind = ANY (ARRAY['account'::text, 'name'::text])));
alter table bank_alias_choices add constraint bank_alias_choices_reason_check CHECK (((btrim(reason) <> ''::text) AND (length(reason) <= 500)));
alter table bank_alias_choices add constraint bank_alias_choices_value_check CHECK (((btrim(value) <> ''::text) AND (length(value) <= 200)));
alter table bank_aliases add constraint bank_aliases_kind_check CHECK ((kind = ANY (ARRAY['account'::text, 'name'::text])));
alter table bank_aliases add constraint bank_aliases_shown_check CHECK ((length(shown) <= 200));
alter table bank_aliases add constraint bank_aliases_value_check CHECK (((btrim(value) <> ''::text) AND (length(value) <= 200)));
alter table bank_automatic_postings add constraint bank_automatic_postings_by_check CHECK ((num_nonnulls(opening_id, rule_id) = 1));
alter table bank_explanation_undoings add constraint bank_explanation_undoings_cause_check CHECK ((cause = ANY (ARRAY['unsaid'::text, 'wrong-customer'::text, 'wrong-item'::text, 'wrong-amount'::text, 'other'::text, 'asked-otherwise'::text, 'too-early'::text])));
alter table bank_explanation_undoings add constraint bank_explanation_undoings_reason_check CHECK (((btrim(reason) <> ''::text) AND (length(reason) <= 500)));
alter table bank_explanations add constraint bank_explanations_class_check CHECK ((length(evidence_class) <= 200));
alter table bank_explanations add constraint bank_explanations_how_check CHECK ((how = ANY (ARRAY['person'::text, 'automatic'::text, 'rule'::text])));
alter table bank_explanations add constraint bank_explanations_person_check CHECK (((how <> 'person'::text) OR (made_by IS NOT NULL)));
alter table bank_explanations add constraint bank_explanations_sureness_check CHECK ((length(sureness) <= 40));
alter table bank_gate_openings add constraint bank_gate_openings_bound_check CHECK (((bound_ppm >= 0) AND (bound_ppm <= 1000000)));
alter table bank_gate_openings add constraint bank_gate_openings_class_check CHECK (((evidence_class ~ '^[a-z-]+/[a-z-]+/[a-z-]+$'::text) AND (evidence_class !~ '^none/'::text) AND (evidence_class !~ '/(stranger|other)/'::text)));
alter table bank_gate_openings add constraint bank_gate_openings_counts_check CHECK (((own_right >= 0) AND (own_right <= own_seen) AND (shipped_right >= 0) AND (shipped_right <= shipped_seen)));
alter table bank_gate_openings add constraint bank_gate_openings_source_check CHECK ((source = ANY (ARRAY['own-history'::text, 'shipped-set'::text])));
alter table bank_imports add constraint bank_imports_choices_check CHECK ((jsonb_typeof(choices) = 'object'::text));
alter table bank_imports add constraint bank_imports_counts_check CHECK (((stored_count >= 0) AND (stored_count <= line_count) AND (skipped_count >= 0) AND (skipped_count <= stored_count)));
alter table bank_imports add constraint bank_imports_fault_check CHECK ((jsonb_typeof(fault) = 'object'::text));
alter table bank_imports add constraint bank_imports_fault_state_check CHECK (((state = 'refused'::text) <= (fault IS NOT NULL)));
alter table bank_imports add constraint bank_imports_format_check CHECK ((format = ANY (ARRAY['camt'::text, 'mt940'::text, 'bai2'::text, 'ofx'::text, 'csv'::text])));
alter table bank_imports add constraint bank_imports_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200)));
alter table bank_imports add constraint bank_imports_preview_check CHECK ((jsonb_typeof(preview) = 'object'::text));
alter table bank_imports add constraint bank_imports_ready_check CHECK (((state <> ALL (ARRAY['ready'::text, 'storing'::text, 'stored'::text])) OR ((preview IS NOT NULL) AND (format IS NOT NULL))));
alter table bank_imports add constraint bank_imports_refused_check CHECK ((jsonb_typeof(refused) = 'array'::text));
alter table bank_imports add constraint bank_imports_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table bank_imports add constraint bank_imports_size_check CHECK (((size_bytes >= 0) AND (size_bytes <= 33554432)));
alter table bank_imports add constraint bank_imports_state_check CHECK ((state = ANY (ARRAY['reading'::text, 'ready'::text, 'storing'::text, 'stored'::text, 'undone'::text, 'refused'::text])));
alter table bank_imports add constraint bank_imports_stored_check CHECK (((state <> 'stored'::text) OR ((stored_at IS NOT NULL) AND (stored_count = line_count))));
alter table bank_imports add constraint bank_imports_undone_check CHECK ((((state = 'undone'::text) = (undone_at IS NOT NULL)) AND ((undone_at IS NULL) = (undone_by_name IS NULL))));
alter table bank_imports add constraint bank_imports_wish_check CHECK ((jsonb_typeof(wish) = 'object'::text));
alter table bank_line_links add constraint bank_line_links_amount_check CHECK ((amount_minor <> 0));
alter table bank_line_links add constraint bank_line_links_entry_check CHECK (((entry_id IS NULL) = (kind = ANY (ARRAY['payout'::text, 'deposit'::text, 'payment_reversal'::text, 'refund'::text, 'existing_payment'::text, 'transfer'::text, 'not_ours'::text]))));
alter table bank_line_links add constraint bank_line_links_kind_check CHECK ((kind = ANY (ARRAY['payment'::text, 'unidentified'::text, 'payout'::text, 'deposit'::text, 'payment_reversal'::text, 'returned_part'::text, 'refund'::text, 'existing_payment'::text, 'bank_charge'::text, 'interest'::text, 'transfer'::text, 'not_ours'::text, 'given_back'::text])));
alter table bank_line_links add constraint bank_line_links_no_check CHECK (((no >= 1) AND (no <= 500)));
alter table bank_line_links add constraint bank_line_links_note_check CHECK ((length(note) <= 500));
alter table bank_line_links add constraint bank_line_links_subject_check CHECK (((subject_id IS NULL) = (kind = ANY (ARRAY['bank_charge'::text, 'interest'::text, 'transfer'::text, 'not_ours'::text]))));
alter table bank_line_states add constraint bank_line_states_asked_check CHECK (((state = 'asked'::text) = (asked_user IS NOT NULL)));
alter table bank_line_states add constraint bank_line_states_explained_check CHECK (((state = 'explained'::text) = (explanation_id IS NOT NULL)));
alter table bank_line_states add constraint bank_line_states_note_check CHECK ((length(note) <= 500));
alter table bank_line_states add constraint bank_line_states_state_check CHECK ((state = ANY (ARRAY['open'::text, 'explained'::text, 'parked'::text, 'asked'::text, 'skipped'::text])));
alter table bank_lines add constraint bank_lines_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table bank_lines add constraint bank_lines_part_check CHECK ((((part_no IS NULL) = (part_of IS NULL)) AND ((part_no >= 1) AND (part_no <= part_of))));
alter table bank_lines add constraint bank_lines_same_check CHECK ((same_as <> id));
alter table bank_posting_choices add constraint bank_posting_choices_precision_check CHECK (((precision_ppm >= 990000) AND (precision_ppm <= 999990)));
alter table bank_posting_choices add constraint bank_posting_choices_reason_check CHECK (((btrim(reason) <> ''::text) AND (length(reason) <= 500)));
alter table bank_rule_endings add constraint bank_rule_endings_reason_check CHECK (((btrim(reason) <> ''::text) AND (length(reason) <= 500)));
alter table bank_rules add constraint bank_rules_kind_check CHECK ((kind = ANY (ARRAY['bank_charge'::text, 'interest'::text, 'transfer'::text, 'not_ours'::text, 'on-account'::text])));
alter table bank_rules add constraint bank_rules_limit_check CHECK (((under_minor IS NULL) = (currency IS NULL)));
alter table bank_rules add constraint bank_rules_named_check CHECK (((text_holds ~ '[[:alnum:]]{3}'::text) OR (party_is ~ '[[:alnum:]]{3}'::text)));
alter table bank_rules add constraint bank_rules_note_check CHECK (((btrim(note) <> ''::text) AND (length(note) <= 300)));
alter table bank_rules add constraint bank_rules_party_check CHECK ((length(party_is) <= 140));
alter table bank_rules add constraint bank_rules_sign_check CHECK ((sign = ANY (ARRAY['in'::text, 'out'::text, 'either'::text])));
alter table bank_rules add constraint bank_rules_text_check CHECK ((length(text_holds) <= 140));
alter table bank_rules add constraint bank_rules_under_check CHECK ((under_minor > 0));
alter table bank_rules add constraint bank_rules_whose_check CHECK ((((kind = 'on-account'::text) = (customer_id IS NOT NULL)) AND ((kind <> 'on-account'::text) OR (sign = 'in'::text))));
alter table bank_statements add constraint bank_statements_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table bank_statements add constraint bank_statements_days_check CHECK ((from_on <= to_on));
alter table bank_statements add constraint bank_statements_difference_check CHECK ((COALESCE(((closing_minor - opening_minor) - sum_minor), (0)::bigint) = difference_minor));
alter table bank_statements add constraint bank_statements_number_check CHECK ((length(number) <= 200));
alter table bank_statements add constraint bank_statements_problems_check CHECK ((jsonb_typeof(problems) = 'array'::text));
alter table billed_periods add constraint billed_periods_line_check CHECK (((invoice_id IS NULL) = (line_no IS NULL)));
alter table billed_periods add constraint billed_periods_nothing_check CHECK (((invoice_id IS NOT NULL) OR (amount_minor = 0)));
alter table billed_periods add constraint billed_periods_part_check CHECK ((part_no > 0));
alter table billed_usage add constraint billed_usage_line_check CHECK (((invoice_id IS NULL) = (line_no IS NULL)));
alter table billing_runs add constraint billing_runs_cycles_check CHECK (((cardinality(cycles) > 0) AND (cycles <@ ARRAY['weekly'::text, 'fortnightly'::text, 'four_weekly'::text, 'monthly'::text, 'quarterly'::text, 'annual'::text])));
alter table billing_runs add constraint billing_runs_filter_check CHECK ((jsonb_typeof(filter) = 'object'::text));
alter table billing_runs add constraint billing_runs_issued_before_check CHECK (((issued_before >= 0) AND (issued_before <= issued_count)));
alter table billing_runs add constraint billing_runs_issued_check CHECK (((state <> 'issued'::text) OR (finished_at IS NOT NULL)));
alter table billing_runs add constraint billing_runs_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120)));
alter table billing_runs add constraint billing_runs_progress_check CHECK (((customers_done <= customer_count) AND (issued_count <= draft_count)));
alter table billing_runs add constraint billing_runs_reviewed_check CHECK (((state <> 'reviewed'::text) OR ((reviewed_by IS NOT NULL) AND (reviewed_digest = digest))));
alter table billing_runs add constraint billing_runs_second_person_check CHECK ((reviewed_by <> prepared_by));
alter table billing_runs add constraint billing_runs_state_check CHECK ((state = ANY (ARRAY['drafting'::text, 'previewed'::text, 'reviewed'::text, 'issuing'::text, 'paused'::text, 'cancelled'::text, 'issued'::text])));
alter table case_events add constraint case_events_kind_check CHECK ((kind = ANY (ARRAY['assigned'::text, 'noted'::text, 'asked'::text, 'collected'::text, 'waived'::text])));
alter table chargeback_steps add constraint chargeback_steps_amount_check CHECK ((amount_minor > 0));
alter table chargeback_steps add constraint chargeback_steps_item_check CHECK (((kind = 'withdrawn'::text) OR (debit_item_id IS NULL)));
alter table chargeback_steps add constraint chargeback_steps_kind_check CHECK ((kind = ANY (ARRAY['withdrawn'::text, 'reinstated'::text])));
alter table chargeback_steps add constraint chargeback_steps_payment_check CHECK (((kind = 'reinstated'::text) = (payment_id IS NOT NULL)));
alter table chargebacks add constraint chargebacks_amount_check CHECK ((amount_minor > 0));
alter table chargebacks add constraint chargebacks_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table chargebacks add constraint chargebacks_state_check CHECK ((state = ANY (ARRAY['inquiry'::text, 'open'::text, 'won'::text, 'lost'::text])));
alter table collection_policies add constraint collection_policies_ahead_check CHECK (((promise_days_ahead >= 0) AND (promise_days_ahead <= 365)));
alter table collection_policies add constraint collection_policies_gap_check CHECK (((gap_days >= 1) AND (gap_days <= 60)));
alter table collection_policies add constraint collection_policies_grace_check CHECK (((promise_grace_days >= 0) AND (promise_grace_days <= 30)));
alter table collection_policies add constraint collection_policies_hour_check CHECK (((send_hour >= 0) AND (send_hour <= 23)));
alter table collection_policies add constraint collection_policies_pauses_check CHECK ((promise_pauses = ANY (ARRAY['covered'::text, 'everything'::text, 'nothing'::text])));
alter table collection_policies add constraint collection_policies_quarter_check CHECK (((promises_per_quarter >= 0) AND (promises_per_quarter <= 99)));
alter table collection_policies add constraint collection_policies_said_check CHECK (((said_paid_days >= 0) AND (said_paid_days <= 60)));
alter table collection_tasks add constraint collection_tasks_about_check CHECK ((((plan_id IS NOT NULL) = (kind = 'plan_defaulted'::text)) AND ((promise_id IS NULL) = (kind = 'plan_defaulted'::text))));
alter table collection_tasks add constraint collection_tasks_done_check CHECK ((((done_at IS NULL) = (done_by_name IS NULL)) AND ((done_at IS NULL) = (outcome IS NULL))));
alter table collection_tasks add constraint collection_tasks_kind_check CHECK ((kind = ANY (ARRAY['promise_part_kept'::text, 'promise_broken'::text, 'plan_defaulted'::text])));
alter table collection_tasks add constraint collection_tasks_outcome_check CHECK (((btrim(outcome) <> ''::text) AND (length(outcome) <= 1000)));
alter table company add constraint company_base_currency_check CHECK ((base_currency ~ '^[A-Z]{3}$'::text));
alter table company add constraint company_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));
alter table company add constraint company_only_row_check CHECK (only_row);
alter table company add constraint company_small_difference_check CHECK ((small_difference_up_to_minor >= 0));
alter table company_bank_accounts add constraint company_bank_accounts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table company_bank_versions add constraint company_bank_versions_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table company_versions add constraint company_versions_key_check CHECK (((key <> ''::text) = (what = ANY (ARRAY['tax_rate'::text, 'series'::text, 'surcharge'::text]))));
alter table company_versions add constraint company_versions_reason_check CHECK ((length(reason) <= 500));
alter table company_versions add constraint company_versions_value_check CHECK ((jsonb_typeof(value) = 'object'::text));
alter table company_versions add constraint company_versions_what_check CHECK ((what = ANY (ARRAY['names'::text, 'tax_number'::text, 'help'::text, 'branding'::text, 'mail'::text, 'time_zone'::text, 'languages'::text, 'terms'::text, 'tax_rate'::text, 'series'::text, 'surcharge'::text, 'days_allowed'::text])));
alter table complaint_rungs add constraint complaint_rungs_days_check CHECK (((after_days >= 1) AND (after_days <= 60)));
alter table complaint_rungs add constraint complaint_rungs_name_check CHECK (((btrim(name) <> ''::text) AND (length(name) <= 80)));
alter table complaint_rungs add constraint complaint_rungs_position_check CHECK ((("position" >= 1) AND ("position" <= 9)));
alter table complaint_steps add constraint complaint_steps_why_check CHECK (((btrim(why) <> ''::text) AND (length(why) <= 500)));
alter table contact_opt_outs add constraint contact_opt_outs_address_check CHECK ((address = lower(address)));
alter table contact_opt_outs add constraint contact_opt_outs_how_check CHECK ((how = ANY (ARRAY['link'::text, 'staff'::text])));
alter table contact_opt_outs add constraint contact_opt_outs_optional_check CHECK ((message_kind = 'statement'::text));
alter table contact_rules add constraint contact_rules_cap_check CHECK (((cap_count >= 1) AND (cap_count <= 50)));
alter table contact_rules add constraint contact_rules_days_check CHECK (((cap_days >= 1) AND (cap_days <= 90)));
alter table contact_rules add constraint contact_rules_from_check CHECK (((quiet_from >= 1) AND (quiet_from <= 24)));
alter table contact_rules add constraint contact_rules_hours_check CHECK ((quiet_until < quiet_from));
alter table contact_rules add constraint contact_rules_only_check CHECK (only_row);
alter table contact_rules add constraint contact_rules_until_check CHECK (((quiet_until >= 0) AND (quiet_until <= 23)));
alter table contacts add constraint contacts_email_check CHECK (((email = lower(email)) AND (email ~ '^[^@\s]+@[^@\s]+$'::text)));
alter table contacts add constraint contacts_roles_check CHECK ((roles <@ ARRAY['accounts_payable'::text, 'purchasing'::text, 'site'::text, 'management'::text]));
alter table contract_files add constraint contract_files_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200)));
alter table contract_files add constraint contract_files_removed_check CHECK (((removed_at IS NULL) = (removed_by_name IS NULL)));
alter table contract_files add constraint contract_files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table contract_files add constraint contract_files_size_check CHECK (((size_bytes >= 1) AND (size_bytes <= 15728640)));
alter table contract_files add constraint contract_files_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text])));
alter table contract_lines add constraint contract_lines_charge_check CHECK ((charge = ANY (ARRAY['recurring'::text, 'metered'::text])));
alter table contract_lines add constraint contract_lines_charged_check CHECK (((charge = 'recurring'::text) = (quantity IS NOT NULL)));
alter table contract_lines add constraint contract_lines_cycle_check CHECK ((cycle = ANY (ARRAY['weekly'::text, 'fortnightly'::text, 'four_weekly'::text, 'monthly'::text, 'quarterly'::text, 'annual'::text])));
alter table contract_lines add constraint contract_lines_description_check CHECK (((length(btrim(description)) >= 1) AND (length(btrim(description)) <= 200)));
alter table contract_lines add constraint contract_lines_metered_check CHECK (((charge = 'recurring'::text) OR (timing = 'arrears'::text)));
alter table contract_lines add constraint contract_lines_no_check CHECK ((line_no > 0));
alter table contract_lines add constraint contract_lines_quantity_check CHECK ((quantity > (0)::numeric));
alter table contract_lines add constraint contract_lines_span_check CHECK ((ends_on >= starts_on));
alter table contract_lines add constraint contract_lines_timing_check CHECK ((timing = ANY (ARRAY['arrears'::text, 'advance'::text])));
alter table contract_prices add constraint contract_prices_no_check CHECK ((version_no > 0));
alter table contract_prices add constraint contract_prices_span_check CHECK ((valid_to_on >= valid_from_on));
alter table contract_versions add constraint contract_versions_decided_check CHECK ((((state = 'waiting'::text) = (decided_at IS NULL)) AND ((state = 'waiting'::text) = (decided_by IS NULL)) AND ((state = 'waiting'::text) = (decided_by_name IS NULL))));
alter table contract_versions add constraint contract_versions_no_check CHECK ((version_no > 0));
alter table contract_versions add constraint contract_versions_reason_check CHECK (((state <> 'refused'::text) OR (btrim(decision_note) <> ''::text)));
alter table contract_versions add constraint contract_versions_second_person_check CHECK (((decided_by = proposed_by) = (state = 'withdrawn'::text)));
alter table contract_versions add constraint contract_versions_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])));
alter table contract_versions add constraint contract_versions_terms_check CHECK ((jsonb_typeof((terms -> 'lines'::text)) = 'array'::text));
alter table contracts add constraint contracts_approved_check CHECK (((state = 'active'::text) = (version_no > 0)));
alter table contracts add constraint contracts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table contracts add constraint contracts_invoice_per_check CHECK ((invoice_per = ANY (ARRAY['cycle'::text, 'po'::text, 'site'::text, 'together'::text])));
alter table contracts add constraint contracts_span_check CHECK ((ends_on >= starts_on));
alter table contracts add constraint contracts_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text])));
alter table contracts add constraint contracts_terms_check CHECK (((terms_days >= 0) AND (terms_days <= 365)));
alter table contracts add constraint contracts_terms_fit_check CHECK (((terms_from <> 'next_month'::text) OR (terms_days IS NULL) OR ((terms_days >= 1) AND (terms_days <= 31))));
alter table contracts add constraint contracts_terms_from_check CHECK ((terms_from = ANY (ARRAY['document'::text, 'month_end'::text, 'next_month'::text])));
alter table contracts add constraint contracts_title_check CHECK (((length(btrim(title)) >= 1) AND (length(btrim(title)) <= 200)));
alter table credit_reasons add constraint credit_reasons_customer_label_check CHECK (((length(customer_label) >= 1) AND (length(customer_label) <= 120)));
alter table credit_reasons add constraint credit_reasons_kinds_check CHECK (((cardinality(for_kinds) > 0) AND (for_kinds <@ ARRAY['credit_note'::text, 'debit_note'::text])));
alter table credit_reasons add constraint credit_reasons_label_check CHECK (((length(label) >= 1) AND (length(label) <= 80)));
alter table credit_requests add constraint credit_requests_answer_check CHECK (((btrim(answer) <> ''::text) AND (length(answer) <= 1000)));
alter table credit_requests add constraint credit_requests_answered_check CHECK ((((answered_at IS NULL) = (answered_by_name IS NULL)) AND ((answered_at IS NULL) = (answer IS NULL))));
alter table credit_requests add constraint credit_requests_note_check CHECK ((length(note) <= 1000));
alter table credit_requests add constraint credit_requests_order_check CHECK ((answered_at >= asked_at));
alter table credit_requests add constraint credit_requests_wish_check CHECK ((wish = ANY (ARRAY['apply'::text, 'refund'::text])));
alter table credit_use_parts add constraint credit_use_parts_amount_check CHECK ((amount_minor > 0));
alter table credit_uses add constraint credit_uses_amount_check CHECK ((amount_minor > 0));
alter table credit_uses add constraint credit_uses_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table credit_uses add constraint credit_uses_done_check CHECK (((done_at IS NULL) = (used_minor IS NULL)));
alter table credit_uses add constraint credit_uses_used_check CHECK (((used_minor >= 0) AND (used_minor <= amount_minor)));
alter table customer_bank_accounts add constraint customer_bank_accounts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table customer_bank_accounts add constraint customer_bank_accounts_holder_check CHECK (((length(btrim(holder)) >= 1) AND (length(btrim(holder)) <= 140)));
alter table customer_bank_accounts add constraint customer_bank_accounts_iban_check CHECK ((iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'::text));
alter table customer_bank_accounts add constraint customer_bank_accounts_number_check CHECK ((account_number ~ '^[A-Z0-9]{4,34}$'::text));
alter table customer_bank_accounts add constraint customer_bank_accounts_one_kind_check CHECK ((((iban IS NULL) = (account_number IS NOT NULL)) AND ((iban IS NULL) = (routing IS NOT NULL))));
alter table customer_bank_accounts add constraint customer_bank_accounts_routing_check CHECK ((routing ~ '^[A-Z0-9]{3,20}$'::text));
alter table customer_change_decisions add constraint customer_change_decisions_from_check CHECK (((outcome = 'granted'::text) = (from_on IS NOT NULL)));
alter table customer_change_decisions add constraint customer_change_decisions_outcome_check CHECK ((outcome = ANY (ARRAY['granted'::text, 'declined'::text, 'withdrawn'::text])));
alter table customer_change_decisions add constraint customer_change_decisions_reason_check CHECK ((length(reason) <= 500));
alter table customer_change_decisions add constraint customer_change_decisions_says_why_check CHECK (((outcome <> 'declined'::text) OR (length(btrim(reason)) > 0)));
alter table customer_change_requests add constraint customer_change_requests_kind_check CHECK ((kind = ANY (ARRAY['details'::text, 'bank'::text, 'contact'::text])));
alter table customer_change_requests add constraint customer_change_requests_note_check CHECK ((length(note) <= 500));
alter table customer_change_requests add constraint customer_change_requests_value_check CHECK (
CASE kind
    WHEN 'details'::text THEN COALESCE(((length(btrim((value ->> 'name'::text))) > 0) AND (jsonb_typeof((value -> 'addressLines'::text)) = 'array'::text) AND ((value ->> 'country'::text) ~ '^[A-Z]{2}$'::text) AND (jsonb_typeof((value -> 'taxNumber'::text)) = 'string'::text)), false)
    WHEN 'contact'::text THEN COALESCE(((length(btrim((value ->> 'name'::text))) > 0) AND ((value ->> 'email'::text) ~ '^[^@\s]+@[^@\s]+$'::text) AND (jsonb_typeof((value -> 'phone'::text)) = 'string'::text) AND (jsonb_typeof((value -> 'remove'::text)) = 'boolean'::text) AND (jsonb_typeof((value -> 'receivesInvoices'::text)) = 'boolean'::text) AND (jsonb_typeof((value -> 'receivesStatements'::text)) = 'boolean'::text) AND (((value ->> 'contactId'::text) IS NOT NULL) OR (NOT ((value ->> 'remove'::text))::boolean))), false)
    ELSE COALESCE(((length(btrim((value ->> 'holder'::text))) > 0) AND ((value ->> 'currency'::text) ~ '^[A-Z]{3}$'::text)), false)
END);
alter table customer_change_requests add constraint customer_change_requests_was_check CHECK ((jsonb_typeof(was) = 'object'::text));
alter table customer_reminder_groups add constraint customer_reminder_groups_code_check CHECK ((group_code = ANY (ARRAY['standard'::text, 'gentle'::text, 'none'::text])));
alter table customer_reminder_groups add constraint customer_reminder_groups_reason_check CHECK ((length(reason) <= 500));
alter table customers add constraint customers_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));
alter table customers add constraint customers_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table customers add constraint customers_discount_check CHECK (((discount_bp >= 1) AND (discount_bp <= 5000)));
alter table customers add constraint customers_discount_days_check CHECK (((discount_days >= 0) AND (discount_days <= 365)));
alter table customers add constraint customers_discount_terms_check CHECK (((discount_bp IS NULL) = (discount_days IS NULL)));
alter table customers add constraint customers_invoice_per_check CHECK ((invoice_per = ANY (ARRAY['cycle'::text, 'po'::text, 'site'::text, 'together'::text])));
alter table customers add constraint customers_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ms'::text, 'ar'::text, 'ml'::text, 'hi'::text, 'zh'::text])));
alter table customers add constraint customers_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table customers add constraint customers_number_check CHECK ((number ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text));
alter table customers add constraint customers_own_parent_check CHECK ((parent_id IS DISTINCT FROM id));
alter table customers add constraint customers_risk_class_check CHECK ((risk_class = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text])));
alter table customers add constraint customers_terms_check CHECK (((terms_days >= 0) AND (terms_days <= 365)));
alter table customers add constraint customers_terms_fit_check CHECK (((terms_from <> 'next_month'::text) OR ((terms_days >= 1) AND (terms_days <= 31))));
alter table customers add constraint customers_terms_from_check CHECK ((terms_from = ANY (ARRAY['document'::text, 'month_end'::text, 'next_month'::text])));
alter table deduction_codes add constraint deduction_codes_department_check CHECK ((department = ANY (ARRAY['sales'::text, 'service'::text, 'shipping'::text, 'operations'::text, 'receivables'::text])));
alter table deferral_releases add constraint deferral_releases_amount_check CHECK ((amount_minor <> 0));
alter table deferral_releases add constraint deferral_releases_month_check CHECK ((month_on = date_trunc('month'::text, (month_on)::timestamp with time zone)));
alter table deferrals add constraint deferrals_amount_check CHECK ((amount_minor <> 0));
alter table deferrals add constraint deferrals_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table deferrals add constraint deferrals_emptied_check CHECK (((left_minor <> 0) OR (left_base_minor = 0)));
alter table deferrals add constraint deferrals_left_check CHECK (((((left_minor)::double precision * sign((amount_minor)::double precision)) >= (0)::double precision) AND (((left_minor)::double precision * sign((amount_minor)::double precision)) <= (abs(amount_minor))::double precision)));
alter table deferrals add constraint deferrals_month_check CHECK ((next_month_on = date_trunc('month'::text, (next_month_on)::timestamp with time zone)));
alter table deferrals add constraint deferrals_period_check CHECK (((to_on >= from_on) AND (plan_from_on >= from_on)));
alter table deliveries add constraint deliveries_about_check CHECK (((invoice_id IS NULL) <> (document_id IS NULL)));
alter table deliveries add constraint deliveries_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'portal'::text, 'einvoice'::text, 'supplier_portal'::text, 'post'::text, 'hand'::text])));
alter table deliveries add constraint deliveries_gathers_check CHECK ((gathers = ANY (ARRAY['each'::text, 'day'::text])));
alter table deliveries add constraint deliveries_kind_check CHECK ((document_kind = ANY (ARRAY['invoice'::text, 'credit_note'::text, 'debit_note'::text, 'statement'::text, 'receipt'::text, 'reminder'::text])));
alter table deliveries add constraint deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'printed'::text, 'sent'::text, 'submitted'::text, 'delivered'::text, 'rejected'::text, 'failed'::text, 'withdrawn'::text])));
alter table delivery_choices add constraint delivery_choices_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'portal'::text, 'einvoice'::text, 'supplier_portal'::text, 'post'::text, 'hand'::text])));
alter table delivery_choices add constraint delivery_choices_gathers_check CHECK ((gathers = ANY (ARRAY['each'::text, 'day'::text])));
alter table delivery_choices add constraint delivery_choices_kind_check CHECK ((document_kind = ANY (ARRAY['invoice'::text, 'credit_note'::text, 'debit_note'::text, 'statement'::text, 'receipt'::text, 'reminder'::text])));
alter table delivery_choices add constraint delivery_choices_roles_check CHECK ((to_roles <@ ARRAY['accounts_payable'::text, 'purchasing'::text, 'site'::text, 'management'::text]));
alter table delivery_defaults add constraint delivery_defaults_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'portal'::text, 'einvoice'::text, 'supplier_portal'::text, 'post'::text, 'hand'::text])));
alter table delivery_defaults add constraint delivery_defaults_gathers_check CHECK ((gathers = ANY (ARRAY['each'::text, 'day'::text])));
alter table delivery_defaults add constraint delivery_defaults_kind_check CHECK ((document_kind = ANY (ARRAY['invoice'::text, 'credit_note'::text, 'debit_note'::text, 'statement'::text, 'receipt'::text, 'reminder'::text])));
alter table delivery_defaults add constraint delivery_defaults_roles_check CHECK ((to_roles <@ ARRAY['accounts_payable'::text, 'purchasing'::text, 'site'::text, 'management'::text]));
alter table delivery_events add constraint delivery_events_handed_check CHECK (((kind <> 'handed_over'::text) OR (btrim(person) <> ''::text)));
alter table delivery_events add constraint delivery_events_kind_check CHECK ((kind = ANY (ARRAY['ordered'::text, 'held'::text, 'withdrawn'::text, 'suppressed'::text, 'sent'::text, 'delivered'::text, 'bounced'::text, 'failed'::text, 'opened'::text, 'shown'::text, 'printed'::text, 'reprinted'::text, 'posted'::text, 'assigned'::text, 'handed_over'::text, 'not_handed_over'::text, 'submitted'::text, 'accepted'::text, 'rejected'::text, 'paid_on'::text, 'retried'::text])));
alter table delivery_events add constraint delivery_events_paid_check CHECK (((kind = 'paid_on'::text) = (paid_on IS NOT NULL)));
alter table delivery_events add constraint delivery_events_person_check CHECK ((length(person) <= 140));
alter table delivery_events add constraint delivery_events_reference_check CHECK ((length(reference) <= 140));
alter table delivery_events add constraint delivery_events_rejected_check CHECK (((kind <> ALL (ARRAY['rejected'::text, 'not_handed_over'::text, 'withdrawn'::text, 'suppressed'::text])) OR (btrim(reason) <> ''::text)));
alter table delivery_events add constraint delivery_events_submitted_check CHECK (((kind <> 'submitted'::text) OR (btrim(reference) <> ''::text)));
alter table delivery_evidence add constraint delivery_evidence_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table delivery_evidence add constraint delivery_evidence_size_check CHECK (((size_bytes >= 1) AND (size_bytes <= 10485760)));
alter table delivery_evidence add constraint delivery_evidence_type_check CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text, 'application/pdf'::text])));
alter table delivery_routes add constraint delivery_routes_hint_check CHECK ((length(hint) <= 500));
alter table delivery_routes add constraint delivery_routes_route_check CHECK ((length(route) <= 60));
alter table demo_clock add constraint demo_clock_only_row_check CHECK (only_row);
alter table deposit_batches add constraint deposit_batches_amount_check CHECK ((amount_minor > 0));
alter table deposit_batches add constraint deposit_batches_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table deposit_batches add constraint deposit_batches_series_check CHECK ((series_code = 'DEP'::text));
alter table deposit_cancellations add constraint deposit_cancellations_reason_check CHECK ((length(btrim(reason)) > 0));
alter table deposit_lines add constraint deposit_lines_amount_check CHECK ((amount_minor > 0));
alter table deposit_lines add constraint deposit_lines_line_no_check CHECK ((line_no > 0));
alter table dispute_asks add constraint dispute_asks_act_check CHECK ((act = ANY (ARRAY['raise'::text, 'reply'::text, 'withdraw'::text, 'reopen'::text])));
alter table dispute_asks add constraint dispute_asks_answered_check CHECK ((((answered_at IS NULL) = (outcome IS NULL)) AND ((outcome IS DISTINCT FROM 'refused'::text) = (refusal IS NULL)) AND ((outcome IS DISTINCT FROM 'done'::text) = (answered_dispute_id IS NULL))));
alter table dispute_asks add constraint dispute_asks_by_kind_check CHECK ((asked_by_kind = ANY (ARRAY['customer'::text, 'link'::text])));
alter table dispute_asks add constraint dispute_asks_dispute_check CHECK (((dispute_id IS NULL) = (act = 'raise'::text)));
alter table dispute_asks add constraint dispute_asks_key_check CHECK (((length(key) >= 8) AND (length(key) <= 200)));
alter table dispute_asks add constraint dispute_asks_link_check CHECK (((asked_by_kind = 'customer'::text) OR ((act = 'raise'::text) AND (invoice_id IS NOT NULL))));
alter table dispute_asks add constraint dispute_asks_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text])));
alter table dispute_asks add constraint dispute_asks_wish_check CHECK (((jsonb_typeof(wish) = 'object'::text) AND (length((wish)::text) <= 30000)));
alter table dispute_breaches add constraint dispute_breaches_cause_check CHECK (((btrim(cause) <> ''::text) AND (length(cause) <= 500)));
alter table dispute_breaches add constraint dispute_breaches_clock_check CHECK ((clock = ANY (ARRAY['answer'::text, 'resolve'::text])));
alter table dispute_breaches add constraint dispute_breaches_explained_check CHECK ((((cause IS NULL) = (explained_at IS NULL)) AND ((cause IS NULL) = (explained_by_name IS NULL))));
alter table dispute_breaches add constraint dispute_breaches_late_check CHECK ((noticed_at > due_at));
alter table dispute_causes add constraint dispute_causes_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{1,30}$'::text));
alter table dispute_causes add constraint dispute_causes_label_check CHECK (((btrim(label) <> ''::text) AND (length(label) <= 120)));
alter table dispute_causes add constraint dispute_causes_prevention_check CHECK ((length(prevention) <= 500));
alter table dispute_causes add constraint dispute_causes_rule_check CHECK ((issue_rule ~ '^[a-z][a-z-]{1,40}$'::text));
alter table dispute_causes add constraint dispute_causes_state_check CHECK ((state = ANY (ARRAY['on'::text, 'off'::text])));
alter table dispute_decisions add constraint dispute_decisions_agreed_check CHECK ((agreed_minor >= 0));
alter table dispute_decisions add constraint dispute_decisions_decision_check CHECK ((decision = ANY (ARRAY['agreed'::text, 'part'::text, 'refused'::text, 'rebilled'::text])));
alter table dispute_decisions add constraint dispute_decisions_effect_check CHECK ((((decision = 'refused'::text) = (credit_note_id IS NULL)) AND ((decision = 'refused'::text) = (agreed_minor = 0))));
alter table dispute_decisions add constraint dispute_decisions_words_check CHECK (((btrim(words) <> ''::text) AND (length(words) <= 5000)));
alter table dispute_files add constraint dispute_files_name_check CHECK (((btrim(file_name) <> ''::text) AND (length(file_name) <= 200)));
alter table dispute_files add constraint dispute_files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table dispute_files add constraint dispute_files_size_check CHECK (((size_bytes >= 1) AND (size_bytes <= 10485760)));
alter table dispute_files add constraint dispute_files_type_check CHECK ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text, 'application/pdf'::text])));
alter table dispute_files add constraint dispute_files_visibility_check CHECK ((visibility = ANY (ARRAY['customer'::text, 'internal'::text])));
alter table dispute_handovers add constraint dispute_handovers_answered_check CHECK ((((answered_at IS NULL) = (answered_by_name IS NULL)) AND ((answered_at IS NULL) = (message_id IS NULL))));
alter table dispute_handovers add constraint dispute_handovers_email_check CHECK ((length(to_email) <= 320));
alter table dispute_handovers add constraint dispute_handovers_end_check CHECK (((answered_at IS NULL) OR (recalled_at IS NULL)));
alter table dispute_handovers add constraint dispute_handovers_question_check CHECK (((btrim(question) <> ''::text) AND (length(question) <= 5000)));
alter table dispute_handovers add constraint dispute_handovers_to_check CHECK (((to_queue IS NULL) <> (to_user IS NULL)));
alter table dispute_learnings add constraint dispute_learnings_note_check CHECK ((length(note) <= 1000));
alter table dispute_lines add constraint dispute_lines_about_check CHECK ((((what = 'about'::text) = (amount_minor = 0)) AND ((what <> 'about'::text) OR (NOT is_contested))));
alter table dispute_lines add constraint dispute_lines_amount_check CHECK ((amount_minor >= 0));
alter table dispute_lines add constraint dispute_lines_claim_check CHECK ((((what = 'quantity'::text) = (quantity IS NOT NULL)) AND ((what = 'price'::text) = (unit_price IS NOT NULL))));
alter table dispute_lines add constraint dispute_lines_what_check CHECK ((what = ANY (ARRAY['whole'::text, 'line'::text, 'quantity'::text, 'price'::text, 'amount'::text, 'about'::text])));
alter table dispute_lines add constraint dispute_lines_whole_check CHECK (((invoice_line_no IS NULL) = ((what = ANY (ARRAY['whole'::text, 'amount'::text])) AND (net_minor IS NULL))));
alter table dispute_messages add constraint dispute_messages_author_check CHECK ((author_kind = ANY (ARRAY['customer'::text, 'link'::text, 'staff'::text, 'department'::text, 'system'::text])));
alter table dispute_messages add constraint dispute_messages_body_check CHECK (((btrim(body) <> ''::text) AND (length(body) <= 10000)));
alter table dispute_messages add constraint dispute_messages_customers_are_seen_check CHECK (((author_kind <> ALL (ARRAY['customer'::text, 'link'::text])) OR (visibility = 'customer'::text)));
alter table dispute_messages add constraint dispute_messages_departments_are_internal_check CHECK (((author_kind <> 'department'::text) OR (visibility = 'internal'::text)));
alter table dispute_messages add constraint dispute_messages_via_check CHECK ((via = ANY (ARRAY['portal'::text, 'mail'::text, 'staff'::text, 'department_link'::text, 'system'::text])));
alter table dispute_messages add constraint dispute_messages_visibility_check CHECK ((visibility = ANY (ARRAY['customer'::text, 'internal'::text])));
alter table dispute_queues add constraint dispute_queues_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{1,30}$'::text));
alter table dispute_queues add constraint dispute_queues_email_check CHECK ((length(email) <= 320));
alter table dispute_queues add constraint dispute_queues_hours_check CHECK (((opens_minute >= 0) AND (closes_minute <= 1440) AND (opens_minute < closes_minute)));
alter table dispute_queues add constraint dispute_queues_name_check CHECK (((btrim(name) <> ''::text) AND (length(name) <= 80)));
alter table dispute_queues add constraint dispute_queues_warn_check CHECK (((warn_minutes >= 0) AND (warn_minutes <= 10080)));
alter table dispute_reasons add constraint dispute_reasons_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{1,30}$'::text));
alter table dispute_reasons add constraint dispute_reasons_kinds_check CHECK (((cardinality(kinds) > 0) AND (kinds <@ ARRAY['dispute'::text, 'question'::text, 'complaint'::text, 'refund_claim'::text])));
alter table dispute_reasons add constraint dispute_reasons_label_check CHECK (((btrim(label) <> ''::text) AND (length(label) <= 120)));
alter table dispute_reasons add constraint dispute_reasons_words_check CHECK (((jsonb_typeof(customer_words) = 'object'::text) AND (btrim((customer_words ->> 'en'::text)) <> ''::text)));
alter table dispute_stages add constraint dispute_stages_by_kind_check CHECK ((by_kind = ANY (ARRAY['customer'::text, 'link'::text, 'staff'::text, 'system'::text, 'department'::text])));
alter table dispute_stages add constraint dispute_stages_position_check CHECK (("position" >= 1));
alter table dispute_stages add constraint dispute_stages_to_check CHECK ((to_state = ANY (ARRAY['new'::text, 'looked_at'::text, 'waiting_customer'::text, 'waiting_department'::text, 'waiting_approval'::text, 'decided'::text, 'closed'::text, 'reopened'::text])));
alter table dispute_stages add constraint dispute_stages_waits_check CHECK ((waits_for = ANY (ARRAY['us'::text, 'customer'::text, 'colleague'::text, 'department'::text, 'approval'::text])));
alter table dispute_stages add constraint dispute_stages_why_check CHECK ((length(why) <= 1000));
alter table dispute_targets add constraint dispute_targets_answer_check CHECK (((answer_minutes >= 1) AND (answer_minutes <= 100000)));
alter table dispute_targets add constraint dispute_targets_kind_check CHECK ((kind = ANY (ARRAY['dispute'::text, 'question'::text, 'complaint'::text, 'refund_claim'::text])));
alter table dispute_targets add constraint dispute_targets_order_check CHECK ((answer_minutes <= resolve_minutes));
alter table dispute_targets add constraint dispute_targets_resolve_check CHECK (((resolve_minutes >= 1) AND (resolve_minutes <= 1000000)));
alter table disputes add constraint disputes_amount_check CHECK ((((kind = ANY (ARRAY['dispute'::text, 'refund_claim'::text])) = (amount_minor IS NOT NULL)) AND ((amount_minor IS NULL) OR ((amount_minor > 0) AND (item_id IS NOT NULL) AND (currency IS NOT NULL)))));
alter table disputes add constraint disputes_approval_waits_check CHECK (((state = 'waiting_approval'::text) = (approval_id IS NOT NULL)));
alter table disputes add constraint disputes_closed_check CHECK ((((state = 'closed'::text) = (closed_at IS NOT NULL)) AND ((state = 'closed'::text) = (waits_for IS NULL)) AND ((state <> 'closed'::text) OR (outcome IS NOT NULL)) AND ((outcome IS NULL) OR (state = ANY (ARRAY['decided'::text, 'closed'::text])))));
alter table disputes add constraint disputes_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table disputes add constraint disputes_expects_check CHECK ((length(expects) <= 500));
alter table disputes add constraint disputes_kind_check CHECK ((kind = ANY (ARRAY['dispute'::text, 'question'::text, 'complaint'::text, 'refund_claim'::text])));
alter table disputes add constraint disputes_last_word_check CHECK ((last_word_by = ANY (ARRAY['customer'::text, 'us'::text])));
alter table disputes add constraint disputes_merged_check CHECK (((NOT (outcome IS DISTINCT FROM 'merged'::text)) = (merged_into IS NOT NULL)));
alter table disputes add constraint disputes_notify_check CHECK ((length(notify_email) <= 320));
alter table disputes add constraint disputes_outcome_check CHECK ((outcome = ANY (ARRAY['agreed'::text, 'part'::text, 'refused'::text, 'rebilled'::text, 'withdrawn'::text, 'answered'::text, 'merged'::text])));
alter table disputes add constraint disputes_owner_named_check CHECK (((owner_user IS NULL) = (owner_name IS NULL)));
alter table disputes add constraint disputes_raised_by_kind_check CHECK ((raised_by_kind = ANY (ARRAY['customer'::text, 'link'::text, 'staff'::text])));
alter table disputes add constraint disputes_severity_check CHECK ((severity = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text])));
alter table disputes add constraint disputes_severity_of_complaints_check CHECK (((kind = 'complaint'::text) = (severity IS NOT NULL)));
alter table disputes add constraint disputes_state_check CHECK ((state = ANY (ARRAY['new'::text, 'looked_at'::text, 'waiting_customer'::text, 'waiting_department'::text, 'waiting_approval'::text, 'decided'::text, 'closed'::text, 'reopened'::text])));
alter table disputes add constraint disputes_waits_check CHECK ((waits_for = ANY (ARRAY['us'::text, 'customer'::text, 'colleague'::text, 'department'::text, 'approval'::text])));
alter table disputes add constraint disputes_waits_check_of_state_check CHECK (
CASE state
    WHEN 'waiting_customer'::text THEN (waits_for = 'customer'::text)
    WHEN 'waiting_approval'::text THEN (waits_for = 'approval'::text)
    WHEN 'waiting_department'::text THEN (waits_for = ANY (ARRAY['department'::text, 'colleague'::text]))
    WHEN 'closed'::text THEN (waits_for IS NULL)
    ELSE (waits_for = ANY (ARRAY['us'::text, 'colleague'::text]))
END);
alter table document_faults add constraint document_faults_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'receipt'::text, 'provisional_receipt'::text, 'reminder'::text, 'einvoice'::text])));
alter table document_faults add constraint document_faults_mended_check CHECK ((mended_at >= failed_at));
alter table document_faults add constraint document_faults_next_check CHECK ((next_try_at >= failed_at));
alter table document_faults add constraint document_faults_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 2000)));
alter table document_faults add constraint document_faults_tries_check CHECK ((tries > 0));
alter table documents add constraint documents_attempt_check CHECK ((attempt_no > 0));
alter table documents add constraint documents_einvoice_check CHECK ((((kind = 'einvoice'::text) = (profile IS NOT NULL)) AND ((profile IS NULL) = (attempt_no IS NULL)) AND ((kind <> 'einvoice'::text) OR (invoice_id IS NOT NULL))));
alter table documents add constraint documents_group_statement_check CHECK (((kind <> 'group_statement'::text) OR ((currency IS NULL) AND (from_on IS NOT NULL) AND (to_on IS NOT NULL) AND (seal_no IS NOT NULL))));
alter table documents add constraint documents_instrument_check CHECK (((kind = ANY (ARRAY['provisional_receipt'::text, 'cheque_photo'::text])) = (instrument_id IS NOT NULL)));
alter table documents add constraint documents_kind_check CHECK ((kind = ANY (ARRAY['cheque_photo'::text, 'einvoice'::text, 'group_statement'::text, 'invoice'::text, 'plan_agreement'::text, 'provisional_receipt'::text, 'receipt'::text, 'reminder'::text, 'statement'::text])));
alter table documents add constraint documents_period_check CHECK ((from_on <= to_on));
alter table documents add constraint documents_photo_check CHECK (((kind <> 'cheque_photo'::text) OR ((media_type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text])) AND (size_bytes <= 10485760))));
alter table documents add constraint documents_plan_check CHECK (((kind = 'plan_agreement'::text) = (plan_version_id IS NOT NULL)));
alter table documents add constraint documents_reminder_check CHECK ((((kind = 'reminder'::text) = (reminder_level IS NOT NULL)) AND ((kind <> 'reminder'::text) OR ((currency IS NOT NULL) AND (to_on IS NOT NULL) AND ((reminder_level >= 1) AND (reminder_level <= 3))))));
alter table documents add constraint documents_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table documents add constraint documents_size_check CHECK ((size_bytes > 0));
alter table documents add constraint documents_statement_check CHECK (((kind <> 'statement'::text) OR ((currency IS NOT NULL) AND (from_on IS NOT NULL) AND (to_on IS NOT NULL) AND (seal_no IS NOT NULL))));
alter table documents add constraint documents_statement_form_check CHECK (((statement_form IS NULL) OR ((statement_form = 'open_item'::text) AND (kind = ANY (ARRAY['statement'::text, 'group_statement'::text])))));
alter table einvoice_buyers add constraint einvoice_buyers_endpoint_check CHECK (((endpoint_scheme = ''::text) = (endpoint_id = ''::text)));
alter table einvoice_events add constraint einvoice_events_reason_check CHECK (((step <> ALL (ARRAY['rejected'::text, 'cancelled'::text])) OR (length(btrim(reason)) > 0)));
alter table einvoice_events add constraint einvoice_events_step_check CHECK ((step = ANY (ARRAY['made'::text, 'sent'::text, 'accepted'::text, 'rejected'::text, 'cancelled'::text])));
alter table einvoice_profiles add constraint einvoice_profiles_cancel_check CHECK ((cancel_hours > 0));
alter table einvoice_seller add constraint einvoice_seller_endpoint_check CHECK (((endpoint_scheme = ''::text) = (endpoint_id = ''::text)));
alter table einvoice_seller add constraint einvoice_seller_msic_check CHECK ((msic_code ~ '^([0-9]{5})?$'::text));
alter table einvoice_seller add constraint einvoice_seller_only_row_check CHECK (only_row);
alter table entries add constraint entries_kind_check CHECK ((kind = ANY (ARRAY['opening_balance'::text, 'invoice'::text, 'debit_note'::text, 'credit_note'::text, 'payment'::text, 'payment_reversal'::text, 'transfer'::text, 'processor_fee'::text, 'payout'::text, 'deposit'::text, 'revenue_release'::text, 'discount'::text, 'withholding'::text, 'bank_charge'::text, 'bank_interest'::text, 'small_difference'::text, 'deduction'::text, 'write_off'::text, 'tax_relief'::text, 'recovery'::text, 'refund'::text, 'refund_paid'::text, 'refund_failed'::text, 'refund_cancelled'::text, 'loss_allowance'::text, 'chargeback'::text, 'chargeback_fee'::text, 'chargeback_won'::text, 'exchange'::text, 'revaluation'::text, 'revaluation_reversal'::text, 'currency_clearing'::text, 'credit_balances'::text, 'credit_balances_reversal'::text, 'unidentified_receipt'::text, 'receipt_identified'::text, 'receipt_returned'::text])));
alter table entry_lines add constraint entry_lines_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table entry_lines add constraint entry_lines_line_no_check CHECK ((line_no > 0));
alter table entry_lines add constraint entry_lines_receivables_have_customer_check CHECK (((account_code = '1100'::text) = (customer_id IS NOT NULL)));
alter table exchange_rates add constraint exchange_rates_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table exchange_rates add constraint exchange_rates_rate_check CHECK ((rate > (0)::numeric));
alter table help_versions add constraint help_versions_body_check CHECK (((btrim(body) <> ''::text) AND (length(body) <= 20000)));
alter table help_versions add constraint help_versions_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ms'::text, 'ar'::text, 'ml'::text, 'hi'::text, 'zh'::text])));
alter table help_versions add constraint help_versions_reason_check CHECK ((length(reason) <= 500));
alter table help_versions add constraint help_versions_slug_check CHECK (((slug ~ '^[a-z]+(-[a-z]+)*$'::text) AND (length(slug) <= 60)));
alter table help_versions add constraint help_versions_title_check CHECK (((btrim(title) <> ''::text) AND (length(title) <= 120)));
alter table holds add constraint holds_amount_check CHECK ((amount_minor > 0));
alter table holds add constraint holds_kind_check CHECK ((kind = ANY (ARRAY['disputed'::text, 'in_plan'::text, 'in_flight'::text, 'legal'::text])));
alter table holidays add constraint holidays_calendar_check CHECK ((calendar ~ '^[A-Z]{2}$'::text));
alter table holidays add constraint holidays_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 140)));
alter table idempotency_keys add constraint idempotency_keys_key_check CHECK (((length(key) >= 8) AND (length(key) <= 200)));
alter table import_files add constraint import_files_expiry_check CHECK ((expires_at > uploaded_at));
alter table import_files add constraint import_files_kind_check CHECK ((kind = ANY (ARRAY['customers'::text, 'invoices'::text, 'opening_balances'::text, 'rates'::text, 'prices'::text, 'usage'::text, 'readings'::text, 'orders'::text, 'einvoice'::text])));
alter table import_files add constraint import_files_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200)));
alter table import_files add constraint import_files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table import_files add constraint import_files_size_check CHECK (((octet_length(content) >= 1) AND (octet_length(content) <= 10485760)));
alter table import_mappings add constraint import_mappings_kind_check CHECK ((kind = ANY (ARRAY['usage'::text, 'readings'::text, 'orders'::text])));
alter table import_mappings add constraint import_mappings_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 60)));
alter table import_mappings add constraint import_mappings_shape_check CHECK ((jsonb_typeof(mapping) = 'object'::text));
alter table inbound_files add constraint inbound_files_body_check CHECK ((length(body) <= 200000));
alter table inbound_files add constraint inbound_files_kept_check CHECK ((((sha256 IS NULL) = (refused <> ''::text)) AND ((media_type IS NULL) = (sha256 IS NULL))));
alter table inbound_files add constraint inbound_files_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200)));
alter table inbound_files add constraint inbound_files_no_check CHECK (((file_no >= 1) AND (file_no <= 50)));
alter table inbound_files add constraint inbound_files_refused_check CHECK ((refused = ANY (ARRAY[''::text, 'kind'::text, 'size'::text, 'host'::text, 'gone'::text, 'count'::text])));
alter table inbound_files add constraint inbound_files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table inbound_files add constraint inbound_files_size_check CHECK ((size_bytes >= 0));
alter table inbound_mail_dismissals add constraint inbound_mail_dismissals_reason_check CHECK (((btrim(reason) <> ''::text) AND (length(reason) <= 500)));
alter table inbound_mail_places add constraint inbound_mail_places_how_check CHECK ((how = ANY (ARRAY['address'::text, 'person'::text])));
alter table inbound_mail_places add constraint inbound_mail_places_person_check CHECK (((how = 'address'::text) OR (placed_by IS NOT NULL)));
alter table inbound_mail_places add constraint inbound_mail_places_reason_check CHECK ((length(reason) <= 500));
alter table inbound_mail_places add constraint inbound_mail_places_subject_check CHECK ((subject_kind = ANY (ARRAY['customer'::text, 'invoice'::text, 'dispute'::text])));
alter table inbound_mails add constraint inbound_mails_automatic_check CHECK ((automatic = ANY (ARRAY[''::text, 'reply'::text, 'loop'::text, 'bounce'::text, 'list'::text])));
alter table inbound_mails add constraint inbound_mails_body_check CHECK ((length(body) <= 200000));
alter table inbound_mails add constraint inbound_mails_fault_check CHECK ((length(fault) <= 500));
alter table inbound_mails add constraint inbound_mails_fetched_check CHECK (((state = ANY (ARRAY['heard'::text, 'lost'::text])) = (fetched_at IS NULL)));
alter table inbound_mails add constraint inbound_mails_from_check CHECK ((length(from_address) <= 320));
alter table inbound_mails add constraint inbound_mails_message_check CHECK ((length(message_ref) <= 998));
alter table inbound_mails add constraint inbound_mails_name_check CHECK ((length(from_name) <= 200));
alter table inbound_mails add constraint inbound_mails_quoted_check CHECK ((length(quoted) <= 200000));
alter table inbound_mails add constraint inbound_mails_state_check CHECK ((state = ANY (ARRAY['heard'::text, 'waiting'::text, 'placed'::text, 'set_aside'::text, 'lost'::text])));
alter table inbound_mails add constraint inbound_mails_subject_check CHECK ((length(subject) <= 500));
alter table instrument_events add constraint instrument_events_batch_check CHECK (((kind = ANY (ARRAY['banked'::text, 'taken_out'::text])) = (batch_id IS NOT NULL)));
alter table instrument_events add constraint instrument_events_charge_check CHECK ((charge_minor > 0));
alter table instrument_events add constraint instrument_events_charged_check CHECK ((((charge_minor IS NULL) = (charge_entry_id IS NULL)) AND ((charge_minor IS NULL) OR (kind = 'returned_after'::text))));
alter table instrument_events add constraint instrument_events_charged_on_check CHECK (((debit_note_id IS NULL) OR (kind = ANY (ARRAY['returned_before'::text, 'returned_after'::text]))));
alter table instrument_events add constraint instrument_events_custody_check CHECK (((kind = ANY (ARRAY['received'::text, 'handed_over'::text])) = (custodian_name IS NOT NULL)));
alter table instrument_events add constraint instrument_events_due_check CHECK (((kind = ANY (ARRAY['received'::text, 'due_moved'::text])) = (due_on IS NOT NULL)));
alter table instrument_events add constraint instrument_events_kind_check CHECK ((kind = ANY (ARRAY['received'::text, 'handed_over'::text, 'due_moved'::text, 'confirmed'::text, 'banked'::text, 'taken_out'::text, 'cleared'::text, 'returned_before'::text, 'returned_after'::text, 'cancelled'::text, 'followed_up'::text])));
alter table instrument_events add constraint instrument_events_reason_check CHECK (((kind <> ALL (ARRAY['returned_before'::text, 'returned_after'::text, 'cancelled'::text, 'taken_out'::text])) OR (btrim(reason) <> ''::text)));
alter table instrument_events add constraint instrument_events_state_check CHECK ((to_state = ANY (ARRAY['post_dated'::text, 'in_hand'::text, 'banked'::text, 'cleared'::text, 'returned'::text, 'cancelled'::text])));
alter table instrument_items add constraint instrument_items_amount_check CHECK ((amount_minor > 0));
alter table instrument_standing add constraint instrument_standing_state_check CHECK ((state = ANY (ARRAY['post_dated'::text, 'in_hand'::text, 'banked'::text, 'cleared'::text, 'returned'::text, 'cancelled'::text])));
alter table instruments add constraint instruments_amount_check CHECK ((amount_minor > 0));
alter table instruments add constraint instruments_bank_name_check CHECK (((length(btrim(bank_name)) >= 1) AND (length(btrim(bank_name)) <= 140)));
alter table instruments add constraint instruments_cheque_no_check CHECK (((length(btrim(cheque_no)) >= 1) AND (length(btrim(cheque_no)) <= 40)));
alter table instruments add constraint instruments_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table instruments add constraint instruments_series_check CHECK ((series_code = 'RCP'::text));
alter table invoice_drafts add constraint invoice_drafts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table invoice_drafts add constraint invoice_drafts_due_check CHECK ((due_on >= document_on));
alter table invoice_drafts add constraint invoice_drafts_typed_check CHECK ((jsonb_typeof(typed) = 'object'::text));
alter table invoice_lines add constraint invoice_lines_defer_check CHECK ((((defer_from_on IS NULL) = (defer_to_on IS NULL)) AND ((defer_from_on IS NULL) OR ((defer_to_on >= defer_from_on) AND (defer_to_on < (defer_from_on + '20 years'::interval)) AND (corrects_line_no IS NULL)))));
alter table invoice_lines add constraint invoice_lines_from_deferred_check CHECK ((((from_deferred_minor IS NULL) = (from_deferred_base_minor IS NULL)) AND ((from_deferred_minor IS NULL) OR ((corrects_line_no IS NOT NULL) AND ((((from_deferred_minor)::double precision * sign((net_minor)::double precision)) >= (0)::double precision) AND (((from_deferred_minor)::double precision * sign((net_minor)::double precision)) <= (abs(net_minor))::double precision))))));
alter table invoices add constraint invoices_credit_corrects_check CHECK (((kind <> 'credit_note'::text) OR (corrects_id IS NOT NULL)));
alter table invoices add constraint invoices_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table invoices add constraint invoices_due_by_check CHECK ((due_by = ANY (ARRAY['terms'::text, 'hand'::text])));
alter table invoices add constraint invoices_due_check CHECK ((due_on >= document_on));
alter table invoices add constraint invoices_due_terms_check CHECK (((due_by IS NULL) OR ((due_by = 'terms'::text) = (due_on =
CASE terms_from
    WHEN 'document'::text THEN (document_on + terms_days)
    ELSE due_date(terms_from, terms_days, document_on)
END))));
alter table invoices add constraint invoices_invoice_corrects_nothing_check CHECK (((kind <> 'invoice'::text) OR (corrects_id IS NULL)));
alter table invoices add constraint invoices_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'debit_note'::text, 'credit_note'::text])));
alter table invoices add constraint invoices_money_out_check CHECK (((kind = 'credit_note'::text) OR ((approval_id IS NULL) AND (alone_rule IS NULL))));
alter table invoices add constraint invoices_reason_check CHECK (((kind = 'invoice'::text) = (reason_code IS NULL)));
alter table invoices add constraint invoices_replaces_check CHECK (((replaces_id IS NULL) OR ((kind = 'invoice'::text) AND (replaces_id <> id))));
alter table invoices add constraint invoices_series_kind_check CHECK (((series_code <> ALL (ARRAY['INV'::text, 'CN'::text, 'DN'::text])) OR (kind =
CASE series_code
    WHEN 'CN'::text THEN 'credit_note'::text
    WHEN 'DN'::text THEN 'debit_note'::text
    ELSE 'invoice'::text
END)));
alter table invoices add constraint invoices_terms_check CHECK ((((terms_from IS NULL) = (terms_days IS NULL)) AND ((terms_from IS NULL) = (due_by IS NULL))));
alter table invoices add constraint invoices_total_check CHECK ((gross_minor = (net_minor + tax_minor)));
alter table issue_rule_tests add constraint issue_rule_tests_code_check CHECK ((code ~ '^[a-z]+(-[a-z]+)*$'::text));
alter table issue_rule_tests add constraint issue_rule_tests_days_check CHECK ((looked_to_on >= looked_from_on));
alter table issue_rule_tests add constraint issue_rule_tests_looked_check CHECK ((looked_at_count >= 0));
alter table issue_rule_tests add constraint issue_rule_tests_severity_check CHECK ((severity = ANY (ARRAY['block'::text, 'warn'::text])));
alter table issue_rule_tests add constraint issue_rule_tests_stopped_check CHECK (((stopped_count >= 0) AND (stopped_count <= looked_at_count)));
alter table issue_rules add constraint issue_rules_code_check CHECK ((code ~ '^[a-z]+(-[a-z]+)*$'::text));
alter table issue_rules add constraint issue_rules_reason_check CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 500)));
alter table issue_rules add constraint issue_rules_severity_check CHECK ((severity = ANY (ARRAY['block'::text, 'warn'::text])));
alter table issue_rules add constraint issue_rules_state_check CHECK ((state = ANY (ARRAY['on'::text, 'off'::text])));
alter table issue_rules add constraint issue_rules_tested_check CHECK (((state = 'off'::text) OR delivered OR (test_id IS NOT NULL)));
alter table item_snapshots add constraint item_snapshots_open_check CHECK ((open_minor > 0));
alter table ledger_accounts add constraint ledger_accounts_code_check CHECK ((code ~ '^[0-9]{4}$'::text));
alter table ledger_accounts add constraint ledger_accounts_kind_check CHECK ((kind = ANY (ARRAY['asset'::text, 'liability'::text, 'equity'::text, 'income'::text, 'expense'::text])));
alter table list_price_withdrawals add constraint list_price_withdrawals_reason_check CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 500)));
alter table list_prices add constraint list_prices_validity_check CHECK ((valid_to_on >= valid_from_on));
alter table list_prices add constraint list_prices_version_check CHECK ((version_no > 0));
alter table messages add constraint messages_kind_check CHECK ((kind = ANY (ARRAY['autopay_failed'::text, 'autopay_notice'::text, 'cheque_returned'::text, 'dispute_decided'::text, 'dispute_handover'::text, 'dispute_needs_answer'::text, 'dispute_received'::text, 'dispute_reply'::text, 'dispute_withdrawn'::text, 'dispute_work'::text, 'invitation'::text, 'invoice'::text, 'invoices'::text, 'method_expiring'::text, 'payment_asked'::text, 'payment_failed'::text, 'payment_processing'::text, 'payment_sent_back'::text, 'plan_agreed'::text, 'plan_answer'::text, 'plan_over'::text, 'plan_payment'::text, 'portfolio'::text, 'receipt'::text, 'refund_failed'::text, 'refund_paid'::text, 'refund_sent'::text, 'reminder'::text, 'sign_in'::text, 'statement'::text])));
alter table messages add constraint messages_sealed_check CHECK (((sealed_mail IS NULL) = (sealed_at IS NULL)));
alter table messages add constraint messages_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'delivered'::text, 'bounced'::text, 'failed'::text, 'suppressed'::text])));
alter table meter_readings add constraint meter_readings_key_check CHECK (((length(natural_key) >= 1) AND (length(natural_key) <= 200)));
alter table meter_readings add constraint meter_readings_kind_check CHECK ((kind = ANY (ARRAY['actual'::text, 'estimate'::text])));
alter table meter_readings add constraint meter_readings_value_check CHECK ((value >= (0)::numeric));
alter table meters add constraint meters_code_check CHECK (((length(btrim(code)) >= 1) AND (length(btrim(code)) <= 60)));
alter table meters add constraint meters_digits_check CHECK (((digits >= 1) AND (digits <= 12)));
alter table meters add constraint meters_end_check CHECK ((ended_on >= starts_on));
alter table meters add constraint meters_multiplier_check CHECK ((multiplier > (0)::numeric));
alter table method_setups add constraint method_setups_path_check CHECK (((return_path ~ '^/[^/\\]'::text) AND (length(return_path) <= 2000)));
alter table method_setups add constraint method_setups_saved_check CHECK (((state = 'saved'::text) = (saved_method_id IS NOT NULL)));
alter table method_setups add constraint method_setups_state_check CHECK ((state = ANY (ARRAY['created'::text, 'open'::text, 'saved'::text, 'ended'::text])));
alter table movement_closings add constraint movement_closings_note_check CHECK (((btrim(note) <> ''::text) AND (length(note) <= 1000)));
alter table number_series add constraint number_series_counts_check CHECK ((counts = ANY (ARRAY['invoices'::text, 'payments'::text, 'write_offs'::text, 'refunds'::text, 'refund_batches'::text, 'instruments'::text, 'deposit_batches'::text])));
alter table number_series add constraint number_series_next_check CHECK ((next_no >= first_no));
alter table number_series add constraint number_series_pad_check CHECK (((pad >= 1) AND (pad <= 12)));
alter table open_items add constraint open_items_amount_check CHECK ((amount_minor > 0));
alter table open_items add constraint open_items_kind_check CHECK ((kind = ANY (ARRAY['opening_balance'::text, 'invoice'::text, 'debit_note'::text, 'credit_note'::text, 'payment'::text, 'payment_reversal'::text, 'transfer'::text, 'discount'::text, 'withholding'::text, 'bank_charge'::text, 'small_difference'::text, 'deduction'::text, 'write_off'::text, 'recovery'::text, 'refund'::text, 'refund_failed'::text, 'refund_cancelled'::text, 'chargeback'::text, 'chargeback_won'::text, 'currency_clearing'::text, 'receipt_identified'::text])));
alter table open_items add constraint open_items_residual_check CHECK (((residual_minor >= 0) AND (residual_minor <= amount_minor)));
alter table open_items add constraint open_items_side_check CHECK ((side = ANY (ARRAY['debit'::text, 'credit'::text])));
alter table opening_items add constraint opening_items_amount_check CHECK ((amount_minor <> 0));
alter table opening_items add constraint opening_items_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table opening_items add constraint opening_items_dates_check CHECK ((document_on <= effective_on));
alter table opening_items add constraint opening_items_due_check CHECK ((due_on >= document_on));
alter table opening_items add constraint opening_items_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)));
alter table payment_ask_items add constraint payment_ask_items_amount_check CHECK ((amount_minor > 0));
alter table payment_asks add constraint payment_asks_amount_check CHECK ((amount_minor > 0));
alter table payment_asks add constraint payment_asks_answer_check CHECK ((length(answer) <= 500));
alter table payment_asks add constraint payment_asks_answered_check CHECK ((((outcome IS NULL) = (answered_at IS NULL)) AND ((outcome IS NULL) = (answered_by IS NULL)) AND ((outcome IS NULL) = (answered_by_name IS NULL)) AND ((outcome IS NULL) = (answer IS NULL))));
alter table payment_asks add constraint payment_asks_expiry_check CHECK ((expires_at > asked_at));
alter table payment_asks add constraint payment_asks_note_check CHECK ((length(note) <= 500));
alter table payment_asks add constraint payment_asks_outcome_check CHECK ((outcome = ANY (ARRAY['sent_back'::text, 'withdrawn'::text])));
alter table payment_asks add constraint payment_asks_own_check CHECK (((outcome IS NULL) OR ((outcome = 'withdrawn'::text) = (answered_by = asked_by))));
alter table payment_asks add constraint payment_asks_says_why_check CHECK (((outcome IS DISTINCT FROM 'sent_back'::text) OR (btrim(answer) <> ''::text)));
alter table payment_attempt_items add constraint payment_attempt_items_amount_check CHECK ((amount_minor > 0));
alter table payment_attempts add constraint payment_attempts_alone_check CHECK (((alone_up_to_minor IS NULL) OR (ask_id IS NOT NULL) OR ((alone_currency = currency) AND (amount_minor <= alone_up_to_minor))));
alter table payment_attempts add constraint payment_attempts_amount_check CHECK ((amount_minor > 0));
alter table payment_attempts add constraint payment_attempts_by_kind_check CHECK ((requested_by_kind = ANY (ARRAY['customer'::text, 'link'::text, 'autopay'::text, 'plan'::text])));
alter table payment_attempts add constraint payment_attempts_by_whom_check CHECK (((kind = 'automatic'::text) OR ((requested_by_kind = ANY (ARRAY['customer'::text, 'link'::text])) AND (once_key IS NULL) AND (plan_id IS NULL))));
alter table payment_attempts add constraint payment_attempts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table payment_attempts add constraint payment_attempts_kind_check CHECK ((kind = ANY (ARRAY['checkout'::text, 'automatic'::text])));
alter table payment_attempts add constraint payment_attempts_method_check CHECK (((kind = 'automatic'::text) = (saved_method_id IS NOT NULL)));
alter table payment_attempts add constraint payment_attempts_once_check CHECK (((length(once_key) >= 8) AND (length(once_key) <= 200)));
alter table payment_attempts add constraint payment_attempts_page_check CHECK (((kind = 'checkout'::text) OR ((session_ref IS NULL) AND (session_url IS NULL) AND (state <> ALL (ARRAY['open'::text, 'expired'::text])))));
alter table payment_attempts add constraint payment_attempts_pay_with_check CHECK ((pay_with = ANY (ARRAY['card'::text, 'direct_debit'::text])));
alter table payment_attempts add constraint payment_attempts_state_check CHECK ((state = ANY (ARRAY['created'::text, 'open'::text, 'processing'::text, 'succeeded'::text, 'failed'::text, 'expired'::text, 'unknown'::text])));
alter table payment_attempts add constraint payment_attempts_succeeded_has_payment_check CHECK (((state <> 'succeeded'::text) OR (payment_id IS NOT NULL)));
alter table payments add constraint payments_amount_check CHECK ((amount_minor > 0));
alter table payments add constraint payments_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table payments add constraint payments_method_check CHECK ((method = ANY (ARRAY['card'::text, 'direct_debit'::text, 'transfer'::text, 'cheque'::text, 'cash'::text])));
alter table payout_postings add constraint payout_postings_kind_check CHECK ((kind = ANY (ARRAY['paid'::text, 'returned'::text])));
alter table payouts add constraint payouts_amount_check CHECK ((amount_minor <> 0));
alter table payouts add constraint payouts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table payouts add constraint payouts_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'in_transit'::text, 'paid'::text, 'failed'::text, 'canceled'::text])));
alter table period_events add constraint period_events_action_check CHECK ((action = ANY (ARRAY['closed'::text, 'reopened'::text])));
alter table period_events add constraint period_events_reopened_has_approval_check CHECK (((action = 'reopened'::text) = (approval_id IS NOT NULL)));
alter table period_events add constraint period_events_reopened_says_why_check CHECK (((action = 'closed'::text) OR (length(btrim(reason)) > 0)));
alter table periods add constraint periods_kind_check CHECK ((kind = ANY (ARRAY['posting'::text, 'tax'::text])));
alter table periods add constraint periods_month_check CHECK ((month_on = (date_trunc('month'::text, (month_on)::timestamp with time zone))::date));
alter table periods add constraint periods_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])));
alter table plan_asks add constraint plan_asks_act_check CHECK ((act = ANY (ARRAY['start'::text, 'accept'::text, 'withdraw'::text, 'move'::text, 'method'::text, 'help'::text])));
alter table plan_asks add constraint plan_asks_answered_check CHECK (((answered_at IS NULL) = (outcome IS NULL)));
alter table plan_asks add constraint plan_asks_key_check CHECK (((length(key) >= 8) AND (length(key) <= 200)));
alter table plan_asks add constraint plan_asks_note_check CHECK ((length(note) <= 1000));
alter table plan_asks add constraint plan_asks_outcome_check CHECK ((outcome = ANY (ARRAY['agreed'::text, 'requested'::text, 'done'::text, 'refused'::text])));
alter table plan_asks add constraint plan_asks_plan_check CHECK (((plan_id IS NULL) = (act = 'start'::text)));
alter table plan_asks add constraint plan_asks_refusal_check CHECK (((refusal IS NOT NULL) = (NOT (outcome IS DISTINCT FROM 'refused'::text))));
alter table plan_asks add constraint plan_asks_wish_check CHECK ((jsonb_typeof(wish) = 'object'::text));
alter table plan_events add constraint plan_events_by_kind_check CHECK ((by_kind = ANY (ARRAY['customer'::text, 'staff'::text, 'system'::text])));
alter table plan_events add constraint plan_events_facts_check CHECK ((jsonb_typeof(facts) = 'object'::text));
alter table plan_events add constraint plan_events_instalment_check CHECK (((instalment_no IS NOT NULL) = (kind = ANY (ARRAY['coming'::text, 'charged'::text, 'late'::text, 'missed'::text, 'met'::text, 'cured'::text, 'reopened'::text, 'moved'::text]))));
alter table plan_events add constraint plan_events_kind_check CHECK ((kind = ANY (ARRAY['asked'::text, 'requested'::text, 'countered'::text, 'declined'::text, 'withdrawn'::text, 'agreed'::text, 'coming'::text, 'charged'::text, 'late'::text, 'missed'::text, 'met'::text, 'cured'::text, 'reopened'::text, 'moved'::text, 'method'::text, 'help'::text, 'renegotiated'::text, 'settled_early'::text, 'ended'::text, 'defaulted'::text, 'cancelled'::text])));
alter table plan_events add constraint plan_events_note_check CHECK ((length(note) <= 1000));
alter table plan_events add constraint plan_events_says_why_check CHECK (((kind <> ALL (ARRAY['declined'::text, 'cancelled'::text])) OR (length(btrim(note)) > 0)));
alter table plan_instalments add constraint plan_instalments_amount_check CHECK ((amount_minor > 0));
alter table plan_instalments add constraint plan_instalments_no_check CHECK ((instalment_no >= 1));
alter table plan_items add constraint plan_items_amount_check CHECK ((amount_minor > 0));
alter table plan_policies add constraint plan_policies_after_default_check CHECK (((after_default_days >= 0) AND (after_default_days <= 3650)));
alter table plan_policies add constraint plan_policies_charge_has_tax_check CHECK ((((interest_bp = 0) AND (fee_minor = 0)) OR (charge_tax_code IS NOT NULL)));
alter table plan_policies add constraint plan_policies_count_check CHECK (((most_count >= 2) AND (most_count <= 60)));
alter table plan_policies add constraint plan_policies_cure_check CHECK (((cure_days >= 0) AND (cure_days <= 90)));
alter table plan_policies add constraint plan_policies_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table plan_policies add constraint plan_policies_fee_check CHECK ((fee_minor >= 0));
alter table plan_policies add constraint plan_policies_first_share_check CHECK (((first_share_bp >= 0) AND (first_share_bp <= 10000)));
alter table plan_policies add constraint plan_policies_first_within_check CHECK (((first_within_days >= 0) AND (first_within_days <= 366)));
alter table plan_policies add constraint plan_policies_grace_check CHECK (((grace_days >= 0) AND (grace_days <= 60)));
alter table plan_policies add constraint plan_policies_instalment_check CHECK ((min_instalment_minor > 0));
alter table plan_policies add constraint plan_policies_interest_check CHECK (((interest_bp >= 0) AND (interest_bp <= 10000)));
alter table plan_policies add constraint plan_policies_kinds_check CHECK ((excluded_kinds <@ ARRAY['opening_balance'::text, 'invoice'::text, 'debit_note'::text, 'payment_reversal'::text, 'transfer'::text, 'chargeback'::text, 'recovery'::text]));
alter table plan_policies add constraint plan_policies_longest_check CHECK (((longest_days >= 7) AND (longest_days <= 3660)));
alter table plan_policies add constraint plan_policies_misses_check CHECK (((misses_to_default >= 1) AND (misses_to_default <= 12)));
alter table plan_policies add constraint plan_policies_move_check CHECK (((move_days >= 0) AND (move_days <= 60)));
alter table plan_policies add constraint plan_policies_notice_check CHECK (((notice_days >= 0) AND (notice_days <= 30)));
alter table plan_policies add constraint plan_policies_oldest_check CHECK (((oldest_days >= 0) AND (oldest_days <= 3650)));
alter table plan_policies add constraint plan_policies_reason_check CHECK ((length(reason) <= 500));
alter table plan_policies add constraint plan_policies_rhythms_check CHECK (((rhythms <@ ARRAY['weekly'::text, 'fortnightly'::text, 'monthly'::text]) AND (cardinality(rhythms) > 0)));
alter table plan_policies add constraint plan_policies_risk_check CHECK ((risk_classes <@ ARRAY['low'::text, 'normal'::text, 'high'::text]));
alter table plan_policies add constraint plan_policies_totals_check CHECK (((min_total_minor > 0) AND (max_total_minor >= min_total_minor)));
alter table plan_versions add constraint plan_versions_agreed_by_kind_check CHECK ((agreed_by_kind = ANY (ARRAY['customer'::text, 'staff'::text])));
alter table plan_versions add constraint plan_versions_agreed_up_to_check CHECK ((agreed_up_to_minor >= total_minor));
alter table plan_versions add constraint plan_versions_agreed_up_to_currency_check CHECK ((agreed_up_to_currency ~ '^[A-Z]{3}$'::text));
alter table plan_versions add constraint plan_versions_agreed_up_to_of_check CHECK (((agreed_up_to_minor IS NULL) OR (agreed_by_kind = 'customer'::text)));
alter table plan_versions add constraint plan_versions_agreed_up_to_whole_check CHECK (((agreed_up_to_minor IS NULL) = (agreed_up_to_currency IS NULL)));
alter table plan_versions add constraint plan_versions_charge_check CHECK ((charge_minor >= 0));
alter table plan_versions add constraint plan_versions_charge_named_check CHECK (((charge_minor > 0) = (charge_item_id IS NOT NULL)));
alter table plan_versions add constraint plan_versions_decided_check CHECK (((exception_by IS NOT NULL) = ((approval_id IS NOT NULL) OR (alone_rule IS NOT NULL))));
alter table plan_versions add constraint plan_versions_exception_check CHECK (((cardinality(breaks) = 0) = (exception_by IS NULL)));
alter table plan_versions add constraint plan_versions_instalments_check CHECK (((instalments >= 1) AND (instalments <= 60)));
alter table plan_versions add constraint plan_versions_no_check CHECK ((version_no >= 1));
alter table plan_versions add constraint plan_versions_order_check CHECK (((first_on >= agreed_on) AND ((next_on IS NULL) OR (next_on > first_on))));
alter table plan_versions add constraint plan_versions_principal_check CHECK ((principal_minor > 0));
alter table plan_versions add constraint plan_versions_rhythm_check CHECK ((rhythm = ANY (ARRAY['weekly'::text, 'fortnightly'::text, 'monthly'::text])));
alter table plan_versions add constraint plan_versions_risk_check CHECK ((risk_class = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text])));
alter table plan_versions add constraint plan_versions_total_check CHECK ((total_minor = (principal_minor + charge_minor)));
alter table plans add constraint plans_asked_by_kind_check CHECK ((asked_by_kind = ANY (ARRAY['customer'::text, 'staff'::text])));
alter table plans add constraint plans_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table plans add constraint plans_note_check CHECK ((length(note) <= 1000));
alter table plans add constraint plans_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'requested'::text, 'countered'::text, 'active'::text, 'declined'::text, 'withdrawn'::text, 'ended'::text, 'settled_early'::text, 'defaulted'::text, 'cancelled'::text])));
alter table plans add constraint plans_version_check CHECK ((version_no >= 0));
alter table plans add constraint plans_wish_check CHECK ((jsonb_typeof(wish) = 'object'::text));
alter table portal_invitations add constraint portal_invitations_accepted_check CHECK (((accepted_at IS NULL) = (accepted_by IS NULL)));
alter table portal_invitations add constraint portal_invitations_email_check CHECK ((email = lower(email)));
alter table portal_invitations add constraint portal_invitations_group_role_check CHECK ((group_role = ANY (ARRAY['viewer'::text, 'payer'::text])));
alter table portal_invitations add constraint portal_invitations_limit_check CHECK ((limit_minor >= 0));
alter table portal_invitations add constraint portal_invitations_limit_currency_check CHECK ((limit_currency ~ '^[A-Z]{3}$'::text));
alter table portal_invitations add constraint portal_invitations_limit_of_check CHECK (((limit_minor IS NULL) OR (role = ANY (ARRAY['payer'::text, 'approver'::text]))));
alter table portal_invitations add constraint portal_invitations_limit_whole_check CHECK (((limit_minor IS NULL) = (limit_currency IS NULL)));
alter table portal_invitations add constraint portal_invitations_one_end_check CHECK (((accepted_at IS NULL) OR (revoked_at IS NULL)));
alter table portal_invitations add constraint portal_invitations_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'payer'::text, 'approver'::text, 'owner'::text])));
alter table portal_memberships add constraint portal_memberships_group_role_check CHECK ((group_role = ANY (ARRAY['viewer'::text, 'payer'::text])));
alter table portal_memberships add constraint portal_memberships_limit_check CHECK ((limit_minor >= 0));
alter table portal_memberships add constraint portal_memberships_limit_currency_check CHECK ((limit_currency ~ '^[A-Z]{3}$'::text));
alter table portal_memberships add constraint portal_memberships_limit_of_check CHECK (((limit_minor IS NULL) OR (role = ANY (ARRAY['payer'::text, 'approver'::text]))));
alter table portal_memberships add constraint portal_memberships_limit_whole_check CHECK (((limit_minor IS NULL) = (limit_currency IS NULL)));
alter table portal_memberships add constraint portal_memberships_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'payer'::text, 'approver'::text, 'owner'::text])));
alter table portfolio_packs add constraint portfolio_packs_csv_bytes_check CHECK ((csv_bytes > 0));
alter table portfolio_packs add constraint portfolio_packs_csv_check CHECK ((csv_sha256 ~ '^[0-9a-f]{64}$'::text));
alter table portfolio_packs add constraint portfolio_packs_customers_check CHECK ((customers > 0));
alter table portfolio_packs add constraint portfolio_packs_pdf_bytes_check CHECK ((pdf_bytes > 0));
alter table portfolio_packs add constraint portfolio_packs_pdf_check CHECK ((pdf_sha256 ~ '^[0-9a-f]{64}$'::text));
alter table price_imports add constraint price_imports_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200)));
alter table price_imports add constraint price_imports_rows_check CHECK ((row_count > 0));
alter table price_imports add constraint price_imports_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table price_lists add constraint price_lists_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text));
alter table price_lists add constraint price_lists_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table price_lists add constraint price_lists_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200)));
alter table price_lists add constraint price_lists_note_check CHECK ((length(note) <= 1000));
alter table print_batch_items add constraint print_batch_items_position_check CHECK (("position" > 0));
alter table print_batches add constraint print_batches_channel_check CHECK ((channel = ANY (ARRAY['post'::text, 'hand'::text])));
alter table print_batches add constraint print_batches_count_check CHECK (((documents_count >= 1) AND (documents_count <= 200)));
alter table print_batches add constraint print_batches_pages_check CHECK ((pages_count > 0));
alter table print_batches add constraint print_batches_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table print_batches add constraint print_batches_size_check CHECK ((size_bytes > 0));
alter table processor_exchanges add constraint processor_exchanges_amount_check CHECK ((amount_minor <> 0));
alter table processor_exchanges add constraint processor_exchanges_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table processor_fees add constraint processor_fees_amount_check CHECK ((amount_minor <> 0));
alter table processor_fees add constraint processor_fees_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table processor_transactions add constraint processor_transactions_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table processor_transactions add constraint processor_transactions_kind_check CHECK ((kind = ANY (ARRAY['charge'::text, 'charge_failure'::text, 'refund'::text, 'refund_failure'::text, 'chargeback'::text, 'chargeback_won'::text, 'payout'::text, 'payout_failure'::text, 'fee'::text, 'other'::text])));
alter table processor_transactions add constraint processor_transactions_net_check CHECK ((net_minor = (amount_minor - fee_minor)));
alter table products add constraint products_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text));
alter table products add constraint products_description_check CHECK ((length(description) <= 500));
alter table products add constraint products_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200)));
alter table products add constraint products_validity_check CHECK ((valid_to_on >= valid_from_on));
alter table promise_events add constraint promise_events_amount_check CHECK ((amount_minor > 0));
alter table promise_events add constraint promise_events_by_check CHECK ((by_kind = ANY (ARRAY['staff'::text, 'customer'::text, 'system'::text])));
alter table promise_events add constraint promise_events_counted_check CHECK (((counted_minor >= 0) AND (counted_minor <= amount_minor)));
alter table promise_events add constraint promise_events_first_check CHECK ((("position" = 1) = (kind = 'made'::text)));
alter table promise_events add constraint promise_events_kind_check CHECK ((kind = ANY (ARRAY['made'::text, 'changed'::text, 'withdrawn'::text, 'kept'::text, 'part_kept'::text, 'broken'::text])));
alter table promise_events add constraint promise_events_outcome_check CHECK (
CASE kind
    WHEN 'kept'::text THEN (counted_minor = amount_minor)
    WHEN 'part_kept'::text THEN ((counted_minor > 0) AND (counted_minor < amount_minor))
    WHEN 'broken'::text THEN (counted_minor = 0)
    ELSE true
END);
alter table promise_events add constraint promise_events_position_check CHECK (("position" > 0));
alter table promise_events add constraint promise_events_reason_check CHECK ((length(reason) <= 1000));
alter table promise_money add constraint promise_money_amount_check CHECK ((amount_minor > 0));
alter table promises add constraint promises_amount_check CHECK ((amount_minor > 0));
alter table promises add constraint promises_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table promises add constraint promises_grace_check CHECK (((grace_days >= 0) AND (grace_days <= 30)));
alter table promises add constraint promises_maker_check CHECK ((made_by_kind = ANY (ARRAY['staff'::text, 'customer'::text])));
alter table promises add constraint promises_note_check CHECK ((length(note) <= 1000));
alter table promises add constraint promises_order_check CHECK ((promised_on >= made_on));
alter table promises add constraint promises_pauses_check CHECK ((pauses = ANY (ARRAY['covered'::text, 'everything'::text, 'nothing'::text])));
alter table promises add constraint promises_portal_check CHECK (((made_by_kind = 'customer'::text) = (source = 'portal'::text)));
alter table promises add constraint promises_source_check CHECK ((source = ANY (ARRAY['portal'::text, 'phone'::text, 'email'::text, 'letter'::text, 'visit'::text])));
alter table promises add constraint promises_state_check CHECK ((state = ANY (ARRAY['open'::text, 'kept'::text, 'part_kept'::text, 'broken'::text, 'withdrawn'::text])));
alter table proof_requests add constraint proof_requests_all_check CHECK ((laws_all >= laws_done));
alter table proof_requests add constraint proof_requests_done_check CHECK ((laws_done >= 0));
alter table proof_runs add constraint proof_runs_differences_check CHECK ((difference_count >= 0));
alter table proof_runs add constraint proof_runs_duration_check CHECK ((duration_ms >= 0));
alter table proof_runs add constraint proof_runs_laws_check CHECK (((jsonb_typeof(laws) = 'array'::text) AND (jsonb_array_length(laws) > 0)));
alter table proof_runs add constraint proof_runs_seal_hash_check CHECK ((octet_length(seal_hash) = 32));
alter table proof_runs add constraint proof_runs_unsealed_check CHECK ((unsealed_count >= 0));
alter table receipt_identification_undoings add constraint receipt_identification_undoings_reason_check CHECK (((btrim(reason) <> ''::text) AND (length(reason) <= 500)));
alter table receipt_identifications add constraint receipt_identifications_amount_check CHECK ((amount_minor > 0));
alter table receipt_identifications add constraint receipt_identifications_base_check CHECK ((base_minor >= 0));
alter table receipt_identifications add constraint receipt_identifications_reason_check CHECK (((btrim(reason) <> ''::text) AND (length(reason) <= 500)));
alter table receipt_returns add constraint receipt_returns_amount_check CHECK ((amount_minor > 0));
alter table receipt_returns add constraint receipt_returns_base_check CHECK ((base_minor >= 0));
alter table recoveries add constraint recoveries_amount_check CHECK ((amount_minor > 0));
alter table recoveries add constraint recoveries_tax_check CHECK (((tax_minor >= 0) AND (tax_minor <= amount_minor)));
alter table reductions add constraint reductions_amount_check CHECK ((amount_minor > 0));
alter table reductions add constraint reductions_case_check CHECK ((((kind = 'deduction'::text) = (case_item_id IS NOT NULL)) AND ((kind = 'deduction'::text) = (code IS NOT NULL))));
alter table reductions add constraint reductions_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table reductions add constraint reductions_kind_check CHECK ((kind = ANY (ARRAY['discount'::text, 'withholding'::text, 'bank_charge'::text, 'small_difference'::text, 'deduction'::text])));
alter table reductions add constraint reductions_tax_check CHECK (((tax_minor >= 0) AND (tax_minor <= amount_minor)));
alter table reductions add constraint reductions_tax_of_discount_check CHECK (((kind = 'discount'::text) OR (tax_minor = 0)));
alter table refund_batches add constraint refund_batches_amount_check CHECK ((amount_minor > 0));
alter table refund_batches add constraint refund_batches_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table refund_batches add constraint refund_batches_decided_check CHECK ((num_nonnulls(approval_id, alone_rule) = 1));
alter table refund_batches add constraint refund_batches_series_check CHECK ((series_code = 'RB'::text));
alter table refund_batches add constraint refund_batches_sha256_check CHECK ((sha256 = encode(sha256(convert_to(document, 'UTF8'::name)), 'hex'::text)));
alter table refund_events add constraint refund_events_accepted_check CHECK (((kind = 'accepted'::text) = (processor_ref IS NOT NULL)));
alter table refund_events add constraint refund_events_comes_back_check CHECK (((kind = ANY (ARRAY['failed'::text, 'cancelled'::text])) = (credit_item_id IS NOT NULL)));
alter table refund_events add constraint refund_events_kind_check CHECK ((kind = ANY (ARRAY['requested'::text, 'approved'::text, 'sent'::text, 'accepted'::text, 'paid'::text, 'failed'::text, 'cancelled'::text])));
alter table refund_events add constraint refund_events_posted_check CHECK (((kind = ANY (ARRAY['approved'::text, 'paid'::text, 'failed'::text, 'cancelled'::text])) = (entry_id IS NOT NULL)));
alter table refunds add constraint refunds_amount_check CHECK ((amount_minor > 0));
alter table refunds add constraint refunds_decided_check CHECK ((num_nonnulls(approval_id, alone_rule) = 1));
alter table refunds add constraint refunds_method_check CHECK ((method = ANY (ARRAY['original'::text, 'bank'::text])));
alter table refunds add constraint refunds_reason_check CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 2000)));
alter table refunds add constraint refunds_reason_kind_check CHECK ((for_kind = 'refund'::text));
alter table refunds add constraint refunds_series_check CHECK ((series_code = 'RF'::text));
alter table refunds add constraint refunds_way_check CHECK (
CASE method
    WHEN 'original'::text THEN ((payment_id IS NOT NULL) AND (bank_account_id IS NULL))
    ELSE ((payment_id IS NULL) AND (bank_account_id IS NOT NULL))
END);
alter table reminder_items add constraint reminder_items_asked_check CHECK ((asked_minor > 0));
alter table reminder_stages add constraint reminder_stages_coming_check CHECK (((tone = 'coming'::text) = (offset_days <= 0)));
alter table reminder_stages add constraint reminder_stages_group_check CHECK ((for_group = ANY (ARRAY['standard'::text, 'gentle'::text])));
alter table reminder_stages add constraint reminder_stages_min_check CHECK ((min_minor >= 0));
alter table reminder_stages add constraint reminder_stages_no_check CHECK (((stage_no >= 1) AND (stage_no <= 30)));
alter table reminder_stages add constraint reminder_stages_offset_check CHECK (((offset_days >= '-60'::integer) AND (offset_days <= 365)));
alter table reminder_stages add constraint reminder_stages_tone_check CHECK ((tone = ANY (ARRAY['coming'::text, 'friendly'::text, 'firm'::text, 'last'::text])));
alter table reminders add constraint reminders_asked_check CHECK ((asked_minor > 0));
alter table reminders add constraint reminders_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table reminders add constraint reminders_held_check CHECK (((state <> 'held'::text) OR (btrim(state_reason) <> ''::text)));
alter table reminders add constraint reminders_reason_check CHECK ((length(state_reason) <= 1000));
alter table reminders add constraint reminders_state_check CHECK ((state = ANY (ARRAY['ordered'::text, 'held'::text, 'kept_back'::text])));
alter table reminders add constraint reminders_tone_check CHECK ((tone = ANY (ARRAY['coming'::text, 'friendly'::text, 'firm'::text, 'last'::text])));
alter table remittance_choices add constraint remittance_choices_discount_check CHECK ((discount_as = ANY (ARRAY['discount'::text, 'deduction'::text, 'open'::text])));
alter table remittance_choices add constraint remittance_choices_number_check CHECK ((length(number) <= 80));
alter table remittance_choices add constraint remittance_choices_rest_check CHECK ((rest = ANY (ARRAY['open'::text, 'discount'::text, 'withholding'::text, 'bank_charge'::text, 'small_difference'::text, 'deduction'::text])));
alter table remittance_links add constraint remittance_links_detached_check CHECK (((detached_at IS NULL) = (detached_by_name IS NULL)));
alter table remittance_rows add constraint remittance_rows_deducted_check CHECK ((deducted_minor >= 0));
alter table remittance_rows add constraint remittance_rows_discount_check CHECK ((discount_minor >= 0));
alter table remittance_rows add constraint remittance_rows_no_check CHECK (((row_no >= 1) AND (row_no <= 5000)));
alter table remittance_rows add constraint remittance_rows_number_check CHECK (((btrim(number) <> ''::text) AND (length(number) <= 80)));
alter table remittance_rows add constraint remittance_rows_reason_check CHECK ((length(reason) <= 200));
alter table remittance_rows add constraint remittance_rows_withheld_check CHECK ((withheld_minor >= 0));
alter table remittances add constraint remittances_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table remittances add constraint remittances_drop_reason_check CHECK ((length(drop_reason) <= 500));
alter table remittances add constraint remittances_dropped_check CHECK ((((dropped_at IS NULL) = (dropped_by_name IS NULL)) AND ((dropped_at IS NULL) = (drop_reason = ''::text))));
alter table remittances add constraint remittances_file_name_check CHECK ((length(file_name) <= 200));
alter table remittances add constraint remittances_format_check CHECK ((format = ANY (ARRAY['text'::text, 'csv'::text, 'xlsx'::text, 'ubl'::text])));
alter table remittances add constraint remittances_mail_check CHECK (((source = 'mail'::text) = (mail_id IS NOT NULL)));
alter table remittances add constraint remittances_problems_check CHECK ((jsonb_typeof(problems) = 'array'::text));
alter table remittances add constraint remittances_reference_check CHECK ((length(reference) <= 80));
alter table remittances add constraint remittances_row_count_check CHECK (((row_count >= 1) AND (row_count <= 5000)));
alter table remittances add constraint remittances_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table remittances add constraint remittances_source_bytes_check CHECK (((length(source_bytes) >= 1) AND (length(source_bytes) <= 4194304)));
alter table remittances add constraint remittances_source_check CHECK ((source = ANY (ARRAY['pasted'::text, 'file'::text, 'mail'::text])));
alter table remittances add constraint remittances_total_named_check CHECK (((COALESCE(stated_minor, sum_minor) = sum_minor) OR (problems @> '[{"code": "total"}]'::jsonb)));
alter table reply_addresses add constraint reply_addresses_hash_check CHECK ((token_hash ~ '^[0-9a-f]{64}$'::text));
alter table reply_addresses add constraint reply_addresses_subject_check CHECK ((subject_kind = ANY (ARRAY['customer'::text, 'invoice'::text, 'dispute'::text])));
alter table revaluations add constraint revaluations_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table revaluations add constraint revaluations_entries_check CHECK ((((entry_id IS NULL) = (revalued_minor = base_minor)) AND ((entry_id IS NULL) = (reversal_entry_id IS NULL))));
alter table revaluations add constraint revaluations_rate_check CHECK ((rate > (0)::numeric));
alter table revaluations add constraint revaluations_rate_is_known_check CHECK ((rate_on <= as_of_on));
alter table run_draft_lines add constraint run_draft_lines_defer_check CHECK ((((defer_from_on IS NULL) = (defer_to_on IS NULL)) AND (defer_from_on <= defer_to_on)));
alter table run_draft_lines add constraint run_draft_lines_no_check CHECK ((line_no > 0));
alter table run_drafts add constraint run_drafts_amount_check CHECK (((gross_minor > 0) OR (state = ANY (ARRAY['left_out'::text, 'blocked'::text]))));
alter table run_drafts add constraint run_drafts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table run_drafts add constraint run_drafts_due_check CHECK ((due_on >= document_on));
alter table run_drafts add constraint run_drafts_due_terms_check CHECK (((terms_from IS NULL) OR (due_on =
CASE terms_from
    WHEN 'document'::text THEN (document_on + terms_days)
    ELSE due_date(terms_from, terms_days, document_on)
END)));
alter table run_drafts add constraint run_drafts_gross_check CHECK ((gross_minor = (net_minor + tax_minor)));
alter table run_drafts add constraint run_drafts_invoice_check CHECK ((((state = 'issued'::text) = (invoice_id IS NOT NULL)) AND ((invoice_id IS NULL) OR (invoice_id = id))));
alter table run_drafts add constraint run_drafts_left_out_check CHECK (((state = 'left_out'::text) = (left_out_why IS NOT NULL)));
alter table run_drafts add constraint run_drafts_left_out_why_check CHECK ((left_out_why = ANY (ARRAY['zero'::text, 'negative'::text, 'by_hand'::text, 'billed_meanwhile'::text])));
alter table run_drafts add constraint run_drafts_postings_check CHECK ((jsonb_typeof(postings) = 'array'::text));
alter table run_drafts add constraint run_drafts_service_check CHECK ((service_to_on >= service_from_on));
alter table run_drafts add constraint run_drafts_settled_check CHECK (((NOT settled) OR (NOT (left_out_why IS DISTINCT FROM 'zero'::text))));
alter table run_drafts add constraint run_drafts_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'blocked'::text, 'left_out'::text, 'issued'::text])));
alter table run_drafts add constraint run_drafts_terms_check CHECK (((terms_from IS NULL) = (terms_days IS NULL)));
alter table run_findings add constraint run_findings_code_check CHECK ((code ~ '^[a-z]+(-[a-z]+)*$'::text));
alter table run_findings add constraint run_findings_override_check CHECK ((((override_reason IS NULL) = (override_at IS NULL)) AND ((override_reason IS NULL) = (override_by_name IS NULL))));
alter table run_findings add constraint run_findings_override_reason_check CHECK (((length(btrim(override_reason)) >= 1) AND (length(btrim(override_reason)) <= 500)));
alter table run_findings add constraint run_findings_severity_check CHECK ((severity = ANY (ARRAY['block'::text, 'warn'::text])));
alter table run_recipe_days add constraint run_recipe_days_run_check CHECK (((run_id IS NULL) = (refused <> ''::text)));
alter table run_recipes add constraint run_recipes_cut_off_check CHECK ((cut_off_rule = ANY (ARRAY['same_day'::text, 'day_before'::text, 'month_end'::text])));
alter table run_recipes add constraint run_recipes_cycles_check CHECK (((cardinality(cycles) > 0) AND (cycles <@ ARRAY['weekly'::text, 'fortnightly'::text, 'four_weekly'::text, 'monthly'::text, 'quarterly'::text, 'annual'::text])));
alter table run_recipes add constraint run_recipes_day_check CHECK (((day_no >= 1) AND (day_no <=
CASE every
    WHEN 'week'::text THEN 7
    ELSE 31
END)));
alter table run_recipes add constraint run_recipes_every_check CHECK ((every = ANY (ARRAY['week'::text, 'month'::text])));
alter table run_recipes add constraint run_recipes_filter_check CHECK ((jsonb_typeof(filter) = 'object'::text));
alter table run_recipes add constraint run_recipes_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120)));
alter table run_recipes add constraint run_recipes_schedule_check CHECK ((((every IS NULL) = (day_no IS NULL)) AND ((every IS NULL) = (next_on IS NULL))));
alter table run_recipes add constraint run_recipes_unattended_check CHECK (((NOT unattended) OR ((every IS NOT NULL) AND (NOT review_needed))));
alter table said_paid add constraint said_paid_amount_check CHECK ((amount_minor > 0));
alter table said_paid add constraint said_paid_answer_check CHECK ((answer = ANY (ARRAY['found'::text, 'not_found'::text])));
alter table said_paid add constraint said_paid_answered_check CHECK ((((answered_at IS NULL) = (answered_by_name IS NULL)) AND ((answered_at IS NULL) = (answer IS NULL))));
alter table said_paid add constraint said_paid_by_check CHECK ((said_by_kind = ANY (ARRAY['customer'::text, 'link'::text])));
alter table said_paid add constraint said_paid_day_check CHECK ((paid_on <= (said_on + 60)));
alter table said_paid add constraint said_paid_pause_check CHECK (((paused_to_on >= said_on) AND (paused_to_on <= (said_on + 60))));
alter table said_paid add constraint said_paid_reference_check CHECK ((length(reference) <= 200));
alter table saved_answer_versions add constraint saved_answer_versions_body_check CHECK (((btrim(body) <> ''::text) AND (length(body) <= 5000)));
alter table saved_answer_versions add constraint saved_answer_versions_language_check CHECK ((language ~ '^[a-z]{2}$'::text));
alter table saved_answer_versions add constraint saved_answer_versions_no_check CHECK ((version_no >= 1));
alter table saved_answers add constraint saved_answers_title_check CHECK (((btrim(title) <> ''::text) AND (length(title) <= 120)));
alter table saved_methods add constraint saved_methods_default_check CHECK (((NOT is_default) OR (state = 'active'::text)));
alter table saved_methods add constraint saved_methods_detached_check CHECK (((detached_at IS NULL) OR (state <> 'active'::text)));
alter table saved_methods add constraint saved_methods_expiry_check CHECK (((exp_month IS NULL) = (exp_year IS NULL)));
alter table saved_methods add constraint saved_methods_kind_check CHECK ((kind = ANY (ARRAY['card'::text, 'direct_debit'::text])));
alter table saved_methods add constraint saved_methods_last4_check CHECK ((last4 ~ '^[0-9A-Za-z]{0,4}$'::text));
alter table saved_methods add constraint saved_methods_month_check CHECK (((exp_month >= 1) AND (exp_month <= 12)));
alter table saved_methods add constraint saved_methods_removed_check CHECK (((removed_at IS NULL) = (state <> 'removed'::text)));
alter table saved_methods add constraint saved_methods_state_check CHECK ((state = ANY (ARRAY['active'::text, 'removed'::text, 'unusable'::text])));
alter table saved_methods add constraint saved_methods_year_check CHECK (((exp_year >= 2000) AND (exp_year <= 2100)));
alter table seal_leaves add constraint seal_leaves_chunk_check CHECK ((chunk_no >= 0));
alter table seal_leaves add constraint seal_leaves_same_length_check CHECK (((cardinality(ids) > 0) AND (cardinality(ids) = cardinality(leaves))));
alter table seals add constraint seals_hash_check CHECK ((octet_length(hash) = 32));
alter table seals add constraint seals_no_check CHECK ((seal_no >= 0));
alter table seals add constraint seals_prev_hash_check CHECK ((octet_length(prev_hash) = 32));
alter table seals add constraint seals_range_check CHECK (((before_xid > from_xid) OR (seal_no = 0)));
alter table seals add constraint seals_row_count_check CHECK (((row_count > 0) OR (seal_no = 0)));
alter table searchable_texts add constraint searchable_texts_body_check CHECK ((length(body) <= 200000));
alter table searchable_texts add constraint searchable_texts_head_check CHECK ((length(head) <= 300));
alter table searchable_texts add constraint searchable_texts_part_check CHECK (((part >= 0) AND (part <= 100)));
alter table searchable_texts add constraint searchable_texts_people_check CHECK ((length(people) <= 1000));
alter table service_order_closings add constraint service_order_closings_reason_check CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 400)));
alter table service_orders add constraint service_orders_note_check CHECK ((length(note) <= 400));
alter table service_orders add constraint service_orders_number_check CHECK (((length(btrim(number)) >= 1) AND (length(btrim(number)) <= 80)));
alter table service_orders add constraint service_orders_quantity_check CHECK ((quantity > (0)::numeric));
alter table sites add constraint sites_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text));
alter table sites add constraint sites_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 200)));
alter table statement_defaults add constraint statement_defaults_every_check CHECK ((every = ANY (ARRAY['off'::text, 'weekly'::text, 'monthly'::text])));
alter table statement_defaults add constraint statement_defaults_form_check CHECK ((form = ANY (ARRAY['balance_forward'::text, 'open_item'::text])));
alter table statement_defaults add constraint statement_defaults_only_check CHECK (only_row);
alter table statement_preferences add constraint statement_preferences_every_check CHECK ((every = ANY (ARRAY['off'::text, 'weekly'::text, 'monthly'::text])));
alter table statement_preferences add constraint statement_preferences_form_check CHECK ((form = ANY (ARRAY['balance_forward'::text, 'open_item'::text])));
alter table statement_runs add constraint statement_runs_dates_check CHECK ((from_on <= to_on));
alter table statement_runs add constraint statement_runs_ended_check CHECK (((state = ANY (ARRAY['cancelled'::text, 'done'::text])) = (ended_at IS NOT NULL)));
alter table statement_runs add constraint statement_runs_kind_check CHECK ((kind = ANY (ARRAY['weekly'::text, 'monthly'::text])));
alter table statement_runs add constraint statement_runs_state_check CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'cancelled'::text, 'done'::text])));
alter table statement_schedules add constraint statement_schedules_day_check CHECK (((day_no >= 1) AND (day_no <=
CASE kind
    WHEN 'monthly'::text THEN 31
    ELSE 7
END)));
alter table statement_schedules add constraint statement_schedules_hour_check CHECK (((hour_no >= 0) AND (hour_no <= 23)));
alter table statement_schedules add constraint statement_schedules_kind_check CHECK ((kind = ANY (ARRAY['weekly'::text, 'monthly'::text, 'portfolio'::text])));
alter table statement_sends add constraint statement_sends_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table statement_sends add constraint statement_sends_done_check CHECK (((state = 'waiting'::text) = (done_at IS NULL)));
alter table statement_sends add constraint statement_sends_form_check CHECK ((form = ANY (ARRAY['balance_forward'::text, 'open_item'::text])));
alter table statement_sends add constraint statement_sends_reason_check CHECK (((state <> 'failed'::text) OR (reason <> ''::text)));
alter table statement_sends add constraint statement_sends_sent_check CHECK (((state = 'sent'::text) = (document_id IS NOT NULL)));
alter table statement_sends add constraint statement_sends_seq_check CHECK ((seq_no > 0));
alter table statement_sends add constraint statement_sends_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'empty'::text, 'failed'::text, 'cancelled'::text])));
alter table stripe_effects add constraint stripe_effects_effect_check CHECK ((effect = ANY (ARRAY['succeeded'::text, 'processing'::text, 'failed'::text, 'reversed'::text, 'expired'::text])));
alter table stripe_events add constraint stripe_events_outcome_check CHECK ((outcome = ANY (ARRAY['waiting'::text, 'applied'::text, 'nothing-to-do'::text, 'unknown-kind'::text, 'parked'::text])));
alter table supplier_portals add constraint supplier_portals_address_check CHECK (((address ~ '^https://[^\s"<>]+$'::text) AND ((length(address) >= 12) AND (length(address) <= 400))));
alter table supplier_portals add constraint supplier_portals_format_check CHECK ((format = ANY (ARRAY['pdf'::text, 'pdf_xml'::text, 'xml'::text, 'csv'::text])));
alter table supplier_portals add constraint supplier_portals_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 140)));
alter table supplier_portals add constraint supplier_portals_notes_check CHECK ((length(notes) <= 2000));
alter table system_marker add constraint system_marker_mode_check CHECK ((mode = ANY (ARRAY['demo'::text, 'live'::text, 'test'::text])));
alter table tax_categories add constraint tax_categories_code_check CHECK (((added_at IS NULL) OR (code ~ '^[A-Z0-9][A-Z0-9-]{0,11}$'::text)));
alter table tax_categories add constraint tax_categories_days_check CHECK ((valid_to_on >= valid_from_on));
alter table tax_categories add constraint tax_categories_name_check CHECK (((added_at IS NULL) OR ((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 60))));
alter table tax_categories add constraint tax_categories_rate_check CHECK (((rate_bp >= 0) AND (rate_bp <= 10000)));
alter table tax_categories add constraint tax_categories_rate_of_kind_check CHECK (((standard_code = 'S'::text) OR (rate_bp = 0)));
alter table tax_categories add constraint tax_categories_reason_check CHECK ((length(exemption_reason) <= 200));
alter table tax_categories add constraint tax_categories_reason_code_check CHECK ((exemption_code ~ '^(VATEX-[A-Z0-9-]{2,40})?$'::text));
alter table tax_categories add constraint tax_categories_reason_of_kind_check CHECK (
CASE
    WHEN (standard_code = ANY (ARRAY['S'::text, 'Z'::text])) THEN ((exemption_reason = ''::text) AND (exemption_code = ''::text))
    ELSE ((standard_code <> 'E'::text) OR (added_at IS NULL) OR (exemption_reason <> ''::text) OR (exemption_code <> ''::text))
END);
alter table tax_categories add constraint tax_categories_standard_code_check CHECK ((standard_code = ANY (ARRAY['S'::text, 'Z'::text, 'E'::text, 'AE'::text, 'G'::text, 'O'::text, 'K'::text])));
alter table tax_reliefs add constraint tax_reliefs_amount_check CHECK ((amount_minor > 0));
alter table timeline_entries add constraint timeline_entries_amount_check CHECK (((amount_minor IS NULL) = (currency IS NULL)));
alter table timeline_entries add constraint timeline_entries_by_check CHECK ((by_kind = ANY (ARRAY['staff'::text, 'customer'::text, 'link'::text, 'system'::text, 'outside'::text])));
alter table timeline_entries add constraint timeline_entries_kind_check CHECK ((kind = ANY (ARRAY['mail_out'::text, 'mail_in'::text, 'call'::text, 'visit'::text, 'note'::text, 'promise'::text, 'dispute'::text, 'plan'::text, 'document'::text, 'payment'::text])));
alter table timeline_entries add constraint timeline_entries_once_check CHECK (((subject_kind <> ALL (ARRAY['message'::text, 'mail'::text, 'note'::text, 'invoice'::text, 'document'::text])) OR (id = subject_id)));
alter table timeline_entries add constraint timeline_entries_subject_check CHECK ((subject_kind = ANY (ARRAY['message'::text, 'mail'::text, 'note'::text, 'promise'::text, 'dispute'::text, 'plan'::text, 'invoice'::text, 'document'::text, 'payment'::text])));
alter table timeline_entries add constraint timeline_entries_title_check CHECK (((btrim(title) <> ''::text) AND (length(title) <= 300)));
alter table timeline_gatherings add constraint timeline_gatherings_one_check CHECK (is_the_one);
alter table transfers add constraint transfers_amount_check CHECK ((amount_minor > 0));
alter table transfers add constraint transfers_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table transfers add constraint transfers_two_customers_check CHECK ((customer_id <> to_customer_id));
alter table unidentified_notes add constraint unidentified_notes_note_check CHECK (((btrim(note) <> ''::text) AND (length(note) <= 1000)));
alter table unidentified_receipts add constraint unidentified_receipts_amount_check CHECK ((amount_minor > 0));
alter table unidentified_receipts add constraint unidentified_receipts_base_check CHECK ((base_minor >= 0));
alter table unidentified_receipts add constraint unidentified_receipts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table unidentified_receipts add constraint unidentified_receipts_note_check CHECK ((length(note) <= 500));
alter table units add constraint units_code_check CHECK ((code ~ '^[A-Za-z][A-Za-z0-9]{0,11}$'::text));
alter table units add constraint units_decimals_check CHECK (((decimals >= 0) AND (decimals <= 6)));
alter table units add constraint units_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 60)));
alter table units add constraint units_un_code_check CHECK ((un_code ~ '^[A-Z0-9]{2,3}$'::text));
alter table usage_imports add constraint usage_imports_kind_check CHECK ((kind = ANY (ARRAY['usage'::text, 'readings'::text, 'orders'::text])));
alter table usage_imports add constraint usage_imports_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200)));
alter table usage_imports add constraint usage_imports_read_check CHECK ((rows_read >= 0));
alter table usage_imports add constraint usage_imports_rows_check CHECK (((rows_added >= 0) AND (rows_known >= 0) AND (rows_read = (rows_added + rows_known))));
alter table usage_imports add constraint usage_imports_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
alter table usage_records add constraint usage_records_correction_check CHECK (((kind = 'correction'::text) = (corrects_id IS NOT NULL)));
alter table usage_records add constraint usage_records_key_check CHECK (((length(natural_key) >= 1) AND (length(natural_key) <= 200)));
alter table usage_records add constraint usage_records_kind_check CHECK ((kind = ANY (ARRAY['delivery'::text, 'ticket'::text, 'reading'::text, 'estimate'::text, 'correction'::text])));
alter table usage_records add constraint usage_records_quantity_check CHECK (
CASE
    WHEN (kind = 'correction'::text) THEN (quantity <> (0)::numeric)
    ELSE (quantity > (0)::numeric)
END);
alter table usage_records add constraint usage_records_reading_check CHECK (((kind <> ALL (ARRAY['reading'::text, 'estimate'::text])) OR (reading_id IS NOT NULL)));
alter table usage_records add constraint usage_records_reference_check CHECK ((length(reference) <= 120));
alter table users add constraint users_email_check CHECK ((email = lower(email)));
alter table users add constraint users_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'portal'::text])));
alter table users add constraint users_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ms'::text, 'ar'::text, 'ml'::text, 'hi'::text, 'zh'::text])));
alter table users add constraint users_role_check CHECK ((role = ANY (ARRAY['billing_clerk'::text, 'cash_poster'::text, 'resolver'::text, 'collector'::text, 'manager'::text, 'controller'::text, 'auditor'::text, 'administrator'::text, 'partner'::text])));
alter table users add constraint users_staff_have_role_check CHECK (((kind = 'staff'::text) = (role IS NOT NULL)));
alter table write_off_batches add constraint write_off_batches_amount_check CHECK ((amount_minor > 0));
alter table write_off_batches add constraint write_off_batches_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table write_off_batches add constraint write_off_batches_decided_check CHECK ((num_nonnulls(approval_id, alone_rule) = 1));
alter table write_off_batches add constraint write_off_batches_items_check CHECK (((jsonb_typeof(items) = 'array'::text) AND (jsonb_array_length(items) > 0)));
alter table write_off_batches add constraint write_off_batches_reason_check CHECK ((length(btrim(reason)) > 0));
alter table write_offs add constraint write_offs_account_check CHECK ((account_code = ANY (ARRAY['6100'::text, '1190'::text])));
alter table write_offs add constraint write_offs_amount_check CHECK ((amount_minor > 0));
alter table write_offs add constraint write_offs_decided_check CHECK ((num_nonnulls(batch_id, approval_id, alone_rule) = 1));
alter table write_offs add constraint write_offs_reason_check CHECK (((length(btrim(reason)) >= 1) AND (length(btrim(reason)) <= 2000)));
alter table write_offs add constraint write_offs_reason_kind_check CHECK ((for_kind = 'write_off'::text));
alter table write_offs add constraint write_offs_series_check CHECK ((series_code = 'WO'::text));
alter table write_offs add constraint write_offs_tax_check CHECK (((tax_minor >= 0) AND (tax_minor <= amount_minor)));
alter table account_snapshots add constraint account_snapshots_account_fk FOREIGN KEY (account_code) REFERENCES ledger_accounts(code);
alter table account_snapshots add constraint account_snapshots_snapshot_fk FOREIGN KEY (snapshot_id) REFERENCES snapshots(id);
alter table activity_note_ends add constraint activity_note_ends_note_fk FOREIGN KEY (note_id, customer_id) REFERENCES activity_notes(id, customer_id);
alter table activity_note_ends add constraint activity_note_ends_user_fk FOREIGN KEY (done_by) REFERENCES users(id);
alter table activity_notes add constraint activity_notes_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table activity_notes add constraint activity_notes_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table address_tasks add constraint address_tasks_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table address_tasks add constraint address_tasks_message_fk FOREIGN KEY (message_id) REFERENCES messages(id);
alter table allowance_changes add constraint allowance_changes_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table allowance_changes add constraint allowance_changes_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table applications add constraint applications_credit_fk FOREIGN KEY (credit_item_id) REFERENCES open_items(id);
alter table applications add constraint applications_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table applications add constraint applications_debit_fk FOREIGN KEY (debit_item_id) REFERENCES open_items(id);
alter table applications add constraint applications_exchange_entry_fk FOREIGN KEY (exchange_entry_id) REFERENCES entries(id);
alter table applications add constraint applications_reverses_fk FOREIGN KEY (reverses_id) REFERENCES applications(id);
alter table approval_decisions add constraint approval_decisions_delegation_fk FOREIGN KEY (delegation_id) REFERENCES approval_delegations(id);
alter table approval_decisions add constraint approval_decisions_for_fk FOREIGN KEY (decided_for) REFERENCES users(id);
alter table approval_decisions add constraint approval_decisions_request_fk FOREIGN KEY (approval_id, requested_by) REFERENCES approval_requests(id, requested_by);
alter table approval_decisions add constraint approval_decisions_user_fk FOREIGN KEY (decided_by) REFERENCES users(id);
alter table approval_delegation_ends add constraint approval_delegation_ends_delegation_fk FOREIGN KEY (delegation_id) REFERENCES approval_delegations(id);
alter table approval_delegation_ends add constraint approval_delegation_ends_user_fk FOREIGN KEY (ended_by) REFERENCES users(id);
alter table approval_delegations add constraint approval_delegations_from_fk FOREIGN KEY (from_user) REFERENCES users(id);
alter table approval_delegations add constraint approval_delegations_to_fk FOREIGN KEY (to_user) REFERENCES users(id);
alter table approval_effects add constraint approval_effects_decision_fk FOREIGN KEY (approval_id) REFERENCES approval_decisions(approval_id);
alter table approval_requests add constraint approval_requests_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table approval_requests add constraint approval_requests_user_fk FOREIGN KEY (requested_by) REFERENCES users(id);
alter table approval_rules add constraint approval_rules_user_fk FOREIGN KEY (changed_by) REFERENCES users(id);
alter table approval_uses add constraint approval_uses_decision_fk FOREIGN KEY (approval_id) REFERENCES approval_decisions(approval_id);
alter table ask_faults add constraint ask_faults_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table attempt_surcharges add constraint attempt_surcharges_attempt_fk FOREIGN KEY (attempt_id) REFERENCES payment_attempts(id);
alter table attempt_surcharges add constraint attempt_surcharges_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table attempt_surcharges add constraint attempt_surcharges_tax_code_fk FOREIGN KEY (tax_code) REFERENCES tax_categories(code);
alter table audit_records add constraint audit_records_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table autopay_charge_items add constraint autopay_charge_items_charge_fk FOREIGN KEY (charge_id, customer_id) REFERENCES autopay_charges(id, customer_id);
alter table autopay_charge_items add constraint autopay_charge_items_item_fk FOREIGN KEY (item_id) REFERENCES open_items(id);
alter table autopay_charges add constraint autopay_charges_message_fk FOREIGN KEY (message_id) REFERENCES messages(id);
alter table autopay_charges add constraint autopay_charges_method_fk FOREIGN KEY (method_id, customer_id) REFERENCES saved_methods(id, customer_id);
alter table autopay_charges add constraint autopay_charges_rule_fk FOREIGN KEY (rule_id, customer_id) REFERENCES autopay_rules(id, customer_id);
alter table autopay_policies add constraint autopay_policies_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table autopay_rules add constraint autopay_rules_contract_fk FOREIGN KEY (contract_id, customer_id) REFERENCES contracts(id, customer_id);
alter table autopay_rules add constraint autopay_rules_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table autopay_rules add constraint autopay_rules_method_fk FOREIGN KEY (method_id, customer_id) REFERENCES saved_methods(id, customer_id);
alter table autopay_tries add constraint autopay_tries_attempt_fk FOREIGN KEY (attempt_id) REFERENCES payment_attempts(id);
alter table autopay_tries add constraint autopay_tries_charge_fk FOREIGN KEY (charge_id, customer_id) REFERENCES autopay_charges(id, customer_id);
alter table autopay_tries add constraint autopay_tries_method_fk FOREIGN KEY (method_id, customer_id) REFERENCES saved_methods(id, customer_id);
alter table bank_accounts add constraint bank_accounts_user_fk FOREIGN KEY (confirmed_by) REFERENCES users(id);
alter table bank_alias_choices add constraint bank_alias_choices_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table bank_alias_choices add constraint bank_alias_choices_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table bank_aliases add constraint bank_aliases_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table bank_aliases add constraint bank_aliases_explanation_fk FOREIGN KEY (explanation_id) REFERENCES bank_explanations(id);
alter table bank_automatic_postings add constraint bank_automatic_postings_explanation_fk FOREIGN KEY (explanation_id) REFERENCES bank_explanations(id);
alter table bank_automatic_postings add constraint bank_automatic_postings_opening_fk FOREIGN KEY (opening_id) REFERENCES bank_gate_openings(id);
alter table bank_automatic_postings add constraint bank_automatic_postings_rule_fk FOREIGN KEY (rule_id) REFERENCES bank_rules(id);
alter table bank_explanation_undoings add constraint bank_explanation_undoings_fk FOREIGN KEY (explanation_id) REFERENCES bank_explanations(id);
alter table bank_explanation_undoings add constraint bank_explanation_undoings_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table bank_explanations add constraint bank_explanations_line_fk FOREIGN KEY (line_id) REFERENCES bank_lines(id);
alter table bank_explanations add constraint bank_explanations_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table bank_gate_openings add constraint bank_gate_openings_choice_fk FOREIGN KEY (choice_version) REFERENCES bank_posting_choices(version);
alter table bank_imports add constraint bank_imports_user_fk FOREIGN KEY (imported_by) REFERENCES users(id);
alter table bank_line_links add constraint bank_line_links_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table bank_line_links add constraint bank_line_links_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table bank_line_links add constraint bank_line_links_explanation_fk FOREIGN KEY (explanation_id) REFERENCES bank_explanations(id);
alter table bank_line_links add constraint bank_line_links_line_fk FOREIGN KEY (line_id) REFERENCES bank_lines(id);
alter table bank_line_states add constraint bank_line_states_asked_fk FOREIGN KEY (asked_user) REFERENCES users(id);
alter table bank_line_states add constraint bank_line_states_explanation_fk FOREIGN KEY (explanation_id) REFERENCES bank_explanations(id);
alter table bank_line_states add constraint bank_line_states_line_fk FOREIGN KEY (line_id) REFERENCES bank_lines(id);
alter table bank_line_states add constraint bank_line_states_statement_fk FOREIGN KEY (statement_id) REFERENCES bank_statements(id);
alter table bank_lines add constraint bank_lines_account_fk FOREIGN KEY (bank_account_id) REFERENCES bank_accounts(id);
alter table bank_lines add constraint bank_lines_same_fk FOREIGN KEY (same_as) REFERENCES bank_lines(id);
alter table bank_lines add constraint bank_lines_statement_fk FOREIGN KEY (statement_id) REFERENCES bank_statements(id);
alter table bank_link_reversals add constraint bank_link_reversals_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table bank_link_reversals add constraint bank_link_reversals_link_fk FOREIGN KEY (link_id) REFERENCES bank_line_links(id);
alter table bank_posting_choices add constraint bank_posting_choices_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table bank_rule_endings add constraint bank_rule_endings_rule_fk FOREIGN KEY (rule_id) REFERENCES bank_rules(id);
alter table bank_rule_endings add constraint bank_rule_endings_user_fk FOREIGN KEY (ended_by) REFERENCES users(id);
alter table bank_rule_ticks add constraint bank_rule_ticks_rule_fk FOREIGN KEY (rule_id) REFERENCES bank_rules(id);
alter table bank_rule_ticks add constraint bank_rule_ticks_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table bank_rules add constraint bank_rules_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table bank_rules add constraint bank_rules_replaces_fk FOREIGN KEY (replaces) REFERENCES bank_rules(id);
alter table bank_rules add constraint bank_rules_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table bank_statements add constraint bank_statements_account_fk FOREIGN KEY (bank_account_id) REFERENCES bank_accounts(id);
alter table bank_statements add constraint bank_statements_import_fk FOREIGN KEY (import_id) REFERENCES bank_imports(id);
alter table billed_periods add constraint billed_periods_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id) NOT ENFORCED;
alter table billed_usage add constraint billed_usage_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id) NOT ENFORCED;
alter table billing_runs add constraint billing_runs_issuer_fk FOREIGN KEY (issued_by) REFERENCES users(id);
alter table billing_runs add constraint billing_runs_last_run_fk FOREIGN KEY (last_run_id) REFERENCES billing_runs(id);
alter table billing_runs add constraint billing_runs_preparer_fk FOREIGN KEY (prepared_by) REFERENCES users(id);
alter table billing_runs add constraint billing_runs_reviewer_fk FOREIGN KEY (reviewed_by) REFERENCES users(id);
alter table case_events add constraint case_events_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table case_events add constraint case_events_owner_fk FOREIGN KEY (owner_id) REFERENCES users(id);
alter table case_events add constraint case_events_reduction_fk FOREIGN KEY (reduction_id) REFERENCES reductions(id);
alter table chargeback_steps add constraint chargeback_steps_chargeback_fk FOREIGN KEY (chargeback_id) REFERENCES chargebacks(id);
alter table chargeback_steps add constraint chargeback_steps_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table chargeback_steps add constraint chargeback_steps_item_fk FOREIGN KEY (debit_item_id) REFERENCES open_items(id);
alter table chargeback_steps add constraint chargeback_steps_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table chargebacks add constraint chargebacks_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table chargebacks add constraint chargebacks_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table collection_policies add constraint collection_policies_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table collection_tasks add constraint collection_tasks_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table collection_tasks add constraint collection_tasks_plan_fk FOREIGN KEY (plan_id, customer_id) REFERENCES plans(id, customer_id);
alter table collection_tasks add constraint collection_tasks_promise_fk FOREIGN KEY (promise_id, customer_id) REFERENCES promises(id, customer_id);
alter table collection_tasks add constraint collection_tasks_user_fk FOREIGN KEY (done_by) REFERENCES users(id);
alter table collector_assignments add constraint collector_assignments_collector_fk FOREIGN KEY (user_id) REFERENCES users(id);
alter table collector_assignments add constraint collector_assignments_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table collector_assignments add constraint collector_assignments_user_fk FOREIGN KEY (assigned_by) REFERENCES users(id);
alter table company_bank_versions add constraint company_bank_versions_approval_fk FOREIGN KEY (approval_id) REFERENCES approval_decisions(approval_id);
alter table company_bank_versions add constraint company_bank_versions_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table company_version_withdrawals add constraint company_version_withdrawals_user_fk FOREIGN KEY (withdrawn_by) REFERENCES users(id);
alter table company_version_withdrawals add constraint company_version_withdrawals_version_fk FOREIGN KEY (version_id) REFERENCES company_versions(id);
alter table company_versions add constraint company_versions_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table complaint_steps add constraint complaint_steps_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table contact_opt_outs add constraint contact_opt_outs_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table contact_rules add constraint contact_rules_user_fk FOREIGN KEY (changed_by) REFERENCES users(id);
alter table contacts add constraint contacts_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table contract_files add constraint contract_files_contract_fk FOREIGN KEY (contract_id, customer_id) REFERENCES contracts(id, customer_id);
alter table contract_files add constraint contract_files_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table contract_lines add constraint contract_lines_account_fk FOREIGN KEY (account_code) REFERENCES ledger_accounts(code);
alter table contract_lines add constraint contract_lines_contract_fk FOREIGN KEY (contract_id, customer_id) REFERENCES contracts(id, customer_id);
alter table contract_lines add constraint contract_lines_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table contract_lines add constraint contract_lines_price_list_fk FOREIGN KEY (price_list_id) REFERENCES price_lists(id);
alter table contract_lines add constraint contract_lines_product_fk FOREIGN KEY (product_id) REFERENCES products(id);
alter table contract_lines add constraint contract_lines_replaces_fk FOREIGN KEY (replaces_id) REFERENCES contract_lines(id);
alter table contract_lines add constraint contract_lines_site_fk FOREIGN KEY (site_id, customer_id) REFERENCES sites(id, customer_id);
alter table contract_lines add constraint contract_lines_tax_fk FOREIGN KEY (tax_code) REFERENCES tax_categories(code);
alter table contract_prices add constraint contract_prices_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table contract_prices add constraint contract_prices_line_fk FOREIGN KEY (contract_line_id, customer_id) REFERENCES contract_lines(id, customer_id);
alter table contract_versions add constraint contract_versions_contract_fk FOREIGN KEY (contract_id, customer_id) REFERENCES contracts(id, customer_id);
alter table contract_versions add constraint contract_versions_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table contract_versions add constraint contract_versions_decider_fk FOREIGN KEY (decided_by) REFERENCES users(id);
alter table contract_versions add constraint contract_versions_proposer_fk FOREIGN KEY (proposed_by) REFERENCES users(id);
alter table contracts add constraint contracts_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table credit_requests add constraint credit_requests_answerer_fk FOREIGN KEY (answered_by) REFERENCES users(id);
alter table credit_requests add constraint credit_requests_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table credit_requests add constraint credit_requests_item_fk FOREIGN KEY (open_item_id) REFERENCES open_items(id);
alter table credit_use_parts add constraint credit_use_parts_credit_fk FOREIGN KEY (credit_item_id) REFERENCES open_items(id);
alter table credit_use_parts add constraint credit_use_parts_debit_fk FOREIGN KEY (debit_item_id) REFERENCES open_items(id);
alter table credit_use_parts add constraint credit_use_parts_use_fk FOREIGN KEY (use_id, customer_id) REFERENCES credit_uses(id, customer_id);
alter table credit_uses add constraint credit_uses_attempt_fk FOREIGN KEY (attempt_id) REFERENCES payment_attempts(id);
alter table credit_uses add constraint credit_uses_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table customer_bank_accounts add constraint customer_bank_accounts_approval_fk FOREIGN KEY (approval_id) REFERENCES approval_decisions(approval_id);
alter table customer_bank_accounts add constraint customer_bank_accounts_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table customer_bank_accounts add constraint customer_bank_accounts_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table customer_change_decisions add constraint customer_change_decisions_approval_fk FOREIGN KEY (approval_id) REFERENCES approval_requests(id);
alter table customer_change_decisions add constraint customer_change_decisions_request_fk FOREIGN KEY (request_id, customer_id) REFERENCES customer_change_requests(id, customer_id);
alter table customer_change_decisions add constraint customer_change_decisions_user_fk FOREIGN KEY (decided_by) REFERENCES users(id);
alter table customer_change_effects add constraint customer_change_effects_request_fk FOREIGN KEY (request_id, customer_id) REFERENCES customer_change_requests(id, customer_id);
alter table customer_change_requests add constraint customer_change_requests_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table customer_change_requests add constraint customer_change_requests_user_fk FOREIGN KEY (asked_by) REFERENCES users(id);
alter table customer_reminder_groups add constraint customer_reminder_groups_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table customer_reminder_groups add constraint customer_reminder_groups_user_fk FOREIGN KEY (changed_by) REFERENCES users(id);
alter table customers add constraint customers_parent_fk FOREIGN KEY (parent_id) REFERENCES customers(id);
alter table deferral_releases add constraint deferral_releases_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table deferral_releases add constraint deferral_releases_deferral_fk FOREIGN KEY (invoice_id, line_no) REFERENCES deferrals(invoice_id, line_no);
alter table deferral_releases add constraint deferral_releases_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table deferrals add constraint deferrals_account_fk FOREIGN KEY (account_code) REFERENCES ledger_accounts(code);
alter table deferrals add constraint deferrals_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table deferrals add constraint deferrals_line_fk FOREIGN KEY (invoice_id, line_no) REFERENCES invoice_lines(invoice_id, line_no);
alter table deliveries add constraint deliveries_assigned_fk FOREIGN KEY (assigned_to) REFERENCES users(id);
alter table deliveries add constraint deliveries_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table deliveries add constraint deliveries_document_fk FOREIGN KEY (document_id) REFERENCES documents(id);
alter table deliveries add constraint deliveries_invoice_fk FOREIGN KEY (invoice_id, customer_id) REFERENCES invoices(id, customer_id);
alter table delivery_choices add constraint delivery_choices_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table delivery_choices add constraint delivery_choices_user_fk FOREIGN KEY (changed_by) REFERENCES users(id);
alter table delivery_defaults add constraint delivery_defaults_user_fk FOREIGN KEY (changed_by) REFERENCES users(id);
alter table delivery_events add constraint delivery_events_delivery_fk FOREIGN KEY (delivery_id, customer_id) REFERENCES deliveries(id, customer_id);
alter table delivery_events add constraint delivery_events_evidence_fk FOREIGN KEY (evidence_id) REFERENCES delivery_evidence(id);
alter table delivery_events add constraint delivery_events_message_fk FOREIGN KEY (message_id) REFERENCES messages(id);
alter table delivery_evidence add constraint delivery_evidence_delivery_fk FOREIGN KEY (delivery_id, customer_id) REFERENCES deliveries(id, customer_id);
alter table delivery_messages add constraint delivery_messages_delivery_fk FOREIGN KEY (delivery_id, customer_id) REFERENCES deliveries(id, customer_id);
alter table delivery_messages add constraint delivery_messages_message_fk FOREIGN KEY (message_id) REFERENCES messages(id);
alter table delivery_routes add constraint delivery_routes_carrier_fk FOREIGN KEY (carried_by) REFERENCES users(id);
alter table delivery_routes add constraint delivery_routes_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table deposit_batches add constraint deposit_batches_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table deposit_batches add constraint deposit_batches_series_fk FOREIGN KEY (series_code) REFERENCES number_series(code);
alter table deposit_cancellations add constraint deposit_cancellations_batch_fk FOREIGN KEY (batch_id) REFERENCES deposit_batches(id);
alter table deposit_cancellations add constraint deposit_cancellations_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table deposit_lines add constraint deposit_lines_batch_fk FOREIGN KEY (batch_id) REFERENCES deposit_batches(id);
alter table deposit_lines add constraint deposit_lines_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table deposit_lines add constraint deposit_lines_instrument_fk FOREIGN KEY (instrument_id) REFERENCES instruments(id);
alter table deposit_lines add constraint deposit_lines_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table dispute_asks add constraint dispute_asks_answered_dispute_fk FOREIGN KEY (answered_dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_asks add constraint dispute_asks_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table dispute_asks add constraint dispute_asks_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_asks add constraint dispute_asks_invoice_fk FOREIGN KEY (invoice_id, customer_id) REFERENCES invoices(id, customer_id);
alter table dispute_breaches add constraint dispute_breaches_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_breaches add constraint dispute_breaches_explainer_fk FOREIGN KEY (explained_by) REFERENCES users(id);
alter table dispute_breaches add constraint dispute_breaches_queue_fk FOREIGN KEY (queue) REFERENCES dispute_queues(code);
alter table dispute_causes add constraint dispute_causes_department_fk FOREIGN KEY (department) REFERENCES dispute_queues(code);
alter table dispute_causes add constraint dispute_causes_user_fk FOREIGN KEY (changed_by) REFERENCES users(id);
alter table dispute_decisions add constraint dispute_decisions_approval_fk FOREIGN KEY (approval_id) REFERENCES approval_requests(id);
alter table dispute_decisions add constraint dispute_decisions_credit_fk FOREIGN KEY (credit_note_id) REFERENCES invoices(id);
alter table dispute_decisions add constraint dispute_decisions_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_files add constraint dispute_files_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_files add constraint dispute_files_message_fk FOREIGN KEY (message_id, dispute_id) REFERENCES dispute_messages(id, dispute_id);
alter table dispute_handover_files add constraint dispute_handover_files_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_handover_files add constraint dispute_handover_files_file_fk FOREIGN KEY (file_id, dispute_id) REFERENCES dispute_files(id, dispute_id);
alter table dispute_handover_files add constraint dispute_handover_files_handover_fk FOREIGN KEY (handover_id, dispute_id) REFERENCES dispute_handovers(id, dispute_id);
alter table dispute_handovers add constraint dispute_handovers_asker_fk FOREIGN KEY (asked_by) REFERENCES users(id);
alter table dispute_handovers add constraint dispute_handovers_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_handovers add constraint dispute_handovers_message_fk FOREIGN KEY (message_id, dispute_id) REFERENCES dispute_messages(id, dispute_id);
alter table dispute_handovers add constraint dispute_handovers_queue_fk FOREIGN KEY (to_queue) REFERENCES dispute_queues(code);
alter table dispute_handovers add constraint dispute_handovers_user_fk FOREIGN KEY (to_user) REFERENCES users(id);
alter table dispute_holds add constraint dispute_holds_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_holds add constraint dispute_holds_hold_fk FOREIGN KEY (hold_id) REFERENCES holds(id);
alter table dispute_learnings add constraint dispute_learnings_cause_fk FOREIGN KEY (cause_version) REFERENCES dispute_causes(version);
alter table dispute_learnings add constraint dispute_learnings_department_fk FOREIGN KEY (department) REFERENCES dispute_queues(code);
alter table dispute_learnings add constraint dispute_learnings_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_learnings add constraint dispute_learnings_user_fk FOREIGN KEY (learned_by) REFERENCES users(id);
alter table dispute_lines add constraint dispute_lines_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_lines add constraint dispute_lines_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoices(id);
alter table dispute_lines add constraint dispute_lines_line_fk FOREIGN KEY (invoice_id, invoice_line_no) REFERENCES invoice_lines(invoice_id, line_no);
alter table dispute_mentions add constraint dispute_mentions_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_mentions add constraint dispute_mentions_message_fk FOREIGN KEY (message_id, dispute_id) REFERENCES dispute_messages(id, dispute_id);
alter table dispute_mentions add constraint dispute_mentions_user_fk FOREIGN KEY (user_id) REFERENCES users(id);
alter table dispute_messages add constraint dispute_messages_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_messages add constraint dispute_messages_saved_fk FOREIGN KEY (saved_version) REFERENCES saved_answer_versions(id);
alter table dispute_reasons add constraint dispute_reasons_credit_fk FOREIGN KEY (credit_reason) REFERENCES credit_reasons(code);
alter table dispute_reasons add constraint dispute_reasons_department_fk FOREIGN KEY (department) REFERENCES dispute_queues(code);
alter table dispute_reasons add constraint dispute_reasons_queue_fk FOREIGN KEY (queue) REFERENCES dispute_queues(code);
alter table dispute_stages add constraint dispute_stages_dispute_fk FOREIGN KEY (dispute_id, customer_id) REFERENCES disputes(id, customer_id);
alter table dispute_targets add constraint dispute_targets_queue_fk FOREIGN KEY (queue) REFERENCES dispute_queues(code);
alter table disputes add constraint disputes_approval_fk FOREIGN KEY (approval_id) REFERENCES approval_requests(id);
alter table disputes add constraint disputes_case_fk FOREIGN KEY (case_id) REFERENCES reductions(id);
alter table disputes add constraint disputes_credit_fk FOREIGN KEY (credit_note_id) REFERENCES invoices(id);
alter table disputes add constraint disputes_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table disputes add constraint disputes_hold_fk FOREIGN KEY (hold_id) REFERENCES holds(id);
alter table disputes add constraint disputes_invoice_fk FOREIGN KEY (invoice_id, customer_id) REFERENCES invoices(id, customer_id);
alter table disputes add constraint disputes_item_fk FOREIGN KEY (item_id) REFERENCES open_items(id);
alter table disputes add constraint disputes_merged_fk FOREIGN KEY (merged_into, customer_id) REFERENCES disputes(id, customer_id);
alter table disputes add constraint disputes_owner_fk FOREIGN KEY (owner_user) REFERENCES users(id);
alter table disputes add constraint disputes_queue_fk FOREIGN KEY (queue) REFERENCES dispute_queues(code);
alter table disputes add constraint disputes_reason_fk FOREIGN KEY (reason_code) REFERENCES dispute_reasons(code);
alter table disputes add constraint disputes_rebill_fk FOREIGN KEY (rebill_invoice_id) REFERENCES invoices(id);
alter table disputes add constraint disputes_split_fk FOREIGN KEY (split_from, customer_id) REFERENCES disputes(id, customer_id);
alter table document_faults add constraint document_faults_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table documents add constraint documents_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table documents add constraint documents_instrument_fk FOREIGN KEY (instrument_id) REFERENCES instruments(id);
alter table documents add constraint documents_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoices(id);
alter table documents add constraint documents_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table documents add constraint documents_plan_version_fk FOREIGN KEY (plan_version_id, customer_id) REFERENCES plan_versions(id, customer_id);
alter table documents add constraint documents_profile_fk FOREIGN KEY (profile) REFERENCES einvoice_profiles(profile);
alter table documents add constraint documents_seal_fk FOREIGN KEY (seal_no) REFERENCES seals(seal_no);
alter table einvoice_buyers add constraint einvoice_buyers_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table einvoice_buyers add constraint einvoice_buyers_profile_fk FOREIGN KEY (profile) REFERENCES einvoice_profiles(profile);
alter table einvoice_events add constraint einvoice_events_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table einvoice_events add constraint einvoice_events_document_fk FOREIGN KEY (document_id) REFERENCES documents(id);
alter table einvoice_events add constraint einvoice_events_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoices(id);
alter table entry_lines add constraint entry_lines_account_fk FOREIGN KEY (account_code) REFERENCES ledger_accounts(code) NOT ENFORCED;
alter table entry_lines add constraint entry_lines_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table entry_lines add constraint entry_lines_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id) NOT ENFORCED;
alter table help_versions add constraint help_versions_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table hold_releases add constraint hold_releases_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table hold_releases add constraint hold_releases_hold_fk FOREIGN KEY (hold_id) REFERENCES holds(id);
alter table holds add constraint holds_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table holds add constraint holds_item_fk FOREIGN KEY (item_id) REFERENCES open_items(id);
alter table import_files add constraint import_files_user_fk FOREIGN KEY (uploaded_by) REFERENCES users(id);
alter table inbound_files add constraint inbound_files_mail_fk FOREIGN KEY (mail_id) REFERENCES inbound_mails(id);
alter table inbound_mail_dismissals add constraint inbound_mail_dismissals_mail_fk FOREIGN KEY (mail_id) REFERENCES inbound_mails(id);
alter table inbound_mail_dismissals add constraint inbound_mail_dismissals_user_fk FOREIGN KEY (dismissed_by) REFERENCES users(id);
alter table inbound_mail_places add constraint inbound_mail_places_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table inbound_mail_places add constraint inbound_mail_places_mail_fk FOREIGN KEY (mail_id) REFERENCES inbound_mails(id);
alter table inbound_mail_places add constraint inbound_mail_places_user_fk FOREIGN KEY (placed_by) REFERENCES users(id);
alter table instrument_events add constraint instrument_events_batch_fk FOREIGN KEY (batch_id) REFERENCES deposit_batches(id);
alter table instrument_events add constraint instrument_events_charge_entry_fk FOREIGN KEY (charge_entry_id) REFERENCES entries(id);
alter table instrument_events add constraint instrument_events_custodian_fk FOREIGN KEY (custodian_id) REFERENCES users(id);
alter table instrument_events add constraint instrument_events_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table instrument_events add constraint instrument_events_debit_note_fk FOREIGN KEY (debit_note_id) REFERENCES invoices(id);
alter table instrument_events add constraint instrument_events_instrument_fk FOREIGN KEY (instrument_id) REFERENCES instruments(id);
alter table instrument_events add constraint instrument_events_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table instrument_items add constraint instrument_items_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table instrument_items add constraint instrument_items_hold_fk FOREIGN KEY (hold_id) REFERENCES holds(id);
alter table instrument_items add constraint instrument_items_instrument_fk FOREIGN KEY (instrument_id) REFERENCES instruments(id);
alter table instrument_items add constraint instrument_items_item_fk FOREIGN KEY (item_id) REFERENCES open_items(id);
alter table instrument_standing add constraint instrument_standing_batch_fk FOREIGN KEY (batch_id) REFERENCES deposit_batches(id);
alter table instrument_standing add constraint instrument_standing_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table instrument_standing add constraint instrument_standing_instrument_fk FOREIGN KEY (instrument_id) REFERENCES instruments(id);
alter table instrument_standing add constraint instrument_standing_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table instruments add constraint instruments_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table instruments add constraint instruments_series_fk FOREIGN KEY (series_code) REFERENCES number_series(code);
alter table invoice_draft_lines add constraint invoice_draft_lines_account_fk FOREIGN KEY (account_code) REFERENCES ledger_accounts(code);
alter table invoice_draft_lines add constraint invoice_draft_lines_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table invoice_draft_lines add constraint invoice_draft_lines_draft_fk FOREIGN KEY (draft_id) REFERENCES invoice_drafts(id) ON DELETE CASCADE;
alter table invoice_draft_lines add constraint invoice_draft_lines_tax_fk FOREIGN KEY (tax_code) REFERENCES tax_categories(code);
alter table invoice_drafts add constraint invoice_drafts_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table invoice_drafts add constraint invoice_drafts_replaces_fk FOREIGN KEY (replaces_id) REFERENCES invoices(id);
alter table invoice_drafts add constraint invoice_drafts_user_fk FOREIGN KEY (created_by) REFERENCES users(id);
alter table invoice_line_sources add constraint invoice_line_sources_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id) NOT ENFORCED;
alter table invoice_line_sources add constraint invoice_line_sources_line_fk FOREIGN KEY (invoice_id, line_no) REFERENCES invoice_lines(invoice_id, line_no) NOT ENFORCED;
alter table invoice_lines add constraint invoice_lines_account_fk FOREIGN KEY (account_code) REFERENCES ledger_accounts(code) NOT ENFORCED;
alter table invoice_lines add constraint invoice_lines_invoice_fk FOREIGN KEY (invoice_id, customer_id) REFERENCES invoices(id, customer_id) NOT ENFORCED;
alter table invoice_lines add constraint invoice_lines_tax_fk FOREIGN KEY (tax_code) REFERENCES tax_categories(code) NOT ENFORCED;
alter table invoice_taxes add constraint invoice_taxes_invoice_fk FOREIGN KEY (invoice_id, customer_id) REFERENCES invoices(id, customer_id) NOT ENFORCED;
alter table invoice_taxes add constraint invoice_taxes_tax_fk FOREIGN KEY (tax_code) REFERENCES tax_categories(code) NOT ENFORCED;
alter table invoice_views add constraint invoice_views_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table invoice_views add constraint invoice_views_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoices(id);
alter table invoices add constraint invoices_approval_fk FOREIGN KEY (approval_id) REFERENCES approval_requests(id);
alter table invoices add constraint invoices_corrects_fk FOREIGN KEY (corrects_id) REFERENCES invoices(id);
alter table invoices add constraint invoices_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table invoices add constraint invoices_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id) NOT ENFORCED;
alter table invoices add constraint invoices_open_item_fk FOREIGN KEY (open_item_id) REFERENCES open_items(id) NOT ENFORCED;
alter table invoices add constraint invoices_reason_fk FOREIGN KEY (reason_code) REFERENCES credit_reasons(code);
alter table invoices add constraint invoices_replaces_fk FOREIGN KEY (replaces_id) REFERENCES invoices(id);
alter table invoices add constraint invoices_series_fk FOREIGN KEY (series_code) REFERENCES number_series(code) NOT ENFORCED;
alter table issue_rule_tests add constraint issue_rule_tests_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table issue_rule_tests add constraint issue_rule_tests_product_fk FOREIGN KEY (product_id) REFERENCES products(id);
alter table issue_rule_tests add constraint issue_rule_tests_user_fk FOREIGN KEY (tested_by) REFERENCES users(id);
alter table issue_rules add constraint issue_rules_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table issue_rules add constraint issue_rules_product_fk FOREIGN KEY (product_id) REFERENCES products(id);
alter table issue_rules add constraint issue_rules_test_fk FOREIGN KEY (test_id, values_digest) REFERENCES issue_rule_tests(id, values_digest);
alter table issue_rules add constraint issue_rules_user_fk FOREIGN KEY (changed_by) REFERENCES users(id);
alter table item_snapshots add constraint item_snapshots_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table item_snapshots add constraint item_snapshots_item_fk FOREIGN KEY (item_id) REFERENCES open_items(id);
alter table item_snapshots add constraint item_snapshots_snapshot_fk FOREIGN KEY (snapshot_id) REFERENCES snapshots(id);
alter table list_price_withdrawals add constraint list_price_withdrawals_price_fk FOREIGN KEY (list_price_id) REFERENCES list_prices(id);
alter table list_prices add constraint list_prices_import_fk FOREIGN KEY (import_id) REFERENCES price_imports(id);
alter table list_prices add constraint list_prices_list_fk FOREIGN KEY (price_list_id) REFERENCES price_lists(id);
alter table list_prices add constraint list_prices_product_fk FOREIGN KEY (product_id) REFERENCES products(id);
alter table messages add constraint messages_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table messages add constraint messages_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoices(id);
alter table messages add constraint messages_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table meter_readings add constraint meter_readings_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table meter_readings add constraint meter_readings_import_fk FOREIGN KEY (import_id) REFERENCES usage_imports(id) DEFERRABLE INITIALLY DEFERRED;
alter table meter_readings add constraint meter_readings_meter_fk FOREIGN KEY (meter_id, customer_id) REFERENCES meters(id, customer_id);
alter table meter_readings add constraint meter_readings_replaces_fk FOREIGN KEY (replaces_id) REFERENCES meter_readings(id);
alter table meters add constraint meters_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table meters add constraint meters_line_fk FOREIGN KEY (contract_line_id, customer_id) REFERENCES contract_lines(id, customer_id);
alter table meters add constraint meters_replaces_fk FOREIGN KEY (replaces_id) REFERENCES meters(id);
alter table meters add constraint meters_site_fk FOREIGN KEY (site_id, customer_id) REFERENCES sites(id, customer_id);
alter table meters add constraint meters_unit_fk FOREIGN KEY (unit_code) REFERENCES units(code);
alter table method_setups add constraint method_setups_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table method_setups add constraint method_setups_method_fk FOREIGN KEY (saved_method_id, customer_id) REFERENCES saved_methods(id, customer_id);
alter table movement_closings add constraint movement_closings_closer_fk FOREIGN KEY (closed_by) REFERENCES users(id);
alter table movement_closings add constraint movement_closings_transaction_fk FOREIGN KEY (transaction_id) REFERENCES processor_transactions(id);
alter table open_items add constraint open_items_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id) NOT ENFORCED;
alter table open_items add constraint open_items_line_fk FOREIGN KEY (entry_id, line_no) REFERENCES entry_lines(entry_id, line_no) NOT ENFORCED;
alter table opening_items add constraint opening_items_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table opening_items add constraint opening_items_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table opening_items add constraint opening_items_item_fk FOREIGN KEY (open_item_id) REFERENCES open_items(id);
alter table partner_assignments add constraint partner_assignments_assigner_fk FOREIGN KEY (assigned_by) REFERENCES users(id);
alter table partner_assignments add constraint partner_assignments_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table partner_assignments add constraint partner_assignments_user_fk FOREIGN KEY (user_id) REFERENCES users(id);
alter table payment_ask_items add constraint payment_ask_items_ask_fk FOREIGN KEY (ask_id, customer_id) REFERENCES payment_asks(id, customer_id);
alter table payment_ask_items add constraint payment_ask_items_item_fk FOREIGN KEY (item_id) REFERENCES open_items(id);
alter table payment_asks add constraint payment_asks_asker_fk FOREIGN KEY (asked_by) REFERENCES users(id);
alter table payment_asks add constraint payment_asks_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table payment_attempt_items add constraint payment_attempt_items_attempt_fk FOREIGN KEY (attempt_id) REFERENCES payment_attempts(id);
alter table payment_attempt_items add constraint payment_attempt_items_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table payment_attempt_items add constraint payment_attempt_items_item_fk FOREIGN KEY (item_id) REFERENCES open_items(id);
alter table payment_attempts add constraint payment_attempts_ask_fk FOREIGN KEY (ask_id, customer_id) REFERENCES payment_asks(id, customer_id);
alter table payment_attempts add constraint payment_attempts_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table payment_attempts add constraint payment_attempts_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table payment_attempts add constraint payment_attempts_plan_fk FOREIGN KEY (plan_id) REFERENCES plans(id);
alter table payment_attempts add constraint payment_attempts_saved_method_fk FOREIGN KEY (saved_method_id, customer_id) REFERENCES saved_methods(id, customer_id);
alter table payment_reversals add constraint payment_reversals_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table payment_reversals add constraint payment_reversals_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table payment_reversals add constraint payment_reversals_open_item_fk FOREIGN KEY (open_item_id) REFERENCES open_items(id);
alter table payment_reversals add constraint payment_reversals_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table payments add constraint payments_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table payments add constraint payments_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table payments add constraint payments_open_item_fk FOREIGN KEY (open_item_id) REFERENCES open_items(id);
alter table payments add constraint payments_series_fk FOREIGN KEY (series_code) REFERENCES number_series(code);
alter table payout_parts add constraint payout_parts_payout_fk FOREIGN KEY (payout_id) REFERENCES payouts(id);
alter table payout_parts add constraint payout_parts_transaction_fk FOREIGN KEY (transaction_id) REFERENCES processor_transactions(id);
alter table payout_postings add constraint payout_postings_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table payout_postings add constraint payout_postings_payout_fk FOREIGN KEY (payout_id) REFERENCES payouts(id);
alter table period_events add constraint period_events_month_fk FOREIGN KEY (kind, month_on) REFERENCES periods(kind, month_on);
alter table plan_asks add constraint plan_asks_answered_plan_fk FOREIGN KEY (answered_plan_id, customer_id) REFERENCES plans(id, customer_id);
alter table plan_asks add constraint plan_asks_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table plan_asks add constraint plan_asks_plan_fk FOREIGN KEY (plan_id, customer_id) REFERENCES plans(id, customer_id);
alter table plan_events add constraint plan_events_plan_fk FOREIGN KEY (plan_id, customer_id) REFERENCES plans(id, customer_id);
alter table plan_instalments add constraint plan_instalments_version_fk FOREIGN KEY (version_id, customer_id) REFERENCES plan_versions(id, customer_id);
alter table plan_items add constraint plan_items_hold_fk FOREIGN KEY (hold_id) REFERENCES holds(id);
alter table plan_items add constraint plan_items_item_fk FOREIGN KEY (item_id) REFERENCES open_items(id);
alter table plan_items add constraint plan_items_version_fk FOREIGN KEY (version_id, customer_id) REFERENCES plan_versions(id, customer_id);
alter table plan_moves add constraint plan_moves_instalment_fk FOREIGN KEY (version_id, instalment_no) REFERENCES plan_instalments(version_id, instalment_no);
alter table plan_moves add constraint plan_moves_version_fk FOREIGN KEY (version_id, customer_id) REFERENCES plan_versions(id, customer_id);
alter table plan_policies add constraint plan_policies_tax_fk FOREIGN KEY (charge_tax_code) REFERENCES tax_categories(code);
alter table plan_policies add constraint plan_policies_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table plan_versions add constraint plan_versions_approval_fk FOREIGN KEY (approval_id) REFERENCES approval_requests(id);
alter table plan_versions add constraint plan_versions_charge_item_fk FOREIGN KEY (charge_item_id) REFERENCES open_items(id);
alter table plan_versions add constraint plan_versions_exception_fk FOREIGN KEY (exception_by) REFERENCES users(id);
alter table plan_versions add constraint plan_versions_method_fk FOREIGN KEY (method_id, customer_id) REFERENCES saved_methods(id, customer_id);
alter table plan_versions add constraint plan_versions_plan_fk FOREIGN KEY (plan_id, customer_id) REFERENCES plans(id, customer_id);
alter table plan_versions add constraint plan_versions_policy_fk FOREIGN KEY (policy_version) REFERENCES plan_policies(version_no);
alter table plans add constraint plans_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table plans add constraint plans_method_fk FOREIGN KEY (method_id, customer_id) REFERENCES saved_methods(id, customer_id);
alter table portal_invitations add constraint portal_invitations_accepter_fk FOREIGN KEY (accepted_by) REFERENCES users(id);
alter table portal_invitations add constraint portal_invitations_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table portal_invitations add constraint portal_invitations_inviter_fk FOREIGN KEY (invited_by) REFERENCES users(id);
alter table portal_memberships add constraint portal_memberships_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table portal_memberships add constraint portal_memberships_user_fk FOREIGN KEY (user_id) REFERENCES users(id);
alter table portfolio_packs add constraint portfolio_packs_collector_fk FOREIGN KEY (user_id) REFERENCES users(id);
alter table portfolio_packs add constraint portfolio_packs_seal_fk FOREIGN KEY (seal_no) REFERENCES seals(seal_no);
alter table price_lists add constraint price_lists_user_fk FOREIGN KEY (created_by) REFERENCES users(id);
alter table print_batch_items add constraint print_batch_items_batch_fk FOREIGN KEY (batch_id) REFERENCES print_batches(id);
alter table print_batch_items add constraint print_batch_items_delivery_fk FOREIGN KEY (delivery_id, customer_id) REFERENCES deliveries(id, customer_id);
alter table processor_customers add constraint processor_customers_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table processor_exchanges add constraint processor_exchanges_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table processor_exchanges add constraint processor_exchanges_transaction_fk FOREIGN KEY (transaction_id) REFERENCES processor_transactions(id);
alter table processor_fees add constraint processor_fees_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table processor_fees add constraint processor_fees_transaction_fk FOREIGN KEY (transaction_id) REFERENCES processor_transactions(id);
alter table products add constraint products_account_fk FOREIGN KEY (account_code) REFERENCES ledger_accounts(code);
alter table products add constraint products_tax_fk FOREIGN KEY (tax_code) REFERENCES tax_categories(code);
alter table products add constraint products_unit_fk FOREIGN KEY (unit_code) REFERENCES units(code);
alter table products add constraint products_user_fk FOREIGN KEY (created_by) REFERENCES users(id);
alter table promise_events add constraint promise_events_promise_fk FOREIGN KEY (promise_id, customer_id) REFERENCES promises(id, customer_id);
alter table promise_items add constraint promise_items_item_fk FOREIGN KEY (item_id) REFERENCES open_items(id);
alter table promise_items add constraint promise_items_promise_fk FOREIGN KEY (promise_id, customer_id) REFERENCES promises(id, customer_id);
alter table promise_money add constraint promise_money_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table promise_money add constraint promise_money_promise_fk FOREIGN KEY (promise_id, customer_id) REFERENCES promises(id, customer_id);
alter table promises add constraint promises_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table proof_requests add constraint proof_requests_run_fk FOREIGN KEY (proof_run_id) REFERENCES proof_runs(id);
alter table proof_requests add constraint proof_requests_user_fk FOREIGN KEY (asked_by) REFERENCES users(id);
alter table proof_runs add constraint proof_runs_seal_fk FOREIGN KEY (seal_no) REFERENCES seals(seal_no) DEFERRABLE INITIALLY DEFERRED;
alter table proof_runs add constraint proof_runs_user_fk FOREIGN KEY (asked_by) REFERENCES users(id);
alter table receipt_identification_undoings add constraint receipt_identification_undoings_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table receipt_identification_undoings add constraint receipt_identification_undoings_fk FOREIGN KEY (identification_id) REFERENCES receipt_identifications(id);
alter table receipt_identification_undoings add constraint receipt_identification_undoings_item_fk FOREIGN KEY (open_item_id) REFERENCES open_items(id);
alter table receipt_identification_undoings add constraint receipt_identification_undoings_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table receipt_identifications add constraint receipt_identifications_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table receipt_identifications add constraint receipt_identifications_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table receipt_identifications add constraint receipt_identifications_item_fk FOREIGN KEY (open_item_id) REFERENCES open_items(id);
alter table receipt_identifications add constraint receipt_identifications_receipt_fk FOREIGN KEY (receipt_id) REFERENCES unidentified_receipts(id);
alter table receipt_identifications add constraint receipt_identifications_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table receipt_returns add constraint receipt_returns_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table receipt_returns add constraint receipt_returns_line_fk FOREIGN KEY (line_id) REFERENCES bank_lines(id);
alter table receipt_returns add constraint receipt_returns_receipt_fk FOREIGN KEY (receipt_id) REFERENCES unidentified_receipts(id);
alter table recoveries add constraint recoveries_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table recoveries add constraint recoveries_debit_item_fk FOREIGN KEY (debit_item_id) REFERENCES open_items(id);
alter table recoveries add constraint recoveries_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table recoveries add constraint recoveries_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table recoveries add constraint recoveries_write_off_fk FOREIGN KEY (write_off_id) REFERENCES write_offs(id);
alter table recovery_codes add constraint recovery_codes_user_fk FOREIGN KEY (user_id) REFERENCES users(id);
alter table reduction_reversals add constraint reduction_reversals_case_closing_fk FOREIGN KEY (case_closing_item_id) REFERENCES open_items(id);
alter table reduction_reversals add constraint reduction_reversals_closing_fk FOREIGN KEY (closing_item_id) REFERENCES open_items(id);
alter table reduction_reversals add constraint reduction_reversals_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table reduction_reversals add constraint reduction_reversals_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table reduction_reversals add constraint reduction_reversals_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table reduction_reversals add constraint reduction_reversals_reduction_fk FOREIGN KEY (reduction_id) REFERENCES reductions(id);
alter table reduction_taxes add constraint reduction_taxes_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table reduction_taxes add constraint reduction_taxes_reduction_fk FOREIGN KEY (reduction_id) REFERENCES reductions(id);
alter table reduction_taxes add constraint reduction_taxes_tax_fk FOREIGN KEY (tax_code) REFERENCES tax_categories(code);
alter table reductions add constraint reductions_case_item_fk FOREIGN KEY (case_item_id) REFERENCES open_items(id);
alter table reductions add constraint reductions_code_fk FOREIGN KEY (code) REFERENCES deduction_codes(code);
alter table reductions add constraint reductions_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table reductions add constraint reductions_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table reductions add constraint reductions_item_fk FOREIGN KEY (item_id) REFERENCES open_items(id);
alter table reductions add constraint reductions_made_item_fk FOREIGN KEY (made_item_id) REFERENCES open_items(id);
alter table reductions add constraint reductions_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table refund_batches add constraint refund_batches_approval_fk FOREIGN KEY (approval_id) REFERENCES approval_requests(id);
alter table refund_batches add constraint refund_batches_series_fk FOREIGN KEY (series_code) REFERENCES number_series(code);
alter table refund_batches add constraint refund_batches_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table refund_events add constraint refund_events_batch_fk FOREIGN KEY (batch_id) REFERENCES refund_batches(id);
alter table refund_events add constraint refund_events_credit_item_fk FOREIGN KEY (credit_item_id) REFERENCES open_items(id);
alter table refund_events add constraint refund_events_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table refund_events add constraint refund_events_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table refund_events add constraint refund_events_refund_fk FOREIGN KEY (refund_id) REFERENCES refunds(id);
alter table refunds add constraint refunds_approval_fk FOREIGN KEY (approval_id) REFERENCES approval_requests(id);
alter table refunds add constraint refunds_bank_account_fk FOREIGN KEY (bank_account_id) REFERENCES customer_bank_accounts(id);
alter table refunds add constraint refunds_credit_item_fk FOREIGN KEY (credit_item_id) REFERENCES open_items(id);
alter table refunds add constraint refunds_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table refunds add constraint refunds_debit_item_fk FOREIGN KEY (debit_item_id) REFERENCES open_items(id);
alter table refunds add constraint refunds_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table refunds add constraint refunds_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table refunds add constraint refunds_reason_fk FOREIGN KEY (for_kind, reason_code) REFERENCES adjustment_reasons(for_kind, code);
alter table refunds add constraint refunds_series_fk FOREIGN KEY (series_code) REFERENCES number_series(code);
alter table refunds add constraint refunds_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table reminder_items add constraint reminder_items_item_fk FOREIGN KEY (item_id) REFERENCES open_items(id);
alter table reminder_items add constraint reminder_items_reminder_fk FOREIGN KEY (reminder_id, customer_id) REFERENCES reminders(id, customer_id);
alter table reminder_runs add constraint reminder_runs_policy_fk FOREIGN KEY (policy_id) REFERENCES collection_policies(id);
alter table reminder_stages add constraint reminder_stages_policy_fk FOREIGN KEY (policy_id) REFERENCES collection_policies(id);
alter table reminders add constraint reminders_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table reminders add constraint reminders_delivery_fk FOREIGN KEY (delivery_id, customer_id) REFERENCES deliveries(id, customer_id);
alter table reminders add constraint reminders_document_fk FOREIGN KEY (document_id) REFERENCES documents(id);
alter table reminders add constraint reminders_policy_fk FOREIGN KEY (policy_id) REFERENCES collection_policies(id);
alter table remittance_choices add constraint remittance_choices_code_fk FOREIGN KEY (code) REFERENCES deduction_codes(code);
alter table remittance_choices add constraint remittance_choices_row_fk FOREIGN KEY (remittance_id, row_no) REFERENCES remittance_rows(remittance_id, row_no);
alter table remittance_choices add constraint remittance_choices_user_fk FOREIGN KEY (chosen_by) REFERENCES users(id);
alter table remittance_links add constraint remittance_links_line_fk FOREIGN KEY (line_id) REFERENCES bank_lines(id);
alter table remittance_links add constraint remittance_links_remittance_fk FOREIGN KEY (remittance_id) REFERENCES remittances(id);
alter table remittance_links add constraint remittance_links_user_fk FOREIGN KEY (attached_by) REFERENCES users(id);
alter table remittance_rows add constraint remittance_rows_remittance_fk FOREIGN KEY (remittance_id) REFERENCES remittances(id);
alter table remittances add constraint remittances_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table remittances add constraint remittances_mail_fk FOREIGN KEY (mail_id) REFERENCES inbound_mails(id);
alter table remittances add constraint remittances_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table reply_addresses add constraint reply_addresses_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table revaluations add constraint revaluations_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table revaluations add constraint revaluations_reversal_fk FOREIGN KEY (reversal_entry_id) REFERENCES entries(id);
alter table run_customers add constraint run_customers_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table run_customers add constraint run_customers_run_fk FOREIGN KEY (run_id) REFERENCES billing_runs(id);
alter table run_draft_lines add constraint run_draft_lines_account_fk FOREIGN KEY (account_code) REFERENCES ledger_accounts(code);
alter table run_draft_lines add constraint run_draft_lines_contract_line_fk FOREIGN KEY (contract_line_id) REFERENCES contract_lines(id);
alter table run_draft_lines add constraint run_draft_lines_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id) NOT ENFORCED;
alter table run_draft_lines add constraint run_draft_lines_draft_fk FOREIGN KEY (draft_id) REFERENCES run_drafts(id);
alter table run_draft_lines add constraint run_draft_lines_product_fk FOREIGN KEY (product_id) REFERENCES products(id);
alter table run_draft_lines add constraint run_draft_lines_tax_fk FOREIGN KEY (tax_code) REFERENCES tax_categories(code);
alter table run_draft_taxes add constraint run_draft_taxes_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id) NOT ENFORCED;
alter table run_draft_taxes add constraint run_draft_taxes_draft_fk FOREIGN KEY (draft_id) REFERENCES run_drafts(id);
alter table run_draft_taxes add constraint run_draft_taxes_tax_fk FOREIGN KEY (tax_code) REFERENCES tax_categories(code);
alter table run_draft_usage add constraint run_draft_usage_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id) NOT ENFORCED;
alter table run_draft_usage add constraint run_draft_usage_draft_fk FOREIGN KEY (draft_id) REFERENCES run_drafts(id);
alter table run_draft_usage add constraint run_draft_usage_usage_fk FOREIGN KEY (usage_id) REFERENCES usage_records(id);
alter table run_drafts add constraint run_drafts_contract_fk FOREIGN KEY (contract_id) REFERENCES contracts(id);
alter table run_drafts add constraint run_drafts_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table run_drafts add constraint run_drafts_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoices(id) NOT ENFORCED;
alter table run_drafts add constraint run_drafts_run_fk FOREIGN KEY (run_id) REFERENCES billing_runs(id);
alter table run_findings add constraint run_findings_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table run_findings add constraint run_findings_draft_fk FOREIGN KEY (draft_id) REFERENCES run_drafts(id);
alter table run_findings add constraint run_findings_override_by_fk FOREIGN KEY (override_by) REFERENCES users(id);
alter table run_findings add constraint run_findings_run_fk FOREIGN KEY (run_id) REFERENCES billing_runs(id);
alter table run_recipe_days add constraint run_recipe_days_recipe_fk FOREIGN KEY (recipe_id) REFERENCES run_recipes(id);
alter table run_recipe_days add constraint run_recipe_days_run_fk FOREIGN KEY (run_id) REFERENCES billing_runs(id);
alter table run_recipes add constraint run_recipes_user_fk FOREIGN KEY (saved_by) REFERENCES users(id);
alter table said_paid add constraint said_paid_answerer_fk FOREIGN KEY (answered_by) REFERENCES users(id);
alter table said_paid add constraint said_paid_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table said_paid add constraint said_paid_invoice_fk FOREIGN KEY (invoice_id, customer_id) REFERENCES invoices(id, customer_id);
alter table saved_answer_versions add constraint saved_answer_versions_answer_fk FOREIGN KEY (answer_id) REFERENCES saved_answers(id);
alter table saved_answer_versions add constraint saved_answer_versions_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table saved_answers add constraint saved_answers_reason_fk FOREIGN KEY (reason_code) REFERENCES dispute_reasons(code);
alter table saved_methods add constraint saved_methods_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table saved_methods add constraint saved_methods_processor_customer_fk FOREIGN KEY (customer_id, processor_customer_ref) REFERENCES processor_customers(customer_id, ref);
alter table scoped_link_invoices add constraint scoped_link_invoices_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table scoped_link_invoices add constraint scoped_link_invoices_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoices(id);
alter table scoped_link_invoices add constraint scoped_link_invoices_link_fk FOREIGN KEY (link_id) REFERENCES scoped_links(id);
alter table scoped_links add constraint scoped_links_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table seal_leaves add constraint seal_leaves_seal_fk FOREIGN KEY (seal_no) REFERENCES seals(seal_no) DEFERRABLE INITIALLY DEFERRED;
alter table searchable_texts add constraint searchable_texts_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table searchable_texts add constraint searchable_texts_entry_fk FOREIGN KEY (entry_id) REFERENCES timeline_entries(id);
alter table service_order_closings add constraint service_order_closings_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table service_order_closings add constraint service_order_closings_order_fk FOREIGN KEY (order_id, customer_id) REFERENCES service_orders(id, customer_id);
alter table service_orders add constraint service_orders_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table service_orders add constraint service_orders_import_fk FOREIGN KEY (import_id) REFERENCES usage_imports(id) DEFERRABLE INITIALLY DEFERRED;
alter table service_orders add constraint service_orders_line_fk FOREIGN KEY (contract_line_id, customer_id) REFERENCES contract_lines(id, customer_id);
alter table service_orders add constraint service_orders_product_fk FOREIGN KEY (product_id) REFERENCES products(id);
alter table service_orders add constraint service_orders_site_fk FOREIGN KEY (site_id, customer_id) REFERENCES sites(id, customer_id);
alter table sessions add constraint sessions_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table sessions add constraint sessions_user_fk FOREIGN KEY (user_id) REFERENCES users(id);
alter table sign_in_links add constraint sign_in_links_user_fk FOREIGN KEY (user_id) REFERENCES users(id);
alter table sites add constraint sites_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table snapshots add constraint snapshots_seal_fk FOREIGN KEY (seal_no) REFERENCES seals(seal_no);
alter table statement_defaults add constraint statement_defaults_user_fk FOREIGN KEY (changed_by) REFERENCES users(id);
alter table statement_preferences add constraint statement_preferences_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table statement_preferences add constraint statement_preferences_user_fk FOREIGN KEY (changed_by) REFERENCES users(id);
alter table statement_runs add constraint statement_runs_seal_fk FOREIGN KEY (seal_no) REFERENCES seals(seal_no);
alter table statement_runs add constraint statement_runs_user_fk FOREIGN KEY (started_by) REFERENCES users(id);
alter table statement_schedules add constraint statement_schedules_user_fk FOREIGN KEY (changed_by) REFERENCES users(id);
alter table statement_sends add constraint statement_sends_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table statement_sends add constraint statement_sends_document_fk FOREIGN KEY (document_id) REFERENCES documents(id);
alter table statement_sends add constraint statement_sends_run_fk FOREIGN KEY (run_id) REFERENCES statement_runs(id);
alter table stripe_effects add constraint stripe_effects_attempt_fk FOREIGN KEY (attempt_id) REFERENCES payment_attempts(id);
alter table supplier_portals add constraint supplier_portals_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table supplier_portals add constraint supplier_portals_owner_fk FOREIGN KEY (login_owner) REFERENCES users(id);
alter table supplier_portals add constraint supplier_portals_user_fk FOREIGN KEY (changed_by) REFERENCES users(id);
alter table surcharge_notes add constraint surcharge_notes_attempt_fk FOREIGN KEY (attempt_id) REFERENCES attempt_surcharges(attempt_id);
alter table surcharge_notes add constraint surcharge_notes_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table surcharge_notes add constraint surcharge_notes_invoice_fk FOREIGN KEY (invoice_id) REFERENCES invoices(id);
alter table surcharge_notes add constraint surcharge_notes_payment_fk FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table tax_reliefs add constraint tax_reliefs_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table tax_reliefs add constraint tax_reliefs_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table tax_reliefs add constraint tax_reliefs_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table tax_reliefs add constraint tax_reliefs_write_off_fk FOREIGN KEY (write_off_id) REFERENCES write_offs(id);
alter table timeline_entries add constraint timeline_entries_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table transfers add constraint transfers_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table transfers add constraint transfers_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table transfers add constraint transfers_from_item_fk FOREIGN KEY (from_item_id) REFERENCES open_items(id);
alter table transfers add constraint transfers_source_item_fk FOREIGN KEY (source_item_id) REFERENCES open_items(id);
alter table transfers add constraint transfers_to_customer_fk FOREIGN KEY (to_customer_id) REFERENCES customers(id);
alter table transfers add constraint transfers_to_item_fk FOREIGN KEY (to_item_id) REFERENCES open_items(id);
alter table unidentified_notes add constraint unidentified_notes_owner_fk FOREIGN KEY (owner_id) REFERENCES users(id);
alter table unidentified_notes add constraint unidentified_notes_receipt_fk FOREIGN KEY (receipt_id) REFERENCES unidentified_receipts(id);
alter table unidentified_notes add constraint unidentified_notes_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table unidentified_receipts add constraint unidentified_receipts_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table unidentified_receipts add constraint unidentified_receipts_line_fk FOREIGN KEY (line_id) REFERENCES bank_lines(id);
alter table unidentified_receipts add constraint unidentified_receipts_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table usage_records add constraint usage_records_corrects_fk FOREIGN KEY (corrects_id) REFERENCES usage_records(id);
alter table usage_records add constraint usage_records_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table usage_records add constraint usage_records_import_fk FOREIGN KEY (import_id) REFERENCES usage_imports(id) DEFERRABLE INITIALLY DEFERRED;
alter table usage_records add constraint usage_records_line_fk FOREIGN KEY (contract_line_id, customer_id) REFERENCES contract_lines(id, customer_id);
alter table usage_records add constraint usage_records_order_fk FOREIGN KEY (order_id, customer_id) REFERENCES service_orders(id, customer_id);
alter table usage_records add constraint usage_records_reading_fk FOREIGN KEY (reading_id) REFERENCES meter_readings(id);
alter table usage_records add constraint usage_records_site_fk FOREIGN KEY (site_id, customer_id) REFERENCES sites(id, customer_id);
alter table usage_records add constraint usage_records_unit_fk FOREIGN KEY (unit_code) REFERENCES units(code);
alter table write_off_batches add constraint write_off_batches_approval_fk FOREIGN KEY (approval_id) REFERENCES approval_requests(id);
alter table write_off_batches add constraint write_off_batches_user_fk FOREIGN KEY (made_by) REFERENCES users(id);
alter table write_offs add constraint write_offs_account_fk FOREIGN KEY (account_code) REFERENCES ledger_accounts(code);
alter table write_offs add constraint write_offs_approval_fk FOREIGN KEY (approval_id) REFERENCES approval_requests(id);
alter table write_offs add constraint write_offs_batch_fk FOREIGN KEY (batch_id) REFERENCES write_off_batches(id);
alter table write_offs add constraint write_offs_credit_item_fk FOREIGN KEY (credit_item_id) REFERENCES open_items(id);
alter table write_offs add constraint write_offs_customer_fk FOREIGN KEY (customer_id) REFERENCES customers(id);
alter table write_offs add constraint write_offs_entry_fk FOREIGN KEY (entry_id) REFERENCES entries(id);
alter table write_offs add constraint write_offs_item_fk FOREIGN KEY (item_id) REFERENCES open_items(id);
alter table write_offs add constraint write_offs_reason_fk FOREIGN KEY (for_kind, reason_code) REFERENCES adjustment_reasons(for_kind, code);
alter table write_offs add constraint write_offs_series_fk FOREIGN KEY (series_code) REFERENCES number_series(code);
alter table write_offs add constraint write_offs_user_fk FOREIGN KEY (made_by) REFERENCES users(id);

-- Indexes

CREATE INDEX activity_note_ends_xid ON public.activity_note_ends USING btree (xid);
CREATE INDEX activity_notes_next ON public.activity_notes USING btree (customer_id, next_on) WHERE (next_step <> ''::text);
CREATE INDEX activity_notes_xid ON public.activity_notes USING btree (xid);
CREATE INDEX address_tasks_by_customer ON public.address_tasks USING btree (customer_id, id);
CREATE INDEX address_tasks_open ON public.address_tasks USING btree (opened_at, id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX address_tasks_open_unique ON public.address_tasks USING btree (customer_id, address) WHERE (closed_at IS NULL);
CREATE INDEX allowance_changes_by_xid ON public.allowance_changes USING btree (xid);
CREATE INDEX applications_by_credit ON public.applications USING btree (credit_item_id, effective_on);
CREATE INDEX applications_by_customer ON public.applications USING btree (customer_id, effective_on);
CREATE INDEX applications_by_debit ON public.applications USING btree (debit_item_id, effective_on);
CREATE INDEX applications_by_xid ON public.applications USING btree (xid, effective_on);
CREATE INDEX applications_moved ON public.applications USING btree (effective_on) INCLUDE (credit_item_id, debit_item_id, amount_minor, xid);
CREATE INDEX approval_decisions_by_xid ON public.approval_decisions USING btree (xid);
CREATE INDEX approval_decisions_newest ON public.approval_decisions USING btree (decided_at DESC, approval_id DESC);
CREATE INDEX approval_delegation_ends_by_xid ON public.approval_delegation_ends USING btree (xid);
CREATE INDEX approval_delegations_by_delegate ON public.approval_delegations USING btree (to_user, to_on);
CREATE INDEX approval_delegations_by_delegator ON public.approval_delegations USING btree (from_user, to_on);
CREATE INDEX approval_delegations_by_xid ON public.approval_delegations USING btree (xid);
CREATE INDEX approval_effects_by_xid ON public.approval_effects USING btree (xid);
CREATE INDEX approval_requests_by_customer ON public.approval_requests USING btree (customer_id, id) WHERE (customer_id IS NOT NULL);
CREATE INDEX approval_requests_by_person ON public.approval_requests USING btree (requested_by, id);
CREATE INDEX approval_requests_by_subject ON public.approval_requests USING btree (subject_id, id);
CREATE INDEX approval_requests_by_xid ON public.approval_requests USING btree (xid);
CREATE INDEX approval_rules_by_xid ON public.approval_rules USING btree (xid);
CREATE INDEX approval_rules_newest ON public.approval_rules USING btree (kind, role, version DESC);
CREATE INDEX approval_uses_by_xid ON public.approval_uses USING btree (xid);
CREATE INDEX ask_faults_by_customer ON public.ask_faults USING btree (customer_id);
CREATE INDEX ask_faults_told ON public.ask_faults USING btree (told_at, subject_id) WHERE ((ended_at IS NULL) AND (told_at IS NOT NULL));
CREATE INDEX attempt_surcharges_by_customer ON public.attempt_surcharges USING btree (customer_id);
CREATE INDEX attempt_surcharges_by_xid ON public.attempt_surcharges USING btree (xid);
CREATE INDEX audit_records_by_customer ON public.audit_records USING btree (customer_id, id) WHERE (customer_id IS NOT NULL);
CREATE INDEX audit_records_by_subject ON public.audit_records USING btree (subject_id, id);
CREATE INDEX audit_records_by_xid ON public.audit_records USING btree (xid);
CREATE INDEX autopay_charge_items_by_item ON public.autopay_charge_items USING btree (item_id);
CREATE UNIQUE INDEX autopay_charge_items_one_live_unique ON public.autopay_charge_items USING btree (item_id) WHERE live;
CREATE INDEX autopay_charges_by_customer ON public.autopay_charges USING btree (customer_id, collect_on DESC, id DESC);
CREATE INDEX autopay_charges_by_message ON public.autopay_charges USING btree (message_id);
CREATE INDEX autopay_charges_live ON public.autopay_charges USING btree (collect_on, id) WHERE (state = ANY (ARRAY['noticed'::text, 'collecting'::text, 'retrying'::text]));
CREATE INDEX autopay_charges_to_look_at ON public.autopay_charges USING btree (changed_at DESC, id) WHERE ((state = ANY (ARRAY['failed'::text, 'retrying'::text, 'skipped'::text])) AND (seen_at IS NULL));
CREATE INDEX autopay_policies_by_xid ON public.autopay_policies USING btree (xid);
CREATE INDEX autopay_policies_newest ON public.autopay_policies USING btree (from_on DESC, id DESC);
CREATE INDEX autopay_rules_by_method ON public.autopay_rules USING btree (method_id) WHERE (state <> 'off'::text);
CREATE INDEX autopay_rules_live ON public.autopay_rules USING btree (id) WHERE (state <> 'off'::text);
CREATE INDEX bank_alias_choices_by_customer ON public.bank_alias_choices USING btree (customer_id);
CREATE INDEX bank_alias_choices_by_value ON public.bank_alias_choices USING btree (kind, value, customer_id, version DESC);
CREATE INDEX bank_alias_choices_by_xid ON public.bank_alias_choices USING btree (xid);
CREATE INDEX bank_aliases_by_customer ON public.bank_aliases USING btree (customer_id);
CREATE INDEX bank_aliases_by_value ON public.bank_aliases USING btree (kind, value, customer_id);
CREATE INDEX bank_aliases_by_xid ON public.bank_aliases USING btree (xid);
CREATE INDEX bank_automatic_postings_by_opening ON public.bank_automatic_postings USING btree (opening_id);
CREATE INDEX bank_automatic_postings_by_rule ON public.bank_automatic_postings USING btree (rule_id);
CREATE INDEX bank_automatic_postings_by_xid ON public.bank_automatic_postings USING btree (xid);
CREATE INDEX bank_explanation_undoings_xid ON public.bank_explanation_undoings USING btree (xid);
CREATE INDEX bank_explanations_by_class ON public.bank_explanations USING btree (evidence_class) WHERE (evidence_class IS NOT NULL);
CREATE INDEX bank_explanations_by_line ON public.bank_explanations USING btree (line_id);
CREATE INDEX bank_explanations_xid ON public.bank_explanations USING btree (xid);
CREATE INDEX bank_gate_openings_by_xid ON public.bank_gate_openings USING btree (xid);
CREATE INDEX bank_imports_newest ON public.bank_imports USING btree (staged_at DESC, id DESC);
CREATE UNIQUE INDEX bank_imports_one_live_unique ON public.bank_imports USING btree (sha256) WHERE (state = ANY (ARRAY['reading'::text, 'ready'::text, 'storing'::text, 'stored'::text]));
CREATE INDEX bank_line_links_by_customer ON public.bank_line_links USING btree (customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX bank_line_links_by_entry ON public.bank_line_links USING btree (entry_id) WHERE (entry_id IS NOT NULL);
CREATE INDEX bank_line_links_by_line ON public.bank_line_links USING btree (line_id);
CREATE INDEX bank_line_links_by_returned_part ON public.bank_line_links USING btree (subject_id) WHERE (kind = 'returned_part'::text);
CREATE INDEX bank_line_links_by_subject ON public.bank_line_links USING btree (subject_id) WHERE (subject_id IS NOT NULL);
CREATE INDEX bank_line_links_xid ON public.bank_line_links USING btree (xid);
CREATE INDEX bank_line_states_by_statement ON public.bank_line_states USING btree (statement_id, state);
CREATE INDEX bank_line_states_open ON public.bank_line_states USING btree (statement_id, line_id) WHERE (state = ANY (ARRAY['open'::text, 'parked'::text, 'asked'::text]));
CREATE INDEX bank_lines_by_day ON public.bank_lines USING btree (bank_account_id, booked_on, amount_minor);
CREATE INDEX bank_lines_by_reference ON public.bank_lines USING btree (bank_account_id, bank_ref) WHERE (bank_ref <> ''::text);
CREATE INDEX bank_lines_same_as ON public.bank_lines USING btree (same_as) WHERE (same_as IS NOT NULL);
CREATE INDEX bank_lines_xid ON public.bank_lines USING btree (xid);
CREATE INDEX bank_link_reversals_xid ON public.bank_link_reversals USING btree (xid);
CREATE INDEX bank_posting_choices_by_xid ON public.bank_posting_choices USING btree (xid);
CREATE INDEX bank_rule_endings_by_xid ON public.bank_rule_endings USING btree (xid);
CREATE INDEX bank_rule_ticks_by_rule ON public.bank_rule_ticks USING btree (rule_id, version DESC);
CREATE INDEX bank_rule_ticks_by_xid ON public.bank_rule_ticks USING btree (xid);
CREATE INDEX bank_rules_by_customer ON public.bank_rules USING btree (customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX bank_rules_by_xid ON public.bank_rules USING btree (xid);
CREATE INDEX bank_statements_by_account ON public.bank_statements USING btree (bank_account_id, to_on DESC, id DESC);
CREATE INDEX bank_statements_xid ON public.bank_statements USING btree (xid);
CREATE INDEX billed_periods_by_invoice ON public.billed_periods USING btree (invoice_id) WHERE (invoice_id IS NOT NULL);
CREATE INDEX billed_periods_by_xid ON public.billed_periods USING btree (xid);
CREATE INDEX billed_usage_by_invoice ON public.billed_usage USING btree (invoice_id, line_no) WHERE (invoice_id IS NOT NULL);
CREATE INDEX billed_usage_by_xid ON public.billed_usage USING btree (xid);
CREATE INDEX billing_runs_last_issued ON public.billing_runs USING btree (last_issued_xid) WHERE (last_issued_xid IS NOT NULL);
CREATE INDEX billing_runs_newest ON public.billing_runs USING btree (run_no DESC);
CREATE INDEX billing_runs_same_cycles ON public.billing_runs USING btree (cycles, cut_off_on DESC) WHERE (state = 'issued'::text);
CREATE INDEX case_events_by_customer ON public.case_events USING btree (customer_id);
CREATE INDEX case_events_by_reduction ON public.case_events USING btree (reduction_id, id);
CREATE INDEX case_events_by_xid ON public.case_events USING btree (xid);
CREATE UNIQUE INDEX case_events_collected_once_unique ON public.case_events USING btree (reduction_id) WHERE (kind = ANY (ARRAY['collected'::text, 'waived'::text]));
CREATE INDEX chargeback_steps_by_customer ON public.chargeback_steps USING btree (customer_id);
CREATE INDEX chargeback_steps_by_xid ON public.chargeback_steps USING btree (xid);
CREATE INDEX chargebacks_by_customer ON public.chargebacks USING btree (customer_id);
CREATE INDEX chargebacks_by_payment ON public.chargebacks USING btree (payment_id);
CREATE INDEX chargebacks_standing ON public.chargebacks USING btree (opened_on DESC) WHERE (state = ANY (ARRAY['inquiry'::text, 'open'::text]));
CREATE INDEX collection_policies_newest ON public.collection_policies USING btree (from_on DESC, id DESC);
CREATE INDEX collection_policies_xid ON public.collection_policies USING btree (xid);
CREATE UNIQUE INDEX collection_tasks_one_a_plan_unique ON public.collection_tasks USING btree (plan_id) WHERE (plan_id IS NOT NULL);
CREATE UNIQUE INDEX collection_tasks_one_open_unique ON public.collection_tasks USING btree (promise_id) WHERE (done_at IS NULL);
CREATE INDEX collection_tasks_open ON public.collection_tasks USING btree (made_at, id) WHERE (done_at IS NULL);
CREATE INDEX collector_assignments_newest ON public.collector_assignments USING btree (customer_id, from_on DESC, id DESC);
CREATE INDEX company_bank_versions_by_xid ON public.company_bank_versions USING btree (xid);
CREATE INDEX company_version_withdrawals_by_xid ON public.company_version_withdrawals USING btree (xid);
CREATE INDEX company_versions_by_xid ON public.company_versions USING btree (xid);
CREATE INDEX company_versions_newest ON public.company_versions USING btree (what, key, from_on DESC, id DESC);
CREATE INDEX complaint_steps_by_dispute ON public.complaint_steps USING btree (dispute_id);
CREATE INDEX complaint_steps_by_xid ON public.complaint_steps USING btree (xid);
CREATE UNIQUE INDEX contact_opt_outs_live_unique ON public.contact_opt_outs USING btree (customer_id, address, message_kind) WHERE (ended_at IS NULL);
CREATE INDEX contacts_by_email ON public.contacts USING btree (email);
CREATE UNIQUE INDEX contacts_customer_email_unique ON public.contacts USING btree (customer_id, email) WHERE (removed_at IS NULL);
CREATE INDEX contract_files_by_contract ON public.contract_files USING btree (contract_id, id);
CREATE INDEX contract_files_by_customer ON public.contract_files USING btree (customer_id);
CREATE INDEX contract_lines_by_customer ON public.contract_lines USING btree (customer_id, id);
CREATE INDEX contract_lines_by_product ON public.contract_lines USING btree (product_id);
CREATE INDEX contract_lines_by_site ON public.contract_lines USING btree (site_id) WHERE (site_id IS NOT NULL);
CREATE UNIQUE INDEX contract_lines_replaced_once_unique ON public.contract_lines USING btree (replaces_id) WHERE (withdrawn_in_version IS NULL);
CREATE INDEX contract_prices_by_customer ON public.contract_prices USING btree (customer_id);
CREATE INDEX contract_versions_by_customer ON public.contract_versions USING btree (customer_id);
CREATE UNIQUE INDEX contract_versions_one_waiting_unique ON public.contract_versions USING btree (contract_id) WHERE (state = 'waiting'::text);
CREATE INDEX contract_versions_waiting ON public.contract_versions USING btree (proposed_at, contract_id) WHERE (state = 'waiting'::text);
CREATE INDEX contracts_by_customer ON public.contracts USING btree (customer_id, id);
CREATE INDEX contracts_ending ON public.contracts USING btree (ends_on, id) WHERE (ends_on IS NOT NULL);
CREATE INDEX contracts_newest ON public.contracts USING btree (id DESC);
CREATE INDEX credit_notes_newest ON public.invoices USING btree (document_on DESC, id DESC) WHERE (kind = 'credit_note'::text);
CREATE INDEX credit_requests_by_customer ON public.credit_requests USING btree (customer_id, asked_at DESC);
CREATE UNIQUE INDEX credit_requests_one_waiting_unique ON public.credit_requests USING btree (open_item_id) WHERE (answered_at IS NULL);
CREATE INDEX credit_requests_waiting ON public.credit_requests USING btree (asked_at, id) WHERE (answered_at IS NULL);
CREATE INDEX credit_use_parts_by_credit ON public.credit_use_parts USING btree (credit_item_id);
CREATE INDEX credit_use_parts_by_debit ON public.credit_use_parts USING btree (debit_item_id);
CREATE INDEX credit_uses_by_customer ON public.credit_uses USING btree (customer_id, asked_at DESC);
CREATE UNIQUE INDEX credit_uses_one_alone_unique ON public.credit_uses USING btree (customer_id, currency) WHERE ((attempt_id IS NULL) AND (done_at IS NULL));
CREATE INDEX credit_uses_waiting ON public.credit_uses USING btree (asked_at, id) WHERE ((done_at IS NULL) AND (attempt_id IS NULL));
CREATE INDEX customer_bank_accounts_by_xid ON public.customer_bank_accounts USING btree (xid);
CREATE INDEX customer_bank_accounts_newest ON public.customer_bank_accounts USING btree (customer_id, currency, id DESC);
CREATE INDEX customer_change_decisions_by_customer ON public.customer_change_decisions USING btree (customer_id);
CREATE INDEX customer_change_decisions_by_xid ON public.customer_change_decisions USING btree (xid);
CREATE INDEX customer_change_effects_by_customer ON public.customer_change_effects USING btree (customer_id);
CREATE INDEX customer_change_effects_by_xid ON public.customer_change_effects USING btree (xid);
CREATE INDEX customer_change_requests_by_customer ON public.customer_change_requests USING btree (customer_id, id DESC);
CREATE INDEX customer_change_requests_by_xid ON public.customer_change_requests USING btree (xid);
CREATE INDEX customers_by_folded_name ON public.customers USING btree (lower(name));
CREATE INDEX customers_by_name ON public.customers USING btree (name, id);
CREATE INDEX customers_by_parent ON public.customers USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX customers_name_search ON public.customers USING gin (name gin_trgm_ops);
CREATE UNIQUE INDEX customers_number_folded_unique ON public.customers USING btree (lower(number));
CREATE INDEX customers_number_search ON public.customers USING btree (upper(number) text_pattern_ops);
CREATE INDEX deferral_releases_by_xid ON public.deferral_releases USING btree (xid);
CREATE INDEX deferrals_by_customer ON public.deferrals USING btree (customer_id);
CREATE INDEX deferrals_open ON public.deferrals USING btree (next_month_on, invoice_id, line_no) WHERE (left_minor <> 0);
CREATE INDEX deliveries_by_customer ON public.deliveries USING btree (customer_id, id);
CREATE INDEX deliveries_by_document ON public.deliveries USING btree (document_id) WHERE (document_id IS NOT NULL);
CREATE INDEX deliveries_by_invoice ON public.deliveries USING btree (invoice_id) WHERE (invoice_id IS NOT NULL);
CREATE INDEX deliveries_gathering ON public.deliveries USING btree (not_before_at) WHERE ((gathers = 'day'::text) AND (state = 'waiting'::text));
CREATE INDEX deliveries_open_tasks ON public.deliveries USING btree (channel, ordered_at, id) WHERE ((state = ANY (ARRAY['waiting'::text, 'printed'::text, 'rejected'::text, 'submitted'::text])) AND (channel = ANY (ARRAY['supplier_portal'::text, 'post'::text, 'hand'::text])));
CREATE INDEX delivery_events_by_delivery ON public.delivery_events USING btree (delivery_id, id);
CREATE INDEX delivery_events_by_xid ON public.delivery_events USING btree (xid);
CREATE UNIQUE INDEX delivery_events_once_unique ON public.delivery_events USING btree (delivery_id, message_id, kind) WHERE ((message_id IS NOT NULL) AND (kind = ANY (ARRAY['sent'::text, 'delivered'::text, 'bounced'::text, 'failed'::text, 'opened'::text, 'suppressed'::text])));
CREATE INDEX delivery_evidence_by_xid ON public.delivery_evidence USING btree (xid);
CREATE INDEX delivery_messages_by_message ON public.delivery_messages USING btree (message_id);
CREATE INDEX deposit_batches_by_xid ON public.deposit_batches USING btree (xid);
CREATE INDEX deposit_batches_newest ON public.deposit_batches USING btree (deposited_on DESC, id DESC);
CREATE INDEX deposit_cancellations_by_xid ON public.deposit_cancellations USING btree (xid);
CREATE INDEX deposit_lines_by_instrument ON public.deposit_lines USING btree (instrument_id) WHERE (instrument_id IS NOT NULL);
CREATE INDEX deposit_lines_by_payment ON public.deposit_lines USING btree (payment_id);
CREATE INDEX dispute_asks_by_customer ON public.dispute_asks USING btree (customer_id, asked_at DESC);
CREATE INDEX dispute_asks_by_invoice ON public.dispute_asks USING btree (invoice_id) WHERE (invoice_id IS NOT NULL);
CREATE INDEX dispute_asks_waiting ON public.dispute_asks USING btree (asked_at, id) WHERE (answered_at IS NULL);
CREATE INDEX dispute_breaches_by_dispute ON public.dispute_breaches USING btree (dispute_id);
CREATE INDEX dispute_breaches_unexplained ON public.dispute_breaches USING btree (noticed_at, id) WHERE (explained_at IS NULL);
CREATE INDEX dispute_causes_by_code ON public.dispute_causes USING btree (code, version DESC);
CREATE INDEX dispute_causes_by_xid ON public.dispute_causes USING btree (xid);
CREATE INDEX dispute_decisions_by_customer ON public.dispute_decisions USING btree (customer_id);
CREATE INDEX dispute_decisions_by_dispute ON public.dispute_decisions USING btree (dispute_id, id);
CREATE INDEX dispute_decisions_by_xid ON public.dispute_decisions USING btree (xid);
CREATE INDEX dispute_files_by_customer ON public.dispute_files USING btree (customer_id);
CREATE INDEX dispute_files_by_dispute ON public.dispute_files USING btree (dispute_id, id);
CREATE INDEX dispute_files_by_xid ON public.dispute_files USING btree (xid);
CREATE INDEX dispute_handover_files_by_dispute ON public.dispute_handover_files USING btree (dispute_id);
CREATE INDEX dispute_handover_files_by_file ON public.dispute_handover_files USING btree (file_id);
CREATE INDEX dispute_handovers_by_customer ON public.dispute_handovers USING btree (customer_id);
CREATE INDEX dispute_handovers_by_dispute ON public.dispute_handovers USING btree (dispute_id, asked_at);
CREATE UNIQUE INDEX dispute_handovers_one_open_unique ON public.dispute_handovers USING btree (dispute_id) WHERE ((answered_at IS NULL) AND (recalled_at IS NULL));
CREATE INDEX dispute_handovers_open ON public.dispute_handovers USING btree (due_at, id) WHERE ((answered_at IS NULL) AND (recalled_at IS NULL));
CREATE INDEX dispute_holds_by_customer ON public.dispute_holds USING btree (customer_id);
CREATE INDEX dispute_holds_by_dispute ON public.dispute_holds USING btree (dispute_id);
CREATE INDEX dispute_learnings_by_customer ON public.dispute_learnings USING btree (customer_id);
CREATE INDEX dispute_learnings_by_dispute ON public.dispute_learnings USING btree (dispute_id, id DESC);
CREATE INDEX dispute_learnings_by_xid ON public.dispute_learnings USING btree (xid);
CREATE INDEX dispute_lines_by_customer ON public.dispute_lines USING btree (customer_id);
CREATE INDEX dispute_lines_by_dispute ON public.dispute_lines USING btree (dispute_id);
CREATE INDEX dispute_lines_by_invoice ON public.dispute_lines USING btree (invoice_id, invoice_line_no);
CREATE UNIQUE INDEX dispute_lines_once_unique ON public.dispute_lines USING btree (invoice_id, COALESCE(invoice_line_no, (0)::smallint)) WHERE is_contested;
CREATE INDEX dispute_mentions_unseen ON public.dispute_mentions USING btree (user_id) WHERE (seen_at IS NULL);
CREATE INDEX dispute_messages_by_customer ON public.dispute_messages USING btree (customer_id, written_at DESC);
CREATE INDEX dispute_messages_by_dispute ON public.dispute_messages USING btree (dispute_id, id);
CREATE INDEX dispute_messages_by_xid ON public.dispute_messages USING btree (xid);
CREATE INDEX dispute_stages_by_customer ON public.dispute_stages USING btree (customer_id);
CREATE INDEX dispute_stages_by_xid ON public.dispute_stages USING btree (xid);
CREATE INDEX disputes_awaiting_approval ON public.disputes USING btree (approval_id) WHERE (approval_id IS NOT NULL);
CREATE INDEX disputes_billed_again ON public.disputes USING btree (invoice_id) WHERE ((outcome = 'rebilled'::text) AND (rebill_invoice_id IS NULL));
CREATE INDEX disputes_by_closing ON public.disputes USING btree (closed_at DESC, id) WHERE (closed_at IS NOT NULL);
CREATE INDEX disputes_by_customer ON public.disputes USING btree (customer_id, raised_at DESC, id);
CREATE INDEX disputes_by_invoice ON public.disputes USING btree (invoice_id) WHERE (invoice_id IS NOT NULL);
CREATE INDEX disputes_by_item ON public.disputes USING btree (item_id) WHERE (item_id IS NOT NULL);
CREATE INDEX disputes_living_by_age ON public.disputes USING btree (raised_at, id) WHERE (closed_at IS NULL);
CREATE INDEX disputes_living_by_due ON public.disputes USING btree (answer_due_at, id) WHERE (closed_at IS NULL);
CREATE INDEX disputes_living_by_owner ON public.disputes USING btree (owner_user, raised_at, id) WHERE (closed_at IS NULL);
CREATE INDEX disputes_living_by_queue ON public.disputes USING btree (queue, raised_at, id) WHERE (closed_at IS NULL);
CREATE INDEX disputes_living_by_reason ON public.disputes USING btree (reason_code, raised_at, id) WHERE (closed_at IS NULL);
CREATE INDEX disputes_living_by_resolve ON public.disputes USING btree (resolve_due_at, id) WHERE (closed_at IS NULL);
CREATE INDEX disputes_living_by_waiting ON public.disputes USING btree (waits_for, raised_at, id) WHERE (closed_at IS NULL);
CREATE INDEX document_faults_by_customer ON public.document_faults USING btree (customer_id);
CREATE INDEX document_faults_by_next_try ON public.document_faults USING btree (next_try_at) WHERE (mended_at IS NULL);
CREATE INDEX documents_by_customer ON public.documents USING btree (customer_id, id);
CREATE INDEX documents_by_instrument ON public.documents USING btree (instrument_id) WHERE (instrument_id IS NOT NULL);
CREATE INDEX documents_by_xid ON public.documents USING btree (xid);
CREATE UNIQUE INDEX documents_one_per_einvoice_unique ON public.documents USING btree (invoice_id, profile, attempt_no) WHERE (kind = 'einvoice'::text);
CREATE UNIQUE INDEX documents_one_per_group_statement_unique ON public.documents USING btree (customer_id, from_on, to_on, seal_no, COALESCE(statement_form, ''::text)) WHERE (kind = 'group_statement'::text);
CREATE UNIQUE INDEX documents_one_per_instrument_unique ON public.documents USING btree (instrument_id) WHERE (kind = 'provisional_receipt'::text);
CREATE UNIQUE INDEX documents_one_per_invoice_unique ON public.documents USING btree (invoice_id) WHERE (kind = 'invoice'::text);
CREATE UNIQUE INDEX documents_one_per_photo_unique ON public.documents USING btree (instrument_id, sha256) WHERE (kind = 'cheque_photo'::text);
CREATE UNIQUE INDEX documents_one_per_plan_version_unique ON public.documents USING btree (plan_version_id) WHERE (kind = 'plan_agreement'::text);
CREATE UNIQUE INDEX documents_one_per_receipt_unique ON public.documents USING btree (payment_id) WHERE (kind = 'receipt'::text);
CREATE UNIQUE INDEX documents_one_per_reminder_unique ON public.documents USING btree (customer_id, currency, to_on, reminder_level) WHERE (kind = 'reminder'::text);
CREATE UNIQUE INDEX documents_one_per_statement_unique ON public.documents USING btree (customer_id, currency, from_on, to_on, seal_no, COALESCE(statement_form, ''::text)) WHERE (kind = 'statement'::text);
CREATE INDEX einvoice_buyers_by_endpoint ON public.einvoice_buyers USING btree (endpoint_id) WHERE (endpoint_id <> ''::text);
CREATE INDEX einvoice_events_by_customer ON public.einvoice_events USING btree (customer_id);
CREATE INDEX einvoice_events_by_invoice ON public.einvoice_events USING btree (invoice_id, recorded_at);
CREATE INDEX einvoice_events_by_xid ON public.einvoice_events USING btree (xid);
CREATE INDEX einvoice_events_waiting ON public.einvoice_events USING btree (reference) WHERE (step = 'sent'::text);
CREATE INDEX entries_by_effective_on ON public.entries USING btree (effective_on);
CREATE INDEX entries_by_xid ON public.entries USING btree (xid, effective_on);
CREATE INDEX entries_moved ON public.entries USING btree (effective_on DESC, id DESC) WHERE (value_on < effective_on);
CREATE INDEX entry_lines_allowance ON public.entry_lines USING btree (entry_id) WHERE (account_code = '1190'::text);
CREATE INDEX entry_lines_by_account ON public.entry_lines USING btree (account_code, currency) WHERE (account_code <> '1100'::text);
CREATE INDEX entry_lines_by_customer ON public.entry_lines USING btree (customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX entry_lines_deferred ON public.entry_lines USING btree (entry_id) WHERE (account_code = '2400'::text);
CREATE INDEX entry_lines_processor ON public.entry_lines USING btree (entry_id) WHERE (account_code = '1030'::text);
CREATE INDEX help_versions_by_xid ON public.help_versions USING btree (xid);
CREATE INDEX help_versions_newest ON public.help_versions USING btree (slug, language, from_on DESC, id DESC);
CREATE INDEX hold_releases_by_xid ON public.hold_releases USING btree (xid);
CREATE INDEX holds_by_customer ON public.holds USING btree (customer_id);
CREATE INDEX holds_by_item ON public.holds USING btree (item_id);
CREATE INDEX holds_by_xid ON public.holds USING btree (xid);
CREATE INDEX holds_disputed ON public.holds USING btree (effective_on) WHERE (kind = 'disputed'::text);
CREATE INDEX import_files_by_expiry ON public.import_files USING btree (expires_at);
CREATE UNIQUE INDEX import_mappings_name_unique ON public.import_mappings USING btree (kind, lower(name));
CREATE INDEX inbound_mail_dismissals_xid ON public.inbound_mail_dismissals USING btree (xid);
CREATE INDEX inbound_mail_places_by_customer ON public.inbound_mail_places USING btree (customer_id);
CREATE INDEX inbound_mail_places_by_subject ON public.inbound_mail_places USING btree (subject_kind, subject_id);
CREATE INDEX inbound_mail_places_xid ON public.inbound_mail_places USING btree (xid);
CREATE INDEX inbound_mails_newest ON public.inbound_mails USING btree (heard_at DESC, id DESC);
CREATE INDEX inbound_mails_waiting ON public.inbound_mails USING btree (heard_at, id) WHERE (state = 'waiting'::text);
CREATE INDEX instrument_events_by_batch ON public.instrument_events USING btree (batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX instrument_events_by_xid ON public.instrument_events USING btree (xid);
CREATE UNIQUE INDEX instrument_events_followed_up_once_unique ON public.instrument_events USING btree (instrument_id) WHERE (kind = 'followed_up'::text);
CREATE INDEX instrument_items_by_item ON public.instrument_items USING btree (item_id);
CREATE INDEX instrument_standing_banked ON public.instrument_standing USING btree (banked_on, instrument_id) WHERE (banked_on IS NOT NULL);
CREATE INDEX instrument_standing_banked_late ON public.instrument_standing USING btree (banked_on, instrument_id) WHERE (banked_on > due_on);
CREATE INDEX instrument_standing_by_batch ON public.instrument_standing USING btree (batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX instrument_standing_open ON public.instrument_standing USING btree (due_on, instrument_id) WHERE (state = ANY (ARRAY['post_dated'::text, 'in_hand'::text]));
CREATE INDEX instrument_standing_returned ON public.instrument_standing USING btree (ended_on, instrument_id) WHERE (state = 'returned'::text);
CREATE INDEX instruments_by_customer ON public.instruments USING btree (customer_id, received_on DESC, id DESC);
CREATE INDEX instruments_by_xid ON public.instruments USING btree (xid);
CREATE INDEX instruments_newest ON public.instruments USING btree (received_on DESC, id DESC);
CREATE INDEX instruments_suspicion ON public.instruments USING btree (amount_minor, cheque_no);
CREATE INDEX invoice_drafts_by_customer ON public.invoice_drafts USING btree (customer_id);
CREATE INDEX invoice_line_sources_by_contract_line ON public.invoice_line_sources USING btree (contract_line_id, period_from_on);
CREATE INDEX invoice_lines_from_deferred ON public.invoice_lines USING btree (invoice_id) WHERE (from_deferred_minor IS NOT NULL);
CREATE INDEX invoices_by_corrected ON public.invoices USING btree (corrects_id) WHERE (corrects_id IS NOT NULL);
CREATE INDEX invoices_by_customer ON public.invoices USING btree (customer_id, document_on DESC, id DESC);
CREATE INDEX invoices_by_gross ON public.invoices USING btree (gross_minor);
CREATE INDEX invoices_by_number_end ON public.invoices USING btree (reverse(upper(number)) text_pattern_ops);
CREATE INDEX invoices_by_open_item ON public.invoices USING btree (open_item_id);
CREATE INDEX invoices_by_po ON public.invoices USING btree (po_number) WHERE (po_number <> ''::text);
CREATE INDEX invoices_by_tax_point ON public.invoices USING btree (tax_point_on, id);
CREATE INDEX invoices_by_xid ON public.invoices USING btree (xid);
CREATE INDEX invoices_newest ON public.invoices USING btree (document_on DESC, id DESC);
CREATE UNIQUE INDEX invoices_replaced_once_unique ON public.invoices USING btree (replaces_id) WHERE (replaces_id IS NOT NULL);
CREATE INDEX issue_rule_tests_by_customer ON public.issue_rule_tests USING btree (customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX issue_rule_tests_by_values ON public.issue_rule_tests USING btree (values_digest, id DESC);
CREATE INDEX issue_rule_tests_by_xid ON public.issue_rule_tests USING btree (xid);
CREATE INDEX issue_rules_by_customer ON public.issue_rules USING btree (customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX issue_rules_by_xid ON public.issue_rules USING btree (xid);
CREATE INDEX issue_rules_newest ON public.issue_rules USING btree (code, customer_id, product_id, version DESC);
CREATE INDEX list_price_withdrawals_by_xid ON public.list_price_withdrawals USING btree (xid);
CREATE INDEX list_prices_by_import ON public.list_prices USING btree (import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX list_prices_by_product ON public.list_prices USING btree (product_id, price_list_id, valid_from_on);
CREATE INDEX list_prices_by_xid ON public.list_prices USING btree (xid);
CREATE INDEX messages_by_customer ON public.messages USING btree (customer_id, id);
CREATE INDEX messages_by_invoice ON public.messages USING btree (invoice_id) WHERE (invoice_id IS NOT NULL);
CREATE INDEX messages_by_provider ON public.messages USING btree (provider_ref) WHERE (provider_ref IS NOT NULL);
CREATE INDEX messages_chasing ON public.messages USING btree (customer_id, changed_at) WHERE (kind = 'reminder'::text);
CREATE INDEX messages_not_delivered ON public.messages USING btree (invoice_id) WHERE ((state = ANY (ARRAY['bounced'::text, 'failed'::text])) AND (invoice_id IS NOT NULL));
CREATE INDEX messages_waiting ON public.messages USING btree (queued_at) WHERE (state = ANY (ARRAY['queued'::text, 'failed'::text]));
CREATE INDEX messages_xid ON public.messages USING btree (xid);
CREATE INDEX meter_readings_by_xid ON public.meter_readings USING btree (xid);
CREATE INDEX meters_by_customer ON public.meters USING btree (customer_id, code);
CREATE INDEX meters_by_line ON public.meters USING btree (contract_line_id);
CREATE UNIQUE INDEX meters_code_folded_unique ON public.meters USING btree (lower(code));
CREATE INDEX method_setups_by_customer ON public.method_setups USING btree (customer_id, created_at DESC);
CREATE INDEX method_setups_live ON public.method_setups USING btree (changed_at) WHERE (state = ANY (ARRAY['created'::text, 'open'::text]));
CREATE UNIQUE INDEX method_setups_method_unique ON public.method_setups USING btree (saved_method_id) WHERE (saved_method_id IS NOT NULL);
CREATE INDEX open_items_by_customer ON public.open_items USING btree (customer_id, effective_on, id);
CREATE INDEX open_items_by_source ON public.open_items USING btree (source_id);
CREATE INDEX open_items_due ON public.open_items USING btree (due_on, id) WHERE ((residual_minor > 0) AND (side = 'debit'::text));
CREATE INDEX open_items_moved ON public.open_items USING btree (effective_on) INCLUDE (id, customer_id, currency, side, due_on, amount_minor, xid);
CREATE INDEX open_items_open ON public.open_items USING btree (customer_id, currency, due_on, id) WHERE (residual_minor > 0);
CREATE INDEX open_items_unapplied ON public.open_items USING btree (effective_on, id) WHERE ((residual_minor > 0) AND (side = 'credit'::text));
CREATE INDEX opening_items_by_customer ON public.opening_items USING btree (customer_id, effective_on);
CREATE INDEX opening_items_by_xid ON public.opening_items USING btree (xid);
CREATE INDEX partner_assignments_by_customer ON public.partner_assignments USING btree (customer_id);
CREATE UNIQUE INDEX partner_assignments_once ON public.partner_assignments USING btree (user_id, customer_id) WHERE (removed_at IS NULL);
CREATE INDEX payment_ask_items_by_customer ON public.payment_ask_items USING btree (customer_id);
CREATE INDEX payment_asks_by_customer ON public.payment_asks USING btree (customer_id, asked_at DESC);
CREATE INDEX payment_attempt_items_live ON public.payment_attempt_items USING btree (customer_id) WHERE live;
CREATE UNIQUE INDEX payment_attempt_items_one_live_unique ON public.payment_attempt_items USING btree (item_id) WHERE live;
CREATE INDEX payment_attempts_by_customer ON public.payment_attempts USING btree (customer_id, created_at DESC);
CREATE INDEX payment_attempts_by_method ON public.payment_attempts USING btree (saved_method_id, created_at DESC) WHERE (saved_method_id IS NOT NULL);
CREATE INDEX payment_attempts_by_plan ON public.payment_attempts USING btree (plan_id, created_at) WHERE (plan_id IS NOT NULL);
CREATE INDEX payment_attempts_live ON public.payment_attempts USING btree (changed_at) WHERE (state = ANY (ARRAY['created'::text, 'open'::text, 'processing'::text, 'unknown'::text]));
CREATE UNIQUE INDEX payment_attempts_one_per_ask_unique ON public.payment_attempts USING btree (ask_id) WHERE ((ask_id IS NOT NULL) AND (state = ANY (ARRAY['created'::text, 'open'::text, 'processing'::text, 'unknown'::text, 'succeeded'::text])));
CREATE INDEX payment_reversals_by_xid ON public.payment_reversals USING btree (xid);
CREATE INDEX payments_by_amount ON public.payments USING btree (amount_minor);
CREATE INDEX payments_by_customer ON public.payments USING btree (customer_id, received_on DESC, id DESC);
CREATE INDEX payments_by_number_end ON public.payments USING btree (reverse(upper(number)) text_pattern_ops);
CREATE INDEX payments_by_open_item ON public.payments USING btree (open_item_id);
CREATE INDEX payments_by_reference ON public.payments USING btree (upper(reference)) WHERE (reference <> ''::text);
CREATE INDEX payments_by_xid ON public.payments USING btree (xid);
CREATE INDEX payments_newest ON public.payments USING btree (received_on DESC, id DESC);
CREATE INDEX payments_of_paper ON public.payments USING btree (received_on, id) WHERE (method = ANY (ARRAY['cheque'::text, 'cash'::text]));
CREATE INDEX payments_suspicion ON public.payments USING btree (customer_id, amount_minor, received_on);
CREATE INDEX payout_parts_by_payout ON public.payout_parts USING btree (payout_id);
CREATE INDEX payout_parts_by_xid ON public.payout_parts USING btree (xid);
CREATE INDEX payout_postings_by_xid ON public.payout_postings USING btree (xid);
CREATE INDEX payouts_by_bank_line ON public.payouts USING btree (currency, amount_minor, arrives_on);
CREATE INDEX payouts_newest ON public.payouts USING btree (arrives_on DESC, id DESC);
CREATE INDEX payouts_on_their_way ON public.payouts USING btree (changed_at) WHERE (state = ANY (ARRAY['pending'::text, 'in_transit'::text]));
CREATE INDEX period_events_by_month ON public.period_events USING btree (kind, month_on, event_no DESC);
CREATE INDEX period_events_by_xid ON public.period_events USING btree (xid);
CREATE INDEX plan_asks_by_customer ON public.plan_asks USING btree (customer_id, id DESC);
CREATE INDEX plan_asks_waiting ON public.plan_asks USING btree (id) WHERE (answered_at IS NULL);
CREATE INDEX plan_events_by_customer ON public.plan_events USING btree (customer_id, id);
CREATE INDEX plan_events_by_plan ON public.plan_events USING btree (plan_id, id);
CREATE INDEX plan_events_by_xid ON public.plan_events USING btree (xid);
CREATE UNIQUE INDEX plan_events_once_unique ON public.plan_events USING btree (plan_id, version_no, instalment_no, kind) WHERE (kind = ANY (ARRAY['coming'::text, 'late'::text, 'missed'::text]));
CREATE INDEX plan_instalments_by_customer ON public.plan_instalments USING btree (customer_id);
CREATE INDEX plan_instalments_due ON public.plan_instalments USING btree (due_on, version_id);
CREATE INDEX plan_items_by_customer ON public.plan_items USING btree (customer_id);
CREATE INDEX plan_items_by_item ON public.plan_items USING btree (item_id);
CREATE INDEX plan_moves_by_customer ON public.plan_moves USING btree (customer_id);
CREATE INDEX plan_moves_by_xid ON public.plan_moves USING btree (xid);
CREATE INDEX plan_policies_by_xid ON public.plan_policies USING btree (xid);
CREATE INDEX plan_policies_newest ON public.plan_policies USING btree (currency, from_on DESC, version_no DESC);
CREATE INDEX plan_versions_by_customer ON public.plan_versions USING btree (customer_id);
CREATE INDEX plan_versions_by_xid ON public.plan_versions USING btree (xid);
CREATE INDEX plans_by_customer ON public.plans USING btree (customer_id, no DESC);
CREATE INDEX plans_by_state ON public.plans USING btree (state, no DESC);
CREATE INDEX portal_invitations_by_customer ON public.portal_invitations USING btree (customer_id, invited_at DESC);
CREATE UNIQUE INDEX portal_invitations_one_open_unique ON public.portal_invitations USING btree (customer_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
CREATE INDEX portal_memberships_by_customer ON public.portal_memberships USING btree (customer_id);
CREATE INDEX price_imports_by_xid ON public.price_imports USING btree (xid);
CREATE INDEX price_imports_newest ON public.price_imports USING btree (made_at DESC, id DESC);
CREATE UNIQUE INDEX price_lists_code_folded_unique ON public.price_lists USING btree (lower(code));
CREATE UNIQUE INDEX price_lists_standard_unique ON public.price_lists USING btree (currency) WHERE standard;
CREATE INDEX print_batch_items_by_delivery ON public.print_batch_items USING btree (delivery_id);
CREATE UNIQUE INDEX print_batch_items_first_unique ON public.print_batch_items USING btree (delivery_id) WHERE (NOT is_reprint);
CREATE INDEX processor_exchanges_by_xid ON public.processor_exchanges USING btree (xid);
CREATE INDEX processor_fees_by_xid ON public.processor_fees USING btree (xid);
CREATE INDEX processor_transactions_by_intent ON public.processor_transactions USING btree (intent_ref) WHERE (intent_ref IS NOT NULL);
CREATE INDEX processor_transactions_by_source ON public.processor_transactions USING btree (source_ref) WHERE (source_ref IS NOT NULL);
CREATE INDEX processor_transactions_by_xid ON public.processor_transactions USING btree (xid);
CREATE INDEX processor_transactions_newest ON public.processor_transactions USING btree (happened_on DESC, id DESC);
CREATE UNIQUE INDEX products_code_folded_unique ON public.products USING btree (lower(code));
CREATE INDEX products_name_search ON public.products USING gin (name gin_trgm_ops);
CREATE INDEX promise_events_xid ON public.promise_events USING btree (xid);
CREATE INDEX promise_items_by_item ON public.promise_items USING btree (item_id);
CREATE INDEX promise_money_by_payment ON public.promise_money USING btree (payment_id);
CREATE INDEX promises_by_customer ON public.promises USING btree (customer_id, currency, made_at);
CREATE UNIQUE INDEX promises_one_open_of_customer_unique ON public.promises USING btree (customer_id, currency) WHERE ((state = 'open'::text) AND (made_by_kind = 'customer'::text));
CREATE INDEX promises_open ON public.promises USING btree (promised_on, id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX proof_requests_one_open_unique ON public.proof_requests USING btree ((true)) WHERE (proof_run_id IS NULL);
CREATE INDEX proof_runs_newest ON public.proof_runs USING btree (started_at DESC, id DESC);
CREATE INDEX receipt_identification_undoings_by_item ON public.receipt_identification_undoings USING btree (open_item_id);
CREATE INDEX receipt_identification_undoings_xid ON public.receipt_identification_undoings USING btree (xid);
CREATE INDEX receipt_identifications_by_customer ON public.receipt_identifications USING btree (customer_id);
CREATE INDEX receipt_identifications_by_item ON public.receipt_identifications USING btree (open_item_id);
CREATE INDEX receipt_identifications_by_receipt ON public.receipt_identifications USING btree (receipt_id);
CREATE INDEX receipt_identifications_xid ON public.receipt_identifications USING btree (xid);
CREATE INDEX receipt_returns_by_line ON public.receipt_returns USING btree (line_id);
CREATE INDEX receipt_returns_by_receipt ON public.receipt_returns USING btree (receipt_id);
CREATE INDEX receipt_returns_xid ON public.receipt_returns USING btree (xid);
CREATE INDEX recoveries_by_write_off ON public.recoveries USING btree (write_off_id, id);
CREATE INDEX recoveries_by_xid ON public.recoveries USING btree (xid);
CREATE INDEX reduction_reversals_by_customer ON public.reduction_reversals USING btree (customer_id);
CREATE INDEX reduction_reversals_by_payment ON public.reduction_reversals USING btree (payment_id);
CREATE INDEX reduction_reversals_by_xid ON public.reduction_reversals USING btree (xid);
CREATE INDEX reductions_by_case_item ON public.reductions USING btree (case_item_id) WHERE (case_item_id IS NOT NULL);
CREATE INDEX reductions_by_customer ON public.reductions USING btree (customer_id, effective_on DESC, id DESC);
CREATE INDEX reductions_by_item ON public.reductions USING btree (item_id);
CREATE INDEX reductions_by_kind ON public.reductions USING btree (kind, effective_on DESC, id DESC);
CREATE INDEX reductions_by_payment ON public.reductions USING btree (payment_id) WHERE (payment_id IS NOT NULL);
CREATE INDEX reductions_by_xid ON public.reductions USING btree (xid);
CREATE INDEX refund_batches_by_xid ON public.refund_batches USING btree (xid);
CREATE INDEX refund_events_by_batch ON public.refund_events USING btree (batch_id) WHERE (batch_id IS NOT NULL);
CREATE INDEX refund_events_by_customer ON public.refund_events USING btree (customer_id, id);
CREATE INDEX refund_events_by_xid ON public.refund_events USING btree (xid);
CREATE INDEX refunds_by_credit_item ON public.refunds USING btree (credit_item_id);
CREATE INDEX refunds_by_customer ON public.refunds USING btree (customer_id, id);
CREATE INDEX refunds_by_payment ON public.refunds USING btree (payment_id) WHERE (payment_id IS NOT NULL);
CREATE INDEX refunds_by_xid ON public.refunds USING btree (xid);
CREATE INDEX refunds_newest ON public.refunds USING btree (effective_on DESC, id DESC);
CREATE INDEX reminder_items_by_item ON public.reminder_items USING btree (item_id);
CREATE UNIQUE INDEX reminder_items_one_stage_unique ON public.reminder_items USING btree (item_id, offset_days) WHERE (live AND (offset_days IS NOT NULL));
CREATE INDEX reminders_by_customer ON public.reminders USING btree (customer_id, reminded_on DESC);
CREATE INDEX reminders_by_day ON public.reminders USING btree (reminded_on DESC, id DESC);
CREATE UNIQUE INDEX reminders_document_unique ON public.reminders USING btree (document_id) WHERE (document_id IS NOT NULL);
CREATE UNIQUE INDEX reminders_one_a_day_unique ON public.reminders USING btree (customer_id, reminded_on) WHERE (state = 'ordered'::text);
CREATE INDEX remittance_choices_by_row ON public.remittance_choices USING btree (remittance_id, row_no, version DESC);
CREATE INDEX remittance_choices_by_xid ON public.remittance_choices USING btree (xid);
CREATE INDEX remittance_links_by_line ON public.remittance_links USING btree (line_id);
CREATE INDEX remittance_links_by_remittance ON public.remittance_links USING btree (remittance_id);
CREATE UNIQUE INDEX remittance_links_one_advice_unique ON public.remittance_links USING btree (line_id) WHERE (detached_at IS NULL);
CREATE UNIQUE INDEX remittance_links_one_line_unique ON public.remittance_links USING btree (remittance_id) WHERE (detached_at IS NULL);
CREATE INDEX remittance_rows_by_xid ON public.remittance_rows USING btree (xid);
CREATE INDEX remittances_by_amount ON public.remittances USING btree (currency, COALESCE(stated_minor, sum_minor)) WHERE (dropped_at IS NULL);
CREATE INDEX remittances_by_customer ON public.remittances USING btree (customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX remittances_by_mail ON public.remittances USING btree (mail_id) WHERE (mail_id IS NOT NULL);
CREATE INDEX remittances_by_source ON public.remittances USING btree (sha256);
CREATE INDEX reply_addresses_by_customer ON public.reply_addresses USING btree (customer_id);
CREATE INDEX revaluations_by_xid ON public.revaluations USING btree (xid);
CREATE INDEX run_draft_lines_totals ON public.run_draft_lines USING btree (run_id, product_id);
CREATE INDEX run_draft_usage_by_draft ON public.run_draft_usage USING btree (draft_id, line_no);
CREATE INDEX run_drafts_by_customer ON public.run_drafts USING btree (customer_id, run_id);
CREATE INDEX run_drafts_issued ON public.run_drafts USING btree (customer_id, group_key, service_to_on DESC) WHERE (state = 'issued'::text);
CREATE INDEX run_drafts_to_issue ON public.run_drafts USING btree (run_id, seq_no) WHERE ((state = 'ready'::text) OR ((left_out_why = 'zero'::text) AND (NOT settled)));
CREATE INDEX run_findings_by_draft ON public.run_findings USING btree (draft_id);
CREATE INDEX run_findings_by_run ON public.run_findings USING btree (run_id, severity, code);
CREATE INDEX run_recipes_due ON public.run_recipes USING btree (next_on) WHERE ((removed_at IS NULL) AND (next_on IS NOT NULL));
CREATE UNIQUE INDEX run_recipes_name_unique ON public.run_recipes USING btree (lower(name)) WHERE (removed_at IS NULL);
CREATE INDEX said_paid_by_customer ON public.said_paid USING btree (customer_id, said_at DESC);
CREATE UNIQUE INDEX said_paid_one_waiting_unique ON public.said_paid USING btree (invoice_id) WHERE (answered_at IS NULL);
CREATE INDEX said_paid_waiting ON public.said_paid USING btree (said_at, id) WHERE (answered_at IS NULL);
CREATE INDEX saved_answer_versions_by_xid ON public.saved_answer_versions USING btree (xid);
CREATE UNIQUE INDEX saved_answers_title_unique ON public.saved_answers USING btree (lower(title)) WHERE (retired_at IS NULL);
CREATE INDEX saved_methods_by_customer ON public.saved_methods USING btree (customer_id, added_at);
CREATE UNIQUE INDEX saved_methods_one_default_unique ON public.saved_methods USING btree (customer_id) WHERE is_default;
CREATE INDEX saved_methods_to_detach ON public.saved_methods USING btree (removed_at) WHERE ((state = 'removed'::text) AND (detached_at IS NULL));
CREATE INDEX seal_leaves_by_seal ON public.seal_leaves USING btree (seal_no);
CREATE UNIQUE INDEX seals_before_xid ON public.seals USING btree (before_xid);
CREATE INDEX searchable_texts_by_customer ON public.searchable_texts USING btree (customer_id, happened_at, entry_id, part);
CREATE INDEX searchable_texts_newest ON public.searchable_texts USING btree (happened_at, entry_id, part);
CREATE INDEX searchable_texts_words ON public.searchable_texts USING gin (words) WITH (gin_pending_list_limit='1024');
CREATE INDEX service_order_closings_by_xid ON public.service_order_closings USING btree (xid);
CREATE INDEX service_orders_by_customer ON public.service_orders USING btree (customer_id, ordered_on DESC);
CREATE INDEX service_orders_by_xid ON public.service_orders USING btree (xid);
CREATE INDEX service_orders_newest ON public.service_orders USING btree (ordered_on DESC, id DESC);
CREATE INDEX sessions_by_user ON public.sessions USING btree (user_id);
CREATE INDEX sign_in_links_by_browser ON public.sign_in_links USING btree (browser_hash);
CREATE INDEX sign_in_links_by_email ON public.sign_in_links USING btree (email, created_at);
CREATE INDEX snapshots_by_period_end ON public.snapshots USING btree (period_end_on DESC, id DESC);
CREATE INDEX statement_sends_customer ON public.statement_sends USING btree (customer_id, run_id);
CREATE INDEX statement_sends_document ON public.statement_sends USING btree (document_id) WHERE (document_id IS NOT NULL);
CREATE INDEX statement_sends_open ON public.statement_sends USING btree (run_id, seq_no) WHERE (state = ANY (ARRAY['waiting'::text, 'failed'::text]));
CREATE INDEX stripe_events_parked ON public.stripe_events USING btree (received_at) WHERE (outcome = 'parked'::text);
CREATE INDEX stripe_events_waiting ON public.stripe_events USING btree (received_at) WHERE (processed_at IS NULL);
CREATE INDEX surcharge_notes_by_customer ON public.surcharge_notes USING btree (customer_id);
CREATE INDEX surcharge_notes_by_xid ON public.surcharge_notes USING btree (xid);
CREATE INDEX tax_reliefs_by_write_off ON public.tax_reliefs USING btree (write_off_id, id);
CREATE INDEX tax_reliefs_by_xid ON public.tax_reliefs USING btree (xid);
CREATE INDEX timeline_entries_by_customer ON public.timeline_entries USING btree (customer_id, happened_at DESC, id DESC);
CREATE INDEX timeline_entries_by_kind ON public.timeline_entries USING btree (customer_id, kind, happened_at DESC, id DESC);
CREATE INDEX transfers_by_customer ON public.transfers USING btree (customer_id, effective_on);
CREATE INDEX transfers_by_receiver ON public.transfers USING btree (to_customer_id, effective_on);
CREATE INDEX transfers_by_source_item ON public.transfers USING btree (source_item_id);
CREATE INDEX transfers_by_xid ON public.transfers USING btree (xid);
CREATE INDEX unidentified_notes_by_receipt ON public.unidentified_notes USING btree (receipt_id, id DESC);
CREATE INDEX unidentified_notes_xid ON public.unidentified_notes USING btree (xid);
CREATE INDEX unidentified_receipts_by_line ON public.unidentified_receipts USING btree (line_id);
CREATE INDEX unidentified_receipts_xid ON public.unidentified_receipts USING btree (xid);
CREATE INDEX usage_records_by_corrected ON public.usage_records USING btree (corrects_id) WHERE (corrects_id IS NOT NULL);
CREATE INDEX usage_records_by_customer ON public.usage_records USING btree (customer_id, occurred_on DESC, id DESC);
CREATE INDEX usage_records_by_line ON public.usage_records USING btree (contract_line_id, occurred_on);
CREATE INDEX usage_records_by_order ON public.usage_records USING btree (order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX usage_records_by_reading ON public.usage_records USING btree (reading_id) WHERE (reading_id IS NOT NULL);
CREATE INDEX usage_records_by_xid ON public.usage_records USING btree (xid);
CREATE INDEX usage_records_newest ON public.usage_records USING btree (occurred_on DESC, id DESC);
CREATE INDEX usage_records_reference_search ON public.usage_records USING btree (lower(reference) text_pattern_ops);
CREATE INDEX write_off_batches_by_xid ON public.write_off_batches USING btree (xid);
CREATE INDEX write_offs_by_customer ON public.write_offs USING btree (customer_id, id);
CREATE INDEX write_offs_by_item ON public.write_offs USING btree (item_id);
CREATE INDEX write_offs_by_xid ON public.write_offs USING btree (xid);
CREATE INDEX write_offs_newest ON public.write_offs USING btree (effective_on DESC, id DESC);

-- Views

create view approval_rules_now with (security_invoker=true) as
 SELECT DISTINCT ON (kind, role) version,
    kind,
    role,
    alone_up_to_minor,
    approves_up_to_minor,
    changed_by_name,
    changed_at,
    reason
   FROM approval_rules
  ORDER BY kind, role, version DESC;
create view approvals with (security_invoker=true) as
 SELECT r.id,
    r.kind,
    COALESCE(d.outcome, 'waiting'::text) AS state,
    r.subject_kind,
    r.subject_id,
    r.customer_id,
    r.currency,
    r.amount_minor,
    r.base_minor,
    r.summary,
    r.reason_code,
    r.reason,
    r.payload,
    r.rule,
    r.requested_by,
    r.requested_by_name,
    r.requested_role,
    r.requested_at,
    d.decided_by,
    d.decided_by_name,
    d.decided_at,
    d.decided_for,
    d.decided_for_name,
    d.decided_role,
    COALESCE(d.note, ''::text) AS decision_note,
    e.effect
   FROM ((approval_requests r
     LEFT JOIN approval_decisions d ON ((d.approval_id = r.id)))
     LEFT JOIN approval_effects e ON ((e.approval_id = r.id)));
create view issue_rules_now with (security_invoker=true) as
 SELECT DISTINCT ON (code, customer_id, product_id) version,
    code,
    severity,
    customer_id,
    product_id,
    params,
    state,
    test_id,
    reason,
    changed_by_name,
    changed_at
   FROM issue_rules
  ORDER BY code, customer_id, product_id, version DESC;
create view dispute_faults with (security_invoker=true) as
 SELECT h.customer_id,
    h.id AS hold_id,
    NULL::uuid AS dispute_id,
    'dispute_hold_is_its'::text AS law,
    'a standing hold disputed is of no living dispute'::text AS why
   FROM holds h
  WHERE ((h.kind = 'disputed'::text) AND (NOT (EXISTS ( SELECT
           FROM hold_releases r
          WHERE (r.hold_id = h.id)))) AND (NOT (EXISTS ( SELECT
           FROM disputes d
          WHERE ((d.hold_id = h.id) AND dispute_contests(d.kind, d.state))))))
UNION ALL
 SELECT d.customer_id,
    d.hold_id,
    d.id AS dispute_id,
    'dispute_hold_is_its'::text AS law,
    'what is contested is not held as it is contested'::text AS why
   FROM disputes d
  WHERE (dispute_contests(d.kind, d.state) AND (NOT (EXISTS ( SELECT
           FROM holds h
          WHERE ((h.id = d.hold_id) AND (h.kind = 'disputed'::text) AND (h.item_id = d.item_id) AND (h.customer_id = d.customer_id) AND (h.amount_minor = d.amount_minor) AND (NOT (EXISTS ( SELECT
                   FROM hold_releases r
                  WHERE (r.hold_id = h.id)))))))))
UNION ALL
 SELECT d.customer_id,
    d.hold_id,
    d.id AS dispute_id,
    'dispute_parts_fit'::text AS law,
    'the parts do not make the amount'::text AS why
   FROM disputes d
  WHERE (dispute_contests(d.kind, d.state) AND ((d.amount_minor)::numeric IS DISTINCT FROM ( SELECT sum(l.amount_minor) AS sum
           FROM dispute_lines l
          WHERE ((l.dispute_id = d.id) AND l.is_contested))))
UNION ALL
 SELECT d.customer_id,
    d.hold_id,
    d.id AS dispute_id,
    'dispute_parts_fit'::text AS law,
    'a part is contested after the end, or of another invoice'::text AS why
   FROM (disputes d
     JOIN dispute_lines l ON ((l.dispute_id = d.id)))
  WHERE (l.is_contested AND ((NOT dispute_contests(d.kind, d.state)) OR (l.invoice_id IS DISTINCT FROM d.invoice_id)))
UNION ALL
 SELECT d.customer_id,
    d.hold_id,
    d.id AS dispute_id,
    'dispute_parts_fit'::text AS law,
    'more is contested of a line than it is'::text AS why
   FROM ((disputes d
     JOIN dispute_lines l ON ((l.dispute_id = d.id)))
     JOIN invoice_lines v ON (((v.invoice_id = l.invoice_id) AND (v.line_no = l.invoice_line_no))))
  WHERE (l.is_contested AND (l.net_minor > v.net_minor))
UNION ALL
 SELECT d.customer_id,
    d.hold_id,
    d.id AS dispute_id,
    'dispute_parts_fit'::text AS law,
    'the item is not the invoice''s, or of another currency'::text AS why
   FROM ((disputes d
     JOIN open_items o ON ((o.id = d.item_id)))
     LEFT JOIN invoices v ON ((v.id = d.invoice_id)))
  WHERE ((d.closed_at IS NULL) AND (d.amount_minor IS NOT NULL) AND ((o.side <> 'debit'::text) OR (o.customer_id <> d.customer_id) OR (o.currency <> d.currency) OR ((v.id IS NOT NULL) AND (v.open_item_id IS DISTINCT FROM o.id))))
UNION ALL
 SELECT d.customer_id,
    d.hold_id,
    d.id AS dispute_id,
    'dispute_stage_follows'::text AS law,
    'it does not stand where its stages led'::text AS why
   FROM (disputes d
     LEFT JOIN LATERAL ( SELECT count(*) AS steps,
            max(s_1."position") AS last,
            min(s_1.changed_at) AS first_at,
            (array_agg(s_1.to_state ORDER BY s_1."position" DESC))[1] AS state,
            (array_agg(s_1.waits_for ORDER BY s_1."position" DESC))[1] AS waits_for,
            (array_agg(s_1.changed_at ORDER BY s_1."position" DESC))[1] AS state_at
           FROM dispute_stages s_1
          WHERE (s_1.dispute_id = d.id)) s ON (true))
  WHERE ((s.steps = 0) OR (s.steps <> s.last) OR (s.first_at <> d.raised_at) OR (s.state <> d.state) OR (s.waits_for IS DISTINCT FROM d.waits_for) OR (s.state_at <> d.state_at) OR ((d.closed_at IS NOT NULL) AND (d.closed_at <> s.state_at)))
UNION ALL
 SELECT d.customer_id,
    d.hold_id,
    d.id AS dispute_id,
    'dispute_ended_as_decided'::text AS law,
    'its outcome is not its newest decision'::text AS why
   FROM disputes d
  WHERE ((d.outcome = ANY (ARRAY['agreed'::text, 'part'::text, 'refused'::text, 'rebilled'::text])) AND (NOT (EXISTS ( SELECT
           FROM ( SELECT x_1.id,
                    x_1.dispute_id,
                    x_1.customer_id,
                    x_1.decision,
                    x_1.agreed_minor,
                    x_1.credit_note_id,
                    x_1.approval_id,
                    x_1.words,
                    x_1.decided_by,
                    x_1.decided_by_name,
                    x_1.decided_at,
                    x_1.xid
                   FROM dispute_decisions x_1
                  WHERE (x_1.dispute_id = d.id)
                  ORDER BY x_1.id DESC
                 LIMIT 1) x
          WHERE ((x.decision = d.outcome) AND (x.agreed_minor = d.agreed_minor) AND (NOT (x.credit_note_id IS DISTINCT FROM d.credit_note_id)))))))
UNION ALL
 SELECT d.customer_id,
    d.hold_id,
    d.id AS dispute_id,
    'dispute_ended_as_decided'::text AS law,
    'it says what was agreed without a decision'::text AS why
   FROM disputes d
  WHERE (((d.outcome IS NULL) OR (d.outcome = ANY (ARRAY['withdrawn'::text, 'answered'::text, 'merged'::text]))) AND ((d.agreed_minor IS NOT NULL) OR (d.credit_note_id IS NOT NULL)))
UNION ALL
 SELECT d.customer_id,
    d.hold_id,
    d.id AS dispute_id,
    'dispute_credit_names_it'::text AS law,
    'the credit note of a decision is not of its invoice and amount, or does not name the dispute'::text AS why
   FROM ((dispute_decisions x
     JOIN disputes d ON ((d.id = x.dispute_id)))
     JOIN invoices v ON ((v.id = x.credit_note_id)))
  WHERE ((v.kind <> 'credit_note'::text) OR (v.corrects_id IS DISTINCT FROM d.invoice_id) OR (v.gross_minor <> x.agreed_minor) OR (POSITION((d.number) IN (v.note)) = 0) OR (v.approval_id IS DISTINCT FROM x.approval_id));
create view timeline_sources with (security_invoker=true) as
 SELECT v.id,
    v.customer_id,
    'document'::text AS kind,
    'invoice'::text AS subject_kind,
    v.id AS subject_id,
    v.issued_at AS happened_at,
    ((
        CASE v.kind
            WHEN 'invoice'::text THEN 'Invoice '::text
            WHEN 'credit_note'::text THEN 'Credit note '::text
            ELSE 'Debit note '::text
        END || v.number) || ' issued'::text) AS title,
    v.gross_minor AS amount_minor,
    v.currency,
        CASE
            WHEN (v.issued_by IS NULL) THEN 'system'::text
            ELSE 'staff'::text
        END AS by_kind,
    v.issued_by_name AS by_name,
    concat_ws('
'::text, NULLIF(v.title, ''::text), NULLIF(v.po_number, ''::text), NULLIF(v.note, ''::text), ( SELECT string_agg(l.description, '
'::text ORDER BY l.line_no) AS string_agg
           FROM invoice_lines l
          WHERE (l.invoice_id = v.id))) AS body,
    v.xid
   FROM invoices v
UNION ALL
 SELECT d.id,
    d.customer_id,
    'document'::text AS kind,
    'document'::text AS subject_kind,
    d.id AS subject_id,
    d.produced_at AS happened_at,
        CASE d.kind
            WHEN 'reminder'::text THEN 'Reminder letter written'::text
            WHEN 'plan_agreement'::text THEN 'Agreement of a payment plan written'::text
            ELSE 'Statement made'::text
        END AS title,
    NULL::bigint AS amount_minor,
    NULL::text AS currency,
    'system'::text AS by_kind,
    ''::text AS by_name,
    d.file_name AS body,
    d.xid
   FROM documents d
  WHERE (d.kind = ANY (ARRAY['statement'::text, 'group_statement'::text, 'reminder'::text, 'plan_agreement'::text]))
UNION ALL
 SELECT p.id,
    p.customer_id,
    'payment'::text AS kind,
    'payment'::text AS subject_kind,
    p.id AS subject_id,
    p.recorded_at AS happened_at,
    (('Payment '::text || p.number) || ' received'::text) AS title,
    p.amount_minor,
    p.currency,
        CASE
            WHEN (p.recorded_by IS NULL) THEN 'system'::text
            ELSE 'staff'::text
        END AS by_kind,
    p.recorded_by_name AS by_name,
    concat_ws('
'::text, NULLIF(p.reference, ''::text), NULLIF(p.payer_name, ''::text), NULLIF(p.note, ''::text)) AS body,
    p.xid
   FROM payments p
UNION ALL
 SELECT r.entry_id AS id,
    r.customer_id,
    'payment'::text AS kind,
    'payment'::text AS subject_kind,
    r.payment_id AS subject_id,
    r.recorded_at AS happened_at,
    (('Payment '::text || p.number) || ' came back'::text) AS title,
    p.amount_minor,
    p.currency,
    'system'::text AS by_kind,
    r.recorded_by_name AS by_name,
    r.reason AS body,
    r.xid
   FROM (payment_reversals r
     JOIN payments p ON ((p.id = r.payment_id)))
UNION ALL
 SELECT e.id,
    e.customer_id,
    'promise'::text AS kind,
    'promise'::text AS subject_kind,
    e.promise_id AS subject_id,
    e.happened_at,
        CASE e.kind
            WHEN 'made'::text THEN ('Promise to pay by '::text || to_char((e.promised_on)::timestamp with time zone, 'FMDD Mon YYYY'::text))
            WHEN 'changed'::text THEN ('Promise moved to '::text || to_char((e.promised_on)::timestamp with time zone, 'FMDD Mon YYYY'::text))
            WHEN 'withdrawn'::text THEN 'Promise taken back'::text
            WHEN 'kept'::text THEN 'Promise kept'::text
            WHEN 'part_kept'::text THEN 'Promise kept in part'::text
            ELSE 'Promise broken'::text
        END AS title,
    e.amount_minor,
    p.currency,
    e.by_kind,
    e.by_name,
    concat_ws('
'::text, NULLIF(e.reason, ''::text),
        CASE
            WHEN (e.kind = 'made'::text) THEN NULLIF(p.note, ''::text)
            ELSE NULL::text
        END) AS body,
    e.xid
   FROM (promise_events e
     JOIN promises p ON ((p.id = e.promise_id)))
UNION ALL
 SELECT e.id,
    e.customer_id,
    'plan'::text AS kind,
    'plan'::text AS subject_kind,
    e.plan_id AS subject_id,
    e.happened_at,
    ((('Payment plan '::text || l.number) || ': '::text) || replace(e.kind, '_'::text, ' '::text)) AS title,
    NULL::bigint AS amount_minor,
    NULL::text AS currency,
        CASE
            WHEN (e.by_kind = ANY (ARRAY['staff'::text, 'customer'::text, 'link'::text])) THEN e.by_kind
            ELSE 'system'::text
        END AS by_kind,
    e.by_name,
    e.note AS body,
    e.xid
   FROM (plan_events e
     JOIN plans l ON ((l.id = e.plan_id)))
  WHERE (e.kind <> 'coming'::text)
UNION ALL
 SELECT m.id,
    m.customer_id,
    'mail_out'::text AS kind,
    'message'::text AS subject_kind,
    m.id AS subject_id,
    m.queued_at AS happened_at,
    (('Mail: '::text || replace(m.kind, '_'::text, ' '::text)) || COALESCE((' '::text || v.number), ''::text)) AS title,
    NULL::bigint AS amount_minor,
    NULL::text AS currency,
    'system'::text AS by_kind,
    ''::text AS by_name,
    m.subject AS body,
    m.xid
   FROM (messages m
     LEFT JOIN invoices v ON ((v.id = m.invoice_id)))
  WHERE (m.customer_id IS NOT NULL)
UNION ALL
 SELECT s.id,
    s.customer_id,
    'dispute'::text AS kind,
    'dispute'::text AS subject_kind,
    s.dispute_id AS subject_id,
    s.changed_at AS happened_at,
        CASE s.to_state
            WHEN 'new'::text THEN ((
            CASE d.kind
                WHEN 'question'::text THEN 'Question '::text
                WHEN 'complaint'::text THEN 'Complaint '::text
                WHEN 'refund_claim'::text THEN 'Claim for refund '::text
                ELSE 'Dispute '::text
            END || d.number) || ' raised'::text)
            WHEN 'reopened'::text THEN (d.number || ' opened again'::text)
            ELSE (d.number || ' closed'::text)
        END AS title,
        CASE
            WHEN (s.to_state = 'new'::text) THEN d.amount_minor
            ELSE NULL::bigint
        END AS amount_minor,
        CASE
            WHEN ((s.to_state = 'new'::text) AND (d.amount_minor IS NOT NULL)) THEN d.currency
            ELSE NULL::text
        END AS currency,
        CASE
            WHEN (s.by_kind = 'department'::text) THEN 'staff'::text
            ELSE s.by_kind
        END AS by_kind,
    s.by_name,
    s.why AS body,
    s.xid
   FROM (dispute_stages s
     JOIN disputes d ON ((d.id = s.dispute_id)))
  WHERE (s.to_state = ANY (ARRAY['new'::text, 'reopened'::text, 'closed'::text]))
UNION ALL
 SELECT w.id,
    w.customer_id,
    'dispute'::text AS kind,
    'dispute'::text AS subject_kind,
    w.dispute_id AS subject_id,
    w.written_at AS happened_at,
    (
        CASE
            WHEN (w.author_kind = ANY (ARRAY['customer'::text, 'link'::text])) THEN 'The customer wrote in '::text
            WHEN (w.visibility = 'internal'::text) THEN 'Internal note in '::text
            ELSE 'Answer in '::text
        END || d.number) AS title,
    NULL::bigint AS amount_minor,
    NULL::text AS currency,
        CASE
            WHEN (w.author_kind = 'department'::text) THEN 'staff'::text
            ELSE w.author_kind
        END AS by_kind,
    w.author_name AS by_name,
    w.body,
    w.xid
   FROM (dispute_messages w
     JOIN disputes d ON ((d.id = w.dispute_id)))
  WHERE (w.via <> 'mail'::text);
create view timeline_files with (security_invoker=true) as
 SELECT f.message_id AS entry_id,
    f.file_name,
    f.media_type,
    f.sha256,
    (row_number() OVER (PARTITION BY f.message_id ORDER BY f.id))::smallint AS part,
    f.xid
   FROM (dispute_files f
     JOIN dispute_messages w ON ((w.id = f.message_id)))
  WHERE (w.via <> 'mail'::text);
create view dispute_causes_now with (security_invoker=true) as
 SELECT DISTINCT ON (code) version,
    code,
    label,
    department,
    prevention,
    issue_rule,
    reasons,
    state,
    changed_by,
    changed_by_name,
    changed_at,
    xid
   FROM dispute_causes
  ORDER BY code, version DESC;
create view unidentified_receipts_now with (security_invoker=true) as
 SELECT r.id,
    r.line_id,
    r.label,
    r.currency,
    r.amount_minor,
    r.base_minor,
    r.received_on,
    r.value_on,
    r.made_at,
    r.made_by_name,
    r.note,
    t.is_undone,
        CASE
            WHEN t.is_undone THEN (0)::bigint
            ELSE ((r.amount_minor - i.amount) - b.amount)
        END AS left_minor,
        CASE
            WHEN t.is_undone THEN (0)::bigint
            ELSE ((r.base_minor - i.base) - b.base)
        END AS left_base_minor
   FROM (((unidentified_receipts r
     CROSS JOIN LATERAL ( SELECT (EXISTS ( SELECT
                   FROM (bank_line_links l
                     JOIN bank_link_reversals v ON ((v.link_id = l.id)))
                  WHERE (l.entry_id = r.entry_id))) AS is_undone) t)
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(d.amount_minor), (0)::numeric))::bigint AS amount,
            (COALESCE(sum(d.base_minor), (0)::numeric))::bigint AS base
           FROM receipt_identifications d
          WHERE ((d.receipt_id = r.id) AND (NOT (EXISTS ( SELECT
                   FROM receipt_identification_undoings u
                  WHERE (u.identification_id = d.id)))))) i)
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(g.amount_minor), (0)::numeric))::bigint AS amount,
            (COALESCE(sum(g.base_minor), (0)::numeric))::bigint AS base
           FROM receipt_returns g
          WHERE ((g.receipt_id = r.id) AND (NOT (EXISTS ( SELECT
                   FROM (bank_line_links l
                     JOIN bank_link_reversals v ON ((v.link_id = l.id)))
                  WHERE (l.entry_id = g.entry_id)))))) b);
create view bank_subjects_linked with (security_invoker=true) as
 SELECT kind,
    subject_id,
    (amount_minor > 0) AS is_in,
    (sum(amount_minor))::bigint AS linked_minor
   FROM bank_line_links l
  WHERE ((kind = ANY (ARRAY['payout'::text, 'deposit'::text, 'payment_reversal'::text, 'refund'::text, 'existing_payment'::text])) AND (NOT (EXISTS ( SELECT
           FROM bank_explanation_undoings u
          WHERE (u.explanation_id = l.explanation_id)))))
  GROUP BY kind, subject_id, (amount_minor > 0);
create view bank_evidence with (security_invoker=true) as
 SELECT e.evidence_class,
    e.line_id,
    bool_and(((u.explanation_id IS NULL) AND (COALESCE((e.suggestion ->> 'taken'::text), 'true'::text) <> 'false'::text))) AS was_right
   FROM (bank_explanations e
     LEFT JOIN bank_explanation_undoings u ON ((u.explanation_id = e.id)))
  WHERE ((e.evidence_class IS NOT NULL) AND ((e.sureness = 'exact'::text) OR (e.evidence_class ~ '^rule/'::text)) AND ((e.how = 'person'::text) OR (u.explanation_id IS NOT NULL)) AND (NOT (EXISTS ( SELECT
           FROM (bank_explanations x
             JOIN bank_explanation_undoings o ON ((o.explanation_id = x.id)))
          WHERE ((x.line_id = e.line_id) AND (o.cause = ANY (ARRAY['asked-otherwise'::text, 'too-early'::text])) AND ((x.id = e.id) OR (o.xid <= e.xid)))))))
  GROUP BY e.evidence_class, e.line_id;
create view bank_aliases_now with (security_invoker=true) as
 SELECT a.kind,
    a.value,
    a.customer_id,
    min(a.shown) AS shown,
    (count(*))::integer AS times,
    max(a.learned_at) AS learned_at,
    COALESCE(c.is_forgotten, false) AS is_forgotten
   FROM (bank_aliases a
     LEFT JOIN LATERAL ( SELECT c_1.is_forgotten
           FROM bank_alias_choices c_1
          WHERE ((c_1.kind = a.kind) AND (c_1.value = a.value) AND (c_1.customer_id = a.customer_id))
          ORDER BY c_1.version DESC
         LIMIT 1) c ON (true))
  WHERE (NOT (EXISTS ( SELECT
           FROM bank_explanation_undoings u
          WHERE (u.explanation_id = a.explanation_id))))
  GROUP BY a.kind, a.value, a.customer_id, COALESCE(c.is_forgotten, false);
create view bank_rules_now with (security_invoker=true) as
 SELECT r.id,
    r.replaces,
    r.text_holds,
    r.party_is,
    r.sign,
    r.under_minor,
    r.currency,
    r.kind,
    r.customer_id,
    r.note,
    r.made_by,
    r.made_by_name,
    r.made_at,
    r.xid,
    COALESCE(t.posts_alone, false) AS posts_alone
   FROM (bank_rules r
     LEFT JOIN LATERAL ( SELECT t_1.posts_alone
           FROM bank_rule_ticks t_1
          WHERE (t_1.rule_id = r.id)
          ORDER BY t_1.version DESC
         LIMIT 1) t ON (true))
  WHERE ((NOT (EXISTS ( SELECT
           FROM bank_rules later
          WHERE (later.replaces = r.id)))) AND (NOT (EXISTS ( SELECT
           FROM bank_rule_endings e
          WHERE (e.rule_id = r.id)))));
create view waiting_asks with (security_invoker=true) as
 SELECT 'dispute'::text AS kind,
    dispute_asks.id AS subject_id,
    dispute_asks.customer_id,
    dispute_asks.asked_at
   FROM dispute_asks
  WHERE (dispute_asks.answered_at IS NULL)
UNION ALL
 SELECT 'plan'::text AS kind,
    plan_asks.id AS subject_id,
    plan_asks.customer_id,
    plan_asks.asked_at
   FROM plan_asks
  WHERE (plan_asks.answered_at IS NULL)
UNION ALL
 SELECT 'credit'::text AS kind,
    credit_uses.id AS subject_id,
    credit_uses.customer_id,
    credit_uses.asked_at
   FROM credit_uses
  WHERE ((credit_uses.done_at IS NULL) AND (credit_uses.attempt_id IS NULL));
create view payment_parts_returned with (security_invoker=true) as
 SELECT subject_id AS payment_id,
    ((- sum(amount_minor)))::bigint AS returned_minor
   FROM bank_line_links k
  WHERE ((kind = 'returned_part'::text) AND (NOT (EXISTS ( SELECT
           FROM bank_explanation_undoings u
          WHERE (u.explanation_id = k.explanation_id)))))
  GROUP BY subject_id;

-- Functions

CREATE OR REPLACE FUNCTION public.actual_steps(of_meters uuid[])
 RETURNS TABLE(meter_id uuid, read_on date, value numeric, steps numeric)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.meter_id, s.read_on, s.value,
    case when row_number() over w = 1 then 0 else reading_difference(lag(s.value) over w, s.value, s.digits) end
  from standing_readings(of_meters) s where s.kind = 'actual'
  window w as (partition by s.meter_id order by s.read_on);
$function$
;
CREATE OR REPLACE FUNCTION public.agreed_now(version uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from plan_versions v where v.id = version and v.xid = pg_current_xact_id()) then
    raise exception using errcode = 'TS084', constraint = 'plan_agreed_at_once', message = 'an agreement is written whole: nothing is added to it later';
  end if;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.allowance_left()
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(-sum(l.base_minor), 0)::bigint from entry_lines l where l.account_code = '1190';
$function$
;
CREATE OR REPLACE FUNCTION public.apply_items(wanted jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  touched uuid[];
begin
  select array_agg(distinct item) into touched from jsonb_to_recordset(wanted) as w (credit_item_id uuid, debit_item_id uuid),
    lateral (values (credit_item_id), (debit_item_id)) as both_sides (item);
  if not exists (select 1 from open_items i where i.id = any (touched) and i.currency <> (select base_currency from company)) then
    insert into applications (id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on)
      select id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on from jsonb_to_recordset(wanted)
        as a (id uuid, customer_id uuid, credit_item_id uuid, debit_item_id uuid, amount_minor bigint, effective_on date);
    return;
  end if;

  perform 1 from open_items where id = any (touched) order by id for no key update;
  with asked as (
    select n, a.* from jsonb_array_elements(wanted) with ordinality as e (doc, n),
      jsonb_to_record(e.doc) as a (id uuid, customer_id uuid, credit_item_id uuid, debit_item_id uuid, amount_minor bigint, effective_on date)),
  sides as (
    select n, 'credit' as side, credit_item_id as item, amount_minor from asked
    union all select n, 'debit', debit_item_id, amount_minor from asked),
  running as (
    select n, side, item, amount_minor, sum(amount_minor) over (partition by item order by n) as upto from sides),
  parts as (
    -- Rounded on the running total, so that the parts of one call cannot drift from the whole and the last takes what is left.
    select r.n, r.side, round(l.base * r.upto / nullif(i.residual_minor, 0))
        - round(l.base * (r.upto - r.amount_minor) / nullif(i.residual_minor, 0)) as base
    from running r join open_items i on i.id = r.item
      join (select item, base_left(item) as base from unnest(touched) as t (item)) l on l.item = r.item),
  applying as materialized (
    select a.*, i.currency, coalesce(c.base, 0)::bigint as credit_base, coalesce(d.base, 0)::bigint as debit_base
    from asked a join open_items i on i.id = a.credit_item_id
      join parts c on c.n = a.n and c.side = 'credit' join parts d on d.n = a.n and d.side = 'debit'),
  differences as materialized (
    select uuidv7() as entry, customer_id, currency, effective_on, sum(debit_base - credit_base)::bigint as loss
    from applying where debit_base <> credit_base group by customer_id, currency, effective_on),
  posted as (
    insert into entries (id, kind, effective_on, value_on, memo)
      select entry, 'exchange', effective_on, effective_on, 'Realised exchange difference' from differences),
  lines as (
    insert into entry_lines (entry_id, line_no, account_code, customer_id, currency, amount_minor, base_minor)
      select entry, 1, '7000', null, currency, 0, loss from differences
      union all select entry, 2, '1100', customer_id, currency, 0, -loss from differences)
  insert into applications (id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on, credit_base_minor, debit_base_minor,
      exchange_entry_id)
    select a.id, a.customer_id, a.credit_item_id, a.debit_item_id, a.amount_minor, a.effective_on,
      -- One call may hold both: in base currency there is nothing to carry.
      case when a.currency <> b.base_currency then a.credit_base end, case when a.currency <> b.base_currency then a.debit_base end, d.entry
    from applying a cross join company b left join differences d on d.customer_id = a.customer_id and d.currency = a.currency
      and d.effective_on = a.effective_on and a.debit_base <> a.credit_base;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.approval_rule_of(wanted text)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select jsonb_build_object('kind', wanted, 'roles', coalesce(jsonb_object_agg(role, jsonb_build_object('version', version::text,
    'aloneUpToMinor', alone_up_to_minor::text, 'approvesUpToMinor', approves_up_to_minor::text)), '{}'))
  from approval_rules_now where kind = wanted;
$function$
;
CREATE OR REPLACE FUNCTION public.approvals_waiting_for(person uuid, day date)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.id from approval_requests r
  where not exists (select 1 from approval_decisions d where d.approval_id = r.id) and r.requested_by <> person
    and exists (
      select 1 from (
        select u.id, u.role from users u where u.id = person and u.disabled_at is null
        union all
        select f.id, f.role from delegations_on(day) g join users f on f.id = g.from_user and f.disabled_at is null where g.to_user = person) authority
      where authority.id <> r.requested_by and within_limit(r.rule, authority.role, 'approvesUpToMinor', r.base_minor));
$function$
;
CREATE OR REPLACE FUNCTION public.approves_kind(rule jsonb, role text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(rule -> 'roles' ? role, false) and coalesce((rule -> 'roles' -> role ->> 'approvesUpToMinor')::bigint, 1) > 0;
$function$
;
CREATE OR REPLACE FUNCTION public.askable_items(customers uuid[], on_day date)
 RETURNS TABLE(customer_id uuid, item_id uuid, currency text, due_on date, residual_minor bigint, held_minor bigint, holds text[], in_flight boolean, said_paid boolean, askable_minor bigint)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select o.customer_id, o.id, o.currency, o.due_on, o.residual_minor, h.held, h.kinds, f.in_flight, s.said_paid,
    -- With the lawyers, or a cheque waits for its day: nobody asks for the rest of it either.
    case when f.in_flight or s.said_paid or h.kinds && array['legal', 'in_flight'] then 0 else o.residual_minor - h.held end
  from unnest(customers) as c (id)
  join open_items o on o.customer_id = c.id and o.side = 'debit' and o.residual_minor > 0
  cross join lateral (
    select least(o.residual_minor, coalesce(sum(x.amount_minor), 0)::bigint) as held, coalesce(array_agg(distinct x.kind order by x.kind) filter (where x.kind is not null), '{}') as kinds
    from holds x where x.item_id = o.id and not exists (select from hold_releases r where r.hold_id = x.id)) h
  cross join lateral (
    select exists (select from payment_attempt_items p join payment_attempts t on t.id = p.attempt_id
      where p.item_id = o.id and p.live and t.state in ('processing', 'unknown')) as in_flight) f
  cross join lateral (
    select exists (select from said_paid p where p.invoice_id = o.source_id and p.customer_id = o.customer_id and p.answered_at is null
      and p.paused_to_on >= on_day) as said_paid) s;
$function$
;
CREATE OR REPLACE FUNCTION public.bank_bound_holds(was_right integer, seen integer, bound_ppm integer)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  share double precision := bound_ppm / 1000000.0;
  log_term double precision;
  chance double precision;
begin
  if bound_ppm = 0 then return true; end if;
  if was_right = 0 or bound_ppm >= 1000000 then return false; end if;
  log_term := seen * ln(share);
  chance := case when log_term < -700 then 0 else exp(log_term) end;
  for miss in 1 .. seen - was_right loop
    log_term := log_term + ln((seen - miss + 1)::double precision / miss) + ln(1 - share) - ln(share);
    if log_term > -700 then chance := chance + exp(log_term); end if;
    exit when chance > 0.051;
  end loop;
  return chance <= 0.0500001;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.bank_class_record(of_class text)
 RETURNS TABLE(was_right integer, seen integer)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select (count(*) filter (where was_right))::integer, count(*)::integer from bank_evidence where evidence_class = of_class;
$function$
;
CREATE OR REPLACE FUNCTION public.bank_import_faults(of_import uuid DEFAULT NULL::uuid)
 RETURNS TABLE(import_id uuid, fault text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.import_id, f.fault from bank_imports i join bank_statements s on s.import_id = i.id
  cross join lateral (select count(*) as lines, coalesce(sum(l.amount_minor), 0) as total, count(st.line_id) as standing,
      bool_or(l.currency <> s.currency or l.bank_account_id <> s.bank_account_id) as is_foreign
    from bank_lines l left join bank_line_states st on st.line_id = l.id and st.statement_id = s.id where l.statement_id = s.id) k
  cross join lateral (values
    ('does not hold the lines its statement counts', k.lines <> s.line_count),
    ('has lines that do not count', k.standing <> k.lines),
    ('has lines that do not add up to their statement', k.total <> s.sum_minor),
    ('has lines of another account or currency than their statement', coalesce(k.is_foreign, false)),
    ('has a difference of balances that nobody named', s.difference_minor <> 0 and not s.problems @> '[{"code": "does-not-add-up"}]')) as f (fault, is_so)
  where i.state = 'stored' and f.is_so and (of_import is null or i.id = of_import)
  union all
  select i.id, 'holds another number of lines than were shown' from bank_imports i
  where i.state = 'stored' and (of_import is null or i.id = of_import)
    and i.line_count <> (select coalesce(sum(s.line_count), 0) from bank_statements s where s.import_id = i.id);
$function$
;
CREATE OR REPLACE FUNCTION public.bank_line_faults(of_line uuid DEFAULT NULL::uuid)
 RETURNS TABLE(line_id uuid, fault text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with standing as (
    select e.id, e.line_id from bank_explanations e
    where (of_line is null or e.line_id = of_line) and not exists (select from bank_explanation_undoings u where u.explanation_id = e.id))
  select s.line_id, 'has two explanations that stand' from standing s group by s.line_id having count(*) > 1
  union all
  select s.line_id, 'has parts that do not add up to it' from standing s join bank_lines l on l.id = s.line_id
  where l.amount_minor <> (select coalesce(sum(k.amount_minor), 0) from bank_line_links k where k.explanation_id = s.id)
  union all
  select e.line_id, 'is explained by a part of another line' from bank_line_links k join bank_explanations e on e.id = k.explanation_id
  where k.line_id <> e.line_id and (of_line is null or e.line_id = of_line or k.line_id = of_line)
  union all
  select s.line_id, 'does not name the explanation that stands' from standing s
  where not exists (select from bank_line_states st where st.line_id = s.line_id and st.explanation_id = s.id)
  union all
  select st.line_id, 'names an explanation that does not stand' from bank_line_states st
  where st.explanation_id is not null and (of_line is null or st.line_id = of_line)
    and not exists (select from standing s where s.id = st.explanation_id and s.line_id = st.line_id);
$function$
;
CREATE OR REPLACE FUNCTION public.bank_posted(of_kind text, subject uuid, is_in boolean, wanted_currency text)
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(sum(l.amount_minor), 0)::bigint from entry_lines l where l.account_code = '1010' and l.currency = wanted_currency and (l.amount_minor > 0) = is_in and l.entry_id in (
    select p.entry_id from payout_postings p where of_kind = 'payout' and p.payout_id = subject
    union all select d.entry_id from deposit_batches d where of_kind = 'deposit' and d.id = subject
    union all select c.entry_id from deposit_cancellations c where of_kind = 'deposit' and c.batch_id = subject
    union all select r.entry_id from payment_reversals r where of_kind = 'payment_reversal' and r.payment_id = subject and not reversed_for_a_line(r.payment_id, r.xid)
    union all select e.entry_id from refund_events e where of_kind = 'refund' and e.refund_id = subject
    union all select p.entry_id from payments p where of_kind = 'existing_payment' and p.id = subject
      and not exists (select from bank_line_links k where k.entry_id = p.entry_id)
      and not exists (select from bank_explanation_undoings u where u.xid = p.xid));
$function$
;
CREATE OR REPLACE FUNCTION public.bank_posting_faults(of_explanation uuid DEFAULT NULL::uuid)
 RETURNS TABLE(explanation_id uuid, fault text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with posting as (
    select k.*, b.currency, exists (select from bank_explanation_undoings u where u.explanation_id = k.explanation_id) as is_undone
    from bank_line_links k join bank_lines b on b.id = k.line_id
    where k.entry_id is not null and (of_explanation is null or k.explanation_id = of_explanation))
  select p.explanation_id, 'says something else than was posted' from posting p join entries e on e.id = p.entry_id
    where e.kind <> (case p.kind when 'payment' then 'payment' when 'unidentified' then 'unidentified_receipt' when 'given_back' then 'receipt_returned' when 'returned_part' then 'chargeback'
        when 'interest' then 'bank_interest' else 'bank_charge' end)
      or (select sum(l.amount_minor) from entry_lines l where l.entry_id = e.id and l.account_code = '1010' and l.currency = p.currency) is distinct from p.amount_minor
      or (p.kind = 'payment' and not exists (select from payments y where y.id = p.subject_id and y.entry_id = p.entry_id and y.customer_id = p.customer_id))
  union all
  select p.explanation_id, 'names what another part posted' from posting p
    where exists (select from bank_line_links o where o.entry_id = p.entry_id and o.id <> p.id)
  union all
  select p.explanation_id, 'is undone and what it posted stands' from posting p
    where p.is_undone and case p.kind when 'payment' then not exists (select from payment_reversals r where r.payment_id = p.subject_id)
      else not exists (select from bank_link_reversals v where v.link_id = p.id and entries_cancel(v.entry_id, p.entry_id)) end
  union all
  select p.explanation_id, 'stands and what it posted was taken back' from posting p
    where not p.is_undone and exists (select from bank_link_reversals v where v.link_id = p.id)
  union all
  select k.explanation_id, 'stands for more than was posted' from bank_line_links k join bank_lines b on b.id = k.line_id join bank_subjects_linked s
      on s.kind = k.kind and s.subject_id = k.subject_id and s.is_in = (k.amount_minor > 0)
    where (of_explanation is null or k.explanation_id = of_explanation)
      and not exists (select from bank_explanation_undoings u where u.explanation_id = k.explanation_id)
      and abs(s.linked_minor) > abs(bank_posted(k.kind, k.subject_id, k.amount_minor > 0, b.currency));
$function$
;
CREATE OR REPLACE FUNCTION public.bank_rule_may_post(of_rule uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from bank_rules_now r where r.id = of_rule and r.kind <> 'on-account')
    and (select seen >= 20 and was_right = seen from bank_class_record('rule/' || of_rule));
$function$
;
CREATE OR REPLACE FUNCTION public.base_left(item uuid)
 RETURNS numeric
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select abs(i.base_minor) - coalesce((select sum(coalesce(a.credit_base_minor, a.amount_minor)) from applications a where a.credit_item_id = i.id), 0)
    - coalesce((select sum(coalesce(a.debit_base_minor, a.amount_minor)) from applications a where a.debit_item_id = i.id), 0)
  from open_items i where i.id = item;
$function$
;
CREATE OR REPLACE FUNCTION public.base_part(item uuid, amount bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select round(abs(i.base_minor)::numeric * amount / i.amount_minor)::bigint from open_items i where i.id = item;
$function$
;
CREATE OR REPLACE FUNCTION public.bill_drafts(ids uuid[], with_invoice boolean)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'public', 'pg_temp'
AS $function$
  insert into billed_periods (contract_line_id, period_from_on, part_no, customer_id, period_to_on, run_id, invoice_id, line_no, amount_minor)
    select l.contract_line_id, l.billed_from_on, l.part_no, l.customer_id, l.billed_to_on, l.run_id, case when with_invoice then l.draft_id end,
      case when with_invoice then l.line_no end, l.net_minor
    from unnest(ids) as asked (id) cross join lateral (select * from run_draft_lines x where x.draft_id = asked.id offset 0) l;
  insert into billed_usage (usage_id, customer_id, run_id, invoice_id, line_no)
    select u.usage_id, u.customer_id, u.run_id, case when with_invoice then u.draft_id end, case when with_invoice then u.line_no end
    from unnest(ids) as asked (id) cross join lateral (select * from run_draft_usage x where x.draft_id = asked.id offset 0) u;
$function$
;
CREATE OR REPLACE FUNCTION public.chaseable_items(customers uuid[], on_day date)
 RETURNS TABLE(customer_id uuid, item_id uuid, currency text, due_on date, residual_minor bigint, held_minor bigint, holds text[], in_flight boolean, said_paid boolean, promised_minor bigint, chaseable_minor bigint)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with promising as materialized (
    select p.item_id, p.promised_minor
    from (select distinct x.customer_id as id from promises x where x.customer_id = any (customers) and x.state = 'open') c,
      promised_parts(c.id, on_day) p)
  select a.customer_id, a.item_id, a.currency, a.due_on, a.residual_minor, a.held_minor, a.holds, a.in_flight, a.said_paid,
    coalesce(p.promised_minor, 0), a.askable_minor - coalesce(p.promised_minor, 0)
  from askable_items(customers, on_day) a left join promising p on p.item_id = a.item_id;
$function$
;
CREATE OR REPLACE FUNCTION public.check_allowance_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform 1 from entries e where e.id = new.entry_id and e.kind = 'loss_allowance' and e.effective_on = new.effective_on
    and lines_text(e.id) = format('6100 %s, 1190 %s', new.amount_minor, -new.amount_minor)
    and not exists (select 1 from entry_lines l where l.entry_id = e.id and (l.base_minor <> l.amount_minor or l.currency <> new.currency));
  if not found or new.currency <> (select base_currency from company) then
    raise exception using errcode = 'TS061', constraint = 'allowance_is_posted', message = format('the change of the allowance %s is not its entry', new.id);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_allowance_holds()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- Locked before counted, so that two at once cannot both use the last of it. The key spells "allownce".
  perform pg_advisory_xact_lock(x'616c6c6f776e6365'::bigint);
  if allowance_left() < 0 then
    raise exception using errcode = 'TS061', constraint = 'allowance_used_up', message = format('the loss allowance would be overdrawn by %s', -allowance_left()),
      detail = json_build_object('shortMinor', (-allowance_left())::text)::text;
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_application_base()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken uuid;
begin
  select n.id into broken from new_applications n join open_items i on i.id = n.credit_item_id
    where (n.credit_base_minor is null) <> (i.currency = (select base_currency from company)) limit 1;
  if found then
    raise exception using errcode = 'TS030', constraint = 'application_base', message = format('application %s lacks its base amounts or must have none', broken);
  end if;
  if not exists (select 1 from new_applications where credit_base_minor is not null) then return null; end if;

  select i.id into broken
    from (select credit_item_id as id from new_applications union select debit_item_id from new_applications) t
    join open_items i on i.id = t.id cross join lateral (select base_left(i.id) as base) l
    where l.base < 0 or l.base > abs(i.base_minor) or (i.residual_minor = 0 and l.base <> 0) limit 1;
  if found then
    raise exception using errcode = 'TS030', constraint = 'application_base',
      message = format('the base amounts applied to open item %s do not end with it', broken);
  end if;

  select n.exchange_entry_id into broken
    from new_applications n where n.exchange_entry_id is not null group by n.exchange_entry_id
    having sum(n.debit_base_minor - n.credit_base_minor) <> -(select coalesce(sum(l.base_minor), 0) from entry_lines l
      where l.entry_id = n.exchange_entry_id and l.account_code = '1100' and l.amount_minor = 0) limit 1;
  if found then
    raise exception using errcode = 'TS030', constraint = 'application_base', message = format('exchange entry %s is not the difference of its applications', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_applications()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  touched uuid[];
  broken uuid;
begin
  select array_agg(distinct item) into touched from (
    select credit_item_id as item from new_applications union all select debit_item_id from new_applications) t;
  if touched is null then return null; end if;
  perform 1 from open_items where id = any (touched) order by id for no key update;

  select n.id into broken
    from new_applications n
    join open_items c on c.id = n.credit_item_id join open_items d on d.id = n.debit_item_id
    where c.side <> 'credit' or d.side <> 'debit' or c.customer_id <> d.customer_id or c.currency <> d.currency
      or n.customer_id <> c.customer_id or n.effective_on < c.effective_on or n.effective_on < d.effective_on
    limit 1;
  if found then
    raise exception using errcode = 'TS004', constraint = 'application_fits',
      message = format('application %s joins items of different customers, currencies or sides, or is dated before one of them', broken);
  end if;

  select n.id into broken
    from new_applications n left join applications o on o.id = n.reverses_id
    where n.reverses_id is not null and (o.amount_minor <> -n.amount_minor or o.credit_item_id <> n.credit_item_id
      or o.debit_item_id <> n.debit_item_id or o.effective_on > n.effective_on or o.reverses_id is not null)
    limit 1;
  if found then
    raise exception using errcode = 'TS005', constraint = 'reversal_mirrors', message = format('reversal %s does not mirror its application', broken);
  end if;

  select running.item into broken
    from (
      select item, sum(sum(amount)) over (partition by item order by effective_on) as applied
      from (
        select credit_item_id as item, effective_on, amount_minor as amount from applications where credit_item_id = any (touched)
        union all
        select debit_item_id, effective_on, amount_minor from applications where debit_item_id = any (touched)) moves
      group by item, effective_on) running
    join open_items i on i.id = running.item
    where running.applied < 0 or running.applied > i.amount_minor
    limit 1;
  if found then
    raise exception using errcode = 'TS006', constraint = 'over_application', message = format('open item %s would be over-applied on some date', broken);
  end if;

  update open_items i set residual_minor = i.residual_minor - moved.amount
    from (
      select item, sum(amount) as amount from (
        select credit_item_id as item, amount_minor as amount from new_applications
        union all select debit_item_id, amount_minor from new_applications) both_sides
      group by item) moved
    where i.id = moved.item;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_applications_period()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken record;
begin
  perform hold_periods();
  select n.id, n.effective_on into broken from new_applications n
    where n.effective_on < (select max(month_on) + interval '1 month' from periods where kind = 'posting')
      and period_is_closed('posting', n.effective_on)
    order by n.effective_on limit 1;
  if found then perform refuse_closed_day('posting', '{posting}', broken.effective_on, broken.id); end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_approval_decision()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  request approval_requests;
  decider users;
  today date;
  may boolean;
begin
  select * into request from approval_requests where id = new.approval_id;
  if new.outcome = 'withdrawn' then return new; end if;
  -- Held until the decision is in, so that a role taken away at this moment either counts or waits.
  select * into decider from users where id = coalesce(new.decided_for, new.decided_by) for share;
  if new.decided_for is not null then
    today := company_day(new.decided_at);
    perform 1 from delegations_on(today) d where d.id = new.delegation_id and d.from_user = new.decided_for and d.to_user = new.decided_by;
    if not found then
      raise exception using errcode = 'TS012', constraint = 'delegation_in_force',
        message = format('no delegation from %s to %s is in force', new.decided_for, new.decided_by);
    end if;
  end if;
  may := case new.outcome when 'approved' then within_limit(request.rule, new.decided_role, 'approvesUpToMinor', request.base_minor)
    else approves_kind(request.rule, new.decided_role) end;
  if decider.role is distinct from new.decided_role or decider.disabled_at is not null or not may then
    raise exception using errcode = 'TS012', constraint = 'approver_limit',
      message = format('a %s may not decide request %s under the rule it was made under', new.decided_role, new.approval_id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_attempt_right()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  person uuid;
  may record;
  asked payment_asks;
begin
  if new.requested_by_kind = 'customer' then
    select u.id into person from users u where u.id = new.requested_by and u.kind = 'portal';
  elsif new.requested_by_kind = 'link' then
    -- A link in a mail gives nobody more than signing in would.
    select u.id into person from scoped_links l join users u on u.email = lower(l.sent_to) and u.kind = 'portal'
      join portal_memberships m on m.user_id = u.id and m.customer_id = new.customer_id and m.removed_at is null
      where l.id = new.requested_by;
  end if;
  if person is null then
    if new.ask_id is not null then
      raise exception using errcode = 'TS090', constraint = 'attempt_release', message = 'only a person who signs in releases what another asked';
    end if;
    return new;
  end if;
  select * into may from portal_right(person, new.customer_id);
  if may.role is null or may.role = 'viewer' then
    raise exception using errcode = 'TS090', constraint = 'attempt_right', message = 'who may only look does not pay';
  end if;
  new.alone_up_to_minor := may.limit_minor;
  new.alone_currency := may.limit_currency;
  if new.ask_id is null then return new; end if;
  select * into asked from payment_asks a where a.id = new.ask_id and a.customer_id = new.customer_id for update;
  if asked.id is null or asked.outcome is not null or asked.expires_at <= new.created_at or asked.currency <> new.currency
      or asked.asked_by = person or may.role not in ('approver', 'owner') then
    raise exception using errcode = 'TS090', constraint = 'attempt_release',
      message = 'a payment above a limit is released by another person with the right, while it waits and for what was asked';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_attempt_surcharge()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from payment_attempts a where a.id = new.attempt_id and a.customer_id = new.customer_id and a.state = 'created'
    and a.amount_minor = new.of_minor + new.gross_minor) then
    raise exception using errcode = 'TS078', constraint = 'surcharge_of_attempt', message = 'a surcharge is part of the amount of an attempt that only begins';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_autopay_attempt()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  tried autopay_tries;
  charge autopay_charges;
  rule autopay_rules;
  told messages;
  broken text;
begin
  if new.requested_by_kind <> 'autopay' then
    return new;
  end if;
  select * into tried from autopay_tries t where t.once_key = new.once_key;
  select * into charge from autopay_charges c where c.id = tried.charge_id;
  select * into rule from autopay_rules r where r.id = charge.rule_id for share;
  select * into told from messages m where m.id = charge.message_id;
  broken := case
    when rule.id is null or charge.customer_id <> new.customer_id or charge.currency <> new.currency or tried.method_id <> new.saved_method_id
      or tried.outcome is not null then 'autopay_try'
    when told.left_at is null or told.state not in ('sent', 'delivered')
      or company_day(new.created_at) < greatest(charge.collect_on, company_day(told.left_at) + charge.notice_days) then 'autopay_notice'
    when new.amount_minor > charge.noticed_minor then 'autopay_noticed_amount'
    when new.amount_minor > rule.ceiling_minor then 'autopay_ceiling'
    when rule.state = 'off' or (rule.state = 'paused' and (rule.paused_until_on is null or rule.paused_until_on > company_day(new.created_at)))
      then 'autopay_on'
  end;
  if broken is not null then
    raise exception using errcode = 'TS081', constraint = broken, message = format('autopay may not take %s now: %s', new.once_key, broken);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_autopay_policy()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.from_on < company_day(new.made_at) then
    raise exception using errcode = 'TS082', constraint = 'autopay_policy_not_dated_back', message = 'a policy of autopay holds from the day it is made at the earliest';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_bank_automatic_posting()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  made record;
begin
  select * into made from bank_explanations e where e.id = new.explanation_id;
  if new.opening_id is not null and not (made.how = 'automatic' and made.sureness = 'exact' and exists (
      select from bank_gate_openings o where o.id = new.opening_id and o.evidence_class = made.evidence_class
        and o.choice_version = (select max(version) from bank_posting_choices)
        -- Undone since then: the class has to be counted again first.
        and not exists (select from bank_explanation_undoings u join bank_explanations e on e.id = u.explanation_id
          where (u.made_at > o.opened_at or u.xid > o.xid) and e.evidence_class = o.evidence_class))) then
    raise exception using errcode = 'TS108', constraint = 'bank_automatic_by_gate', message = format('explanation %s was not allowed by its class', new.explanation_id);
  end if;
  if new.rule_id is not null and not (made.how = 'rule' and made.evidence_class = 'rule/' || new.rule_id and bank_rule_may_post(new.rule_id)
      and exists (select from bank_rules_now r where r.id = new.rule_id and r.posts_alone)
      and (select posts_alone from bank_posting_choices order by version desc limit 1)) then
    raise exception using errcode = 'TS108', constraint = 'bank_automatic_by_rule', message = format('explanation %s was not allowed by its rule', new.explanation_id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_bank_explained_alone()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from bank_automatic_postings p where p.explanation_id = new.id) then
    raise exception using errcode = 'TS108', constraint = 'bank_automatic_allowed', message = format('nothing allowed explanation %s without a person', new.id);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_bank_explanation()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform check_standing_explanation(coalesce(
    (to_jsonb(new) ->> 'line_id')::uuid,
    (select e.line_id from bank_explanations e where e.id = (to_jsonb(new) ->> 'explanation_id')::uuid)));
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_bank_gate_opening()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  own record;
  choice record;
begin
  select * into own from bank_class_record(new.evidence_class);
  select * into choice from bank_posting_choices order by version desc limit 1;
  if choice.version is distinct from new.choice_version or not choice.posts_alone then
    raise exception using errcode = 'TS108', constraint = 'bank_gate_chosen', message = 'nothing is posted without a person but by the choice of the moment';
  end if;
  if (own.was_right, own.seen) is distinct from (new.own_right, new.own_seen) then
    raise exception using errcode = 'TS108', constraint = 'bank_gate_counted',
      message = format('%s of %s of class %s were right, not %s of %s', own.was_right, own.seen, new.evidence_class, new.own_right, new.own_seen);
  end if;
  if new.bound_ppm < choice.precision_ppm
    or (new.source = 'own-history' and not bank_bound_holds(new.own_right, new.own_seen, new.bound_ppm))
    or (new.source = 'shipped-set' and not (new.own_right = new.own_seen and new.own_seen < 300
      and bank_bound_holds(new.shipped_right, new.shipped_seen, new.bound_ppm))) then
    raise exception using errcode = 'TS108', constraint = 'bank_gate_bound',
      message = format('the counts of class %s do not show a precision of %s in a million', new.evidence_class, choice.precision_ppm);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_bank_import()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  now_in text;
  fault text;
begin
  select state into now_in from bank_imports where id = new.id;
  if now_in = 'stored' and tg_op = 'UPDATE' and old.state = 'storing' then
    select f.fault into fault from bank_import_faults(new.id) f limit 1;
  elsif now_in = 'undone' and exists (
      select from bank_line_states s join bank_statements t on t.id = s.statement_id where t.import_id = new.id) then
    fault := 'is undone and its lines still count';
  end if;
  if fault is not null then
    raise exception using errcode = 'TS104', constraint = 'bank_import_is_whole', message = format('import %s %s', new.id, fault);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_bank_line_state()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  of_line bank_lines;
begin
  if tg_op = 'DELETE' then
    if exists (select from bank_statements t join bank_imports i on i.id = t.import_id where t.id = old.statement_id and i.state <> 'undone') then
      raise exception using errcode = 'TS104', constraint = 'bank_line_counts', message = format('line %s counts until its import is undone', old.line_id);
    end if;
    return null;
  end if;
  select * into of_line from bank_lines where id = new.line_id;
  if of_line.statement_id <> new.statement_id then
    raise exception using errcode = 'TS104', constraint = 'bank_line_counts', message = format('line %s is of another statement', new.line_id);
  end if;
  if of_line.same_as is not null and new.state <> 'skipped' then
    raise exception using errcode = 'TS104', constraint = 'bank_line_counts_once', message = format('line %s came before and counts there', new.line_id);
  end if;
  perform check_standing_explanation(new.line_id);
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_bank_posting()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  of_explanation uuid := coalesce((to_jsonb(new) ->> 'explanation_id')::uuid,
    (select k.explanation_id from bank_line_links k where k.id = (to_jsonb(new) ->> 'link_id')::uuid));
  broken text;
begin
  select f.fault into broken from bank_posting_faults(of_explanation) f limit 1;
  if broken is not null then
    raise exception using errcode = 'TS107', constraint = 'bank_line_posted_once', message = format('explanation %s %s', of_explanation, broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_bank_rule_tick()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.posts_alone and not bank_rule_may_post(new.rule_id) then
    raise exception using errcode = 'TS108', constraint = 'bank_rule_confirmed',
      message = 'a rule posts without a person after twenty confirmed uses and none undone, and never money of a customer';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_bank_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_table_name = 'customer_bank_accounts' and to_jsonb(new) ->> 'iban' is not null and not iban_fits(to_jsonb(new) ->> 'iban') then
    raise exception using errcode = 'TS012', constraint = 'iban_check_digits', message = 'the check digits of the IBAN are wrong';
  end if;
  perform check_money_out('bank_details', new.approval_id, new.made_by, null);
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_chargeback_step()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  case_of chargebacks;
begin
  select * into strict case_of from chargebacks where id = new.chargeback_id;
  if new.customer_id <> case_of.customer_id or new.amount_minor > case_of.amount_minor
    or (new.kind = 'withdrawn' and new.debit_item_id is null and not exists (select from payment_reversals r where r.payment_id = case_of.payment_id))
    or (new.debit_item_id is not null and not exists (select from open_items i where i.id = new.debit_item_id and i.kind = 'chargeback' and i.side = 'debit'
      and i.customer_id = new.customer_id and i.currency = case_of.currency and i.amount_minor = new.amount_minor
      and i.source_id = case_of.payment_id and lines_text(i.entry_id) = format('1100 %s, 1030 %s', new.amount_minor, -new.amount_minor)))
    or (new.payment_id is not null and not exists (select from payments p where p.id = new.payment_id and p.customer_id = new.customer_id
      and p.currency = case_of.currency and p.amount_minor = new.amount_minor and p.method in ('card', 'direct_debit')))
    or (new.kind = 'reinstated' and not exists (select from chargeback_steps s where s.chargeback_id = new.chargeback_id and s.kind = 'withdrawn')) then
    raise exception using errcode = 'TS075', constraint = 'chargeback_is_its_money',
      message = format('the step of chargeback %s is not what moved in the books', case_of.dispute_ref);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_cheque_returned()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform 1 from instrument_standing s where s.payment_id = new.payment_id and s.state <> 'returned';
  if found then
    raise exception using errcode = 'TS044', constraint = 'cheque_returned', message = 'the payment of a cheque is reversed by returning the cheque';
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_company_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  first_day date := company_day(new.made_at) + case when new.what = 'time_zone' then 1 else 0 end;
begin
  if new.from_on < first_day then
    raise exception using errcode = 'TS070', constraint = 'company_version_not_dated_back',
      message = format('%s may begin on %s at the earliest', new.what, first_day);
  end if;
  if not company_value_fits(new.what, new.value) then
    raise exception using errcode = 'TS070', constraint = 'company_version_value', message = format('this is no value of %s', new.what);
  end if;
  if new.what = 'tax_rate' then
    perform 1 from tax_categories t where t.code = new.key and (t.standard_code = 'S' or (new.value ->> 'rateBp')::integer = 0);
  elsif new.what = 'surcharge' then
    perform 1 from tax_categories t where t.code = new.value ->> 'taxCode' and new.key ~ '^(card|direct_debit)\.[A-Z]{3}$';
  elsif new.what = 'series' then
    -- One at a time, so that two series never begin with the same letters.
    perform pg_advisory_xact_lock(hashtext('company_versions.series'));
    perform 1 from number_series s where s.code = new.key and s.code <> 'LEGACY' and not exists (
      select from number_series o where o.code <> new.key and o.code <> 'LEGACY' and (o.prefix = new.value ->> 'prefix' or exists (
        select from company_versions v where v.what = 'series' and v.key = o.code and v.value ->> 'prefix' = new.value ->> 'prefix')));
  else
    return new;
  end if;
  if not found then
    raise exception using errcode = 'TS070', constraint = 'company_version_key', message = format('%s does not fit %s', new.value, new.key);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_company_withdrawal()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from company_versions v where v.id = new.version_id and v.from_on <= company_day(new.withdrawn_at)) then
    raise exception using errcode = 'TS071', constraint = 'company_version_in_force', message = 'a version that holds is changed by another, not taken back';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_contract_lines()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fault record;
begin
  select c.number, l.line_no into fault from new_lines l join contracts c on c.id = l.contract_id
    where l.withdrawn_in_version is null and (l.starts_on < c.starts_on or (c.ends_on is not null and (l.ends_on is null or l.ends_on > c.ends_on))) limit 1;
  if found then
    raise exception using errcode = 'TS052', constraint = 'line_inside_contract', message = format('line %s of %s is not inside its contract', fault.line_no, fault.number);
  end if;
  select l.line_no, was.line_no as was_no into fault from contract_lines l join contract_lines was on was.id = l.replaces_id
    where (l.id in (select n.id from new_lines n) or was.id in (select n.id from new_lines n)) and l.withdrawn_in_version is null
      and (was.contract_id <> l.contract_id or was.ends_on is null or l.starts_on <= was.ends_on) limit 1;
  if found then
    raise exception using errcode = 'TS052', constraint = 'line_follows_line', message = format('line %s begins before line %s has ended', fault.line_no, fault.was_no);
  end if;
  select l.line_no, was.line_no as was_no into fault from contract_lines l join contract_lines was on was.id = l.replaces_id
    where (l.id in (select n.id from new_lines n) or was.id in (select n.id from new_lines n)) and l.withdrawn_in_version is null
      and row(l.cycle, l.anchor_on, l.timing) is distinct from row(was.cycle, was.anchor_on, was.timing)
      and not ends_billing_period(was.cycle, was.anchor_on, was.ends_on) limit 1;
  if found then
    raise exception using errcode = 'TS052', constraint = 'cycle_changes_at_boundary',
      message = format('line %s changes the cycle of line %s in the middle of a period', fault.line_no, fault.was_no);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_contract_prices()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fault record;
begin
  -- The lines are locked before their prices are looked at, so that of two at once the second sees the first.
  perform 1 from contract_lines l where l.id in (select contract_line_id from new_prices) order by l.id for no key update;
  select a.version_no as one_no, b.version_no as other_no into fault
    from contract_prices a join contract_prices b on b.contract_line_id = a.contract_line_id and b.id > a.id
    where a.contract_line_id in (select contract_line_id from new_prices) and a.withdrawn_in_version is null and b.withdrawn_in_version is null
      and daterange(a.valid_from_on, a.valid_to_on, '[]') && daterange(b.valid_from_on, b.valid_to_on, '[]') limit 1;
  if found then
    raise exception using errcode = 'TS052', constraint = 'prices_do_not_overlap',
      message = format('price versions %s and %s of a line hold on the same day', fault.one_no, fault.other_no);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_contract_span()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform 1 from contract_lines l where l.contract_id = new.id and l.withdrawn_in_version is null
    and (l.starts_on < new.starts_on or (new.ends_on is not null and (l.ends_on is null or l.ends_on > new.ends_on)));
  if found then
    raise exception using errcode = 'TS052', constraint = 'line_inside_contract', message = format('%s would end or begin inside one of its lines', new.number);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_corrections()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken text;
begin
  if not exists (select 1 from new_documents where corrects_id is not null or replaces_id is not null) then return null; end if;
  -- Locked before counted, so that two credits at once cannot both fit.
  perform 1 from invoices where id in (select corrects_id from new_documents union select replaces_id from new_documents) order by id for no key update;

  select n.number into broken from new_documents n join invoices o on o.id = n.corrects_id
    where o.kind = 'credit_note' or o.customer_id <> n.customer_id or o.currency <> n.currency or n.document_on < o.document_on
      or n.gross_minor <= 0 or (n.kind = 'debit_note' and o.kind <> 'invoice') or (n.reason_code = 'waiver' and not is_waivable(o.id))
    limit 1;
  if found then
    raise exception using errcode = 'TS014', constraint = 'correction_fits',
      message = format('%s does not fit what it corrects: a document of the same customer and currency, dated no later, with an amount', broken);
  end if;
  select n.number into broken from new_documents n join credit_reasons r on r.code = n.reason_code where not n.kind = any (r.for_kinds) limit 1;
  if found then
    raise exception using errcode = 'TS014', constraint = 'correction_fits', message = format('the reason of %s is not one of its kind', broken);
  end if;

  select o.number into broken from invoices o
    join lateral (select sum(c.gross_minor) as gross, sum(c.net_minor) as net, sum(c.tax_minor) as tax
      from invoices c where c.corrects_id = o.id and c.kind = 'credit_note') credited on true
    where o.id in (select corrects_id from new_documents where kind = 'credit_note') and credited.gross > o.gross_minor limit 1;
  if found then
    raise exception using errcode = 'TS013', constraint = 'credit_fits', message = format('more would be credited than %s amounts to', broken);
  end if;

  select n.number into broken from new_documents n join invoices o on o.id = n.replaces_id
    where o.kind <> 'invoice' or n.document_on < o.document_on
      or o.gross_minor <> coalesce((select sum(c.gross_minor) from invoices c where c.corrects_id = o.id and c.kind = 'credit_note'), 0) limit 1;
  if found then
    raise exception using errcode = 'TS014', constraint = 'replacement_fits',
      message = format('%s replaces a document that is not an invoice credited in full', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_credit_decided()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  base bigint;
begin
  -- A surcharge falls with its payment: that follows from the reversal, and nobody decides it.
  if new.reason_code = 'surcharge_back' and surcharge_goes_back(new.corrects_id, new.gross_minor) then
    new.alone_rule := jsonb_build_object('kind', 'surcharge_back');
    return new;
  end if;
  select -i.base_minor into base from open_items i where i.id = new.open_item_id;
  new.alone_rule := check_money_out(case when new.reason_code = 'waiver' then 'waiver' else 'credit_note' end, new.approval_id, new.issued_by, base);
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_credit_lines()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken text;
begin
  -- Each document is looked up by its id (offset 0 keeps it so): a join would be planned for the whole table.
  if not exists (select 1 from new_lines where corrects_line_no is not null)
    and not exists (select 1 from (select distinct invoice_id from new_lines) l
      cross join lateral (select d.kind from invoices d where d.id = l.invoice_id offset 0) c where c.kind = 'credit_note') then
    return null;
  end if;
  select c.number into broken from new_lines l join invoices c on c.id = l.invoice_id
    left join invoice_lines o on o.invoice_id = c.corrects_id and o.line_no = l.corrects_line_no
    where (c.kind = 'credit_note' and (o.line_no is null or o.tax_code <> l.tax_code or o.tax_rate_bp <> l.tax_rate_bp))
      or (c.kind <> 'credit_note' and l.corrects_line_no is not null)
    limit 1;
  if found then
    raise exception using errcode = 'TS014', constraint = 'correction_fits',
      message = format('a line of %s does not name a line of what it corrects, or has another tax', broken);
  end if;
  select o.number || ' line ' || ol.line_no into broken
    from (select distinct c.corrects_id, l.corrects_line_no from new_lines l join invoices c on c.id = l.invoice_id) touched
    join invoices o on o.id = touched.corrects_id join invoice_lines ol on ol.invoice_id = o.id and ol.line_no = touched.corrects_line_no
    cross join lateral (select sum(cl.net_minor) as net from invoices c join invoice_lines cl on cl.invoice_id = c.id
      where c.corrects_id = o.id and c.kind = 'credit_note' and cl.corrects_line_no = ol.line_no) credited
    where credited.net * sign(ol.net_minor) not between 0 and abs(ol.net_minor) limit 1;
  if found then
    raise exception using errcode = 'TS013', constraint = 'credit_fits', message = format('more would be credited than %s amounts to', broken);
  end if;
  -- With nothing left to credit no line may be left over either: two that cancel each other would stay in the ledger for ever.
  select o.number || ' line ' || ol.line_no into broken
    from (select distinct c.corrects_id from new_lines l join invoices c on c.id = l.invoice_id where c.kind = 'credit_note') touched
    join invoices o on o.id = touched.corrects_id join invoice_lines ol on ol.invoice_id = o.id
    where o.gross_minor = (select sum(c.gross_minor) from invoices c where c.corrects_id = o.id and c.kind = 'credit_note')
      and ol.net_minor <> coalesce((select sum(cl.net_minor) from invoices c join invoice_lines cl on cl.invoice_id = c.id
        where c.corrects_id = o.id and c.kind = 'credit_note' and cl.corrects_line_no = ol.line_no), 0) limit 1;
  if found then
    raise exception using errcode = 'TS013', constraint = 'credit_leaves_nothing', message = format('all would be credited and %s left over', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_credit_request()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from open_items o where o.id = new.open_item_id and o.customer_id = new.customer_id and o.side = 'credit') then
    raise exception using errcode = 'TS072', constraint = 'credit_request_item', message = format('%s is no credit of this customer', new.open_item_id);
  end if;
  if new.answered_at is not null then
    raise exception using errcode = 'TS073', constraint = 'credit_request_answered_once', message = 'a request is asked before it is answered';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_credit_taxes()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken text;
begin
  if not exists (select 1 from (select distinct invoice_id from new_taxes) t
      cross join lateral (select d.kind from invoices d where d.id = t.invoice_id offset 0) c where c.kind = 'credit_note') then
    return null;
  end if;
  select o.number into broken
    from (select distinct c.corrects_id, t.tax_code from new_taxes t join invoices c on c.id = t.invoice_id where c.kind = 'credit_note') touched
    join invoices o on o.id = touched.corrects_id left join invoice_taxes ot on ot.invoice_id = o.id and ot.tax_code = touched.tax_code
    cross join lateral (select sum(ct.tax_minor) as tax, sum(ct.taxable_minor) as taxable from invoices c join invoice_taxes ct on ct.invoice_id = c.id
      where c.corrects_id = o.id and c.kind = 'credit_note' and ct.tax_code = touched.tax_code) credited
    where ot.tax_code is null or credited.tax * sign(ot.tax_minor) not between 0 and abs(ot.tax_minor) limit 1;
  if found then
    raise exception using errcode = 'TS013', constraint = 'credit_fits', message = format('more tax would be credited than %s charges', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_credit_use_part()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from credit_uses u join open_items c on c.id = new.credit_item_id join open_items d on d.id = new.debit_item_id
    where u.id = new.use_id and c.side = 'credit' and d.side = 'debit' and c.customer_id = u.customer_id and d.customer_id = u.customer_id
      and c.currency = u.currency and d.currency = u.currency) then
    raise exception using errcode = 'TS077', constraint = 'credit_use_fits', message = 'a credit is used for a debit of the same customer and currency';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_customer_change_decision()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  asked customer_change_requests;
  decider_kind text;
begin
  select * into strict asked from customer_change_requests r where r.id = new.request_id;
  -- The portal, which may only take back, cannot read who works here.
  if new.outcome = 'withdrawn' then return new; end if;
  select u.kind into decider_kind from users u where u.id = new.decided_by;
  if decider_kind is distinct from 'staff' or new.decided_by is not distinct from asked.asked_by then
    raise exception using errcode = 'TS070', constraint = 'customer_change_second_person', message = 'a colleague decides what a customer asked';
  end if;
  if new.outcome = 'granted' and asked.kind = 'bank' and not exists (
    select from approval_requests a where a.id = new.approval_id and a.kind = 'bank_details' and a.customer_id = new.customer_id) then
    raise exception using errcode = 'TS070', constraint = 'customer_change_bank_approval', message = 'bank details need an approval of their own';
  end if;
  if new.outcome = 'granted' and new.from_on < company_day(new.decided_at) then
    raise exception using errcode = 'TS070', constraint = 'customer_change_not_dated_back', message = 'what is granted holds from the day of the decision at the earliest';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_customer_change_effect()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from customer_change_decisions d join customer_change_requests r on r.id = d.request_id
    where d.request_id = new.request_id and d.outcome = 'granted' and r.kind in ('details', 'contact') and d.from_on <= company_day(new.done_at)) then
    raise exception using errcode = 'TS071', constraint = 'customer_change_due', message = 'only what was granted is done, on its day';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_decided_for(approval uuid, wanted_kind text, wanted_id uuid, wanted_currency text, wanted_minor bigint)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform 1 from approval_requests r where r.id = approval and r.subject_kind = wanted_kind and r.subject_id = wanted_id
    and r.currency = wanted_currency and r.amount_minor = wanted_minor;
  if approval is not null and not found then
    raise exception using errcode = 'TS012', constraint = 'approval_needed', message = format('approval %s is for something else', approval);
  end if;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_deferral_releases()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken record;
begin
  perform 1 from deferrals f where exists (select 1 from new_releases n where n.invoice_id = f.invoice_id and n.line_no = f.line_no)
    order by f.invoice_id, f.line_no for no key update;
  select n.invoice_id, n.line_no, n.month_on into broken
    from (select *, sum(amount_minor) over (partition by invoice_id, line_no order by month_on)::bigint as upto from new_releases) n
    join deferrals f on f.invoice_id = n.invoice_id and f.line_no = n.line_no
    where n.customer_id <> f.customer_id or n.upto * sign(f.amount_minor) not between 1 and abs(f.left_minor)
      or sign(n.amount_minor) <> sign(f.amount_minor)
      or n.month_on not between f.next_month_on and f.to_on or n.month_on < date_trunc('month', f.plan_from_on)
      or n.base_minor <> deferred_base(f.amount_minor - f.left_minor + n.upto, f.amount_minor, f.base_minor)
        - deferred_base(f.amount_minor - f.left_minor + n.upto - n.amount_minor, f.amount_minor, f.base_minor)
    limit 1;
  if found then
    raise exception using errcode = 'TS061', constraint = 'release_fits',
      message = format('the release of %s of line %s of %s is beyond what is left, or not of its months', broken.month_on, broken.line_no, broken.invoice_id);
  end if;
  select n.invoice_id, n.line_no, n.month_on into broken
    from new_releases n join deferrals f on f.invoice_id = n.invoice_id and f.line_no = n.line_no
    join invoices v on v.id = n.invoice_id join entries of on of.id = v.entry_id join entries e on e.id = n.entry_id
    where e.kind <> 'revenue_release' or e.effective_on < of.effective_on or e.effective_on < n.month_on
      or lines_text(e.id) <> format('2400 %s, %s %s', n.amount_minor, f.account_code, -n.amount_minor)
      or (select p.base_minor from entry_lines p where p.entry_id = e.id and p.account_code = '2400') <> n.base_minor
      or exists (select 1 from entry_lines p where p.entry_id = e.id and p.currency <> f.currency)
    limit 1;
  if found then
    raise exception using errcode = 'TS061', constraint = 'release_is_posted',
      message = format('the release of %s of line %s of %s is not its entry', broken.month_on, broken.line_no, broken.invoice_id);
  end if;
  update deferrals f set left_minor = f.left_minor - n.minor, left_base_minor = f.left_base_minor - n.base,
      next_month_on = n.last_month_on + interval '1 month'
    from (select invoice_id, line_no, sum(amount_minor) as minor, sum(base_minor) as base, max(month_on) as last_month_on from new_releases group by 1, 2) n
    where n.invoice_id = f.invoice_id and n.line_no = f.line_no;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_deferrals()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  touched uuid[];
  broken text;
begin
  -- Nearly every document defers nothing; each is looked up in a short index (offset 0 keeps it so).
  select array_agg(d.invoice_id) into touched
    from (select invoice_id, bool_or(defer_from_on is not null or from_deferred_minor is not null) as deferring, bool_or(corrects_line_no is not null) as crediting
      from new_lines group by invoice_id) d
    cross join lateral (select v.entry_id, v.corrects_id from invoices v where v.id = d.invoice_id offset 0) v
    where d.deferring or exists (select 1 from entry_lines p where p.entry_id = v.entry_id and p.account_code = '2400')
      or (d.crediting and exists (select 1 from deferrals f where f.invoice_id = v.corrects_id and f.left_minor <> 0));
  if touched is null then return null; end if;

  select v.number into broken from invoice_lines l join invoices v on v.id = l.invoice_id join ledger_accounts a on a.code = l.account_code
    where v.id = any (touched) and l.defer_from_on is not null and (v.kind = 'credit_note' or a.kind <> 'income') limit 1;
  if found then
    raise exception using errcode = 'TS060', constraint = 'deferred_line_fits',
      message = format('a line of %s is deferred and no revenue', broken);
  end if;
  perform make_deferrals(touched);
  if exists (select 1 from invoices v where v.id = any (touched) and v.kind = 'credit_note') then
    perform take_from_deferrals((select array_agg(v.id) from invoices v where v.id = any (touched) and v.kind = 'credit_note'));
  end if;
  select v.number into broken from invoices v
    cross join lateral (select coalesce(sum(p.amount_minor), 0) as minor, coalesce(sum(p.base_minor), 0) as base
      from entry_lines p where p.entry_id = v.entry_id and p.account_code = '2400') posted
    cross join lateral (select coalesce(sum(coalesce(l.from_deferred_minor, 0) - case when l.defer_from_on is not null then l.net_minor else 0 end), 0) as minor,
        coalesce(sum(coalesce(l.from_deferred_base_minor, 0) - coalesce(f.base_minor, 0)), 0) as base
      from invoice_lines l left join deferrals f on f.invoice_id = l.invoice_id and f.line_no = l.line_no where l.invoice_id = v.id) said
    where v.id = any (touched) and (posted.minor <> said.minor or posted.base <> said.base) limit 1;
  if found then
    raise exception using errcode = 'TS060', constraint = 'deferred_is_posted',
      message = format('what %s defers or takes back is not what its entry posted to 2400', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_deferred_account()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken record;
begin
  if not exists (select 1 from new_lines where account_code = '2400') then return null; end if;
  select e.id, e.kind into broken from new_lines n join entries e on e.id = n.entry_id
    where n.account_code = '2400' and e.kind not in ('invoice', 'debit_note', 'credit_note', 'revenue_release') limit 1;
  if found then
    raise exception using errcode = 'TS060', constraint = 'deferred_account',
      message = format('entry %s is a %s and touches 2400, which only documents and releases do', broken.id, broken.kind);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_deposit_batch()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  off record;
begin
  select coalesce(sum(d.amount_minor), 0) as amount, coalesce(sum(d.base_minor), 0) as base,
      bool_and(d.instrument_id is null or exists (select 1 from instrument_events e
        where e.instrument_id = d.instrument_id and e.batch_id = d.batch_id and e.kind = 'banked')) as stepped
    into off from deposit_lines d where d.batch_id = new.id;
  perform 1 from entries e where e.id = new.entry_id and e.kind = 'deposit' and e.effective_on = new.deposited_on
    and lines_text(e.id) = format('1010 %s, 1020 %s', new.amount_minor, -new.amount_minor)
    and (select sum(l.base_minor) from entry_lines l where l.entry_id = e.id and l.account_code = '1010') = new.base_minor
    and not exists (select 1 from entry_lines l where l.entry_id = e.id and l.currency <> new.currency);
  if not found or off.amount <> new.amount_minor or off.base <> new.base_minor or not off.stepped then
    raise exception using errcode = 'TS042', constraint = 'deposit_adds_up', message = format('the money of %s does not make its sum and its posting', new.number);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_deposit_cancelled()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  batch deposit_batches;
begin
  select * into batch from deposit_batches where id = new.batch_id;
  perform 1 from entries e where e.id = new.entry_id and e.kind = 'deposit' and e.effective_on = new.effective_on and new.effective_on >= batch.deposited_on
    and lines_text(e.id) = format('1010 %s, 1020 %s', -batch.amount_minor, batch.amount_minor)
    and (select sum(l.base_minor) from entry_lines l where l.entry_id = e.id and l.account_code = '1020') = batch.base_minor;
  if not found then
    raise exception using errcode = 'TS042', constraint = 'deposit_adds_up', message = format('taking %s back is not its mirror', batch.number);
  end if;
  if exists (select 1 from instrument_standing s where s.batch_id = new.batch_id)
    or exists (select 1 from deposit_lines d join payment_reversals r on r.payment_id = d.payment_id where d.batch_id = new.batch_id) then
    raise exception using errcode = 'TS043', constraint = 'deposit_stands', message = format('%s holds money that the bank has spoken about', batch.number);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_deposit_lines()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken text;
begin
  -- Locked before counted, so that two deposits, or a deposit and a return, cannot both have the same money.
  perform 1 from payments where id in (select payment_id from new_lines) order by id for no key update;
  select p.number into broken from new_lines n join payments p on p.id = n.payment_id
    where exists (select 1 from payment_reversals r where r.payment_id = n.payment_id)
      or exists (select 1 from deposit_lines d where d.payment_id = n.payment_id and d.batch_id <> n.batch_id
        and not exists (select 1 from deposit_cancellations c where c.batch_id = d.batch_id))
    limit 1;
  if found then
    raise exception using errcode = 'TS043', constraint = 'deposited_once', message = format('%s is not in hand: it was banked or returned', broken);
  end if;
  select p.number into broken from new_lines n join deposit_batches b on b.id = n.batch_id join payments p on p.id = n.payment_id
      left join entry_lines l on l.entry_id = p.entry_id and l.account_code = '1020'
    where p.method not in ('cheque', 'cash') or l.amount_minor is distinct from n.amount_minor or l.base_minor <> n.base_minor or l.currency <> b.currency
      or p.customer_id <> n.customer_id or p.received_on > b.deposited_on
      or n.instrument_id is distinct from (select s.instrument_id from instrument_standing s where s.payment_id = p.id)
    limit 1;
  if found then
    raise exception using errcode = 'TS042', constraint = 'deposit_fits', message = format('%s does not fit this deposit', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_dispute()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_table_name <> 'disputes' then
    perform refuse_dispute_fault((to_jsonb(new) ->> 'dispute_id')::uuid, null);
    return null;
  end if;
  perform refuse_dispute_fault(new.id, null);
  -- What it let go of must not stand on, held by nobody.
  if tg_op = 'UPDATE' and old.hold_id is not null and old.hold_id is distinct from new.hold_id then
    perform refuse_dispute_fault(null, old.hold_id);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_dispute_file()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.visibility <> (select m.visibility from dispute_messages m where m.id = new.message_id) then
    raise exception using errcode = 'TS098', constraint = 'dispute_file_is_seen_as_its_message', message = 'a file is seen by whom its message is seen';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_dispute_handover_file()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from dispute_handovers h join dispute_files f on f.id = new.file_id
    where h.id = new.handover_id and (f.given_at > h.asked_at or h.answered_at is not null or h.recalled_at is not null)) then
    raise exception using errcode = 'TS099', constraint = 'dispute_handover_file_was_there',
      message = 'a department is shown files that were there when it was asked, and none once it is over';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_dispute_hold()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from holds h join disputes d on d.id = new.dispute_id
      where h.id = new.hold_id and h.kind = 'disputed' and h.customer_id = new.customer_id and h.item_id = d.item_id) then
    raise exception using errcode = 'TS102', constraint = 'dispute_hold_kept_is_its', message = format('hold %s is not of dispute %s', new.hold_id, new.dispute_id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_dispute_learning()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from disputes d where d.id = new.dispute_id and d.state in ('decided', 'closed')) then
    raise exception using errcode = 'TS102', constraint = 'learned_from_the_decided', message = format('dispute %s is not decided', new.dispute_id);
  end if;
  if not exists (select from dispute_causes_now c where c.version = new.cause_version and c.state = 'on') then
    raise exception using errcode = 'TS103', constraint = 'learned_by_a_cause_that_holds', message = format('cause %s does not hold now', new.cause_version);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_dispute_stage()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  last dispute_stages;
begin
  -- Locked, so that two steps at once follow each other.
  perform 1 from disputes d where d.id = new.dispute_id for no key update;
  select * into last from dispute_stages s where s.dispute_id = new.dispute_id order by s.position desc limit 1;
  if new.position <> coalesce(last.position, 0) + 1 or new.from_state is distinct from last.to_state or new.changed_at < last.changed_at
    or not dispute_step(last.to_state, new.to_state) then
    raise exception using errcode = 'TS095', constraint = 'dispute_stage_follows',
      message = format('dispute %s does not go from %s to %s', new.dispute_id, coalesce(last.to_state, 'nothing'), new.to_state);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_disputed_hold()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  of_hold uuid := case tg_table_name when 'holds' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'hold_id')::uuid end;
begin
  if exists (select from holds h where h.id = of_hold and h.kind = 'disputed') then perform refuse_dispute_fault(null, of_hold); end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_document_keys()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken text;
begin
  select n.series_code into broken from (select distinct series_code from new_documents) n
    where (select 1 from number_series s where s.code = n.series_code) is null limit 1;
  if found then perform refuse_missing('invoices_series_fk', broken); end if;
  select n.number into broken from new_documents n
    where (select 1 from entries e where e.id = n.entry_id) is null
      or (n.open_item_id is null) <> (n.gross_minor = 0)
      or (n.open_item_id is not null and (select row(o.entry_id, o.customer_id, o.currency, o.amount_minor) from open_items o where o.id = n.open_item_id)
        is distinct from row(n.entry_id, n.customer_id, n.currency, abs(n.gross_minor))) limit 1;
  if found then
    raise exception using errcode = 'TS074', constraint = 'document_is_posted', message = format('%s is not what its entry and its open item say', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_document_line_keys()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  missing text;
begin
  select n.invoice_id into missing from (select distinct invoice_id, customer_id from new_lines) n
    where (select d.customer_id from invoices d where d.id = n.invoice_id) is distinct from n.customer_id limit 1;
  if found then perform refuse_missing('invoice_lines_invoice_fk', missing); end if;
  select n.tax_code into missing from (select distinct tax_code from new_lines) n
    where (select 1 from tax_categories t where t.code = n.tax_code) is null limit 1;
  if found then perform refuse_missing('invoice_lines_tax_fk', missing); end if;
  select n.account_code into missing from (select distinct account_code from new_lines) n
    where (select 1 from ledger_accounts a where a.code = n.account_code) is null limit 1;
  if found then perform refuse_missing('invoice_lines_account_fk', missing); end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_document_tax_keys()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  missing text;
begin
  select n.invoice_id into missing from (select distinct invoice_id, customer_id from new_taxes) n
    where (select d.customer_id from invoices d where d.id = n.invoice_id) is distinct from n.customer_id limit 1;
  if found then perform refuse_missing('invoice_taxes_invoice_fk', missing); end if;
  select n.tax_code into missing from (select distinct tax_code from new_taxes) n
    where (select 1 from tax_categories t where t.code = n.tax_code) is null limit 1;
  if found then perform refuse_missing('invoice_taxes_tax_fk', missing); end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_documents_period()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken record;
begin
  perform hold_periods();
  select n.entry_id, n.tax_point_on into broken from new_documents n
    where n.tax_point_on < (select max(month_on) + interval '1 month' from periods where kind = 'tax')
      and period_is_closed('tax', n.tax_point_on)
    order by n.tax_point_on limit 1;
  if found then perform refuse_closed_day('tax', '{posting,tax}', broken.tax_point_on, broken.entry_id); end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_draft_is_new()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform 1 from new_drafts n join billing_runs r on r.id = n.run_id where n.state = 'issued' or n.settled or r.state <> 'drafting' limit 1;
  if found then
    raise exception using errcode = 'TS057', constraint = 'draft_as_previewed', message = 'drafts are made while their run is being previewed, and none is made issued';
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_drafts_issued()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  ids uuid[];
  digests text[];
  broken uuid;
begin
  -- An issued draft is never updated again, so that every one here was issued now.
  select array_agg(n.id), array_agg(n.digest) into ids, digests from new_drafts n where n.state = 'issued';
  if ids is null then return null; end if;
  select f.draft_id into broken from unnest(ids) as asked (id)
    cross join lateral (select f.draft_id from run_findings f where f.draft_id = asked.id and f.severity = 'block' and f.override_at is null offset 0) f limit 1;
  if found then
    raise exception using errcode = 'TS057', constraint = 'draft_not_blocked', message = format('draft %s is blocked or left out', broken);
  end if;
  select d.id into broken from invoices_that_differ(ids, digests) as d (id) limit 1;
  if found then
    raise exception using errcode = 'TS057', constraint = 'draft_as_previewed', message = format('the invoice of draft %s is not what was previewed', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_einvoice_events()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  file record;
  accepted timestamptz;
begin
  select d.kind, d.invoice_id, d.customer_id, p.cancel_hours, p.name into file
    from documents d left join einvoice_profiles p on p.profile = d.profile where d.id = new.document_id;
  if file.kind is distinct from 'einvoice' or file.invoice_id <> new.invoice_id or file.customer_id <> new.customer_id then
    raise exception using errcode = 'TS063', constraint = 'einvoice_of_its_invoice', message = 'an e-invoice step names a file of another invoice or customer';
  end if;
  -- The stage before is there for good, so that two steps at once cannot both come first; the same stage twice is refused by its key.
  if new.stage > 1 and not exists (select from einvoice_events e where e.document_id = new.document_id and e.stage = new.stage - 1
      and (new.step <> 'cancelled' or e.step = 'accepted')) then
    raise exception using errcode = 'TS063', constraint = 'einvoice_step_order', message = format('an e-invoice cannot be %s before the step that leads there', new.step);
  end if;
  if new.step = 'cancelled' then
    select e.happened_at into accepted from einvoice_events e where e.document_id = new.document_id and e.step = 'accepted';
    if file.cancel_hours is null or new.happened_at > accepted + make_interval(hours => file.cancel_hours) then
      raise exception using errcode = 'TS063', constraint = 'einvoice_cancel_window',
        message = format('an e-invoice in %s can no longer be cancelled', file.name);
    end if;
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_entries_balance()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken record;
begin
  select entry_id, currency, sum(amount_minor) as off into broken
    from new_lines group by entry_id, currency having sum(amount_minor) <> 0 limit 1;
  if found then
    raise exception using errcode = 'TS002', constraint = 'entry_balances',
      message = format('entry %s is off by %s in %s', broken.entry_id, broken.off, broken.currency);
  end if;
  select entry_id, sum(base_minor) as off into broken
    from new_lines group by entry_id having sum(base_minor) <> 0 limit 1;
  if found then
    raise exception using errcode = 'TS002', constraint = 'entry_balances',
      message = format('entry %s is off by %s in base currency', broken.entry_id, broken.off);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_entries_period()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken record;
begin
  perform hold_periods();
  -- The newest month anybody ever closed answers for nearly every posting (opened again it still keeps those before it closed); only what
  -- is older is looked up one by one.
  select n.id, n.kind, n.effective_on into broken from new_entries n
    where n.effective_on < (select max(month_on) + interval '1 month' from periods where kind = 'posting')
      and period_is_closed('posting', n.effective_on)
    order by n.effective_on limit 1;
  if found then
    perform refuse_closed_day('posting', case when broken.kind in ('invoice', 'debit_note', 'credit_note') then '{posting,tax}' else '{posting}' end::text[],
      broken.effective_on, broken.id);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_group()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  -- Both are held, so that a parent cannot become a child beside us.
  perform 1 from customers where id in (new.parent_id, new.id) order by id for no key update;
  if exists (select 1 from customers p where p.id = new.parent_id and p.parent_id is not null)
    or exists (select 1 from customers c where c.parent_id = new.id) then
    raise exception using errcode = 'TS032', constraint = 'group_is_flat',
      message = format('customer %s has a parent, which has no parent and is not the parent of others in turn', new.number);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_help_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.from_on < company_day(new.made_at) then
    raise exception using errcode = 'TS091', constraint = 'help_version_not_dated_back', message = 'what help said on a day that has passed does not change';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_holds()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken uuid;
begin
  -- Locked before counted, so that two holds at once cannot both fit.
  perform 1 from open_items where id in (select item_id from new_holds) order by id for no key update;
  select h.id into broken from new_holds h join open_items i on i.id = h.item_id
    where i.side <> 'debit' or i.customer_id <> h.customer_id
      or (select sum(o.amount_minor) from holds o left join hold_releases r on r.hold_id = o.id
          where o.item_id = h.item_id and o.kind = h.kind and r.hold_id is null) > i.amount_minor
    limit 1;
  if found then
    raise exception using errcode = 'TS007', constraint = 'hold_fits', message = format('hold %s is larger than its item or not on a debit item', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_inbound_mail_stands()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  of_mail uuid := coalesce(to_jsonb(new) ->> 'mail_id', to_jsonb(new) ->> 'id')::uuid;
  stands text;
  is_placed boolean;
  is_dismissed boolean;
begin
  select state into stands from inbound_mails where id = of_mail;
  is_placed := exists (select from inbound_mail_places where mail_id = of_mail);
  is_dismissed := exists (select from inbound_mail_dismissals where mail_id = of_mail);
  if is_placed <> (stands = 'placed') or is_dismissed <> (stands = 'set_aside') then
    raise exception using errcode = 'TS101', constraint = 'inbound_mail_stands_once', message = format('mail %s is %s and placed %s, dismissed %s', of_mail, stands, is_placed, is_dismissed);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_instrument_money(step instrument_events, facts instruments, was instrument_standing)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if step.kind = 'confirmed' and step.effective_on < facts.dated_on then
    raise exception using errcode = 'TS041', constraint = 'instrument_not_due', message = format('%s may not be banked before %s', facts.number, facts.dated_on);
  end if;
  if ((step.kind = 'received' and step.to_state = 'in_hand') or step.kind = 'confirmed') <> (step.payment_id is not null) then
    raise exception using errcode = 'TS041', constraint = 'instrument_payment',
      message = format('%s becomes a payment when it may be banked, and only then', facts.number);
  end if;
  perform 1 from payments p join entry_lines l on l.entry_id = p.entry_id and l.account_code = '1020'
    where p.id = step.payment_id and p.method = 'cheque' and p.customer_id = facts.customer_id and p.currency = facts.currency
      and p.amount_minor = facts.amount_minor and p.received_on >= facts.dated_on;
  if step.payment_id is not null and not found then
    raise exception using errcode = 'TS041', constraint = 'instrument_payment', message = format('the payment of %s is not of this cheque', facts.number);
  end if;
  perform 1 from payment_reversals r where r.payment_id = was.payment_id;
  if step.kind in ('returned_before', 'returned_after') and not found then
    raise exception using errcode = 'TS041', constraint = 'instrument_payment', message = format('%s comes back with its payment reversed', facts.number);
  end if;
  perform 1 from deposit_lines d join deposit_batches b on b.id = d.batch_id
    where d.batch_id = step.batch_id and d.instrument_id = facts.id and b.deposited_on <= step.effective_on
      and (step.kind = 'taken_out') = exists (select 1 from deposit_cancellations c where c.batch_id = d.batch_id);
  if step.kind in ('banked', 'taken_out') and not found then
    raise exception using errcode = 'TS041', constraint = 'instrument_deposit', message = format('%s is in no such deposit', facts.number);
  end if;
  perform 1 from entries e where e.id = step.charge_entry_id and e.kind = 'bank_charge'
    and lines_text(e.id) = format('6205 %s, 1010 %s', step.charge_minor, -step.charge_minor);
  if step.charge_entry_id is not null and not found then
    raise exception using errcode = 'TS041', constraint = 'instrument_charge', message = format('the charge of %s is not its posting', facts.number);
  end if;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_instrument_received()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform 1 from instrument_standing where instrument_id = new.id;
  if not found then
    raise exception using errcode = 'TS040', constraint = 'instrument_step', message = format('%s was never received', new.number);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_invoice_sums()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken text;
begin
  -- Each document is looked up by its id (offset 0 keeps it so): a join would be planned for the whole table.
  select i.number into broken
    from (select invoice_id, sum(tax_minor) as tax, sum(taxable_minor) as taxable from new_taxes group by invoice_id) t
    cross join lateral (select d.number, d.net_minor, d.tax_minor from invoices d where d.id = t.invoice_id offset 0) i
    cross join lateral (select sum(l.net_minor) as net from invoice_lines l where l.invoice_id = t.invoice_id offset 0) lines
    where t.tax <> i.tax_minor or t.taxable <> i.net_minor or lines.net <> i.net_minor limit 1;
  if found then
    raise exception using errcode = 'TS010', constraint = 'invoice_sums', message = format('the lines and taxes of %s do not make its total', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_issue_rule()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not issue_rule_fits(new.code, new.params) then
    raise exception using errcode = 'TS059', constraint = 'issue_rule_fits',
      message = format('rule %s is not told what it reads: %s', new.code, new.params);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_items_match_lines()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken uuid;
begin
  -- Each row is looked up by its key (offset 0 keeps it so): a join would be planned for the whole table.
  select i.id into broken
    from new_items i
    left join lateral (select * from entry_lines o where o.entry_id = i.entry_id and o.line_no = i.line_no offset 0) l on true
    left join lateral (select o.effective_on from entries o where o.id = i.entry_id offset 0) e on true
    where l.entry_id is null or l.account_code <> '1100' or l.customer_id <> i.customer_id or l.currency <> i.currency
      or l.amount_minor <> case i.side when 'debit' then i.amount_minor else -i.amount_minor end
      or l.base_minor <> i.base_minor or i.residual_minor <> i.amount_minor or i.effective_on <> e.effective_on
    limit 1;
  if found then
    raise exception using errcode = 'TS003', constraint = 'item_matches_line', message = format('open item %s is not its ledger line', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_last_owner()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  other uuid;
begin
  if old.role <> 'owner' or old.removed_at is not null or (new.role = 'owner' and new.removed_at is null) then return new; end if;
  -- Locked, so that of two owners who leave at the same moment the second sees the first go.
  select m.user_id into other from portal_memberships m
    where m.customer_id = old.customer_id and m.user_id <> old.user_id and m.role = 'owner' and m.removed_at is null
    order by m.user_id limit 1 for update;
  if other is null then
    raise exception using errcode = 'TS091', constraint = 'last_owner', message = 'the last owner stays until there is another';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_line_keys()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  missing text;
begin
  select n.entry_id into missing from (select distinct entry_id from new_lines) n
    where (select 1 from entries e where e.id = n.entry_id) is null limit 1;
  if found then perform refuse_missing('entry_lines_entry_fk', missing); end if;
  select n.account_code into missing from (select distinct account_code from new_lines) n
    where (select 1 from ledger_accounts a where a.code = n.account_code) is null limit 1;
  if found then perform refuse_missing('entry_lines_account_fk', missing); end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_meter_end()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if (old.ended_on is not null and new.ended_on is distinct from old.ended_on)
    or (to_jsonb(new) - 'ended_on') is distinct from (to_jsonb(old) - 'ended_on')
    or exists (select from meter_readings r where r.meter_id = new.id and r.read_on > new.ended_on) then
    raise exception using errcode = 'TS055', constraint = 'meter_end',
      message = format('meter %s only ever ends, once, and not before its last reading', old.code);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_money_out(wanted_kind text, approval_id uuid, maker uuid, base_minor bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  maker_role text;
  rule jsonb;
begin
  if approval_id is not null then
    perform 1 from approval_requests r join approval_decisions d on d.approval_id = r.id
      where r.id = check_money_out.approval_id and d.outcome = 'approved' and r.kind = wanted_kind
        and r.base_minor is not distinct from check_money_out.base_minor;
    if not found then
      raise exception using errcode = 'TS012', constraint = 'approval_needed',
        message = format('approval %s is not an approved %s of this amount', approval_id, wanted_kind);
    end if;
    begin
      insert into approval_uses (approval_id) values (check_money_out.approval_id);
    exception when unique_violation then
      raise exception using errcode = 'TS012', constraint = 'approval_used', message = format('approval %s was used before', approval_id);
    end;
    return null;
  end if;
  select role into maker_role from users where id = maker and disabled_at is null;
  rule := approval_rule_of(wanted_kind);
  if maker_role is null or not within_limit(rule, maker_role, 'aloneUpToMinor', base_minor) then
    raise exception using errcode = 'TS012', constraint = 'approval_needed',
      message = format('a %s of this amount needs an approval: its maker may not do it alone', wanted_kind);
  end if;
  return rule || jsonb_build_object('role', maker_role);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_note_end()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from activity_notes n where n.id = new.note_id and n.next_step <> '') then
    raise exception using errcode = 'TS100', constraint = 'note_has_a_next_step', message = format('note %s has no next step to end', new.note_id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_number_is_taken()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken text;
begin
  select n.number into broken from new_documents n join number_series s on s.code = n.series_code
    where (s.code = 'LEGACY') <> (n.series_no is null) or n.series_no >= s.next_no or n.series_no < s.first_no limit 1;
  if found then
    raise exception using errcode = 'TS009', constraint = 'number_from_series', message = format('number %s was not taken from its series', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_opening_items()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken text;
begin
  select n.number into broken from new_items n left join open_items i on i.id = n.open_item_id
    where i.kind is distinct from 'opening_balance' or i.source_id <> n.id or i.entry_id <> n.entry_id or i.customer_id <> n.customer_id
      or i.currency <> n.currency or i.due_on <> n.due_on or i.effective_on <> n.effective_on
      or case i.side when 'debit' then i.amount_minor else -i.amount_minor end <> n.amount_minor
      or exists (select 1 from entry_lines l where l.entry_id = n.entry_id and l.account_code not in ('1100', '3900'))
    limit 1;
  if found then
    raise exception using errcode = 'TS035', constraint = 'opening_item_fits',
      message = format('opening item %s is not its open item, posted between 1100 and 3900', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_payout_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  raise exception using errcode = 'TS076', constraint = 'payout_stays_what_it_is',
    message = format('payout %s keeps its currency and amount', old.ref);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_payout_parts()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken record;
begin
  select p.ref, p.amount_minor, s.parts into broken from payouts p
    cross join lateral (select coalesce(sum(t.net_minor), 0) as parts, count(*) filter (where t.currency <> p.currency) as foreign_parts
      from payout_parts x join processor_transactions t on t.id = x.transaction_id where x.payout_id = p.id) s
    where p.id in (select payout_id from new_parts) and (s.parts <> p.amount_minor or s.foreign_parts > 0) limit 1;
  if found then
    raise exception using errcode = 'TS076', constraint = 'payout_parts_sum_to_it',
      message = format('the parts of payout %s come to %s, not to %s', broken.ref, broken.parts, broken.amount_minor);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_payout_posting()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  sent payouts;
  amount bigint;
begin
  select * into strict sent from payouts where id = new.payout_id;
  amount := case new.kind when 'paid' then sent.amount_minor else -sent.amount_minor end;
  if lines_text(new.entry_id) <> format('1010 %s, 1030 %s', amount, -amount)
    or exists (select from entry_lines l where l.entry_id = new.entry_id and l.currency <> sent.currency)
    or not exists (select from entries e where e.id = new.entry_id and e.kind = 'payout' and e.effective_on = new.effective_on and e.value_on = new.value_on)
    or (new.kind = 'returned' and not exists (select from payout_postings p where p.payout_id = new.payout_id and p.kind = 'paid')) then
    raise exception using errcode = 'TS076', constraint = 'payout_is_posted_as_it_is',
      message = format('payout %s moves %s between 1010 and 1030 once, and back once', sent.ref, sent.amount_minor);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_period_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.action = 'reopened' then
    perform 1 from approvals a
      where a.id = new.approval_id and a.kind = 'period_reopen' and a.state = 'approved' and a.decided_by <> a.requested_by
        and a.payload ->> 'kind' = new.kind and a.payload ->> 'monthOn' = new.month_on::text;
    if not found then
      raise exception using errcode = 'TS011', constraint = 'period_reopen_approved',
        message = format('opening %s %s again needs an approval of this very month', new.kind, new.month_on);
    end if;
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_plan_closing()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select from plan_versions v join plan_items i on i.version_id = v.id where v.plan_id = new.plan_id
    and not exists (select from hold_releases r where r.hold_id = i.hold_id)) and plan_is_closed((select p.state from plans p where p.id = new.plan_id)) then
    raise exception using errcode = 'TS085', constraint = 'plan_hold_is_the_plans', message = format('closed plan %s still holds items', new.plan_id);
  end if;
  if (select p.state from plans p where p.id = new.plan_id) = 'asked' then
    raise exception using errcode = 'TS083', constraint = 'plan_step_follows', message = 'what was asked is agreed or waits for an answer';
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_plan_hold()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  wanted uuid := case tg_table_name when 'holds' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'hold_id')::uuid end;
  stands boolean := not exists (select from hold_releases r where r.hold_id = wanted);
  living boolean;
begin
  if not exists (select from holds h where h.id = wanted and h.kind = 'in_plan') then return null; end if;
  living := exists (select from plan_items i join plan_versions v on v.id = i.version_id
    join plans p on p.id = v.plan_id and p.version_no = v.version_no where i.hold_id = wanted and p.state = 'active');
  if stands <> living then
    raise exception using errcode = 'TS085', constraint = 'plan_hold_is_the_plans', message = format('hold %s: standing %s, of a living plan %s', wanted, stands, living);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_plan_instalment()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform agreed_now(new.version_id);
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_plan_item()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  item open_items;
  of_plan uuid;
begin
  -- Locked before it is looked at, so that two plans at once cannot both take it.
  select * into strict item from open_items o where o.id = new.item_id for no key update;
  select v.plan_id into strict of_plan from plan_versions v where v.id = new.version_id;
  perform agreed_now(new.version_id);
  if item.side <> 'debit' or item.customer_id <> new.customer_id or item.residual_minor <> new.amount_minor
    or item.currency <> (select p.currency from plans p where p.id = of_plan) then
    raise exception using errcode = 'TS085', constraint = 'plan_item_fits', message = format('item %s is not %s of this customer, open and whole', new.item_id, new.amount_minor);
  end if;
  if exists (select from plan_items i join plan_versions v on v.id = i.version_id join plans p on p.id = v.plan_id and p.version_no = v.version_no
    where i.item_id = new.item_id and p.state = 'active' and p.id <> of_plan) then
    raise exception using errcode = 'TS085', constraint = 'plan_item_once', message = format('item %s is in another living plan', new.item_id);
  end if;
  if not exists (select from holds h where h.id = new.hold_id and h.kind = 'in_plan' and h.item_id = new.item_id and h.amount_minor = new.amount_minor
      and not exists (select from hold_releases r where r.hold_id = h.id))
    or exists (select from holds h where h.item_id = new.item_id and h.id <> new.hold_id and not exists (select from hold_releases r where r.hold_id = h.id)) then
    raise exception using errcode = 'TS085', constraint = 'plan_item_held', message = format('item %s is not held for this plan, whole and for nothing else', new.item_id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_plan_move()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  plan plans;
  agreed plan_versions;
  due date;
begin
  select * into strict agreed from plan_versions v where v.id = new.version_id;
  select * into strict plan from plans p where p.id = agreed.plan_id;
  select i.due_on into strict due from plan_instalments i where i.version_id = new.version_id and i.instalment_no = new.instalment_no;
  if plan.state <> 'active' or plan.version_no <> agreed.version_no then
    raise exception using errcode = 'TS083', constraint = 'plan_closed', message = format('version %s of plan %s is not in force', agreed.version_no, plan.number);
  end if;
  if new.to_on <= due or new.to_on > due + (select p.move_days from plan_policies p where p.version_no = agreed.policy_version)
    or new.to_on >= (select i.due_on from plan_instalments i where i.version_id = new.version_id and i.instalment_no = new.instalment_no + 1) then
    raise exception using errcode = 'TS086', constraint = 'plan_move_fits', message = format('instalment %s of plan %s cannot move to %s', new.instalment_no, plan.number, new.to_on);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_plan_policy()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.from_on < company_day(new.made_at) then
    raise exception using errcode = 'TS083', constraint = 'plan_policy_not_dated_back', message = 'a policy holds from the day it is made at the earliest';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_plan_right()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  may record;
begin
  new.agreed_up_to_minor := null;
  new.agreed_up_to_currency := null;
  if new.agreed_by_kind <> 'customer' or not exists (select from users u where u.id = new.agreed_by and u.kind = 'portal') then return new; end if;
  select * into may from portal_right(new.agreed_by, new.customer_id);
  if may.role is null or may.role = 'viewer' then
    raise exception using errcode = 'TS093', constraint = 'plan_right', message = 'who may only look agrees to no plan';
  end if;
  if may.limit_minor is null then return new; end if;
  if may.limit_minor < new.total_minor or may.limit_currency <> (select p.currency from plans p where p.id = new.plan_id) then
    raise exception using errcode = 'TS093', constraint = 'plan_above_limit', message = 'a plan above what somebody may pay alone is agreed by another person';
  end if;
  new.agreed_up_to_minor := may.limit_minor;
  new.agreed_up_to_currency := may.limit_currency;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_plan_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  plan plans;
  broken text;
begin
  select * into strict plan from plans p where p.id = new.plan_id;
  select case
    when plan.state <> 'active' and not plan_is_closed(plan.state) or plan.version_no < new.version_no then 'was not agreed by an event'
    when (select coalesce(sum(i.amount_minor), 0) from plan_items i where i.version_id = new.id) <> new.total_minor then 'its items are not its total'
    when (select coalesce(sum(i.amount_minor), 0) from plan_instalments i where i.version_id = new.id) <> new.total_minor then 'its instalments are not its total'
    when (select coalesce(max(i.instalment_no), 0) <> count(*) or count(*) <> new.instalments from plan_instalments i where i.version_id = new.id)
      then 'its instalments are not numbered through'
    when exists (select from (select i.due_on, lag(i.due_on) over (order by i.instalment_no) as before from plan_instalments i where i.version_id = new.id) d
      where d.due_on <= d.before) then 'its days do not follow each other'
    when exists (select from plan_instalments i where i.version_id = new.id
      and (i.due_on < plan_nominal_day(new, i.instalment_no) or i.due_on > plan_nominal_day(new, i.instalment_no) + case when i.instalment_no = 1 then 0 else 10 end))
      then 'its days are not its rhythm'
    when new.charge_item_id is not null and not exists (select from plan_items i join open_items o on o.id = i.item_id
      where i.version_id = new.id and i.item_id = new.charge_item_id and i.amount_minor = new.charge_minor and o.kind = 'debit_note') then 'its charge is no debit note in it'
    when new.policy_version is distinct from plan_policy_on(plan.currency, new.agreed_on) then 'its policy is not that of its day'
    when new.agreed_on <> company_day(new.agreed_at) then 'its day is not that of its moment'
    when new.risk_class <> (select c.risk_class from customers c where c.id = new.customer_id) then 'the class of its customer is another'
    when new.aged_on <> (select min(v.agreed_on) from plan_versions v where v.plan_id = new.plan_id) then 'its items are aged on another day'
    when new.last_default_on is distinct from (select max(e.happened_on) from plan_events e where e.customer_id = new.customer_id
      and e.kind = 'defaulted' and e.plan_id <> new.plan_id) then 'the customer''s last default was another day'
    when new.base_minor <> (select sum(base_part(i.item_id, i.amount_minor)) from plan_items i where i.version_id = new.id
      and i.item_id is distinct from new.charge_item_id) then 'its amount in base currency is another'
    end into broken;
  if broken is not null then
    raise exception using errcode = 'TS084', constraint = 'plan_adds_up', message = format('version %s of plan %s: %s', new.version_no, plan.number, broken);
  end if;
  if new.breaks <> plan_breaks(new.id) then
    raise exception using errcode = 'TS084', constraint = 'plan_inside_envelope',
      message = format('plan %s says it breaks %s and breaks %s', plan.number, new.breaks, plan_breaks(new.id));
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_price_scheme()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not price_scheme_is_whole(new.scheme) then
    raise exception using errcode = 'TS050', constraint = 'price_scheme', message = 'the price does not say all that its kind needs';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_price_versions()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  touched uuid[];
  wanted uuid[];
  found_pair record;
begin
  select array_agg(distinct price_list_id), array_agg(distinct product_id) into touched, wanted from new_prices;
  -- One after the other, list by list: what this looks at next is what the one before left.
  perform 1 from price_lists where id = any (touched) order by id for no key update;
  select * into found_pair from price_overlaps(touched, wanted) limit 1;
  if found then
    raise exception using errcode = 'TS051', constraint = 'price_versions_overlap',
      message = format('prices %s and %s would both hold on a day', found_pair.earlier_id, found_pair.later_id);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_price_withdrawal()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  billed uuid;
begin
  perform 1 from price_lists where id in (select price_list_id from list_prices where id in (select list_price_id from new_withdrawals))
    order by id for no key update;
  select b into billed from prices_billed((select array_agg(list_price_id) from new_withdrawals)) b limit 1;
  if found then
    raise exception using errcode = 'TS051', constraint = 'list_price_billed', message = format('price %s has been billed', billed);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_processor_exchange()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  told processor_transactions;
begin
  select * into strict told from processor_transactions where id = new.transaction_id;
  if new.currency = told.currency or not exists (select from entries e where e.id = new.entry_id and e.kind = 'currency_clearing')
    or (select array_agg(format('%s %s %s', l.account_code, l.currency, l.amount_minor) order by l.line_no) from entry_lines l
      where l.entry_id = new.entry_id and l.amount_minor <> 0)
    is distinct from array[format('1030 %s %s', new.currency, -new.amount_minor), format('7090 %s %s', new.currency, new.amount_minor),
      format('7090 %s %s', told.currency, -told.amount_minor), format('1030 %s %s', told.currency, told.amount_minor)]
    or (select coalesce(sum(l.base_minor), 0) from entry_lines l where l.entry_id = new.entry_id and l.account_code = '7090') <> 0 then
    raise exception using errcode = 'TS075', constraint = 'exchange_is_its_movement',
      message = format('the exchange of %s is not the movement, or leaves something on 7090', told.ref);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_processor_fee()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  told processor_transactions;
begin
  select * into strict told from processor_transactions where id = new.transaction_id;
  if new.currency <> told.currency or new.amount_minor <> processor_cost(told)
    or lines_text(new.entry_id) <> format('6200 %s, 1030 %s', new.amount_minor, -new.amount_minor)
    or not exists (select from entries e where e.id = new.entry_id and e.kind in ('processor_fee', 'chargeback_fee')
      and e.effective_on = new.effective_on and e.value_on = told.happened_on) then
    raise exception using errcode = 'TS075', constraint = 'processor_fee_is_its_movement',
      message = format('the fee of %s is not what the processor took, or not so posted', told.ref);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_product_account()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if (select kind from ledger_accounts where code = new.account_code) <> 'income' then
    raise exception using errcode = 'TS050', constraint = 'product_account', message = format('account %s is not for income', new.account_code);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_promise_item()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from promises p join open_items o on o.id = new.item_id
      where p.id = new.promise_id and o.customer_id = p.customer_id and o.currency = p.currency and o.side = 'debit') then
    raise exception using errcode = 'TS087', constraint = 'promise_item', message = format('%s is no debt of this customer in this currency', new.item_id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_promise_made()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  policy collection_policies;
begin
  if new.state <> 'open' then
    raise exception using errcode = 'TS087', constraint = 'promise_is_its_events', message = 'a promise begins open';
  end if;
  if new.made_by_kind = 'customer' then
    policy := policy_on(new.made_on);
    if new.promised_on > new.made_on + policy.promise_days_ahead then
      raise exception using errcode = 'TS089', constraint = 'promise_too_far', message = 'a customer promises for a day the policy allows';
    end if;
    if (select count(*) from promises p where p.customer_id = new.customer_id and p.made_by_kind = 'customer' and p.state <> 'withdrawn'
        and p.made_on > new.made_on - 91) >= policy.promises_per_quarter then
      raise exception using errcode = 'TS089', constraint = 'promise_too_many', message = 'a customer promises as often as the policy allows in a quarter';
    end if;
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_promise_money()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  paid payments;
  promised promises;
begin
  select * into paid from payments where id = new.payment_id;
  select * into promised from promises where id = new.promise_id;
  if paid.customer_id <> promised.customer_id or paid.currency <> promised.currency
    or (select sum(m.amount_minor) from promise_money m where m.payment_id = new.payment_id) > paid.amount_minor
    or (select sum(m.amount_minor) from promise_money m where m.promise_id = new.promise_id) > promised.amount_minor
    or exists (select from payment_reversals r where r.payment_id = new.payment_id) then
    raise exception using errcode = 'TS088', constraint = 'promise_money_counts_once', message = format('payment %s does not count so for promise %s', new.payment_id, new.promise_id);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_promise_stands()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  of_promise uuid := coalesce(to_jsonb(new) ->> 'promise_id', to_jsonb(new) ->> 'id')::uuid;
  stands promises;
  newest promise_events;
  terms promise_events;
begin
  select * into stands from promises where id = of_promise;
  select * into newest from promise_events where promise_id = of_promise order by position desc limit 1;
  select * into terms from promise_events where promise_id = of_promise and kind in ('made', 'changed') order by position desc limit 1;
  if newest.id is null or stands.amount_minor <> terms.amount_minor or stands.promised_on <> terms.promised_on
    or stands.state <> (case when newest.kind in ('made', 'changed') then 'open' else newest.kind end)
    or newest.position <> (select count(*) from promise_events where promise_id = of_promise) then
    raise exception using errcode = 'TS087', constraint = 'promise_is_its_events', message = format('promise %s is not what its events say', of_promise);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_readings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fault record;
begin
  -- The meter is locked before its readings are looked at, so that two files at once are one after the other.
  perform 1 from meters where id in (select meter_id from new_readings) order by id for no key update;
  select m.code, n.read_on into fault from new_readings n join meters m on m.id = n.meter_id left join meter_readings o on o.id = n.replaces_id
    where n.read_on < m.starts_on or n.read_on > m.ended_on or n.value >= 10::numeric ^ m.digits
      or o.meter_id <> n.meter_id or o.read_on <> n.read_on or o.kind <> n.kind limit 1;
  if found then
    raise exception using errcode = 'TS055', constraint = 'reading_of_meter',
      message = format('a reading of %s on %s is outside its dial or its time, or replaces one of another day', fault.code, fault.read_on);
  end if;
  -- A new reading is looked at with the actual ones beside it, however many there are.
  select m.code, n.read_on into fault from new_readings n join meters m on m.id = n.meter_id
    left join lateral (select r.value from meter_readings r where r.meter_id = n.meter_id and r.kind = 'actual' and r.read_on < n.read_on
      and not exists (select from meter_readings x where x.replaces_id = r.id) order by r.read_on desc limit 1) as before on true
    left join lateral (select r.value from meter_readings r where r.meter_id = n.meter_id and r.kind = 'actual' and r.read_on > n.read_on
      and not exists (select from meter_readings x where x.replaces_id = r.id) order by r.read_on limit 1) as after on true
    where n.kind = 'actual' and not exists (select from meter_readings x where x.replaces_id = n.id)
      and (before.value is not null and reading_difference(before.value, n.value, m.digits) is null
        or after.value is not null and reading_difference(n.value, after.value, m.digits) is null) limit 1;
  if found then
    raise exception using errcode = 'TS055', constraint = 'readings_in_order',
      message = format('the reading of %s on %s does not follow the one before it', fault.code, fault.read_on);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_receipt()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  of_receipt uuid := case tg_table_name when 'unidentified_receipts' then (to_jsonb(new) ->> 'id')::uuid
    when 'receipt_identification_undoings' then (select d.receipt_id from receipt_identifications d where d.id = (to_jsonb(new) ->> 'identification_id')::uuid)
    when 'bank_link_reversals' then (select coalesce(r.id, g.receipt_id) from bank_line_links l left join unidentified_receipts r on r.entry_id = l.entry_id
      left join receipt_returns g on g.entry_id = l.entry_id where l.id = (to_jsonb(new) ->> 'link_id')::uuid)
    else (to_jsonb(new) ->> 'receipt_id')::uuid end;
  broken text;
begin
  if of_receipt is null then return null; end if;
  select f.fault into broken from receipt_faults(of_receipt) f limit 1;
  if broken is not null then
    raise exception using errcode = 'TS106', constraint = 'receipt_adds_up', message = format('receipt %s %s', of_receipt, broken);
  end if;
  if exists (select from unidentified_receipts_now n where n.id = of_receipt and n.is_undone)
    and (exists (select from receipt_identifications d where d.receipt_id = of_receipt
        and not exists (select from receipt_identification_undoings u where u.identification_id = d.id))
      or exists (select from receipt_returns g where g.receipt_id = of_receipt
        and not exists (select from bank_line_links l join bank_link_reversals v on v.link_id = l.id where l.entry_id = g.entry_id))) then
    raise exception using errcode = 'TS106', constraint = 'receipt_adds_up', message = format('receipt %s is taken back and was identified or given back', of_receipt);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_recovery()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  written write_offs;
  standing record;
  net bigint := new.amount_minor - new.tax_minor;
begin
  select * into written from write_offs where id = new.write_off_id for no key update;
  select * into standing from written_off_standing(new.write_off_id, new.id);
  if new.amount_minor > standing.unrecovered_minor then
    raise exception using errcode = 'TS016', constraint = 'recovery_fits', message = format('more would be recovered than %s wrote off', written.number);
  end if;
  if new.tax_minor <> tax_part(new.amount_minor, standing.unrecovered_minor, standing.relieved_minor) or written.customer_id <> new.customer_id
    or new.effective_on < written.effective_on
    or not exists (select 1 from open_items i where i.id = new.debit_item_id and i.kind = 'recovery' and i.side = 'debit' and i.source_id = written.id
      and i.entry_id = new.entry_id and i.customer_id = new.customer_id and i.currency = written.currency and i.amount_minor = new.amount_minor)
    or lines_text(new.entry_id) <> (format('1100 %s', new.amount_minor) || case when net > 0 then format(', 6110 %s', -net) else '' end
      || case when new.tax_minor > 0 then format(', 2200 %s', -new.tax_minor) else '' end) then
    raise exception using errcode = 'TS016', constraint = 'recovery_matches', message = format('the recovery of %s is not its posting', written.number);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_reduction()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  base_text text;
  posted bigint;
begin
  perform 1 from open_items m join open_items i on i.id = new.item_id
    where m.id = new.made_item_id and m.entry_id = new.entry_id and m.kind = new.kind and m.amount_minor = new.amount_minor
      and m.customer_id = new.customer_id and i.customer_id = new.customer_id and m.currency = new.currency and i.currency = new.currency
      and m.side <> i.side and m.residual_minor = 0;
  if not found then
    raise exception using errcode = 'TS034', constraint = 'reduction_settles',
      message = format('reduction %s is not an item of its kind, used up against the item it settles', new.id);
  end if;
  if exists (select 1 from entry_lines l where l.entry_id = new.entry_id and l.account_code <> '1100'
      and not (l.account_code = any (reduction_accounts(new.kind)))) then
    raise exception using errcode = 'TS034', constraint = 'reduction_account', message = format('a %s does not post there', new.kind);
  end if;
  if new.kind = 'small_difference' then
    select abs(base_minor) into posted from entry_lines where entry_id = new.entry_id and account_code = '6210';
    if posted is null or posted > (select small_difference_up_to_minor from company) then
      raise exception using errcode = 'TS034', constraint = 'difference_is_small', message = 'the difference is larger than the company clears';
    end if;
  end if;
  if new.kind = 'deduction' and not exists (select 1 from open_items c where c.id = new.case_item_id and c.entry_id = new.entry_id
      and c.side = 'debit' and c.amount_minor = new.amount_minor and c.customer_id = new.customer_id) then
    raise exception using errcode = 'TS034', constraint = 'deduction_keeps_its_claim', message = 'a deduction leaves a claim of the same amount open';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_reduction_reversal()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  taken reductions;
begin
  select * into strict taken from reductions where id = new.reduction_id;
  perform 1 from entries e
    join open_items m on m.id = new.closing_item_id and m.entry_id = e.id and m.residual_minor = 0 and m.amount_minor = taken.amount_minor
    join applications a on a.amount_minor = taken.amount_minor and (a.credit_item_id, a.debit_item_id) in ((m.id, taken.made_item_id), (taken.made_item_id, m.id))
    where e.id = new.entry_id and e.kind = taken.kind and entries_cancel(e.id, taken.entry_id);
  if not found or new.customer_id <> taken.customer_id or new.payment_id is distinct from taken.payment_id
    or (taken.case_item_id is null) <> (new.case_closing_item_id is null)
    or not exists (select 1 from payment_reversals r where r.payment_id = taken.payment_id) then
    raise exception using errcode = 'TS045', constraint = 'reduction_reversal_mirrors',
      message = format('reduction %s is taken back by its mirror, whole, and with its payment only', new.reduction_id);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_refund_batch()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  off record;
begin
  select coalesce(sum(r.amount_minor), 0) as amount, coalesce(sum(r.base_minor), 0) as base into off
    from refund_events e join refunds r on r.id = e.refund_id where e.batch_id = new.id and e.kind = 'sent' and r.currency = new.currency;
  if off.amount <> new.amount_minor or off.base <> new.base_minor then
    raise exception using errcode = 'TS017', constraint = 'refund_batch_adds_up', message = format('the refunds of %s do not make its sum', new.number);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_refund_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  refund refunds;
  before text;
  money text;
  wanted record;
begin
  -- Locked before looked at, so that two steps at once are one after the other.
  select * into refund from refunds where id = new.refund_id for no key update;
  select e.kind into before from refund_events e where e.refund_id = new.refund_id and e.id <> new.id order by e.position desc limit 1;
  if not refund_step_follows(new.kind, before) or refund.customer_id <> new.customer_id or new.effective_on < refund.effective_on
    or (new.batch_id is not null and (new.kind <> 'sent' or refund.method <> 'bank')) or (new.kind = 'accepted' and refund.method <> 'original') then
    raise exception using errcode = 'TS017', constraint = 'refund_step',
      message = format('%s is %s and cannot be %s', refund.number, coalesce(before, 'new'), new.kind);
  end if;
  if new.kind = 'sent' and refund.method = 'bank' and not exists (select 1 from refund_batches b where b.id = new.batch_id and b.currency = refund.currency) then
    raise exception using errcode = 'TS017', constraint = 'refund_step', message = format('%s goes to the bank in a file', refund.number);
  end if;
  if new.entry_id is null then return null; end if;
  if new.kind = 'approved' and new.entry_id <> refund.entry_id then
    raise exception using errcode = 'TS017', constraint = 'refund_step', message = format('%s was posted by another entry', refund.number);
  end if;
  money := case refund.method when 'original' then '1030' else '1010' end;
  select coalesce(sum(amount_minor) filter (where account_code = '2300'), 0) as payable, coalesce(sum(amount_minor) filter (where account_code = money), 0) as money,
      coalesce(sum(amount_minor) filter (where account_code = '1100'), 0) as receivable, bool_and(currency = refund.currency) as fits,
      (select kind from entries e where e.id = new.entry_id) as kind
    into wanted from entry_lines where entry_id = new.entry_id;
  if not wanted.fits or wanted.kind <> (case new.kind when 'approved' then 'refund' else 'refund_' || new.kind end)
    or concat_ws(' ', wanted.payable, wanted.money, wanted.receivable) <> (case
      when new.kind = 'approved' then concat_ws(' ', -refund.amount_minor, 0, refund.amount_minor)
      when new.kind = 'paid' then concat_ws(' ', refund.amount_minor, -refund.amount_minor, 0)
      when before = 'paid' then concat_ws(' ', 0, refund.amount_minor, -refund.amount_minor)
      else concat_ws(' ', refund.amount_minor, 0, -refund.amount_minor) end)
    or (new.credit_item_id is not null and not exists (select 1 from open_items i where i.id = new.credit_item_id and i.entry_id = new.entry_id
      and i.side = 'credit' and i.source_id = refund.id and i.amount_minor = refund.amount_minor)) then
    raise exception using errcode = 'TS017', constraint = 'refund_posted', message = format('%s of %s is not what was posted', new.kind, refund.number);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_refunds()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken text;
begin
  select r.number into broken from new_refunds r join open_items c on c.id = r.credit_item_id join open_items d on d.id = r.debit_item_id
    where c.side <> 'credit' or not refundable_kind(c.kind) or c.customer_id <> r.customer_id or c.currency <> r.currency
      or d.kind <> 'refund' or d.side <> 'debit' or d.source_id <> r.id or d.entry_id <> r.entry_id or d.customer_id <> r.customer_id
      or d.currency <> r.currency or d.amount_minor <> r.amount_minor or d.base_minor <> r.base_minor
      or r.base_minor <> base_part(c.id, r.amount_minor) or d.effective_on <> r.effective_on
      or not exists (select 1 from applications a where a.credit_item_id = c.id and a.debit_item_id = d.id and a.amount_minor = r.amount_minor)
      or lines_text(r.entry_id) <> format('1100 %s, 2300 %s', r.amount_minor, -r.amount_minor)
    limit 1;
  if found then
    raise exception using errcode = 'TS017', constraint = 'refund_matches',
      message = format('%s is not its posting: 1100 against 2300, set against the credit it gives back', broken);
  end if;
  select r.number into broken from new_refunds r left join payments p on p.id = r.payment_id
    where r.method = 'original' and (p.customer_id <> r.customer_id or p.open_item_id <> r.credit_item_id or p.processor_ref is null
      or p.method not in ('card', 'direct_debit')) limit 1;
  if found then
    raise exception using errcode = 'TS017', constraint = 'refund_way', message = format('%s cannot go back the way the money came', broken);
  end if;
  select r.number into broken from new_refunds r join customer_bank_accounts a on a.id = r.bank_account_id
    where a.customer_id <> r.customer_id or a.currency <> r.currency limit 1;
  if found then
    raise exception using errcode = 'TS017', constraint = 'refund_way', message = format('%s would go to another customer''s account, or one of another currency', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_release_named()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select 1 from deferral_releases r where r.entry_id = new.id) then
    raise exception using errcode = 'TS060', constraint = 'release_named', message = format('entry %s releases revenue of no deferred line', new.id);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_released_amount()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.ask_id is not null and new.amount_minor - coalesce((select s.gross_minor from attempt_surcharges s where s.attempt_id = new.id), 0)
      > (select a.amount_minor from payment_asks a where a.id = new.ask_id) then
    raise exception using errcode = 'TS090', constraint = 'attempt_released_amount', message = 'what is paid is more than was asked';
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_relief()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  written write_offs;
  standing record;
begin
  -- Locked before counted, so that two reliefs at once cannot both fit.
  select * into written from write_offs where id = new.write_off_id for no key update;
  select * into standing from written_off_standing(new.write_off_id);
  if standing.relieved_minor > tax_part(standing.unrecovered_minor, written.amount_minor, written.tax_minor) then
    raise exception using errcode = 'TS016', constraint = 'relief_fits', message = format('more relief than the tax in %s that is still written off', written.number);
  end if;
  if written.customer_id <> new.customer_id or new.effective_on < written.effective_on
    or lines_text(new.entry_id) <> format('2200 %s, %s %s', new.amount_minor, written.account_code, -new.amount_minor)
    or exists (select 1 from entry_lines l where l.entry_id = new.entry_id and l.currency <> written.currency) then
    raise exception using errcode = 'TS016', constraint = 'relief_matches', message = format('the relief of %s is not its posting', written.number);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_remittance()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fault text;
begin
  select f.fault into fault from remittance_faults(new.id) f limit 1;
  if fault is not null then
    raise exception using errcode = 'TS109', constraint = 'remittance_adds_up', message = format('advice %s %s', new.id, fault);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_remittance_link()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  advice remittances;
begin
  if tg_op = 'DELETE' or tg_op = 'UPDATE' and (old.detached_at is not null
      or (to_jsonb(old) - array['detached_at', 'detached_by_name']) <> (to_jsonb(new) - array['detached_at', 'detached_by_name'])) then
    raise exception using errcode = 'TS109', constraint = 'remittance_link_is_kept', message = 'a link is kept, and taken off once';
  end if;
  if tg_op = 'UPDATE' then
    if exists (select from bank_line_states s where s.line_id = new.line_id and s.state = 'explained') then
      raise exception using errcode = 'TS109', constraint = 'remittance_explains', message = format('line %s was explained with its advice', new.line_id);
    end if;
    return new;
  end if;
  select * into advice from remittances where id = new.remittance_id for update;
  if advice.dropped_at is not null or advice.currency <> (select l.currency from bank_lines l where l.id = new.line_id)
      or not exists (select from bank_line_states s where s.line_id = new.line_id and s.state <> 'skipped') then
    raise exception using errcode = 'TS109', constraint = 'remittance_fits_its_line', message = format('advice %s cannot stand with line %s', new.remittance_id, new.line_id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_remittance_row()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from remittances m where m.id = new.remittance_id and m.stored_in = pg_current_xact_id()) then
    raise exception using errcode = 'TS109', constraint = 'remittance_rows_come_with_it', message = format('advice %s was stored before', new.remittance_id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_returned_part()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  of_payment uuid := coalesce((to_jsonb(new) ->> 'payment_id')::uuid, (to_jsonb(new) ->> 'subject_id')::uuid);
  broken text;
begin
  select f.fault into broken from returned_part_faults(of_payment) f limit 1;
  if broken is not null then
    raise exception using errcode = 'TS111', constraint = 'payment_returned_once', message = format('payment %s %s', of_payment, broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_returned_payment()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if exists (select 1 from reductions r where r.payment_id = new.payment_id and r.kind in ('discount', 'bank_charge', 'small_difference')
      and not exists (select 1 from reduction_reversals b where b.reduction_id = r.id)) then
    raise exception using errcode = 'TS046', constraint = 'returned_payment_leaves_no_difference',
      message = format('payment %s came back; the differences that were named with it come back too', new.payment_id);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_revaluation()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.entry_id is null then return new; end if;
  perform 1 from entries e join entries r on r.id = new.reversal_entry_id
    where e.id = new.entry_id and e.kind = 'revaluation' and e.effective_on = new.as_of_on
      and r.kind = 'revaluation_reversal' and r.effective_on = new.as_of_on + 1
      and (select sum(l.base_minor) from entry_lines l where l.entry_id = e.id and l.account_code = '1195') = new.revalued_minor - new.base_minor
      and (select sum(l.base_minor) from entry_lines l where l.entry_id = r.id and l.account_code = '1195') = new.base_minor - new.revalued_minor;
  if not found then
    raise exception using errcode = 'TS031', constraint = 'revaluation_reversed',
      message = format('the revaluation of %s as of %s is not its difference, reversed the next day', new.currency, new.as_of_on);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_reversal_account()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken text;
begin
  perform 1 from payments where id in (select payment_id from new_reversals) order by id for no key update;
  select p.number into broken from new_reversals n join payments p on p.id = n.payment_id
      join entry_lines l on l.entry_id = p.entry_id and l.account_code = '1020'
    where not exists (select 1 from entry_lines r where r.entry_id = n.entry_id and r.amount_minor = -l.amount_minor and r.base_minor = -l.base_minor
      and r.account_code = case when exists (select 1 from deposit_lines d where d.payment_id = p.id
        and not exists (select 1 from deposit_cancellations c where c.batch_id = d.batch_id)) then '1010' else '1020' end)
    limit 1;
  if found then
    raise exception using errcode = 'TS044', constraint = 'reversal_account',
      message = format('%s leaves undeposited funds while it is in hand and the bank once it was deposited', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_run_step()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if old.state = new.state then
    if new.state = 'issued' or row(old.cut_off_on, old.document_on, old.cycles, old.filter, old.review_needed, old.prepared_by)
      is distinct from row(new.cut_off_on, new.document_on, new.cycles, new.filter, new.review_needed, new.prepared_by) then
      raise exception using errcode = 'TS056', constraint = 'run_moves_forward', message = format('%s is as it was set up', new.number);
    end if;
    return new;
  end if;
  -- A preview may be made anew until issuing begins; that is another preview, with another number.
  if not (old.state || '>' || new.state = any (array['drafting>previewed', 'previewed>reviewed', 'previewed>issuing', 'reviewed>issuing',
      'issuing>paused', 'paused>issuing', 'issuing>issued', 'drafting>cancelled', 'previewed>cancelled', 'reviewed>cancelled',
      'issuing>cancelled', 'paused>cancelled'])
    or (old.state in ('previewed', 'reviewed') and new.state = 'drafting' and new.preview_no = old.preview_no + 1)) then
    raise exception using errcode = 'TS056', constraint = 'run_moves_forward', message = format('%s does not go from %s to %s', new.number, old.state, new.state);
  end if;
  if new.state = 'issuing' and new.review_needed and (new.reviewed_by is null or new.reviewed_by is not distinct from new.prepared_by
      or new.reviewed_digest is distinct from new.digest) then
    raise exception using errcode = 'TS056', constraint = 'run_reviewed', message = format('%s is not reviewed as it now is', new.number);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_saved_method()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.customer_id <> old.customer_id or new.processor_ref <> old.processor_ref or new.kind <> old.kind
      or (old.state <> new.state and (old.state, new.state) not in (('active', 'removed'), ('active', 'unusable'), ('unusable', 'removed'), ('removed', 'active'), ('removed', 'unusable')))
      or (old.detached_at is not null and (new.state <> old.state or new.detached_at is distinct from old.detached_at)) then
    raise exception using errcode = 'TS079', constraint = 'saved_method_stays', message = format('saved method %s cannot become another, nor come back once it is given up', old.id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_searchable_text()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from timeline_entries t where t.id = new.entry_id and t.customer_id = new.customer_id and t.kind = new.kind
      and t.happened_at = new.happened_at) then
    raise exception using errcode = 'TS100', constraint = 'text_is_of_its_entry', message = format('text %s is not of its entry', new.entry_id);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_series_gapless()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  highest bigint;
  counted bigint;
begin
  if new.counts = 'invoices' then
    select max(series_no), count(*) filter (where series_no >= old.next_no) into highest, counted
      from invoices where series_code = new.code and series_no >= greatest(old.next_no - 1, new.first_no);
  elsif new.counts = 'payments' then
    select max(series_no), count(*) filter (where series_no >= old.next_no) into highest, counted
      from payments where series_code = new.code and series_no >= greatest(old.next_no - 1, new.first_no);
  else
    -- A series is named for the table it counts; the rarer ones are looked up by that name.
    execute format('select max(series_no), count(*) filter (where series_no >= $1) from %I where series_code = $2 and series_no >= $3', new.counts)
      into highest, counted using old.next_no, new.code, greatest(old.next_no - 1, new.first_no);
  end if;
  if new.next_no < old.next_no or coalesce(highest, new.first_no - 1) < new.next_no - 1 or counted < new.next_no - old.next_no then
    raise exception using errcode = 'TS008', constraint = 'series_gapless',
      message = format('series %s would have a gap before %s', new.code, new.next_no);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_standing_explanation(of_line uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fault text;
begin
  select f.fault into fault from bank_line_faults(of_line) f limit 1;
  if fault is not null then
    raise exception using errcode = 'TS105', constraint = 'bank_line_is_explained_once', message = format('line %s %s', of_line, fault);
  end if;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_statement_send()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if old.state in ('sent', 'empty', 'cancelled') then
    raise exception 'A statement that is done stays as it is.' using errcode = 'TS068', constraint = 'statement_send_done';
  end if;
  if new.state = 'sent' and not exists (select from documents d join statement_runs r on r.id = new.run_id
      where d.id = new.document_id and d.customer_id = new.customer_id and d.from_on = r.from_on and d.to_on = r.to_on and d.seal_no = r.seal_no
        and d.currency is not distinct from new.currency and coalesce(d.statement_form, 'balance_forward') = new.form
        and d.kind = case when new.currency is null then 'group_statement' else 'statement' end) then
    raise exception 'The document is not the statement of this customer for this run.'
      using errcode = 'TS068', constraint = 'statement_send_document';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_surcharge_note()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from attempt_surcharges s join payment_attempts a on a.id = s.attempt_id join invoices v on v.id = new.invoice_id
    where s.attempt_id = new.attempt_id and a.state = 'succeeded' and a.payment_id = new.payment_id and a.customer_id = new.customer_id
      and v.kind = 'debit_note' and v.reason_code = 'surcharge' and v.customer_id = a.customer_id and v.currency = a.currency
      and surcharge_sum_fits(s, v)) then
    raise exception using errcode = 'TS078', constraint = 'surcharge_of_payment',
      message = 'a surcharge is owed with the succeeded payment of its attempt, and comes to what was shown';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_tax_days()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken text;
begin
  -- Most categories hold always: then no document is looked at.
  if not exists (select from (select distinct tax_code from new_taxes) n
    where (select t.valid_from_on is not null or t.valid_to_on is not null from tax_categories t where t.code = n.tax_code)) then return null; end if;
  select format('%s on %s', n.tax_code, d.tax_point_on) into broken
    from new_taxes n join invoices d on d.id = n.invoice_id join tax_categories t on t.code = n.tax_code
    where d.kind <> 'credit_note' and (d.tax_point_on < t.valid_from_on or d.tax_point_on > t.valid_to_on) limit 1;
  if found then
    raise exception using errcode = 'TS092', constraint = 'tax_category_holds', message = format('the tax category does not hold: %s', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_transfer()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if group_of(new.customer_id) <> group_of(new.to_customer_id) then
    raise exception using errcode = 'TS033', constraint = 'transfer_in_group', message = 'money moves between customers of one group only';
  end if;
  perform 1 from open_items f join open_items t on t.id = new.to_item_id
    where f.id = new.from_item_id and f.side = 'debit' and t.side = 'credit' and f.kind = 'transfer' and t.kind = 'transfer'
      and f.customer_id = new.customer_id and t.customer_id = new.to_customer_id and f.currency = new.currency and t.currency = new.currency
      and f.amount_minor = new.amount_minor and t.amount_minor = new.amount_minor and f.base_minor = -t.base_minor
      and f.entry_id = new.entry_id and t.entry_id = new.entry_id
      and not exists (select 1 from entry_lines l where l.entry_id = new.entry_id and l.account_code <> '1100');
  if not found then
    raise exception using errcode = 'TS033', constraint = 'transfer_is_a_pair',
      message = format('transfer %s is not a debit here and a credit there of the same amount inside receivables', new.id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_usage_corrections()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fault record;
begin
  if not exists (select from new_usage where corrects_id is not null) then
    return null;
  end if;
  -- What is corrected is locked first, so that two corrections at once are one after the other.
  perform 1 from usage_records where id in (select corrects_id from new_usage) order by id for no key update;
  select n.natural_key into fault from new_usage n join usage_records o on o.id = n.corrects_id
    where o.kind = 'correction' or o.customer_id <> n.customer_id or o.contract_line_id <> n.contract_line_id or o.unit_code <> n.unit_code limit 1;
  if found then
    raise exception using errcode = 'TS055', constraint = 'usage_correction',
      message = format('%s does not name usage of the same line and unit', fault.natural_key);
  end if;
  select o.natural_key, o.quantity + sum(c.quantity) as remaining into fault
    from usage_records o join usage_records c on c.corrects_id = o.id
    where o.id in (select corrects_id from new_usage) group by o.id having o.quantity + sum(c.quantity) < 0 limit 1;
  if found then
    raise exception using errcode = 'TS055', constraint = 'usage_over_correction',
      message = format('corrections take %s more than there is of %s', -fault.remaining, fault.natural_key);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_usage_lines()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fault record;
begin
  select n.natural_key, n.unit_code, p.unit_code as line_unit, l.charge into fault
    from new_usage n join contract_lines l on l.id = n.contract_line_id join products p on p.id = l.product_id
    where l.charge <> 'metered' or p.unit_code <> n.unit_code limit 1;
  if found then
    raise exception using errcode = 'TS054', constraint = 'usage_line', message = case
      when fault.charge <> 'metered' then format('%s names a contract line that is not metered', fault.natural_key)
      else format('%s is in %s, its line in %s', fault.natural_key, fault.unit_code, fault.line_unit) end;
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_write_off_stays()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken uuid;
begin
  if not exists (select 1 from new_applications where reverses_id is not null) then return null; end if;
  select n.reverses_id into broken from new_applications n join open_items c on c.id = n.credit_item_id
    where n.reverses_id is not null and c.kind = 'write_off' limit 1;
  if found then
    raise exception using errcode = 'TS015', constraint = 'write_off_stays',
      message = format('application %s wrote its item off: a recovery claims it again, undoing would leave a credit that nobody gave', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.check_write_offs()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken text;
begin
  select w.number into broken from new_write_offs w join open_items d on d.id = w.item_id join open_items c on c.id = w.credit_item_id
    where d.side <> 'debit' or c.kind <> 'write_off' or c.source_id <> w.id or c.entry_id <> w.entry_id or c.customer_id <> w.customer_id
      or d.customer_id <> w.customer_id or c.currency <> w.currency or d.currency <> w.currency or c.amount_minor <> w.amount_minor
      or c.base_minor <> -w.base_minor or w.base_minor <> base_part(d.id, w.amount_minor) or c.effective_on <> w.effective_on
      or not exists (select 1 from applications a where a.credit_item_id = c.id and a.debit_item_id = d.id and a.amount_minor = w.amount_minor)
      or lines_text(w.entry_id) <> format('%s %s, 1100 %s', w.account_code, w.amount_minor, -w.amount_minor)
    limit 1;
  if found then
    raise exception using errcode = 'TS015', constraint = 'write_off_matches',
      message = format('%s is not its posting: the account it burdens against 1100, set against its item at once', broken);
  end if;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.close_period(wanted_kind text, wanted_month date, who uuid, who_name text, at timestamp with time zone, why text)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET lock_timeout TO '10s'
AS $function$
declare
  first_month date;
  earlier_open date;
  made bigint;
begin
  perform pg_advisory_xact_lock(x'706572696f6473'::bigint);
  if period_is_closed(wanted_kind, wanted_month) then
    raise exception using errcode = 'TS011', constraint = 'period_already', message = format('%s %s is closed already', wanted_kind, wanted_month);
  end if;
  select min(month_on), min(month_on) filter (where state = 'open' and month_on < wanted_month) into first_month, earlier_open
    from periods where kind = wanted_kind;
  if earlier_open is not null then
    raise exception using errcode = 'TS011', constraint = 'period_earlier_open', message = format('%s %s stands open', wanted_kind, earlier_open),
      detail = json_build_object('periodOn', earlier_open)::text;
  end if;
  insert into periods (kind, month_on, state, changed_at)
    select wanted_kind, month::date, 'closed', at
    from generate_series(coalesce(first_month, wanted_month), wanted_month, interval '1 month') as month
  on conflict (kind, month_on) do update set state = 'closed', changed_at = excluded.changed_at where periods.state = 'open';
  insert into period_events (kind, month_on, action, happened_at, by_id, by_name, reason)
    values (wanted_kind, wanted_month, 'closed', at, who, who_name, why) returning event_no into made;
  return made;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.collector_on(of_customer uuid, as_of date)
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select a.user_id from collector_assignments a where a.customer_id = of_customer and a.from_on <= as_of
  order by a.from_on desc, a.id desc limit 1;
$function$
;
CREATE OR REPLACE FUNCTION public.company_banks(on_day date, known timestamp with time zone DEFAULT 'infinity'::timestamp with time zone)
 RETURNS TABLE(currency text, bank_name text, account_name text, account_number text, routing text, from_on date)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(v.currency, b.currency), coalesce(v.bank_name, b.bank_name), coalesce(v.account_name, b.account_name),
    coalesce(v.account_number, b.account_number), coalesce(v.routing, b.routing), v.from_on
  from company_bank_accounts b full join (
    select distinct on (x.currency) x.currency, x.bank_name, x.account_name, x.account_number, x.routing, coalesce(x.from_on, company_day(x.made_at)) as from_on
    from company_bank_versions x where coalesce(x.from_on, company_day(x.made_at)) <= on_day and x.made_at <= known
    order by x.currency, coalesce(x.from_on, company_day(x.made_at)) desc, x.id desc) v on v.currency = b.currency
  order by 1;
$function$
;
CREATE OR REPLACE FUNCTION public.company_day(at timestamp with time zone)
 RETURNS date
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select (at at time zone company_zone(at))::date;
$function$
;
CREATE OR REPLACE FUNCTION public.company_value_fits(of_what text, value jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(case of_what
    when 'names' then length(btrim(value ->> 'name')) between 1 and 140 and jsonb_typeof(value -> 'addressLines') = 'array'
      and jsonb_array_length(value -> 'addressLines') between 1 and 8
    when 'tax_number' then length(value ->> 'taxNumber') <= 40
    when 'branding' then value ->> 'accentColour' ~ '^#[0-9a-f]{6}$' and jsonb_array_length(value -> 'footerLines') <= 4
      and (value -> 'logo' = 'null'::jsonb or value -> 'logo' ->> 'sha256' ~ '^[0-9a-f]{64}$')
    when 'time_zone' then length(value ->> 'timeZone') > 0
    when 'languages' then value -> 'allowed' ? (value ->> 'fallback')
    when 'terms' then jsonb_array_length(value -> 'terms') between 1 and 40
    when 'tax_rate' then (value ->> 'rateBp')::integer between 0 and 10000
    when 'surcharge' then jsonb_typeof(value -> 'isOn') = 'boolean' and (value ->> 'percentBp')::integer between 0 and 2000
      and value ->> 'fixedMinor' ~ '^[0-9]{1,9}$' and length(value ->> 'taxCode') > 0
    when 'days_allowed' then value ->> 'billedDays' ~ '^[0-9]{1,3}$' and value ->> 'deliveredDays' ~ '^[0-9]{1,3}$'
    when 'series' then value ->> 'prefix' ~ '^[A-Za-z0-9./_-]{0,19}[A-Za-z./_-]$' and (value ->> 'pad')::integer between 1 and 12
    else true end, false);
$function$
;
CREATE OR REPLACE FUNCTION public.company_version(of_what text, of_key text, on_day date, known timestamp with time zone DEFAULT 'infinity'::timestamp with time zone)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select v.value from company_versions v
  where v.what = of_what and v.key = of_key and v.from_on <= on_day and v.made_at <= known
    and not exists (select from company_version_withdrawals w where w.version_id = v.id and w.withdrawn_at <= known)
  order by v.from_on desc, v.id desc limit 1;
$function$
;
CREATE OR REPLACE FUNCTION public.company_zone(at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(company_version('time_zone', '', (at at time zone c.time_zone)::date) ->> 'timeZone', c.time_zone) from company c;
$function$
;
CREATE OR REPLACE FUNCTION public.credits_being_refunded()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.subject_id from approval_requests r
  where r.kind = 'refund' and r.subject_kind = 'open_item' and r.customer_id = portal_customer()
    and not exists (select from approval_decisions d where d.approval_id = r.id);
$function$
;
CREATE OR REPLACE FUNCTION public.decide_plan_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  plan plans;
begin
  select * into strict plan from plans p where p.id = new.plan_id;
  if plan_is_closed(plan.state) then
    raise exception using errcode = 'TS083', constraint = 'plan_closed', message = format('plan %s is %s', plan.number, plan.state);
  end if;
  if new.version_no <> plan.version_no + 1 then
    raise exception using errcode = 'TS084', constraint = 'plan_version_follows', message = format('version %s of plan %s does not follow', new.version_no, plan.number);
  end if;
  if new.exception_by is not null then
    perform check_decided_for(new.approval_id, 'payment_plan', new.plan_id, plan.currency, new.principal_minor);
    new.alone_rule := check_money_out('plan_exception', new.approval_id, new.exception_by, new.base_minor);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.decide_refund()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform check_decided_for(new.approval_id, 'open_item', new.credit_item_id, new.currency, new.amount_minor);
  new.alone_rule := check_money_out('refund', new.approval_id, new.made_by, new.base_minor);
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.decide_refund_batch()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform check_decided_for(new.approval_id, 'refund_batch', new.id, new.currency, new.amount_minor);
  new.alone_rule := check_money_out('refund', new.approval_id, new.made_by, new.base_minor);
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.decide_write_off()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.tax_minor := write_off_tax(new.item_id, new.amount_minor);
  new.alone_rule := null;
  if new.batch_id is not null then
    perform 1 from write_off_batches b, jsonb_array_elements(b.items) as listed
      where b.id = new.batch_id and b.currency = new.currency and listed ->> 'itemId' = new.item_id::text
        and listed ->> 'amountMinor' = new.amount_minor::text;
    if not found then
      raise exception using errcode = 'TS012', constraint = 'approval_needed', message = format('item %s with this amount was not decided with the others', new.item_id);
    end if;
  else
    perform check_decided_for(new.approval_id, 'open_item', new.item_id, new.currency, new.amount_minor);
    new.alone_rule := check_money_out('write_off', new.approval_id, new.made_by, new.base_minor);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.decide_write_off_batch()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  listed record;
begin
  select sum((l ->> 'amountMinor')::bigint) as amount, sum(base_part(i.id, (l ->> 'amountMinor')::bigint)) as base, count(*) as n, count(distinct i.id) as items
    into listed
    from jsonb_array_elements(new.items) l join open_items i on i.id = (l ->> 'itemId')::uuid and i.currency = new.currency and i.side = 'debit';
  if listed.n <> jsonb_array_length(new.items) or listed.items <> listed.n or listed.amount <> new.amount_minor or listed.base <> new.base_minor then
    raise exception using errcode = 'TS015', constraint = 'batch_adds_up', message = 'the listed items do not make the sum';
  end if;
  perform check_decided_for(new.approval_id, 'write_off_batch', new.id, new.currency, new.amount_minor);
  perform 1 from approval_requests r where r.id = new.approval_id and r.payload -> 'items' = new.items;
  if new.approval_id is not null and not found then
    raise exception using errcode = 'TS012', constraint = 'approval_needed', message = 'another list was approved';
  end if;
  new.alone_rule := check_money_out('write_off', new.approval_id, new.made_by, new.base_minor);
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.deferred_base(gone bigint, amount bigint, base bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  -- Whole numbers all the way: a division of decimals would be rounded before it is rounded.
  select (sign(base::numeric) * sign(gone) * sign(amount) * div(abs(gone)::numeric * abs(base) * 2 + abs(amount), abs(amount)::numeric * 2))::bigint;
$function$
;
CREATE OR REPLACE FUNCTION public.delegations_on(day date)
 RETURNS TABLE(id uuid, from_user uuid, to_user uuid)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select d.id, d.from_user, d.to_user from approval_delegations d
  where day between d.from_on and d.to_on and not exists (select 1 from approval_delegation_ends e where e.delegation_id = d.id);
$function$
;
CREATE OR REPLACE FUNCTION public.delivery_step(of_channel text, from_state text, kind text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case
    when kind = 'ordered' and from_state = 'waiting' then 'waiting'
    when kind in ('held', 'opened', 'paid_on', 'reprinted') then from_state
    when kind = 'withdrawn' and from_state in ('waiting', 'printed', 'rejected') then 'withdrawn'
    when of_channel = 'portal' and kind = 'shown' and from_state = 'waiting' then 'delivered'
    when of_channel = 'supplier_portal' then case
      when kind = 'submitted' and from_state in ('waiting', 'rejected') then 'submitted'
      when kind = 'accepted' and from_state = 'submitted' then 'delivered'
      when kind = 'rejected' and from_state in ('submitted', 'delivered') then 'rejected' end
    when of_channel = 'post' then case
      when kind = 'printed' and from_state = 'waiting' then 'printed'
      when kind = 'posted' and from_state = 'printed' then 'sent' end
    when of_channel = 'hand' then case
      when kind = 'printed' and from_state = 'waiting' then 'printed'
      when kind = 'assigned' and from_state in ('waiting', 'printed') then from_state
      when kind = 'handed_over' and from_state in ('waiting', 'printed') then 'delivered'
      when kind = 'not_handed_over' and from_state in ('waiting', 'printed') then from_state end
  end;
$function$
;
CREATE OR REPLACE FUNCTION public.dispute_step(from_state text, to_state text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case
    when from_state is null then to_state = 'new'
    when from_state = 'closed' then to_state = 'reopened'
    when from_state = 'decided' then to_state = 'closed'
    when to_state = 'reopened' or to_state = 'new' then false
    else true end;
$function$
;
CREATE OR REPLACE FUNCTION public.draft_digests(ids uuid[])
 RETURNS TABLE(id uuid, digest text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select d.id, encode(sha256(convert_to(concat(
      concat_ws('|', d.customer_id, d.currency, d.document_on - date '2000-01-01', d.due_on - date '2000-01-01', d.service_from_on - date '2000-01-01',
        d.service_to_on - date '2000-01-01', d.po_number, d.title, d.net_minor, d.tax_minor, d.gross_minor, d.terms_from, d.terms_days),
      (select string_agg(concat_ws('|', l.line_no, l.description, l.quantity, l.unit, l.unit_price, l.net_minor, l.tax_code, l.tax_rate_bp, l.account_code,
        l.defer_from_on - date '2000-01-01', l.defer_to_on - date '2000-01-01'), E'\n' order by l.line_no) from run_draft_lines l where l.draft_id = d.id), E'\n',
      (select string_agg(concat_ws('|', t.tax_code, t.rate_bp, t.taxable_minor, t.tax_minor), E'\n' order by t.tax_code collate "C")
        from run_draft_taxes t where t.draft_id = d.id)), 'UTF8')), 'hex')
  from unnest(ids) as asked (id) cross join lateral (select * from run_drafts r where r.id = asked.id offset 0) d;
$function$
;
CREATE OR REPLACE FUNCTION public.end_ask_fault()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  update ask_faults f set ended_at = greatest(f.failed_at, (to_jsonb(new) ->> tg_argv[1])::timestamptz)
  where f.kind = tg_argv[0] and f.subject_id = new.id and f.ended_at is null;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.ends_billing_period(cycle text, anchor_on date, day_on date)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case
    when cycle in ('weekly', 'fortnightly', 'four_weekly') then
      (day_on + 1 - anchor_on) % case cycle when 'weekly' then 7 when 'fortnightly' then 14 else 28 end = 0
    else months % case cycle when 'monthly' then 1 when 'quarterly' then 3 else 12 end = 0
      and (anchor_on + make_interval(months => months))::date = day_on + 1 end
  from (select ((extract(year from day_on + 1) - extract(year from anchor_on)) * 12
    + extract(month from day_on + 1) - extract(month from anchor_on))::integer as months) as since;
$function$
;
CREATE OR REPLACE FUNCTION public.entries_cancel(one uuid, other uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select not exists (
    select 1 from entry_lines where entry_id in (one, other) group by account_code, customer_id, currency
    having sum(amount_minor) <> 0 or sum(base_minor) <> 0);
$function$
;
CREATE OR REPLACE FUNCTION public.entry_is_pair(entry uuid, wanted_kind text, debit text, credit text, wanted_currency text, minor bigint, base bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from entries e where e.id = entry and e.kind = wanted_kind) and lines_text(entry) = format('%s %s, %s %s', debit, minor, credit, -minor)
    and not exists (select from entry_lines l where l.entry_id = entry and (l.currency <> wanted_currency or abs(l.base_minor) <> base));
$function$
;
CREATE OR REPLACE FUNCTION public.first_open_day(kinds text[], from_on date)
 RETURNS date
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  day date := from_on;
  was date;
begin
  perform pg_advisory_xact_lock_shared(x'706572696f6473'::bigint);
  -- Ends: each turn moves to a later month, and after the last row every month is open.
  loop
    was := day;
    select greatest(day, max(case
        when p.state = 'closed' and p.month_on = date_trunc('month', day)::date then (p.month_on + interval '1 month')::date
        when p.month_on = first.month_on and day < p.month_on then p.month_on end))
      into day
      from periods p join (select kind, min(month_on) as month_on from periods group by kind) first on first.kind = p.kind
      where p.kind = any (kinds);
    day := coalesce(day, was);
    exit when day = was;
  end loop;
  return day;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.group_of(customer uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(parent_id, id) from customers where id = customer;
$function$
;
CREATE OR REPLACE FUNCTION public.hold_bank_subject()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if new.entry_id is null and new.subject_id is not null then
    perform pg_advisory_xact_lock(hashtextextended('bank subject ' || new.subject_id, 0));
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.hold_periods()
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock_shared(x'706572696f6473'::bigint);
  -- An older snapshot would not see a close that the lock has just waited for.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using errcode = 'TS011', constraint = 'period_isolation', message = 'postings are made under read committed';
  end if;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.hold_receipt(receipt uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select pg_advisory_xact_lock(hashtextextended('receipt ' || receipt, 0));
$function$
;
CREATE OR REPLACE FUNCTION public.iban_fits(iban text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select mod(string_agg(case when c between '0' and '9' then c else (ascii(c) - 55)::text end, '' order by n)::numeric, 97) = 1
  from regexp_split_to_table(substr(iban, 5) || substr(iban, 1, 4), '') with ordinality as t (c, n);
$function$
;
CREATE OR REPLACE FUNCTION public.instrument_step(from_state text, step text, is_post_dated boolean)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case
    when from_state is null and step = 'received' then case when is_post_dated then 'post_dated' else 'in_hand' end
    when from_state in ('post_dated', 'in_hand') and step in ('handed_over', 'due_moved') then from_state
    when from_state = 'post_dated' and step = 'confirmed' then 'in_hand'
    when from_state = 'post_dated' and step = 'cancelled' then 'cancelled'
    when from_state = 'in_hand' and step = 'banked' then 'banked'
    when from_state = 'in_hand' and step = 'returned_before' then 'returned'
    when from_state = 'banked' and step = 'taken_out' then 'in_hand'
    when from_state = 'banked' and step = 'cleared' then 'cleared'
    when from_state in ('banked', 'cleared') and step = 'returned_after' then 'returned'
    when from_state = 'returned' and step = 'followed_up' then 'returned' end;
$function$
;
CREATE OR REPLACE FUNCTION public.invoice_digests(ids uuid[])
 RETURNS TABLE(id uuid, digest text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select d.id, encode(sha256(convert_to(concat(
      concat_ws('|', d.customer_id, d.currency, d.document_on - date '2000-01-01', d.due_on - date '2000-01-01', d.service_from_on - date '2000-01-01',
        d.service_to_on - date '2000-01-01', d.po_number, d.title, d.net_minor, d.tax_minor, d.gross_minor, d.terms_from, d.terms_days),
      (select string_agg(concat_ws('|', l.line_no, l.description, l.quantity, l.unit, l.unit_price, l.net_minor, l.tax_code, l.tax_rate_bp, l.account_code,
        l.defer_from_on - date '2000-01-01', l.defer_to_on - date '2000-01-01'), E'\n' order by l.line_no) from invoice_lines l where l.invoice_id = d.id), E'\n',
      (select string_agg(concat_ws('|', t.tax_code, t.rate_bp, t.taxable_minor, t.tax_minor), E'\n' order by t.tax_code collate "C")
        from invoice_taxes t where t.invoice_id = d.id)), 'UTF8')), 'hex')
  from unnest(ids) as asked (id) cross join lateral (select * from invoices r where r.id = asked.id offset 0) d;
$function$
;
CREATE OR REPLACE FUNCTION public.invoices_reach_somebody(of_customer uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when w.channel not in ('email', 'einvoice') then true
    else exists (select from contacts t where t.customer_id = of_customer and t.removed_at is null
      and case when cardinality(w.to_roles) > 0 then t.roles && w.to_roles else t.receives_invoices end) end
  from (select coalesce(c.channel, d.channel) as channel, coalesce(c.to_roles, d.to_roles) as to_roles
    from delivery_defaults d left join delivery_choices c on c.document_kind = d.document_kind and c.customer_id = of_customer
    where d.document_kind = 'invoice') w;
$function$
;
CREATE OR REPLACE FUNCTION public.invoices_that_differ(ids uuid[], digests text[])
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with made as materialized (select i.id, i.digest from invoice_digests(ids) i)
  select asked.id from unnest(ids, digests) as asked (id, digest) left join made on made.id = asked.id where made.digest is distinct from asked.digest;
$function$
;
CREATE OR REPLACE FUNCTION public.is_decimal(value jsonb, at_least numeric)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(case when jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^(0|-?[1-9]\d{0,11}|-?0(?=\.))(\.\d{0,5}[1-9])?$'
    then at_least is null or (value #>> '{}')::numeric >= at_least else false end, false);
$function$
;
CREATE OR REPLACE FUNCTION public.is_waivable(document uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select not exists (select 1 from invoice_lines l where l.invoice_id = document and l.account_code <> '4100');
$function$
;
CREATE OR REPLACE FUNCTION public.issue_documents(postings jsonb, documents jsonb)
 RETURNS TABLE(id uuid, number text)
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform post_entries(postings);
  return query select r.id, r.number from record_invoices(documents) r;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.issue_rule_fits(code text, params jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(jsonb_typeof(params) = 'object' and case
    when code = 'po-missing' then params - 'everybody' = '{}' and coalesce(jsonb_typeof(params -> 'everybody') = 'boolean', true)
    when code = 'tax-number-missing' then params - 'countries' = '{}' and jsonb_typeof(params -> 'countries') = 'array'
      and not exists (select from jsonb_array_elements(params -> 'countries') as e (country)
        where jsonb_typeof(country) <> 'string' or country #>> '{}' !~ '^[A-Z]{2}$')
    when code in ('quantity-jump', 'change-over-limit') then
      params - array['morePercent', 'lessPercent', 'pastAtLeast'] = '{}' and (params ?| array['morePercent', 'lessPercent'])
      and not exists (select from jsonb_each(params) as e (name, value) where jsonb_typeof(value) <> 'number' or value::text !~ '^\d{1,5}$'
        or (name = 'lessPercent' and value > '100') or (name = 'pastAtLeast' and (code <> 'quantity-jump' or value not between '1' and '99')))
    when code in ('nowhere-to-send', 'einvoice-incomplete', 'address-missing', 'duplicate', 'price-off-contract', 'contract-ended', 'no-price', 'total-zero',
      'total-negative', 'estimated', 'proof-missing', 'first-invoice') then params = '{}'
    else false end, false);
$function$
;
CREATE OR REPLACE FUNCTION public.item_left(items uuid[])
 RETURNS TABLE(id uuid, residual_minor bigint, base_left_minor bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform 1 from open_items i where i.id = any (items) order by i.id for no key update;
  -- Read in a statement of its own: one that waited for the lock would still see what stood before the wait.
  return query select i.id, i.residual_minor, base_left(i.id)::bigint from open_items i where i.id = any (items);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.item_number(of_kind text, of_source uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  found_number text;
begin
  if of_kind in ('invoice', 'debit_note', 'credit_note') then
    select number into found_number from invoices where id = of_source;
  elsif of_kind in ('payment', 'payment_reversal', 'chargeback', 'chargeback_won') then
    select number into found_number from payments where id = of_source;
  elsif of_kind = 'opening_balance' then
    select number into found_number from opening_items where id = of_source;
  elsif of_kind = 'transfer' then
    select label into found_number from transfers where id = of_source;
  elsif of_kind in ('refund', 'refund_paid', 'refund_failed', 'refund_cancelled') then
    select number into found_number from refunds where id = of_source;
  elsif of_kind in ('write_off', 'tax_relief', 'recovery') then
    select number into found_number from write_offs where id = of_source;
  elsif of_kind in ('discount', 'withholding', 'bank_charge', 'small_difference', 'deduction') then
    select item_number(i.kind, i.source_id) into found_number from reductions r join open_items i on i.id = r.item_id where r.id = of_source;
  elsif of_kind = 'receipt_identified' then
    select r.label into found_number from receipt_identifications d join unidentified_receipts r on r.id = d.receipt_id where d.id = of_source;
  elsif of_kind = 'currency_clearing' then
    select item_number(i.kind, i.source_id) into found_number from open_items i where i.id = of_source;
  end if;
  return coalesce(found_number, '');
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_agreed_price()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if old.withdrawn_in_version is not null
    or row(old.id, old.contract_line_id, old.customer_id, old.version_no, old.valid_from_on, old.scheme)
      is distinct from row(new.id, new.contract_line_id, new.customer_id, new.version_no, new.valid_from_on, new.scheme) then
    raise exception using errcode = 'TS053', constraint = 'price_is_as_agreed', message = 'an agreed price is cut or withdrawn, never rewritten';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_answered_once()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  may_change text[] := tg_argv[1]::text[];
begin
  if tg_op = 'INSERT' then
    if to_jsonb(new) ->> tg_argv[0] is null then return new; end if;
  elsif tg_op = 'UPDATE' and to_jsonb(old) ->> tg_argv[0] is null and (to_jsonb(old) - may_change) = (to_jsonb(new) - may_change) then
    return new;
  end if;
  raise exception using errcode = 'TS098', constraint = 'dispute_answered_once', message = format('a row of %s is answered once and changes in nothing else', tg_table_name);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_ask_fault()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception using errcode = 'TS110', constraint = 'ask_fault_is_kept', message = 'what could not be done is kept';
  end if;
  if tg_op = 'UPDATE' and ((old.kind, old.subject_id, old.customer_id, old.first_failed_at) is distinct from (new.kind, new.subject_id, new.customer_id, new.first_failed_at)
    or new.tries < old.tries or old.told_at is not null and new.told_at is distinct from old.told_at or old.ended_at is not null) then
    raise exception using errcode = 'TS110', constraint = 'ask_fault_is_kept',
      message = format('the fault of asking %s is of that asking, counts on and ends once', old.subject_id);
  end if;
  if (new.ended_at is null) <> exists (select from waiting_asks w where w.kind = new.kind and w.subject_id = new.subject_id and w.customer_id = new.customer_id) then
    raise exception using errcode = 'TS110', constraint = 'ask_fault_stands_with_its_asking',
      message = format('a fault stands open exactly while asking %s of its customer waits', new.subject_id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_attempt_right()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if row(old.ask_id, old.alone_up_to_minor, old.alone_currency) is distinct from row(new.ask_id, new.alone_up_to_minor, new.alone_currency) then
    raise exception using errcode = 'TS090', constraint = 'attempt_right_stays', message = 'by what right a payment was started does not change';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_bank_import()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception using errcode = 'TS104', constraint = 'bank_import_is_kept', message = 'a file of the bank is kept';
  end if;
  if (old.id, old.file_name, old.sha256, old.size_bytes, old.staged_at, old.imported_by) is distinct from
     (new.id, new.file_name, new.sha256, new.size_bytes, new.staged_at, new.imported_by) then
    raise exception using errcode = 'TS104', constraint = 'bank_import_is_kept', message = format('import %s is of the file it was made for', old.id);
  end if;
  if old.state <> new.state and (old.state, new.state) not in (('reading', 'ready'), ('reading', 'refused'), ('refused', 'reading'), ('ready', 'reading'),
      ('ready', 'storing'), ('storing', 'stored'), ('reading', 'undone'), ('ready', 'undone'), ('refused', 'undone'), ('stored', 'undone')) then
    raise exception using errcode = 'TS104', constraint = 'bank_import_goes_its_way', message = format('import %s cannot go from %s to %s', old.id, old.state, new.state);
  end if;
  if old.state in ('storing', 'stored') and (old.line_count, old.preview, old.wish, old.choices) is distinct from (new.line_count, new.preview, new.wish, new.choices) then
    raise exception using errcode = 'TS104', constraint = 'bank_import_is_kept', message = format('import %s is stored as it was shown', old.id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_collection_task()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' or old.done_at is not null or row(old.id, old.customer_id, old.kind, old.promise_id, old.plan_id, old.made_at)
      is distinct from row(new.id, new.customer_id, new.kind, new.promise_id, new.plan_id, new.made_at) then
    raise exception using errcode = 'TS087', constraint = 'collection_task_done_once', message = 'a task is done once and changes in nothing else';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_credit_request()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op <> 'UPDATE' or old.answered_at is not null
    or row(old.id, old.customer_id, old.open_item_id, old.wish, old.note, old.asked_by, old.asked_by_name, old.asked_at)
      is distinct from row(new.id, new.customer_id, new.open_item_id, new.wish, new.note, new.asked_by, new.asked_by_name, new.asked_at) then
    raise exception using errcode = 'TS073', constraint = 'credit_request_answered_once', message = 'a request is answered once and changes in nothing else';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_credit_use()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op <> 'UPDATE' or old.done_at is not null
    or row(old.id, old.customer_id, old.currency, old.amount_minor, old.attempt_id, old.asked_by, old.asked_by_name, old.asked_at)
      is distinct from row(new.id, new.customer_id, new.currency, new.amount_minor, new.attempt_id, new.asked_by, new.asked_by_name, new.asked_at) then
    raise exception using errcode = 'TS077', constraint = 'credit_use_once', message = 'a use of credit happens once and changes in nothing else';
  end if;
  if new.attempt_id is not null and not exists (select from payment_attempts a where a.id = new.attempt_id and a.payment_id is not null) then
    raise exception using errcode = 'TS077', constraint = 'credit_use_with_payment', message = 'credit chosen with a payment is used when that payment has succeeded';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_decided_version()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if old.state <> 'waiting' or new.state = 'waiting'
    or row(old.contract_id, old.version_no, old.customer_id, old.terms, old.holds_from_on, old.reason, old.proposed_by, old.proposed_by_name, old.proposed_at)
      is distinct from row(new.contract_id, new.version_no, new.customer_id, new.terms, new.holds_from_on, new.reason, new.proposed_by, new.proposed_by_name, new.proposed_at) then
    raise exception using errcode = 'TS053', constraint = 'version_is_decided_once', message = 'a proposed version is decided once and changes in nothing else';
  end if;
  new.decided_xid := pg_current_xact_id();
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_dispute()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op <> 'UPDATE' or row(old.id, old.no, old.raised_on, old.customer_id, old.item_id, old.invoice_id, old.currency, old.raised_by_kind,
      old.raised_by, old.raised_by_name, old.raised_at, old.split_from)
    is distinct from row(new.id, new.no, new.raised_on, new.customer_id, new.item_id, new.invoice_id, new.currency, new.raised_by_kind,
      new.raised_by, new.raised_by_name, new.raised_at, new.split_from) then
    raise exception using errcode = 'TS096', constraint = 'dispute_stays_as_raised', message = 'who raised it, when and about what never changes';
  end if;
  -- Of a closed one only what came of it afterwards is noted, unless it is opened again.
  if old.state = 'closed' and new.state <> 'reopened'
    and (to_jsonb(old) - '{rebill_invoice_id,improvement,last_word_by,last_word_at}'::text[])
      <> (to_jsonb(new) - '{rebill_invoice_id,improvement,last_word_by,last_word_at}'::text[]) then
    raise exception using errcode = 'TS096', constraint = 'dispute_closed', message = format('dispute %s is closed: it is opened again first', old.number);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_dispute_hold()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into dispute_holds (hold_id, dispute_id, customer_id) values (new.hold_id, new.id, new.customer_id) on conflict do nothing;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_dispute_line()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op <> 'UPDATE' or (to_jsonb(old) - 'is_contested') <> (to_jsonb(new) - 'is_contested') then
    raise exception using errcode = 'TS094', constraint = 'dispute_parts_stay', message = 'what was contested stays as it was said; it only ends';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_inbound_mail()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception using errcode = 'TS101', constraint = 'inbound_mail_is_kept', message = 'a mail from outside is kept';
  end if;
  if old.fetched_at is not null and (to_jsonb(old) - 'state') <> (to_jsonb(new) - 'state')
    or (old.event_ref, old.provider_ref, old.heard_at) is distinct from (new.event_ref, new.provider_ref, new.heard_at)
    or old.state in ('placed', 'set_aside') and new.state <> old.state then
    raise exception using errcode = 'TS101', constraint = 'inbound_mail_is_kept', message = format('mail %s is what it was when it was fetched', old.id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_issued_draft()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  raise exception using errcode = 'TS057', constraint = 'draft_as_previewed', message = format('draft %s of a run changes in nothing but its state, and in nothing once it is issued', old.id);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_payment_ask()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if old.outcome is not null or row(old.id, old.customer_id, old.currency, old.amount_minor, old.note, old.asked_by, old.asked_by_name, old.asked_at, old.expires_at)
      is distinct from row(new.id, new.customer_id, new.currency, new.amount_minor, new.note, new.asked_by, new.asked_by_name, new.asked_at, new.expires_at) then
    raise exception using errcode = 'TS090', constraint = 'payment_ask_stays', message = 'an asking is answered once and changes in nothing else';
  end if;
  if exists (select from payment_attempts a where a.ask_id = new.id and a.state in ('created', 'open', 'processing', 'unknown', 'succeeded')) then
    raise exception using errcode = 'TS090', constraint = 'payment_ask_paid', message = 'this is being paid or was paid already';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_plan()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op <> 'UPDATE' or plan_is_closed(old.state) then
    raise exception using errcode = 'TS083', constraint = 'plan_closed', message = 'nothing changes a closed plan, and no plan is taken away';
  end if;
  if row(old.id, old.no, old.customer_id, old.currency, old.note, old.asked_by_kind, old.asked_by, old.asked_by_name, old.asked_at)
    is distinct from row(new.id, new.no, new.customer_id, new.currency, new.note, new.asked_by_kind, new.asked_by, new.asked_by_name, new.asked_at) then
    raise exception using errcode = 'TS083', constraint = 'plan_step_follows', message = 'what was asked stays as it was asked';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_plan_ask()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' then
    if new.answered_at is null then return new; end if;
  elsif tg_op = 'UPDATE' and old.answered_at is null
    and (to_jsonb(old) - '{answered_at,outcome,refusal,answered_plan_id}'::text[]) = (to_jsonb(new) - '{answered_at,outcome,refusal,answered_plan_id}'::text[]) then
    return new;
  end if;
  raise exception using errcode = 'TS083', constraint = 'plan_ask_answered_once', message = 'what is asked of a plan is answered once and changes in nothing else';
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_promise()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' or (to_jsonb(old) - array['state', 'amount_minor', 'promised_on']) <> (to_jsonb(new) - array['state', 'amount_minor', 'promised_on']) then
    raise exception using errcode = 'TS087', constraint = 'promise_is_kept_as_made', message = 'of a promise only date, amount and state move, by its events';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_remittance()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' then
    raise exception using errcode = 'TS109', constraint = 'remittance_is_kept', message = 'what a customer said is kept';
  end if;
  if (to_jsonb(old) - array['customer_id', 'dropped_at', 'dropped_by_name', 'drop_reason'])
      <> (to_jsonb(new) - array['customer_id', 'dropped_at', 'dropped_by_name', 'drop_reason']) or old.dropped_at is not null then
    raise exception using errcode = 'TS109', constraint = 'remittance_is_kept', message = format('advice %s is what the customer said', old.id);
  end if;
  if exists (select from remittance_links k where k.remittance_id = old.id and k.detached_at is null) then
    raise exception using errcode = 'TS109', constraint = 'remittance_stands', message = format('advice %s stands with a line of the bank', old.id);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_said_paid()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' or old.answered_at is not null or (to_jsonb(old) - array['answered_by', 'answered_by_name', 'answered_at', 'answer'])
      <> (to_jsonb(new) - array['answered_by', 'answered_by_name', 'answered_at', 'answer']) then
    raise exception using errcode = 'TS087', constraint = 'said_paid_answered_once', message = 'what a customer said is answered once and changes in nothing else';
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.keep_unit_of_usage()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fault record;
begin
  if tg_table_name = 'products' then
    select u.natural_key into fault from usage_records u join contract_lines l on l.id = u.contract_line_id
      where l.product_id = new.id and u.unit_code <> new.unit_code limit 1;
  else
    select u.natural_key into fault from usage_records u join products p on p.id = new.product_id
      where u.contract_line_id = new.id and (new.charge <> 'metered' or u.unit_code <> p.unit_code) limit 1;
  end if;
  if found then
    raise exception using errcode = 'TS054', constraint = 'usage_line', message = format('%s was recorded in the unit as it was', fault.natural_key);
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.leave_out_billed(of_run uuid, ids uuid[])
 RETURNS integer
 LANGUAGE sql
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with taken as (
    select u.draft_id from unnest(ids) as asked (id) cross join lateral (select * from run_draft_usage x where x.draft_id = asked.id offset 0) u
      where exists (select from billed_usage b where b.usage_id = u.usage_id)
    union
    select l.draft_id from unnest(ids) as asked (id) cross join lateral (select * from run_draft_lines x where x.draft_id = asked.id offset 0) l
      where exists (select from billed_periods b where b.contract_line_id = l.contract_line_id and b.period_from_on = l.billed_from_on and b.part_no >= l.part_no)),
  left_out as (
    update run_drafts d set state = 'left_out', left_out_why = 'billed_meanwhile' from taken where d.id = taken.draft_id returning 1)
  select count(*)::integer from left_out;
$function$
;
CREATE OR REPLACE FUNCTION public.lines_text(entry uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(string_agg(l.account_code || ' ' || l.amount_minor, ', ' order by l.line_no), '') from entry_lines l where l.entry_id = entry;
$function$
;
CREATE OR REPLACE FUNCTION public.lock_deferrals(document uuid)
 RETURNS SETOF deferrals
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select * from deferrals f where f.invoice_id = document and f.left_minor <> 0 order by f.line_no for no key update;
$function$
;
CREATE OR REPLACE FUNCTION public.lock_due_deferrals(through_on date, document uuid, after_document uuid, after_line_no smallint, most integer)
 RETURNS SETOF deferrals
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select f.* from deferrals f join invoices v on v.id = f.invoice_id join entries e on e.id = v.entry_id
  where f.left_minor <> 0 and f.next_month_on + interval '1 month' <= through_on + 1 and e.effective_on <= through_on
    and (document is null or f.invoice_id = document)
    and (after_document is null or (f.invoice_id, f.line_no) > (after_document, after_line_no))
  order by f.invoice_id, f.line_no limit most for no key update of f;
$function$
;
CREATE OR REPLACE FUNCTION public.lock_instruments(wanted uuid[])
 RETURNS SETOF instrument_standing
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select * from instrument_standing where instrument_id = any (wanted) order by instrument_id for update;
$function$
;
CREATE OR REPLACE FUNCTION public.mailed_state(of_delivery uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce((array_agg(case m.state when 'delivered' then 'delivered' when 'sent' then 'sent' when 'queued' then 'waiting' else 'failed' end
    order by case m.state when 'delivered' then 1 when 'sent' then 2 when 'queued' then 3 else 4 end))[1], 'waiting')
  from delivery_messages l join messages m on m.id = l.message_id where l.delivery_id = of_delivery;
$function$
;
CREATE OR REPLACE FUNCTION public.make_deferrals(document_ids uuid[])
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with parts as (
    select v.id, l.line_no, v.customer_id, v.currency, l.account_code, l.defer_from_on, l.defer_to_on, l.net_minor,
      case when i.base_minor = v.gross_minor then l.net_minor else round(l.net_minor::numeric * i.base_minor / v.gross_minor) end as base,
      row_number() over (partition by v.id order by abs(l.net_minor) desc, l.line_no) as size_no,
      (select -sum(p.base_minor) from entry_lines p where p.entry_id = v.entry_id and p.account_code = '2400') as posted
    from invoices v join invoice_lines l on l.invoice_id = v.id join open_items i on i.id = v.open_item_id
    where v.id = any (document_ids) and v.kind <> 'credit_note' and l.defer_from_on is not null and l.net_minor <> 0),
  shared as (
    -- What rounding leaves between the lines and the posting goes to the largest.
    select *, (base + case when size_no = 1 then coalesce(posted, 0) - sum(base) over (partition by id) else 0 end)::bigint as share from parts)
  insert into deferrals (invoice_id, line_no, customer_id, currency, account_code, from_on, to_on, amount_minor, base_minor, left_minor,
      left_base_minor, plan_from_on, plan_minor, next_month_on)
    select id, line_no, customer_id, currency, account_code, defer_from_on, defer_to_on, net_minor, share, net_minor, share, defer_from_on,
      net_minor, date_trunc('month', defer_from_on) from shared;
$function$
;
CREATE OR REPLACE FUNCTION public.money_in_hand(wanted uuid[] DEFAULT NULL::uuid[])
 RETURNS TABLE(payment_id uuid, customer_id uuid, currency text, amount_minor bigint, base_minor bigint, received_on date)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.id, p.customer_id, l.currency, l.amount_minor, l.base_minor, p.received_on
  from payments p join entry_lines l on l.entry_id = p.entry_id and l.account_code = '1020'
  where (wanted is null or p.id = any (wanted)) and p.method in ('cheque', 'cash')
    and not exists (select 1 from payment_reversals r where r.payment_id = p.id)
    and not exists (select 1 from deposit_lines d where d.payment_id = p.id
      and not exists (select 1 from deposit_cancellations c where c.batch_id = d.batch_id));
$function$
;
CREATE OR REPLACE FUNCTION public.not_seen_by(run billing_runs, written xid8)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when run.facts_snapshot is null then written >= run.facts_xid else not pg_visible_in_snapshot(written, run.facts_snapshot) end;
$function$
;
CREATE OR REPLACE FUNCTION public.number_drafts(ids uuid[], actor jsonb, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  first_taken bigint;
  shape number_series;
begin
  first_taken := take_numbers('INV', cardinality(ids));
  select * into shape from number_series s where s.code = 'INV';
  insert into invoices (id, kind, series_code, series_no, number, customer_id, title, currency, document_on, due_on, terms_from, terms_days, due_by, tax_point_on, service_from_on,
      service_to_on, po_number, note, net_minor, tax_minor, gross_minor, entry_id, open_item_id, bill_to, issued_at, issued_by, issued_by_name)
    select d.id, 'invoice', 'INV', first_taken + asked.n - 1,
      shape.prefix || lpad((first_taken + asked.n - 1)::text, greatest(shape.pad, length((first_taken + asked.n - 1)::text)), '0'),
      d.customer_id, d.title, d.currency, d.document_on, d.due_on, d.terms_from, d.terms_days, case when d.terms_from is not null then 'terms' end, d.document_on, d.service_from_on, d.service_to_on, d.po_number, '', d.net_minor, d.tax_minor,
      d.gross_minor, d.entry_id, d.open_item_id,
      jsonb_build_object('name', c.name, 'addressLines', c.address_lines, 'country', c.country, 'taxNumber', c.tax_number, 'language', c.language),
      at, (actor ->> 'id')::uuid, actor ->> 'name'
    from unnest(ids) with ordinality as asked (id, n) cross join lateral (select * from run_drafts x where x.id = asked.id offset 0) d
      cross join lateral (select * from customers x where x.id = d.customer_id offset 0) c
    order by asked.n;
  insert into invoice_lines (invoice_id, line_no, customer_id, description, quantity, unit, unit_price, net_minor, tax_code, tax_rate_bp, account_code,
      defer_from_on, defer_to_on)
    select l.draft_id, l.line_no, l.customer_id, l.description, l.quantity, l.unit, l.unit_price, l.net_minor, l.tax_code, l.tax_rate_bp, l.account_code,
      l.defer_from_on, l.defer_to_on
    from unnest(ids) as asked (id) cross join lateral (select * from run_draft_lines x where x.draft_id = asked.id offset 0) l;
  insert into invoice_taxes (invoice_id, tax_code, customer_id, rate_bp, taxable_minor, tax_minor)
    select t.draft_id, t.tax_code, t.customer_id, t.rate_bp, t.taxable_minor, t.tax_minor from unnest(ids) as asked (id) cross join lateral (select * from run_draft_taxes x where x.draft_id = asked.id offset 0) t;
  insert into invoice_line_sources (invoice_id, line_no, customer_id, contract_line_id, period_from_on, period_to_on, explanation)
    select l.draft_id, l.line_no, l.customer_id, l.contract_line_id, l.period_from_on, l.period_to_on, l.explanation
    from unnest(ids) as asked (id) cross join lateral (select * from run_draft_lines x where x.draft_id = asked.id offset 0) l;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.number_run_chunk(of_run uuid, ready uuid[], actor jsonb, at timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  at_run billing_runs;
  is_over boolean;
begin
  select * into at_run from billing_runs r where r.id = of_run for no key update;
  if at_run.state <> 'issuing' then return at_run.state; end if;
  if cardinality(ready) > 0 then
    perform bill_drafts(ready, true);
    perform number_drafts(ready, actor, at);
    update run_drafts d set state = 'issued', invoice_id = d.id where d.id = any (ready);
  end if;
  is_over := not exists (select from run_drafts d where d.run_id = of_run and (d.state = 'ready' or (d.left_out_why = 'zero' and not d.settled)));
  update billing_runs r set issued_count = issued_count + cardinality(ready), last_issued_xid = pg_current_xact_id(),
    state = case when is_over then 'issued' else r.state end, finished_at = case when is_over then at end where r.id = of_run;
  return case when is_over then 'issued' else 'issuing' end;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.number_text(series text, no bigint)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.prefix || lpad(no::text, greatest(s.pad, length(no::text)), '0') from number_series s where s.code = series;
$function$
;
CREATE OR REPLACE FUNCTION public.partner_customers()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(a.customer_id), '{}')
  from partner_assignments a join users u on u.id = a.user_id and u.role = 'partner' and u.disabled_at is null
  where a.user_id = nullif(current_setting('tallystick.partner_id', true), '')::uuid and a.removed_at is null;
$function$
;
CREATE OR REPLACE FUNCTION public.period_id(wanted_kind text, wanted_month date)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select md5('period ' || wanted_kind || ' ' || to_char(wanted_month, 'YYYY-MM'))::uuid;
$function$
;
CREATE OR REPLACE FUNCTION public.period_is_closed(wanted_kind text, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(
    (select state = 'closed' from periods where kind = wanted_kind and month_on = date_trunc('month', day)::date),
    day < (select min(month_on) from periods where kind = wanted_kind),
    false);
$function$
;
CREATE OR REPLACE FUNCTION public.plan_breaks(version uuid)
 RETURNS text[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with agreed as (select v.* from plan_versions v where v.id = version),
    policy as (select p.* from agreed v join plan_policies p on p.version_no = v.policy_version),
    parts as (select i.instalment_no, i.due_on, i.amount_minor from plan_instalments i where i.version_id = version),
    items as (select o.kind, o.due_on, o.id from plan_items i join open_items o on o.id = i.item_id join agreed v on o.id is distinct from v.charge_item_id where i.version_id = version)
  select coalesce(array_agg(found.code order by found.code), '{}') from agreed v cross join policy p cross join lateral (values
    ('not-open', not p.is_open),
    ('total-too-small', v.principal_minor < p.min_total_minor),
    ('total-too-large', v.principal_minor > p.max_total_minor),
    ('too-old', exists (select from items where v.aged_on - items.due_on > p.oldest_days)),
    ('kind-excluded', exists (select from items where items.kind = any (p.excluded_kinds))),
    ('too-many-payments', v.instalments > p.most_count),
    ('rhythm-not-offered', v.rhythm <> all (p.rhythms)),
    ('first-too-small', (select parts.amount_minor::numeric * 10000 < v.total_minor::numeric * p.first_share_bp from parts where parts.instalment_no = 1)),
    ('first-too-late', v.first_on - v.agreed_on > p.first_within_days),
    ('gap-too-long', v.next_on is not null
      and v.next_on > (v.first_on + case v.rhythm when 'weekly' then interval '7 days' when 'fortnightly' then interval '14 days' else interval '1 month' end)::date),
    ('payment-too-small', exists (select from parts where parts.amount_minor < p.min_instalment_minor)),
    ('too-long', (select max(parts.due_on) from parts) - v.agreed_on > p.longest_days),
    ('method-needed', p.needs_method and v.method_id is null),
    ('risk-class', v.risk_class <> all (p.risk_classes)),
    ('defaulted-before', v.last_default_on is not null and v.agreed_on - v.last_default_on < p.after_default_days)) as found (code, broken)
  where found.broken;
$function$
;
CREATE OR REPLACE FUNCTION public.plan_holds_off()
 RETURNS TABLE(hold_id uuid, item_id uuid, why text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select h.id, h.item_id, 'held in plan by no living plan' from holds h
    where h.kind = 'in_plan' and not exists (select from hold_releases r where r.hold_id = h.id)
      and not exists (select from plan_items i join plan_versions v on v.id = i.version_id join plans p on p.id = v.plan_id and p.version_no = v.version_no
        where i.hold_id = h.id and p.state = 'active')
  union all
  select i.hold_id, i.item_id, 'a living plan''s hold was released' from plans p
    join plan_versions v on v.plan_id = p.id and v.version_no = p.version_no join plan_items i on i.version_id = v.id
    where p.state = 'active' and exists (select from hold_releases r where r.hold_id = i.hold_id);
$function$
;
CREATE OR REPLACE FUNCTION public.plan_is_closed(state text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select state in ('declined', 'withdrawn', 'ended', 'settled_early', 'defaulted', 'cancelled');
$function$
;
CREATE OR REPLACE FUNCTION public.plan_left(version uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(sum(least(p.amount_minor, i.residual_minor)), 0)::bigint from plan_items p join open_items i on i.id = p.item_id where p.version_id = version;
$function$
;
CREATE OR REPLACE FUNCTION public.plan_nominal_day(v plan_versions, instalment integer)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when instalment = 1 then v.first_on
    when v.next_on is null then (v.first_on + step.one * (instalment - 1))::date
    else (v.next_on + step.one * (instalment - 2))::date end
  from (select case v.rhythm when 'weekly' then interval '7 days' when 'fortnightly' then interval '14 days' else interval '1 month' end as one) step;
$function$
;
CREATE OR REPLACE FUNCTION public.plan_policy_on(of_currency text, day date)
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p.version_no from plan_policies p where p.currency = of_currency and p.from_on <= day order by p.from_on desc, p.version_no desc limit 1;
$function$
;
CREATE OR REPLACE FUNCTION public.plan_step(state text, step text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case
    when state = 'asked' then case step when 'asked' then 'asked' when 'agreed' then 'active' when 'requested' then 'requested' end
    when state in ('requested', 'countered') then case step when 'agreed' then 'active' when 'countered' then 'countered'
      when 'declined' then 'declined' when 'withdrawn' then 'withdrawn' when 'help' then state when 'method' then state end
    when state = 'active' then case
      when step in ('coming', 'charged', 'late', 'missed', 'met', 'cured', 'reopened', 'moved', 'method', 'help', 'renegotiated') then 'active'
      when step in ('settled_early', 'ended', 'defaulted', 'cancelled') then step end
  end;
$function$
;
CREATE OR REPLACE FUNCTION public.policy_on(on_day date)
 RETURNS collection_policies
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select p from collection_policies p where p.from_on <= on_day order by p.from_on desc, p.id desc limit 1;
$function$
;
CREATE OR REPLACE FUNCTION public.portal_customer()
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select nullif(current_setting('tallystick.customer_id', true), '')::uuid;
$function$
;
CREATE OR REPLACE FUNCTION public.portal_enqueue(wanted text, subject uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not exists (select from portal_queues q where q.queue = wanted) then
    raise exception using errcode = 'TS080', constraint = 'portal_queue', message = format('the portal may not order %s', wanted);
  end if;
  -- As the queue's own client writes it: what is not said follows the queue's settings.
  insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, deletion_seconds,
      keep_until, policy, dead_letter, heartbeat_seconds)
    select q.name, jsonb_build_object('id', subject), q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds,
      q.deletion_seconds, now() + q.retention_seconds * interval '1 second', q.policy, q.dead_letter, q.heartbeat_seconds
    from pgboss.queue q where q.name = wanted;
  if not found then
    raise exception using errcode = 'TS080', constraint = 'portal_queue', message = format('there is no queue %s', wanted);
  end if;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.portal_invoices()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(nullif(current_setting('tallystick.invoice_ids', true), '')::uuid[], '{}');
$function$
;
CREATE OR REPLACE FUNCTION public.portal_items()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(open_item_id), '{}') from invoices where id = any (portal_invoices()) and open_item_id is not null;
$function$
;
CREATE OR REPLACE FUNCTION public.portal_line_prices()
 RETURNS TABLE(contract_line_id uuid, unit_code text, unit_name text, list_name text, valid_from_on date, valid_to_on date, scheme jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select l.id, u.code, u.name, pl.name, p.valid_from_on, p.valid_to_on, p.scheme
  from contract_lines l join products d on d.id = l.product_id join units u on u.code = d.unit_code
    left join price_lists pl on pl.id = l.price_list_id
    left join list_prices p on p.price_list_id = l.price_list_id and p.product_id = l.product_id
      and not exists (select from list_price_withdrawals w where w.list_price_id = p.id)
  where l.customer_id = portal_customer() and l.withdrawn_in_version is null
  order by l.id, p.valid_from_on;
$function$
;
CREATE OR REPLACE FUNCTION public.portal_lock_customer(customer uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if not portal_may_name(customer) then
    raise exception using errcode = 'TS080', constraint = 'portal_lock', message = 'another customer cannot be locked';
  end if;
  perform 1 from customers c where c.id = customer for no key update;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.portal_may_name(customer uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select customer = portal_customer()
    or exists (select 1 from invoices i where i.id = any (portal_invoices()) and i.customer_id = customer);
$function$
;
CREATE OR REPLACE FUNCTION public.portal_people()
 RETURNS TABLE(user_id uuid, name text, email text, role text, limit_minor bigint, limit_currency text, group_role text, since timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select u.id, u.name, u.email, m.role, m.limit_minor, m.limit_currency, m.group_role, m.created_at
  from portal_memberships m join users u on u.id = m.user_id
  where m.customer_id = portal_customer() and m.removed_at is null and u.disabled_at is null
  order by u.name, u.email;
$function$
;
CREATE OR REPLACE FUNCTION public.portal_right(person uuid, customer uuid, OUT role text, OUT limit_minor bigint, OUT limit_currency text)
 RETURNS record
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.role, r.limit_minor, r.limit_currency from (
    select m.role, m.limit_minor, m.limit_currency, 1 as nearness from portal_memberships m
      where m.user_id = person and m.customer_id = customer and m.removed_at is null
    union all
    select m.group_role, case m.group_role when 'payer' then m.limit_minor end, case m.group_role when 'payer' then m.limit_currency end, 2
      from customers c join portal_memberships m on m.customer_id = c.parent_id
      where c.id = customer and m.user_id = person and m.removed_at is null and m.group_role is not null) r
  order by r.nearness limit 1;
$function$
;
CREATE OR REPLACE FUNCTION public.post_drafts(ids uuid[], actor jsonb)
 RETURNS void
 LANGUAGE sql
 SET search_path TO 'public', 'pg_temp'
AS $function$
  insert into entries (id, kind, effective_on, value_on, memo)
    select d.entry_id, 'invoice', d.document_on, d.document_on, d.title from unnest(ids) as asked (id) cross join lateral (select * from run_drafts x where x.id = asked.id offset 0) d;
  insert into entry_lines (entry_id, line_no, account_code, customer_id, currency, amount_minor, base_minor)
    select d.entry_id, p.line_no, p.account, case when p.account = '1100' then d.customer_id end, d.currency, p.amount, p.base
    from unnest(ids) as asked (id) cross join lateral (select * from run_drafts x where x.id = asked.id offset 0) d,
    lateral (
      select 1 as line_no, '1100' as account, d.gross_minor as amount, d.gross_base_minor as base
      union all
      select 1 + n, line ->> 'account', (line ->> 'amount')::bigint, (line ->> 'base')::bigint from jsonb_array_elements(d.postings) with ordinality as l (line, n)) p;
  insert into open_items (id, entry_id, line_no, customer_id, side, kind, source_id, currency, amount_minor, base_minor, residual_minor, effective_on, due_on)
    select d.open_item_id, d.entry_id, 1, d.customer_id, 'debit', 'invoice', d.id, d.currency, d.gross_minor, d.gross_base_minor, d.gross_minor, d.document_on, d.due_on
    from unnest(ids) as asked (id) cross join lateral (select * from run_drafts x where x.id = asked.id offset 0) d;
  insert into audit_records (actor_kind, actor_id, actor_name, request_id, action, subject_kind, subject_id, customer_id, after)
    select actor ->> 'kind', (actor ->> 'id')::uuid, actor ->> 'name', actor ->> 'requestId', 'invoice.issued', 'invoice', d.id, d.customer_id,
      jsonb_build_object('grossMinor', d.gross_minor::text, 'currency', d.currency, 'documentOn', d.document_on, 'dueOn', d.due_on, 'runId', d.run_id)
    from unnest(ids) as asked (id) cross join lateral (select * from run_drafts x where x.id = asked.id offset 0) d;
$function$
;
CREATE OR REPLACE FUNCTION public.post_entries(postings jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into entries (id, kind, effective_on, value_on, memo)
    select e.id, e.kind, e.effective_on, coalesce(e.value_on, e.effective_on), coalesce(e.memo, '')
    from jsonb_to_recordset(postings) as e (id uuid, kind text, effective_on date, value_on date, memo text);
  insert into entry_lines (entry_id, line_no, account_code, customer_id, currency, amount_minor, base_minor)
    select e.id, l.n, l.line ->> 'account', (l.line ->> 'customer_id')::uuid, l.line ->> 'currency',
      (l.line ->> 'amount')::bigint, (l.line ->> 'base')::bigint
    from jsonb_to_recordset(postings) as e (id uuid, lines jsonb), jsonb_array_elements(e.lines) with ordinality as l (line, n);
  insert into open_items (id, entry_id, line_no, customer_id, side, kind, source_id, currency, amount_minor, base_minor, residual_minor,
      effective_on, due_on)
    select (l.line ->> 'item_id')::uuid, e.id, l.n, (l.line ->> 'customer_id')::uuid,
      case when (l.line ->> 'amount')::bigint > 0 then 'debit' else 'credit' end, e.kind, e.source_id, l.line ->> 'currency',
      abs((l.line ->> 'amount')::bigint), (l.line ->> 'base')::bigint, abs((l.line ->> 'amount')::bigint),
      e.effective_on, coalesce((l.line ->> 'due_on')::date, e.effective_on)
    from jsonb_to_recordset(postings) as e (id uuid, kind text, source_id uuid, effective_on date, lines jsonb),
      jsonb_array_elements(e.lines) with ordinality as l (line, n)
    where l.line ->> 'account' = '1100' and (l.line ->> 'amount')::bigint <> 0;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.post_run_chunk(of_run uuid, actor jsonb, after_seq integer, chunk_size integer)
 RETURNS TABLE(ready uuid[], last_seq integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  picked uuid[];
  nothing uuid[];
  since xid8;
begin
  select array_agg(d.id), max(d.seq_no) into picked, last_seq from (
    select d.id, d.seq_no from run_drafts d where d.run_id = of_run and (d.state = 'ready' or (d.left_out_why = 'zero' and not d.settled)) and d.seq_no > after_seq
    order by d.seq_no limit least(chunk_size, 1000)) d;
  if picked is null then
    return query select '{}'::uuid[], null::integer;
    return;
  end if;
  perform 1 from customers c where c.id in (select d.customer_id from run_drafts d where d.id = any (picked)) order by c.id for no key update;
  -- Nothing is looked up where no other run has billed anything since this one was previewed.
  select r.facts_xid into since from billing_runs r where r.id = of_run;
  if exists (select from billing_runs o where o.id <> of_run and o.last_issued_xid >= since) then
    perform leave_out_billed(of_run, picked);
  end if;
  select array_agg(d.id order by d.seq_no) filter (where d.state = 'ready'), array_agg(d.id) filter (where d.left_out_why = 'zero')
    into ready, nothing from run_drafts d where d.id = any (picked);
  if nothing is not null then
    perform bill_drafts(nothing, false);
    update run_drafts d set settled = true where d.id = any (nothing);
  end if;
  ready := coalesce(ready, '{}');
  perform post_drafts(ready, actor);
  return next;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.price_overlaps(lists uuid[], products uuid[])
 RETURNS TABLE(price_list_id uuid, product_id uuid, earlier_id uuid, later_id uuid)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select v.price_list_id, v.product_id, v.before_id, v.id
  from (select p.*, lag(p.id) over w as before_id, lag(p.valid_from_on) over w as before_from_on, lag(p.valid_to_on) over w as before_to_on
    from list_prices p
    where (lists is null or p.price_list_id = any (lists)) and (products is null or p.product_id = any (products))
      and not exists (select from list_price_withdrawals x where x.list_price_id = p.id)
    window w as (partition by p.price_list_id, p.product_id order by p.valid_from_on, p.version_no)) as v
  where v.before_from_on = v.valid_from_on or v.before_to_on >= v.valid_from_on;
$function$
;
CREATE OR REPLACE FUNCTION public.price_scheme_is_whole(scheme jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(jsonb_typeof(scheme) = 'object'
    and (scheme -> 'minimum' is null or is_decimal(scheme -> 'minimum', 0.000001))
    and (scheme -> 'included' is null or is_decimal(scheme -> 'included', 0.000001))
    and case scheme ->> 'kind'
      when 'fixed' then scheme - array['kind', 'amount'] = '{}' and is_decimal(scheme -> 'amount', null)
      when 'per_unit' then scheme - array['kind', 'unitPrice', 'included', 'minimum'] = '{}' and is_decimal(scheme -> 'unitPrice', null)
      when 'tiered' then scheme - array['kind', 'tiers', 'included', 'minimum'] = '{}' and price_tiers_are_whole(scheme -> 'tiers')
      when 'volume' then scheme - array['kind', 'tiers', 'included', 'minimum'] = '{}' and price_tiers_are_whole(scheme -> 'tiers')
      when 'percentage' then scheme - array['kind', 'percent', 'minimum'] = '{}' and is_decimal(scheme -> 'percent', null)
      else false end, false);
$function$
;
CREATE OR REPLACE FUNCTION public.price_tiers_are_whole(tiers jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when jsonb_typeof(tiers) = 'array' and jsonb_array_length(tiers) between 1 and 50 then
    (select coalesce(bool_and(t.tier - array['upTo', 'unitPrice', 'flat'] = '{}' and is_decimal(t.tier -> 'unitPrice', null)
        and (t.tier -> 'flat' is null or is_decimal(t.tier -> 'flat', null))
        and case when t.nth = jsonb_array_length(tiers) then t.tier -> 'upTo' = 'null'
          else is_decimal(t.tier -> 'upTo', 0.000001)
            and (t.nth = 1 or (t.tier ->> 'upTo')::numeric > (tiers -> (t.nth::int - 2) ->> 'upTo')::numeric) end), false)
      from (select tier, nth from jsonb_array_elements(tiers) with ordinality as e (tier, nth) where jsonb_typeof(tier) = 'object') as t)
    and not exists (select from jsonb_array_elements(tiers) as e (tier) where jsonb_typeof(tier) <> 'object')
  else false end;
$function$
;
CREATE OR REPLACE FUNCTION public.prices_billed(wanted uuid[])
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  return query select p.id from list_prices p
    where p.id = any (wanted) and exists (select from contract_lines l join invoice_line_sources s on s.contract_line_id = l.id
      where l.product_id = p.product_id and s.period_to_on >= p.valid_from_on
        and s.explanation @> jsonb_build_object('segments', jsonb_build_array(jsonb_build_object('price', jsonb_build_object('id', p.id)))));
end;
$function$
;
CREATE OR REPLACE FUNCTION public.processor_cost(told processor_transactions)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case told.kind when 'fee' then -told.net_minor else told.fee_minor end;
$function$
;
CREATE OR REPLACE FUNCTION public.promised_parts(of_customer uuid, on_day date)
 RETURNS TABLE(item_id uuid, promised_minor bigint)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  promised record;
  debt record;
  waits bigint;
  part bigint;
  parts jsonb := '{}';
begin
  for promised in
    select p.id, p.currency, p.pauses, p.amount_minor - coalesce((select sum(m.amount_minor) from promise_money m where m.promise_id = p.id), 0) as owed,
      exists (select from promise_items i where i.promise_id = p.id) as names
    from promises p where p.customer_id = of_customer and p.state = 'open' and p.promised_on + p.grace_days >= on_day and p.pauses <> 'nothing'
    order by p.made_at, p.id
  loop
    waits := promised.owed;
    for debt in
      select a.item_id as id, a.askable_minor from askable_items(array[of_customer], on_day) a
      where a.currency = promised.currency and (promised.pauses = 'everything' or not promised.names
        or exists (select from promise_items i where i.promise_id = promised.id and i.item_id = a.item_id))
      order by a.due_on, a.item_id
    loop
      part := debt.askable_minor - coalesce((parts ->> debt.id::text)::bigint, 0);
      if promised.pauses = 'covered' then part := least(part, waits); end if;
      continue when part <= 0;
      waits := waits - part;
      parts := jsonb_set(parts, array[debt.id::text], to_jsonb(coalesce((parts ->> debt.id::text)::bigint, 0) + part));
    end loop;
  end loop;
  return query select k.key::uuid, k.value::bigint from jsonb_each_text(parts) k;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.reading_difference(before numeric, after numeric, digits smallint)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case
    when after >= before then after - before
    -- Through zero: believed while it is at most half of the dial, else it is a reading gone wrong.
    when after + 10::numeric ^ digits - before <= 10::numeric ^ digits / 2 then after + 10::numeric ^ digits - before end;
$function$
;
CREATE OR REPLACE FUNCTION public.receipt_faults(wanted uuid DEFAULT NULL::uuid)
 RETURNS TABLE(receipt_id uuid, fault text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select n.id, 'is more identified or given back than it is' from unidentified_receipts_now n
    where (wanted is null or n.id = wanted) and (n.left_minor < 0 or n.left_base_minor < 0 or (n.left_minor = 0 and n.left_base_minor <> 0))
  union all
  select r.id, 'is not what was posted for its line' from unidentified_receipts r
    where (wanted is null or r.id = wanted) and (not entry_is_pair(r.entry_id, 'unidentified_receipt', '1010', '2190', r.currency, r.amount_minor, r.base_minor)
      or not exists (select from bank_line_links l where l.entry_id = r.entry_id and l.kind = 'unidentified' and l.subject_id = r.id
        and l.line_id = r.line_id and l.amount_minor = r.amount_minor))
  union all
  select r.id, 'was identified as something else was posted' from receipt_identifications d join unidentified_receipts r on r.id = d.receipt_id
    where (wanted is null or r.id = wanted) and (not entry_is_pair(d.entry_id, 'receipt_identified', '2190', '1100', r.currency, d.amount_minor, d.base_minor)
      or not exists (select from open_items o where o.id = d.open_item_id and o.entry_id = d.entry_id and o.customer_id = d.customer_id and o.source_id = d.id))
  union all
  select d.receipt_id, 'was taken from a customer otherwise than it was given' from receipt_identification_undoings u join receipt_identifications d on d.id = u.identification_id
    where (wanted is null or d.receipt_id = wanted) and (not entries_cancel(u.entry_id, d.entry_id)
      or not exists (select from open_items o where o.id = u.open_item_id and o.entry_id = u.entry_id and o.residual_minor = 0)
      or not exists (select from open_items o where o.id = d.open_item_id and o.residual_minor = 0))
  union all
  select r.id, 'went back as something else was posted' from receipt_returns g join unidentified_receipts r on r.id = g.receipt_id
    where (wanted is null or r.id = wanted) and (not entry_is_pair(g.entry_id, 'receipt_returned', '2190', '1010', r.currency, g.amount_minor, g.base_minor)
      or not exists (select from bank_line_links l where l.entry_id = g.entry_id and l.kind = 'given_back' and l.subject_id = r.id
        and l.line_id = g.line_id and l.amount_minor = -g.amount_minor));
$function$
;
CREATE OR REPLACE FUNCTION public.receive_payments(postings jsonb, receipts jsonb)
 RETURNS TABLE(id uuid, number text)
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform post_entries(postings);
  return query select r.id, r.number from record_payments(receipts) r;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.record_deposit(doc jsonb, parts jsonb)
 RETURNS TABLE(id uuid, number text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  taken bigint := take_numbers('DEP', 1);
  made deposit_batches := jsonb_populate_record(null::deposit_batches, doc || jsonb_build_object('series_code', 'DEP', 'series_no', taken,
    'number', number_text('DEP', taken), 'xid', pg_current_xact_id()::text));
begin
  insert into deposit_batches values (made.*);
  insert into deposit_lines (batch_id, line_no, customer_id, payment_id, instrument_id, amount_minor, base_minor)
    select made.id, p.line_no, p.customer_id, p.payment_id, p.instrument_id, p.amount_minor, p.base_minor
    from jsonb_to_recordset(parts) as p (line_no smallint, customer_id uuid, payment_id uuid, instrument_id uuid, amount_minor bigint, base_minor bigint);
  insert into instrument_events (instrument_id, customer_id, kind, effective_on, happened_at, batch_id, made_by, made_by_name)
    select d.instrument_id, d.customer_id, 'banked', made.deposited_on, made.made_at, made.id, made.made_by, made.made_by_name
    from deposit_lines d where d.batch_id = made.id and d.instrument_id is not null order by d.instrument_id;
  return query select made.id, made.number;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.record_instrument(doc jsonb, items jsonb, step jsonb)
 RETURNS TABLE(id uuid, number text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  taken bigint := take_numbers('RCP', 1);
  made instruments := jsonb_populate_record(null::instruments, doc || jsonb_build_object('series_code', 'RCP', 'series_no', taken,
    'number', number_text('RCP', taken), 'xid', pg_current_xact_id()::text));
begin
  insert into instruments values (made.*);
  insert into instrument_items (instrument_id, item_id, customer_id, amount_minor, hold_id)
    select made.id, i.item_id, i.customer_id, i.amount_minor, i.hold_id
    from jsonb_to_recordset(items) as i (item_id uuid, customer_id uuid, amount_minor bigint, hold_id uuid);
  insert into instrument_events (instrument_id, customer_id, kind, effective_on, happened_at, custodian_id, custodian_name, due_on, payment_id, made_by, made_by_name)
    select made.id, made.customer_id, 'received', made.received_on, s.happened_at, s.custodian_id, s.custodian_name, s.due_on, s.payment_id,
      made.recorded_by, made.recorded_by_name
    from jsonb_to_record(step) as s (happened_at timestamptz, custodian_id uuid, custodian_name text, due_on date, payment_id uuid);
  return query select made.id, made.number;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.record_invoices(documents jsonb)
 RETURNS TABLE(id uuid, number text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  series text := documents -> 0 ->> 'series_code';
  legacy boolean := series = 'LEGACY';
  first_taken bigint;
  shape number_series;
  ids uuid[];
  numbers text[];
begin
  if exists (select 1 from jsonb_array_elements(documents) d where d ->> 'series_code' <> series) then
    raise exception using errcode = 'TS009', constraint = 'number_from_series', message = 'one call records documents of one series';
  end if;
  -- Taken first: the shape of the numbers is that of the day they are taken on.
  if not legacy then first_taken := take_numbers(series, jsonb_array_length(documents)); end if;
  select * into shape from number_series s where s.code = series;
  with recorded as (
  insert into invoices (id, kind, series_code, series_no, number, customer_id, title, currency, document_on, due_on, terms_from, terms_days, due_by, tax_point_on,
      service_from_on, service_to_on, po_number, note, net_minor, tax_minor, gross_minor, entry_id, open_item_id, corrects_id, bill_to,
      issued_at, issued_by, issued_by_name, reason_code, replaces_id, approval_id)
    select d.id, d.kind, series, case when not legacy then first_taken + n - 1 end,
      case when legacy then d.number else shape.prefix || lpad((first_taken + n - 1)::text, greatest(shape.pad, length((first_taken + n - 1)::text)), '0') end,
      d.customer_id, d.title, d.currency, d.document_on, d.due_on, c.terms_from, c.terms_days,
      case when d.due_on = due_date(c.terms_from, c.terms_days, d.document_on) then 'terms' when c.id is not null then 'hand' end, d.tax_point_on, d.service_from_on, d.service_to_on, d.po_number, d.note,
      d.net_minor, d.tax_minor, d.gross_minor, d.entry_id, d.open_item_id, d.corrects_id, d.bill_to, d.issued_at, d.issued_by, d.issued_by_name,
      d.reason_code, d.replaces_id, d.approval_id
    from jsonb_array_elements(documents) with ordinality as e (doc, n),
      jsonb_to_record(e.doc) as d (id uuid, kind text, number text, customer_id uuid, title text, currency text, document_on date, due_on date,
        tax_point_on date, service_from_on date, service_to_on date, po_number text, note text, net_minor bigint, tax_minor bigint,
        gross_minor bigint, entry_id uuid, open_item_id uuid, corrects_id uuid, bill_to jsonb, issued_at timestamptz, issued_by uuid, issued_by_name text,
        reason_code text, replaces_id uuid, approval_id uuid)
      -- What is brought from another system, and a credit, has no terms of ours.
      left join customers c on c.id = d.customer_id and not legacy and d.kind <> 'credit_note'
    order by n
  returning invoices.id, invoices.number)
  select array_agg(r.id), array_agg(r.number) into ids, numbers from recorded r;
  insert into invoice_lines (invoice_id, line_no, customer_id, description, quantity, unit, unit_price, net_minor, tax_code, tax_rate_bp, account_code,
      corrects_line_no, defer_from_on, defer_to_on, from_deferred_minor, from_deferred_base_minor)
    select d.id, l.n, d.customer_id, l.line ->> 'description', (l.line ->> 'quantity')::numeric, l.line ->> 'unit', (l.line ->> 'unit_price')::numeric,
      (l.line ->> 'net')::bigint, l.line ->> 'tax_code', (l.line ->> 'tax_rate_bp')::integer, l.line ->> 'account',
      (l.line ->> 'corrects_line_no')::smallint, (l.line ->> 'defer_from_on')::date, (l.line ->> 'defer_to_on')::date,
      (l.line ->> 'from_deferred')::bigint, (l.line ->> 'from_deferred_base')::bigint
    from jsonb_to_recordset(documents) as d (id uuid, customer_id uuid, lines jsonb), jsonb_array_elements(d.lines) with ordinality as l (line, n);
  insert into invoice_taxes (invoice_id, tax_code, customer_id, rate_bp, taxable_minor, tax_minor)
    select d.id, t ->> 'tax_code', d.customer_id, (t ->> 'rate_bp')::integer, (t ->> 'taxable')::bigint, (t ->> 'tax')::bigint
    from jsonb_to_recordset(documents) as d (id uuid, customer_id uuid, taxes jsonb), jsonb_array_elements(d.taxes) as t;
  return query select * from unnest(ids, numbers);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.record_payments(receipts jsonb)
 RETURNS TABLE(id uuid, number text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  first_taken bigint := take_numbers('PAY', jsonb_array_length(receipts));
  shape number_series;
begin
  select * into shape from number_series s where s.code = 'PAY';
  return query insert into payments (id, series_code, series_no, number, customer_id, method, currency, amount_minor, received_on, value_on, reference,
      payer_name, note, processor_ref, entry_id, open_item_id, recorded_at, recorded_by, recorded_by_name)
    select d.id, 'PAY', first_taken + n - 1, shape.prefix || lpad((first_taken + n - 1)::text, greatest(shape.pad, length((first_taken + n - 1)::text)), '0'),
      d.customer_id, d.method, d.currency, d.amount_minor, d.received_on, d.value_on, d.reference, d.payer_name, d.note, d.processor_ref,
      d.entry_id, d.open_item_id, d.recorded_at, d.recorded_by, d.recorded_by_name
    from jsonb_array_elements(receipts) with ordinality as e (doc, n),
      jsonb_to_record(e.doc) as d (id uuid, customer_id uuid, method text, currency text, amount_minor bigint, received_on date, value_on date,
        reference text, payer_name text, note text, processor_ref text, entry_id uuid, open_item_id uuid, recorded_at timestamptz,
        recorded_by uuid, recorded_by_name text)
    order by n
  returning payments.id, payments.number;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.record_refund_batch(batch jsonb)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  taken bigint := take_numbers('RB', 1);
  made text := number_text('RB', taken);
begin
  insert into refund_batches (id, series_code, series_no, number, currency, amount_minor, base_minor, execute_on, document, sha256, approval_id,
      made_by, made_by_name, made_at)
    select d.id, 'RB', taken, made, d.currency, d.amount_minor, d.base_minor, d.execute_on, d.document,
      encode(sha256(convert_to(d.document, 'UTF8')), 'hex'), d.approval_id, d.made_by, d.made_by_name, d.made_at
    from jsonb_to_record(batch) as d (id uuid, currency text, amount_minor bigint, base_minor bigint, execute_on date, document text, approval_id uuid,
      made_by uuid, made_by_name text, made_at timestamptz);
  return made;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.record_refunds(rows jsonb)
 RETURNS TABLE(id uuid, number text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  first_taken bigint := take_numbers('RF', jsonb_array_length(rows));
begin
  insert into refunds (id, series_code, series_no, number, customer_id, credit_item_id, currency, amount_minor, base_minor, method, payment_id,
      bank_account_id, reason_code, reason, effective_on, entry_id, debit_item_id, approval_id, made_by, made_by_name, made_at)
    select d.id, 'RF', first_taken + n - 1, number_text('RF', first_taken + n - 1), d.customer_id, d.credit_item_id, d.currency, d.amount_minor,
      d.base_minor, d.method, d.payment_id, d.bank_account_id, d.reason_code, d.reason, d.effective_on, d.entry_id,
      d.debit_item_id, d.approval_id, d.made_by, d.made_by_name, d.made_at
    from jsonb_array_elements(rows) with ordinality as e (doc, n),
      jsonb_to_record(e.doc) as d (id uuid, customer_id uuid, credit_item_id uuid, currency text, amount_minor bigint, base_minor bigint, method text,
        payment_id uuid, bank_account_id uuid, reason_code text, reason text, effective_on date, entry_id uuid,
        debit_item_id uuid, approval_id uuid, made_by uuid, made_by_name text, made_at timestamptz)
    order by n;
  return query select r.id, r.number from jsonb_to_recordset(rows) as d (id uuid) join refunds r on r.id = d.id;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.record_write_offs(rows jsonb)
 RETURNS TABLE(id uuid, number text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  first_taken bigint := take_numbers('WO', jsonb_array_length(rows));
begin
  insert into write_offs (id, series_code, series_no, number, customer_id, item_id, currency, amount_minor, base_minor, tax_minor, account_code,
      reason_code, reason, effective_on, entry_id, credit_item_id, batch_id, approval_id, made_by, made_by_name, made_at, beyond_allowance)
    select d.id, 'WO', first_taken + n - 1, number_text('WO', first_taken + n - 1), d.customer_id, d.item_id, d.currency, d.amount_minor,
      d.base_minor, 0, d.account_code, d.reason_code, d.reason, d.effective_on, d.entry_id, d.credit_item_id, d.batch_id, d.approval_id,
      d.made_by, d.made_by_name, d.made_at, d.beyond_allowance
    from jsonb_array_elements(rows) with ordinality as e (doc, n),
      jsonb_to_record(e.doc) as d (id uuid, customer_id uuid, item_id uuid, currency text, amount_minor bigint, base_minor bigint, account_code text,
        reason_code text, reason text, effective_on date, entry_id uuid, credit_item_id uuid, batch_id uuid, approval_id uuid, made_by uuid,
        made_by_name text, made_at timestamptz, beyond_allowance boolean)
    order by n;
  return query select w.id, w.number from jsonb_to_recordset(rows) as d (id uuid) join write_offs w on w.id = d.id;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.reduction_accounts(kind text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case kind when 'discount' then array['4900', '2200'] when 'withholding' then array['1150'] when 'bank_charge' then array['6205']
    when 'small_difference' then array['6210'] else array[]::text[] end;
$function$
;
CREATE OR REPLACE FUNCTION public.refund_step_follows(step text, after text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case step when 'requested' then after is null when 'approved' then after = 'requested' when 'sent' then after = 'approved'
    when 'accepted' then after = 'sent' when 'paid' then after in ('sent', 'accepted') when 'failed' then after in ('sent', 'accepted', 'paid')
    when 'cancelled' then after = 'approved' end is true;
$function$
;
CREATE OR REPLACE FUNCTION public.refundable_kind(kind text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select kind in ('payment', 'credit_note', 'opening_balance', 'transfer', 'refund_failed', 'refund_cancelled', 'chargeback_won',
    'currency_clearing', 'receipt_identified');
$function$
;
CREATE OR REPLACE FUNCTION public.refuse_blocked_draft()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  raise exception using errcode = 'TS057', constraint = 'draft_not_blocked', message = format('draft %s is blocked or left out', old.id);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  raise exception using errcode = 'TS001', constraint = 'append_only',
    message = format('%s is append-only: %s is refused', tg_table_name, lower(tg_op));
end;
$function$
;
CREATE OR REPLACE FUNCTION public.refuse_closed_day(closed_kind text, kinds text[], day date, row_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  raise exception using errcode = 'TS011', constraint = 'period_closed',
    message = format('%s lies in a closed %s period', day, closed_kind),
    detail = json_build_object('kind', closed_kind, 'periodOn', date_trunc('month', day)::date,
      'firstOpenOn', first_open_day(kinds, day), 'rowId', row_id)::text;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.refuse_dispute_fault(of_dispute uuid, of_hold uuid)
 RETURNS void
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  fault record;
begin
  if of_dispute is not null then
    select f.law, f.why into fault from dispute_faults f where f.dispute_id = of_dispute limit 1;
  else
    select f.law, f.why into fault from dispute_faults f where f.hold_id = of_hold limit 1;
  end if;
  if not found then return; end if;
  raise exception using constraint = fault.law, message = format('%s: %s', coalesce(of_dispute, of_hold), fault.why),
    errcode = case fault.law when 'dispute_stage_follows' then 'TS095' when 'dispute_ended_as_decided' then 'TS096'
      when 'dispute_credit_names_it' then 'TS097' else 'TS094' end;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.refuse_item_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  raise exception using errcode = 'TS001', constraint = 'append_only', message = 'an open item never changes, only its residual is stamped';
end;
$function$
;
CREATE OR REPLACE FUNCTION public.refuse_missing(key text, missing text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  raise exception using errcode = '23503', constraint = key, message = format('%s: there is no %s', key, missing);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.refuse_new_code()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  raise exception using errcode = 'TS001', constraint = 'append_only', message = format('%s %s keeps its code', tg_table_name, old.code);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.release_deferrals(postings jsonb, releases jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform post_entries(postings);
  insert into deferral_releases (entry_id, invoice_id, line_no, customer_id, month_on, amount_minor, base_minor)
    select r.entry_id, r.invoice_id, r.line_no, r.customer_id, r.month_on, r.amount, r.base
    from jsonb_to_recordset(releases) as r (entry_id uuid, invoice_id uuid, line_no smallint, customer_id uuid, month_on date, amount bigint, base bigint);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.remittance_faults(of_remittance uuid DEFAULT NULL::uuid)
 RETURNS TABLE(remittance_id uuid, fault text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select m.id, f.fault
  from remittances m
  cross join lateral (select count(*) as rows, coalesce(sum(r.paid_minor), 0) as paid from remittance_rows r where r.remittance_id = m.id) s
  cross join lateral (values
    ('has rows that do not sum to it', s.paid <> m.sum_minor),
    ('has another number of rows than it says', s.rows <> m.row_count),
    ('stands with a line of another currency', exists (select from remittance_links k join bank_lines l on l.id = k.line_id
      where k.remittance_id = m.id and k.detached_at is null and l.currency <> m.currency)),
    ('stands with a line of which it is said that it is of no use', m.dropped_at is not null and exists (select from remittance_links k
      where k.remittance_id = m.id and k.detached_at is null))) as f (fault, is_so)
  where f.is_so and (of_remittance is null or m.id = of_remittance);
$function$
;
CREATE OR REPLACE FUNCTION public.reopen_period(wanted_kind text, wanted_month date, who uuid, who_name text, at timestamp with time zone, why text, approval uuid)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET lock_timeout TO '10s'
AS $function$
declare
  first_month date;
  made bigint;
begin
  perform pg_advisory_xact_lock(x'706572696f6473'::bigint);
  if not period_is_closed(wanted_kind, wanted_month) then
    raise exception using errcode = 'TS011', constraint = 'period_already', message = format('%s %s is open already', wanted_kind, wanted_month);
  end if;
  select min(month_on) into first_month from periods where kind = wanted_kind;
  -- A month before the first row: those between stay closed, by rows of their own.
  insert into periods (kind, month_on, state, changed_at)
    select wanted_kind, month::date, case when month::date = wanted_month then 'open' else 'closed' end, at
    from generate_series(least(first_month, wanted_month), first_month - interval '1 month', interval '1 month') as month;
  update periods set state = 'open', changed_at = at where kind = wanted_kind and month_on = wanted_month and state = 'closed';
  insert into period_events (kind, month_on, action, happened_at, by_id, by_name, reason, approval_id)
    values (wanted_kind, wanted_month, 'reopened', at, who, who_name, why, approval) returning event_no into made;
  return made;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.returned_part_faults(of_payment uuid DEFAULT NULL::uuid)
 RETURNS TABLE(payment_id uuid, fault text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.payment_id, 'came back in parts that are more than it' from payment_parts_returned r join payments p on p.id = r.payment_id
    where (of_payment is null or r.payment_id = of_payment) and r.returned_minor > p.amount_minor
  union all
  select r.payment_id, 'came back whole and in part' from payment_parts_returned r join payment_reversals v on v.payment_id = r.payment_id
    where (of_payment is null or r.payment_id = of_payment)
  union all
  select k.subject_id, 'came back in part otherwise than was posted' from bank_line_links k
    join bank_lines b on b.id = k.line_id left join payments p on p.id = k.subject_id
    where k.kind = 'returned_part' and (of_payment is null or k.subject_id = of_payment)
      and (p.id is null or k.amount_minor >= 0 or p.currency <> b.currency or k.customer_id is distinct from p.customer_id
        or not exists (select from open_items i where i.entry_id = k.entry_id and i.source_id = p.id
          and i.customer_id = p.customer_id and i.side = 'debit' and i.amount_minor = -k.amount_minor
          and entry_is_pair(i.entry_id, 'chargeback', '1100', '1010', b.currency, i.amount_minor, i.base_minor)));
$function$
;
CREATE OR REPLACE FUNCTION public.reversed_for_a_line(of_payment uuid, reversal_xid xid8)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from bank_line_links k join bank_explanation_undoings u on u.explanation_id = k.explanation_id
    where k.subject_id = of_payment and ((k.kind = 'payment' and u.xid = reversal_xid) or (k.kind = 'payment_reversal' and k.xid = reversal_xid)));
$function$
;
CREATE OR REPLACE FUNCTION public.run_changes(of_run uuid)
 RETURNS TABLE(what text, how_many bigint, example_id uuid)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  with r as materialized (select * from billing_runs where id = of_run),
  sold as materialized (select l.product_id, max(l.billed_to_on) as last_on from run_draft_lines l where l.run_id = of_run group by l.product_id),
  moved as (
    select s.customer_id from (select array_agg(k.customer_id) as ids from run_customers k where k.run_id = of_run) asked, r,
      run_facts_digests(asked.ids, r.cut_off_on, r.cycles) s
      join run_customers k on k.run_id = of_run and k.customer_id = s.customer_id
    where k.facts_digest <> s.digest)
  select 'customers', count(*), min(m.customer_id::text)::uuid from moved m having count(*) > 0
  union all
  select 'prices', count(*), min(p.product_id::text)::uuid from list_prices p join sold on sold.product_id = p.product_id, r
    where (not_seen_by(r, p.xid) or exists (select from list_price_withdrawals w where w.list_price_id = p.id and not_seen_by(r, w.xid)))
      and p.valid_from_on <= sold.last_on having count(*) > 0
  union all
  select 'products', count(*), min(d.id::text)::uuid from products d join sold on sold.product_id = d.id, r where d.changed_at > r.facts_at having count(*) > 0
  union all
  select 'common', 1, null from r where r.facts_digest <> run_common_digest(r.document_on);
$function$
;
CREATE OR REPLACE FUNCTION public.run_common_digest(on_day date)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select md5(concat(
    (select string_agg(concat_ws('|', t.code, t.standard_code, tax_rate_on(t.code, on_day), t.valid_from_on, t.valid_to_on), ',' order by t.code) from tax_categories t),
    (select string_agg(concat_ws('|', x.currency, x.rate), ',' order by x.currency) from (
      select distinct on (r.currency) r.currency, r.rate from exchange_rates r where r.rate_on <= on_day order by r.currency, r.rate_on desc) x),
    (select concat_ws('|', c.base_currency, c.country) from company c),
    (select string_agg(company_version(s.what, '', on_day)::text, ',' order by s.what) from unnest(array['names', 'tax_number']) as s (what)),
    (select s::text from einvoice_seller s),
    (select concat_ws('|', d.channel, d.einvoice_profile) from delivery_defaults d where d.document_kind = 'invoice')));
$function$
;
CREATE OR REPLACE FUNCTION public.run_digest(of_run uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', d.seq_no, d.digest), E'\n' order by d.seq_no), ''), 'UTF8')), 'hex')
  from run_drafts d where d.run_id = of_run and d.state in ('ready', 'issued');
$function$
;
CREATE OR REPLACE FUNCTION public.run_facts_digests(ids uuid[], upto date, of_cycles text[])
 RETURNS TABLE(customer_id uuid, digest text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select c.id, md5(concat(
    row(c.name, c.address_lines, c.country, c.tax_number, c.language, c.terms_from, c.terms_days, c.po_required, c.invoice_per)::text,
    invoices_reach_somebody(c.id)::text,
    (select concat_ws('|', o.channel, o.einvoice_profile) from delivery_choices o where o.customer_id = c.id and o.document_kind = 'invoice'),
    (select b::text from einvoice_buyers b where b.customer_id = c.id),
    (select string_agg(row(k.id, k.version_no, k.state, k.po_number, k.invoice_per, k.terms_from, k.terms_days, k.ends_on)::text, ',' order by k.id)
      from contracts k where k.customer_id = c.id),
    (select row(count(*), coalesce(sum(u.n), 0), coalesce(sum(b.n), 0))::text from contract_lines l
      cross join lateral (select count(*) as n from usage_records u where u.contract_line_id = l.id and u.occurred_on <= upto) u
      cross join lateral (select count(*) as n from billed_periods b where b.contract_line_id = l.id) b
      where l.customer_id = c.id and l.cycle = any (of_cycles))))
  from unnest(ids) as asked (id) cross join lateral (select * from customers x where x.id = asked.id offset 0) c;
$function$
;
CREATE OR REPLACE FUNCTION public.seal_hash(of_seal seals)
 RETURNS bytea
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select sha256(of_seal.prev_hash
    || convert_to(concat_ws('|', 'tallystick seal', of_seal.seal_no, of_seal.from_xid, of_seal.before_xid,
      (extract(epoch from of_seal.sealed_at) * 1000000)::bigint, of_seal.row_count), 'UTF8')
    || coalesce((select string_agg(convert_to(concat('|', l.family, '|', l.chunk_no, '|'), 'UTF8')
        || sha256(array_send(l.ids) || array_send(l.leaves)), '' order by l.family collate "C", l.chunk_no)
      from seal_leaves l where l.seal_no = of_seal.seal_no), ''));
$function$
;
CREATE OR REPLACE FUNCTION public.seal_now()
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  chunk_rows constant int := 10000;
  boundary xid8;
  last_seal seals;
  next_seal seals;
  sealed record;
  family_from xid8;
  taken bigint := 0;
  found_rows bigint;
  has_rows boolean;
begin
  perform pg_advisory_xact_lock(7215533019);
  -- Read before the rows: each later statement sees at least what had ended by now, and takes nothing at or above it.
  boundary := pg_snapshot_xmin(pg_current_snapshot());
  select * into strict last_seal from seals order by seal_no desc limit 1;
  if boundary <= last_seal.before_xid then return last_seal.seal_no; end if;
  for sealed in select family from sealed_families() loop
    -- A family that was never sealed brings all it has, so that a table may join later.
    family_from := case when exists (select 1 from seal_leaves l where l.family = sealed.family) then last_seal.before_xid else '0'::xid8 end;
    -- Asked first, because it is cheap: most families have nothing new in most seconds.
    execute format('select exists (select from %I where xid >= $1 and xid < $2)', sealed.family) into has_rows using family_from, boundary;
    continue when not has_rows;
    insert into seal_leaves (seal_no, family, chunk_no, ids, leaves)
      select last_seal.seal_no + 1, sealed.family, t.chunk, array_agg(t.id order by t.id), array_agg(t.leaf order by t.id)
      from (select r.id, r.leaf, ((row_number() over (order by r.id) - 1) / chunk_rows)::int as chunk
        from sealed_rows(sealed.family, family_from, boundary) r) t
      group by t.chunk;
    select sum(cardinality(l.ids)) into found_rows from seal_leaves l where l.family = sealed.family and l.seal_no = last_seal.seal_no + 1;
    taken := taken + found_rows;
  end loop;
  if taken = 0 then return last_seal.seal_no; end if;
  next_seal := row(last_seal.seal_no + 1, last_seal.before_xid, boundary, clock_timestamp(), taken, last_seal.hash, null);
  next_seal.hash := seal_hash(next_seal);
  insert into seals select next_seal.*;
  return next_seal.seal_no;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.sealed_children_without_parent()
 RETURNS TABLE(family text, row_id uuid, name text, fault text)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  shape record;
begin
  for shape in select f.family, f.id_column, c ->> 'table' as child, c ->> 'of' as of_column from sealed_families() f, jsonb_array_elements(f.children) c
  loop
    return query execute format(
      'select %L::text, c.%I, null::text, %L::text from %I c where not exists (select from %I p where p.%I = c.%I) group by c.%I',
      shape.child, shape.of_column, 'belongs to no row of ' || shape.family, shape.child, shape.family, shape.id_column, shape.of_column, shape.of_column);
  end loop;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.sealed_families()
 RETURNS TABLE(family text, id_column text, name_column text, children jsonb)
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  values
    ('entries', 'id', 'memo', '[{"table": "entry_lines", "of": "entry_id", "by": "line_no"},
      {"table": "open_items", "of": "entry_id", "by": "line_no", "without": "residual_minor"}]'::jsonb),
    ('applications', 'id', null, '[]'),
    ('holds', 'id', 'kind', '[]'),
    ('hold_releases', 'hold_id', null, '[]'),
    ('invoices', 'id', 'number', '[{"table": "invoice_lines", "of": "invoice_id", "by": "line_no"},
      {"table": "invoice_taxes", "of": "invoice_id", "by": "tax_code"},
      {"table": "invoice_line_sources", "of": "invoice_id", "by": "line_no"}]'),
    ('payments', 'id', 'number', '[]'),
    ('payment_reversals', 'payment_id', null, '[]'),
    ('documents', 'id', 'file_name', '[]'),
    ('audit_records', 'id', 'action', '[]'),
    ('approval_rules', 'version', 'kind', '[]'),
    ('approval_requests', 'id', 'summary', '[]'),
    ('approval_delegations', 'id', null, '[]'),
    ('approval_delegation_ends', 'delegation_id', null, '[]'),
    ('approval_decisions', 'approval_id', 'outcome', '[]'),
    ('approval_effects', 'approval_id', null, '[]'),
    ('approval_uses', 'approval_id', null, '[]'),
    ('period_events', 'id', 'action', '[]'),
    ('customer_bank_accounts', 'id', 'holder', '[]'),
    ('company_bank_versions', 'id', 'bank_name', '[]'),
    ('company_versions', 'id', 'what', '[]'),
    ('help_versions', 'id', 'slug', '[]'),
    ('company_version_withdrawals', 'version_id', null, '[]'),
    ('customer_change_requests', 'id', 'kind', '[]'),
    ('customer_change_decisions', 'request_id', 'outcome', '[]'),
    ('customer_change_effects', 'request_id', null, '[]'),
    ('write_off_batches', 'id', 'reason', '[]'),
    ('write_offs', 'id', 'number', '[]'),
    ('tax_reliefs', 'id', null, '[]'),
    ('recoveries', 'id', null, '[]'),
    ('refund_batches', 'id', 'number', '[]'),
    ('refunds', 'id', 'number', '[]'),
    ('refund_events', 'id', 'kind', '[]'),
    ('instruments', 'id', 'number', '[{"table": "instrument_items", "of": "instrument_id", "by": "item_id"}]'),
    ('instrument_events', 'id', 'kind', '[]'),
    ('deposit_batches', 'id', 'number', '[{"table": "deposit_lines", "of": "batch_id", "by": "line_no"}]'),
    ('deposit_cancellations', 'batch_id', 'reason', '[]'),
    ('revaluations', 'id', 'currency', '[]'),
    ('transfers', 'id', 'label', '[]'),
    ('reductions', 'id', 'kind', '[{"table": "reduction_taxes", "of": "reduction_id", "by": "tax_code"}]'),
    ('case_events', 'id', 'kind', '[]'),
    ('reduction_reversals', 'reduction_id', 'reason', '[]'),
    ('einvoice_events', 'id', 'step', '[]'),
    ('service_orders', 'id', 'number', '[]'),
    ('service_order_closings', 'order_id', 'reason', '[]'),
    ('meter_readings', 'id', 'natural_key', '[]'),
    ('usage_records', 'id', 'natural_key', '[]'),
    ('deferral_releases', 'entry_id', null, '[]'),
    ('allowance_changes', 'id', 'reason', '[]'),
    ('billed_periods', 'id', null, '[]'),
    ('billed_usage', 'usage_id', null, '[]'),
    ('opening_items', 'id', 'number', '[]'),
    ('price_imports', 'id', 'file_name', '[]'),
    ('list_prices', 'id', null, '[]'),
    ('list_price_withdrawals', 'list_price_id', 'reason', '[]'),
    ('issue_rule_tests', 'id', 'code', '[]'),
    ('delivery_events', 'id', 'kind', '[]'),
    ('collection_policies', 'id', null, '[{"table": "reminder_stages", "of": "policy_id", "by": "stage_no"}]'),
    ('promise_events', 'id', 'kind', '[]'),
    ('dispute_causes', 'version', 'label', '[]'),
    ('dispute_learnings', 'id', 'note', '[]'),
    ('delivery_evidence', 'id', 'file_name', '[]'),
    ('processor_transactions', 'id', 'ref', '[]'),
    ('processor_fees', 'transaction_id', null, '[]'),
    ('processor_exchanges', 'transaction_id', null, '[]'),
    ('payout_parts', 'transaction_id', null, '[]'),
    ('payout_postings', 'id', 'kind', '[]'),
    ('chargeback_steps', 'id', 'kind', '[]'),
    ('attempt_surcharges', 'attempt_id', 'method', '[]'),
    ('surcharge_notes', 'attempt_id', null, '[]'),
    ('autopay_policies', 'id', 'reason', '[]'),
    ('plan_policies', 'version_no', 'reason', '[]'),
    ('plan_versions', 'id', null, '[{"table": "plan_items", "of": "version_id", "by": "item_id"},
      {"table": "plan_instalments", "of": "version_id", "by": "instalment_no"}]'),
    ('plan_moves', 'id', null, '[]'),
    ('plan_events', 'id', 'kind', '[]'),
    ('activity_notes', 'id', 'kind', '[]'),
    ('activity_note_ends', 'note_id', null, '[]'),
    ('inbound_mail_places', 'mail_id', 'how', '[]'),
    ('inbound_mail_dismissals', 'mail_id', null, '[]'),
    ('bank_statements', 'id', 'number', '[]'),
    ('bank_lines', 'id', null, '[]'),
    ('bank_explanations', 'id', 'how', '[]'),
    ('bank_explanation_undoings', 'explanation_id', 'reason', '[]'),
    ('bank_line_links', 'id', 'kind', '[]'),
    ('bank_aliases', 'id', 'shown', '[]'),
    ('bank_alias_choices', 'version', 'reason', '[]'),
    ('bank_rules', 'id', 'note', '[]'),
    ('bank_rule_endings', 'rule_id', 'reason', '[]'),
    ('bank_rule_ticks', 'version', null, '[]'),
    ('bank_posting_choices', 'version', 'reason', '[]'),
    ('bank_gate_openings', 'id', 'evidence_class', '[]'),
    ('bank_automatic_postings', 'explanation_id', null, '[]'),
    ('remittance_rows', 'id', 'number', '[]'),
    ('remittance_choices', 'version', 'rest', '[]'),
    ('dispute_stages', 'id', 'to_state', '[]'),
    ('dispute_messages', 'id', 'author_name', '[]'),
    ('dispute_files', 'id', 'file_name', '[]'),
    ('dispute_decisions', 'id', 'decision', '[]'),
    ('complaint_steps', 'id', 'rung', '[]'),
    ('saved_answer_versions', 'id', null, '[]'),
    ('unidentified_receipts', 'id', 'label', '[]'),
    ('unidentified_notes', 'id', 'note', '[]'),
    ('receipt_identifications', 'id', 'reason', '[]'),
    ('receipt_identification_undoings', 'identification_id', 'reason', '[]'),
    ('receipt_returns', 'id', null, '[]'),
    ('bank_link_reversals', 'link_id', null, '[]'),
    ('issue_rules', 'version', 'code', '[]');
$function$
;
CREATE OR REPLACE FUNCTION public.sealed_row_sql(of_table text, alias text, without text)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select format('rtrim(row(%s)::text, '',)'')', string_agg(format('%s.%I', alias, attname), ', ' order by attnum))
  from pg_attribute
  where attrelid = of_table::regclass and attnum > 0 and not attisdropped and attname is distinct from without;
$function$
;
CREATE OR REPLACE FUNCTION public.sealed_rows(of_family text, from_xid xid8, before_xid xid8)
 RETURNS TABLE(id uuid, leaf bytea, name text)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
 SET "TimeZone" TO 'UTC'
 SET "DateStyle" TO 'ISO, YMD'
 SET bytea_output TO 'hex'
AS $function$
begin
  return query execute sealed_rows_sql(of_family) using from_xid, before_xid;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.sealed_rows_changed(of_family text)
 RETURNS TABLE(family text, row_id uuid, name text, seal_no bigint, fault text)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  batch_rows constant int := 20000;
  batch record;
  last_before xid8 := '0';
  first_unsealed xid8 := (select s.before_xid from seals s order by s.seal_no desc limit 1);
  ahead xid8 := pg_snapshot_xmax(pg_current_snapshot());
  any_ahead boolean;
begin
  for batch in
    select min(b.seal_no) as first_no, max(b.seal_no) as last_no, max(b.before_xid) as before_xid
    from (select c.seal_no, s.before_xid, (sum(c.n) over (order by c.seal_no) - c.n) / batch_rows as batch_no
      from (select l.seal_no, sum(cardinality(l.ids)) as n from seal_leaves l where l.family = of_family group by l.seal_no) c
      left join seals s on s.seal_no = c.seal_no) b
    group by b.batch_no order by 1
  loop
    return query
      with kept as materialized (
        select k.id, k.leaf, l.seal_no from seal_leaves l, unnest(l.ids, l.leaves) k (id, leaf)
        where l.family = of_family and l.seal_no between batch.first_no and batch.last_no),
      stands as materialized (select r.id, r.leaf, r.name from sealed_rows(of_family, last_before, coalesce(batch.before_xid, last_before)) r)
      select of_family, coalesce(k.id, s.id), s.name, k.seal_no,
        case when s.id is null then 'missing' when k.id is null then 'added' else 'altered' end
      from kept k full join stands s on s.id = k.id
      where k.leaf is distinct from s.leaf;
    last_before := greatest(last_before, coalesce(batch.before_xid, last_before));
  end loop;
  if last_before < first_unsealed then
    return query select of_family, r.id, r.name, null::bigint, 'added' from sealed_rows(of_family, last_before, first_unsealed) r;
  end if;
  -- No transaction has these numbers yet: such a row would never be sealed.
  execute format('select exists (select from %I where xid >= $1)', of_family) into any_ahead using ahead;
  if any_ahead then
    return query select of_family, r.id, r.name, null::bigint, 'dated in the future' from sealed_rows(of_family, ahead, '18446744073709551615') r;
  end if;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.sealed_rows_differ()
 RETURNS TABLE(family text, row_id uuid, name text, seal_no bigint, fault text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select c.family, c.row_id, max(c.name), max(c.seal_no), case when count(*) > 1 then 'altered' else max(c.fault) end
  from sealed_families() f, sealed_rows_changed(f.family) c
  group by c.family, c.row_id;
$function$
;
CREATE OR REPLACE FUNCTION public.sealed_rows_sql(of_family text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  shape record;
  child jsonb;
  parts text := '';
  joins text := '';
  n int := 0;
  key text;
begin
  select * into strict shape from sealed_families() f where f.family = of_family;
  for child in select * from jsonb_array_elements(shape.children) loop
    n := n + 1;
    parts := parts || format(', E''\n%s\n'' || c%s.rows', child ->> 'table', n);
    joins := joins || format(' left join lateral (select string_agg(%s, E''\n'' order by c.%I) as rows from %I c where c.%I = r.%I) c%s on true',
      sealed_row_sql(child ->> 'table', 'c', child ->> 'without'), child ->> 'by', child ->> 'table', child ->> 'of', shape.id_column, n);
  end loop;
  key := format('r.%I', shape.id_column);
  -- A table counted by a number is named by that number in the form of a key.
  if exists (select from pg_attribute where attrelid = of_family::regclass and attname = shape.id_column and atttypid = 'bigint'::regtype) then
    key := format('lpad(to_hex(%s), 32, ''0'')::uuid', key);
  end if;
  return format('select %s as id, sha256(convert_to(concat(%s%s), ''UTF8'')) as leaf, %s as name from %I r%s where r.xid >= $1 and r.xid < $2',
    key, sealed_row_sql(of_family, 'r', null), parts,
    case when shape.name_column is null then 'null::text' else format('r.%I::text', shape.name_column) end, of_family, joins);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.seals_broken()
 RETURNS TABLE(seal_no bigint, fault text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select s.seal_no, p.fault
  from (select s as seal, s.seal_no, s.from_xid, s.row_count, s.prev_hash, s.hash,
      lag(s.seal_no) over w as before_no, lag(s.hash) over w as before_hash, lag(s.before_xid) over w as before_xid
    from seals s window w as (order by s.seal_no)) s
  cross join lateral (values
    (case when s.prev_hash <> s.before_hash then 'does not continue the seal before it' end),
    (case when s.from_xid <> s.before_xid then 'leaves a gap to the seal before it' end),
    (case when s.hash <> seal_hash(s.seal) then 'was altered: its hash is not that of its content' end),
    (case when s.row_count <> coalesce((select sum(cardinality(l.ids)) from seal_leaves l where l.seal_no = s.seal_no), 0)
      then 'does not hold as many rows as it says' end)) p (fault)
  where p.fault is not null
  union all
  select gap.first_no, case when gap.first_no = gap.last_no then 'is missing' else format('is missing, and all to %s', gap.last_no) end
  from (select coalesce(lag(s.seal_no) over (order by s.seal_no), -1) + 1 as first_no, s.seal_no - 1 as last_no from seals s) gap
  where gap.first_no <= gap.last_no
  union all
  select l.seal_no, 'is missing, its rows are there' from seal_leaves l where l.seal_no > (select max(s.seal_no) from seals s) group by l.seal_no
  union all
  select l.seal_no, format('names a family that is not sealed: %s', l.family) from seal_leaves l
    where l.family not in (select f.family from sealed_families() f) group by l.seal_no, l.family;
$function$
;
CREATE OR REPLACE FUNCTION public.search_query(asked text)
 RETURNS tsquery
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  found text[];
  term tsquery;
  positive tsquery;
  negative tsquery;
  taken int := 0;
begin
  for found in select regexp_matches(left(asked, 200), '(-?)"([^"]*)"|(-?)([^\s"]+)', 'g') loop
    taken := taken + 1;
    exit when taken > 12;
    term := phraseto_tsquery('simple', search_words(coalesce(found[2], found[4])));
    continue when term is null or numnode(term) = 0;
    -- A word stands for all that begin with it; in quotes it is that word alone. One or two letters begin too much.
    if found[4] is not null and length(search_words(found[4])) >= 3 then term := (term::text || ':*')::tsquery; end if;
    if coalesce(found[1], found[3]) = '-' then negative := coalesce(negative && !!term, !!term);
    else positive := coalesce(positive && term, term);
    end if;
  end loop;
  if positive is null then return null; end if;
  return coalesce(positive && negative, positive);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.search_words(given text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select regexp_replace(
    replace(replace(replace(translate(
      lower(regexp_replace(normalize(given, nfkd), '[\u0300-\u036f]+', '', 'g') collate pg_c_utf8), 'øđłıħŧ', 'odliht'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g');
$function$
;
CREATE OR REPLACE FUNCTION public.stamp_approval_rule()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.rule := approval_rule_of(new.kind);
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.stamp_message_left()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.left_at := coalesce(old.left_at, case when new.state in ('sent', 'delivered', 'bounced') then new.changed_at end);
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.stamp_search_words()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.words := to_tsvector('simple', search_words(concat_ws(' ', new.head, new.people, new.body)));
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.stamp_series_shape()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  held jsonb;
begin
  -- Every number of every document passes here, under the lock of its series: where nothing was ever changed nothing is worked out.
  if not exists (select from company_versions v where v.what = 'series' and v.key = new.code) then return new; end if;
  held := company_version('series', new.code, company_day(now() + make_interval(secs => coalesce((select d.offset_seconds from demo_clock d limit 1), 0))));
  if held is not null then
    new.prefix := held ->> 'prefix';
    new.pad := (held ->> 'pad')::smallint;
  end if;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.standing_readings(of_meters uuid[])
 RETURNS TABLE(meter_id uuid, reading_id uuid, read_on date, value numeric, kind text, digits smallint)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select r.meter_id, r.id, r.read_on, r.value, r.kind, m.digits from meter_readings r join meters m on m.id = r.meter_id
  where r.meter_id = any (of_meters) and not exists (select from meter_readings n where n.replaces_id = r.id);
$function$
;
CREATE OR REPLACE FUNCTION public.store_run_drafts(of_run uuid, of_preview integer, drafts jsonb, looked jsonb, upto text)
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  at_run billing_runs;
begin
  select * into at_run from billing_runs r where r.id = of_run for no key update;
  -- Cancelled or begun anew meanwhile, or another worker was quicker: nothing of this is wanted any more.
  if at_run.state <> 'drafting' or at_run.preview_no <> of_preview or at_run.after_number >= upto then return null; end if;
  insert into run_customers (run_id, customer_id, facts_digest)
    select of_run, c.customer_id, c.digest from jsonb_to_recordset(looked) as c (customer_id uuid, digest text);
  insert into run_drafts (id, run_id, seq_no, customer_id, contract_id, group_key, currency, document_on, due_on, terms_from, terms_days, service_from_on, service_to_on,
      po_number, title, net_minor, tax_minor, gross_minor, gross_base_minor, postings, last_gross_minor, digest, state, left_out_why)
    select d.id, of_run, at_run.draft_count + n, d.customer_id, d.contract_id, d.group_key, d.currency, at_run.document_on, d.due_on, d.terms_from, d.terms_days, d.service_from_on,
      d.service_to_on, d.po_number, d.title, d.net_minor, d.tax_minor, d.gross_minor, d.gross_base_minor, d.postings, d.last_gross_minor, d.digest, d.state,
      d.left_out_why
    from jsonb_array_elements(drafts) with ordinality as e (doc, n),
      jsonb_to_record(e.doc) as d (id uuid, customer_id uuid, contract_id uuid, group_key text, currency text, due_on date, terms_from text, terms_days integer, service_from_on date,
        service_to_on date, po_number text, title text, net_minor bigint, tax_minor bigint, gross_minor bigint, gross_base_minor bigint, postings jsonb,
        last_gross_minor bigint, digest text, state text, left_out_why text);
  insert into run_draft_lines (draft_id, line_no, customer_id, run_id, contract_line_id, product_id, description, period_from_on, period_to_on, billed_from_on,
      billed_to_on, part_no, quantity, unit, unit_price, net_minor, tax_minor, tax_code, tax_rate_bp, account_code, defer_from_on, defer_to_on, explanation)
    select d.id, l.line_no, d.customer_id, of_run, l.contract_line_id, l.product_id, l.description, l.period_from_on, l.period_to_on, l.billed_from_on,
      l.billed_to_on, l.part_no, l.quantity, l.unit, l.unit_price, l.net_minor, l.tax_minor, l.tax_code, l.tax_rate_bp, l.account_code, l.defer_from_on,
      l.defer_to_on, l.explanation
    from jsonb_to_recordset(drafts) as d (id uuid, customer_id uuid, lines jsonb),
      jsonb_to_recordset(d.lines) as l (line_no smallint, contract_line_id uuid, product_id uuid, description text, period_from_on date, period_to_on date,
        billed_from_on date, billed_to_on date, part_no integer, quantity numeric, unit text, unit_price numeric, net_minor bigint, tax_minor bigint,
        tax_code text, tax_rate_bp integer, account_code text, defer_from_on date, defer_to_on date, explanation jsonb);
  insert into run_draft_taxes (draft_id, tax_code, customer_id, rate_bp, taxable_minor, tax_minor)
    select d.id, t.tax_code, d.customer_id, t.rate_bp, t.taxable_minor, t.tax_minor
    from jsonb_to_recordset(drafts) as d (id uuid, customer_id uuid, taxes jsonb),
      jsonb_to_recordset(d.taxes) as t (tax_code text, rate_bp integer, taxable_minor bigint, tax_minor bigint);
  insert into run_draft_usage (run_id, usage_id, customer_id, draft_id, line_no)
    select of_run, u.usage_id, d.customer_id, d.id, l.line_no
    from jsonb_to_recordset(drafts) as d (id uuid, customer_id uuid, lines jsonb), jsonb_to_recordset(d.lines) as l (line_no smallint, usage jsonb),
      lateral (select value::uuid as usage_id from jsonb_array_elements_text(l.usage)) u;
  insert into run_findings (run_id, draft_id, customer_id, line_no, code, severity, rule_version, facts)
    select of_run, d.id, d.customer_id, f.line_no, f.code, f.severity, f.rule_version, f.facts
    from jsonb_to_recordset(drafts) as d (id uuid, customer_id uuid, findings jsonb),
      jsonb_to_recordset(d.findings) as f (line_no smallint, code text, severity text, rule_version text, facts jsonb);
  update billing_runs set draft_count = draft_count + jsonb_array_length(drafts), customers_done = customers_done + jsonb_array_length(looked),
    customer_count = greatest(customer_count, customers_done + jsonb_array_length(looked)), after_number = upto
    where id = of_run;
  return jsonb_array_length(drafts);
end;
$function$
;
CREATE OR REPLACE FUNCTION public.surcharge_goes_back(document uuid, gross bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select exists (select from surcharge_notes n join payment_reversals r on r.payment_id = n.payment_id join invoices v on v.id = n.invoice_id
    where n.invoice_id = document and gross <= v.gross_minor);
$function$
;
CREATE OR REPLACE FUNCTION public.surcharge_sum_fits(shown attempt_surcharges, note invoices)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  -- With another rate of tax meanwhile not every sum can be made; then a single minor unit stays with the customer as credit.
  select case when exists (select from invoice_taxes t where t.invoice_id = note.id and t.rate_bp <> shown.tax_rate_bp)
    then shown.gross_minor - note.gross_minor between 0 and 1
    else note.gross_minor = shown.gross_minor and note.tax_minor = shown.tax_minor end;
$function$
;
CREATE OR REPLACE FUNCTION public.take_delivery_step()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  moved deliveries;
  leads_to text;
begin
  select * into strict moved from deliveries d where d.id = new.delivery_id for no key update;
  if moved.state = 'withdrawn' and new.kind <> 'opened' then
    raise exception using errcode = 'TS065', constraint = 'delivery_step', message = format('sending %s was withdrawn', moved.id);
  end if;
  if moved.channel in ('email', 'einvoice') and new.kind in ('suppressed', 'sent', 'delivered', 'bounced', 'failed', 'retried') then
    leads_to := case when new.message_id is null then 'failed' else mailed_state(moved.id) end;
  else
    leads_to := delivery_step(moved.channel, moved.state, new.kind);
  end if;
  if leads_to is null then
    raise exception using errcode = 'TS065', constraint = 'delivery_step',
      message = format('sending %s by %s is %s: %s does not follow', moved.id, moved.channel, moved.state, new.kind);
  end if;
  update deliveries d set state = leads_to, changed_at = greatest(d.changed_at, new.noted_at),
      assigned_name = case new.kind when 'assigned' then new.person else d.assigned_name end
    where d.id = moved.id;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.take_from_deferrals(document_ids uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  broken record;
begin
  perform 1 from deferrals f
    where f.invoice_id in (select c.corrects_id from invoices c where c.id = any (document_ids)) order by f.invoice_id, f.line_no for no key update;
  -- What is not earned goes first; the rest of the credit comes out of revenue.
  select c.number, taken.* into broken
    from (select l.invoice_id, l.corrects_line_no, sum(l.net_minor) as net, coalesce(sum(l.from_deferred_minor), 0) as minor,
        coalesce(sum(l.from_deferred_base_minor), 0) as base
      from invoice_lines l where l.invoice_id = any (document_ids) group by 1, 2) taken
    join invoices c on c.id = taken.invoice_id left join deferrals f on f.invoice_id = c.corrects_id and f.line_no = taken.corrects_line_no
    where (f.invoice_id is null and (taken.minor <> 0 or taken.base <> 0))
      or taken.minor <> case when abs(taken.net) < abs(f.left_minor) then taken.net else f.left_minor end
      or taken.base <> f.left_base_minor - (f.base_minor - deferred_base(f.amount_minor - f.left_minor + taken.minor::bigint, f.amount_minor, f.base_minor))
    limit 1;
  if found then
    raise exception using errcode = 'TS061', constraint = 'deferred_first',
      message = format('%s does not take first what is left on 2400 of line %s', broken.number, broken.corrects_line_no);
  end if;
  update deferrals f set left_minor = f.left_minor - taken.minor, left_base_minor = f.left_base_minor - taken.base,
      plan_from_on = greatest(f.from_on, f.next_month_on), plan_minor = f.left_minor - taken.minor
    from (select c.corrects_id, l.corrects_line_no, sum(l.from_deferred_minor) as minor, sum(l.from_deferred_base_minor) as base
      from invoices c join invoice_lines l on l.invoice_id = c.id
      where c.id = any (document_ids) and l.from_deferred_minor <> 0 group by 1, 2) taken
    where f.invoice_id = taken.corrects_id and f.line_no = taken.corrects_line_no;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.take_instrument_step()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  facts instruments;
  was instrument_standing;
begin
  select * into strict facts from instruments where id = new.instrument_id;
  -- Locked before looked at, so that two steps at once are one after the other.
  select * into was from instrument_standing where instrument_id = new.instrument_id for update;
  new.from_state := was.state;
  new.to_state := instrument_step(was.state, new.kind, facts.dated_on > facts.received_on);
  new.position := coalesce(was.steps, 0) + 1;
  if new.to_state is null or new.customer_id <> facts.customer_id or new.effective_on < facts.received_on
    or (new.kind = 'taken_out' and new.batch_id <> was.batch_id) or (was.banked_on is not null and new.effective_on < was.banked_on) then
    raise exception using errcode = 'TS040', constraint = 'instrument_step',
      message = format('%s is %s and cannot be %s', facts.number, coalesce(was.state, 'new'), new.kind);
  end if;
  perform check_instrument_money(new, facts, was);
  insert into instrument_standing as s (instrument_id, customer_id, state, steps, custodian_id, custodian_name, due_on, payment_id)
    values (new.instrument_id, new.customer_id, new.to_state, new.position, new.custodian_id, coalesce(new.custodian_name, was.custodian_name),
      coalesce(new.due_on, was.due_on), new.payment_id)
  on conflict (instrument_id) do update set
    state = new.to_state, steps = new.position,
    custodian_id = case when new.kind = 'handed_over' then new.custodian_id else s.custodian_id end,
    custodian_name = coalesce(new.custodian_name, s.custodian_name),
    due_on = coalesce(new.due_on, s.due_on),
    payment_id = coalesce(new.payment_id, s.payment_id),
    batch_id = case new.kind when 'banked' then new.batch_id when 'taken_out' then null else s.batch_id end,
    banked_on = case new.kind when 'banked' then new.effective_on when 'taken_out' then null else s.banked_on end,
    ended_on = case when new.kind in ('cleared', 'returned_before', 'returned_after', 'cancelled') then new.effective_on else s.ended_on end,
    followed_up_on = case when new.kind = 'followed_up' then new.effective_on else s.followed_up_on end;
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.take_numbers(series text, how_many bigint)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  update number_series set next_no = next_no + how_many where code = series and how_many > 0 returning next_no - how_many;
$function$
;
CREATE OR REPLACE FUNCTION public.take_of_receipt()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform hold_receipt(coalesce((to_jsonb(new) ->> 'receipt_id')::uuid,
    (select d.receipt_id from receipt_identifications d where d.id = (to_jsonb(new) ->> 'identification_id')::uuid)));
  return new;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.take_plan_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  moved plans;
  leads_to text;
  agreed plan_versions;
begin
  select * into strict moved from plans p where p.id = new.plan_id for no key update;
  leads_to := plan_step(moved.state, new.kind);
  if leads_to is null or (new.kind = 'asked' and exists (select from plan_events e where e.plan_id = new.plan_id and e.id <> new.id)) then
    raise exception using errcode = 'TS083', constraint = case when plan_is_closed(moved.state) then 'plan_closed' else 'plan_step_follows' end,
      message = format('plan %s is %s: %s does not follow', moved.number, moved.state, new.kind);
  end if;
  if leads_to = 'active' and new.kind not in ('method', 'help') then
    select * into agreed from plan_versions v where v.plan_id = new.plan_id order by v.version_no desc limit 1;
    if agreed.version_no is distinct from new.version_no
      or (new.kind in ('agreed', 'renegotiated')) <> (agreed.version_no = moved.version_no + 1) then
      raise exception using errcode = 'TS083', constraint = 'plan_step_follows', message = format('%s of plan %s names another version', new.kind, moved.number);
    end if;
    if new.instalment_no > agreed.instalments then
      raise exception using errcode = 'TS083', constraint = 'plan_step_follows', message = format('plan %s has no instalment %s', moved.number, new.instalment_no);
    end if;
  end if;
  if new.kind in ('settled_early', 'ended') and plan_left((select v.id from plan_versions v where v.plan_id = moved.id and v.version_no = moved.version_no)) > 0 then
    raise exception using errcode = 'TS083', constraint = 'plan_not_paid', message = format('plan %s is not paid', moved.number);
  end if;
  update plans p set state = leads_to, changed_at = greatest(p.changed_at, new.happened_at),
      version_no = case when new.kind in ('agreed', 'renegotiated') then new.version_no else p.version_no end,
      wish = case when new.kind in ('asked', 'countered', 'renegotiated') then coalesce(new.wish, p.wish) else p.wish end,
      method_id = case when new.kind = 'method' then (new.facts ->> 'methodId')::uuid
        when new.kind in ('agreed', 'renegotiated') then agreed.method_id else p.method_id end
    where p.id = moved.id;
  return null;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.take_snapshot(period_end date)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  taken uuid := uuidv7();
  -- Every transaction below a seal's end has ended, so what they wrote is visible here and no slow one can add to it later.
  known_at bigint := seal_now();
  boundary xid8 := (select before_xid from seals where seal_no = known_at);
begin
  insert into snapshots (id, period_end_on, seal_no, before_xid, has_accounts) values (taken, period_end, known_at, boundary, true);
  insert into item_snapshots (snapshot_id, item_id, customer_id, currency, side, due_on, open_minor)
    with applied as (
      select item, sum(amount_minor)::bigint as minor from (
        select credit_item_id as item, amount_minor from applications where effective_on <= period_end and xid < boundary
        union all
        select debit_item_id, amount_minor from applications where effective_on <= period_end and xid < boundary) moves
      group by item)
    select taken, i.id, i.customer_id, i.currency, i.side, i.due_on, i.amount_minor - coalesce(applied.minor, 0)
    from open_items i left join applied on applied.item = i.id
    where i.effective_on <= period_end and i.xid < boundary and i.amount_minor > coalesce(applied.minor, 0);
  insert into account_snapshots (snapshot_id, account_code, currency, debit_minor, credit_minor, base_minor)
    select taken, l.account_code, l.currency, coalesce(sum(l.amount_minor) filter (where l.amount_minor > 0), 0),
      coalesce(-sum(l.amount_minor) filter (where l.amount_minor < 0), 0), sum(l.base_minor)
    from entries e join entry_lines l on l.entry_id = e.id where e.effective_on <= period_end and e.xid < boundary
    group by l.account_code, l.currency;
  return taken;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.tax_in_item(item uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(
    (select least(greatest(v.tax_minor, 0), i.amount_minor) from open_items i join invoices v on v.open_item_id = i.id where i.id = item and i.side = 'debit'),
    (select r.tax_minor from recoveries r where r.debit_item_id = item), 0);
$function$
;
CREATE OR REPLACE FUNCTION public.tax_part(amount bigint, of_minor bigint, tax bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select case when of_minor = 0 then 0 else div(amount::numeric * tax, of_minor)::bigint end;
$function$
;
CREATE OR REPLACE FUNCTION public.tax_rate_on(of_code text, on_day date, known timestamp with time zone DEFAULT 'infinity'::timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce((company_version('tax_rate', of_code, on_day, known) ->> 'rateBp')::integer, t.rate_bp) from tax_categories t where t.code = of_code;
$function$
;
CREATE OR REPLACE FUNCTION public.unapply_items(undone jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  with asked as materialized (
    select w.id, w.effective_on, w.reverses_id, o.customer_id, o.credit_item_id, o.debit_item_id, o.amount_minor, o.credit_base_minor,
      o.debit_base_minor, i.currency
    from jsonb_to_recordset(undone) as w (id uuid, reverses_id uuid, effective_on date)
      join applications o on o.id = w.reverses_id join open_items i on i.id = o.credit_item_id),
  differences as materialized (
    select uuidv7() as entry, customer_id, currency, effective_on, sum(debit_base_minor - credit_base_minor)::bigint as gain
    from asked where debit_base_minor <> credit_base_minor group by customer_id, currency, effective_on),
  posted as (
    insert into entries (id, kind, effective_on, value_on, memo)
      select entry, 'exchange', effective_on, effective_on, 'Realised exchange difference undone' from differences),
  lines as (
    insert into entry_lines (entry_id, line_no, account_code, customer_id, currency, amount_minor, base_minor)
      select entry, 1, '7000', null, currency, 0, -gain from differences
      union all select entry, 2, '1100', customer_id, currency, 0, gain from differences)
  insert into applications (id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on, credit_base_minor, debit_base_minor,
      exchange_entry_id, reverses_id)
    select a.id, a.customer_id, a.credit_item_id, a.debit_item_id, -a.amount_minor, a.effective_on, -a.credit_base_minor, -a.debit_base_minor,
      d.entry, a.reverses_id
    from asked a left join differences d on d.customer_id = a.customer_id and d.currency = a.currency
      and d.effective_on = a.effective_on and a.debit_base_minor <> a.credit_base_minor;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.unsealed_rows()
 RETURNS TABLE(family text, row_count bigint)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  of_family text;
  first_unsealed xid8 := (select s.before_xid from seals s order by s.seal_no desc limit 1);
begin
  for of_family in select f.family from sealed_families() f loop
    return query execute format('select %L::text, count(*) from %I where xid >= $1', of_family, of_family) using first_unsealed;
  end loop;
end;
$function$
;
CREATE OR REPLACE FUNCTION public.within_limit(rule jsonb, role text, which text, base_minor bigint)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  -- A request without an amount passes only where there is no limit. A role without a line may nothing.
  select coalesce(rule -> 'roles' ? role, false) and case
    when rule -> 'roles' -> role ->> which is null then true
    when base_minor is null then false
    else base_minor > 0 and base_minor <= (rule -> 'roles' -> role ->> which)::bigint end;
$function$
;
CREATE OR REPLACE FUNCTION public.write_off_tax(item uuid, amount bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select tax_part(w.before + amount, i.amount_minor, tax_in_item(i.id)) - tax_part(w.before, i.amount_minor, tax_in_item(i.id))
  from open_items i, lateral (select coalesce(sum(w.amount_minor), 0)::bigint as before from write_offs w where w.item_id = i.id) w
  where i.id = item;
$function$
;
CREATE OR REPLACE FUNCTION public.written_off_standing(write_off uuid, not_recovery uuid DEFAULT NULL::uuid, not_relief uuid DEFAULT NULL::uuid)
 RETURNS TABLE(unrecovered_minor bigint, relieved_minor bigint)
 LANGUAGE sql
 STABLE
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select w.amount_minor - coalesce(r.amount, 0), coalesce(t.amount, 0) - coalesce(r.tax, 0)
  from write_offs w
    cross join lateral (select sum(r.amount_minor)::bigint as amount, sum(r.tax_minor)::bigint as tax from recoveries r
      where r.write_off_id = w.id and r.id is distinct from not_recovery) r
    cross join lateral (select sum(t.amount_minor)::bigint as amount from tax_reliefs t where t.write_off_id = w.id and t.id is distinct from not_relief) t
  where w.id = write_off;
$function$
;

-- Triggers

CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.account_snapshots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.activity_note_ends FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _146_has_step BEFORE INSERT ON public.activity_note_ends FOR EACH ROW EXECUTE FUNCTION check_note_end();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.activity_notes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.adjustment_reasons FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.allowance_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _109_allowance_change AFTER INSERT ON public.allowance_changes FOR EACH ROW EXECUTE FUNCTION check_allowance_change();
CREATE TRIGGER _109_allowance_holds AFTER INSERT ON public.allowance_changes FOR EACH ROW WHEN ((new.amount_minor < 0)) EXECUTE FUNCTION check_allowance_holds();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.applications FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _030_applications AFTER INSERT ON public.applications REFERENCING NEW TABLE AS new_applications FOR EACH STATEMENT EXECUTE FUNCTION check_applications();
CREATE TRIGGER _031_application_base AFTER INSERT ON public.applications REFERENCING NEW TABLE AS new_applications FOR EACH STATEMENT EXECUTE FUNCTION check_application_base();
CREATE TRIGGER _065_period AFTER INSERT ON public.applications REFERENCING NEW TABLE AS new_applications FOR EACH STATEMENT EXECUTE FUNCTION check_applications_period();
CREATE TRIGGER _075_write_off_stays AFTER INSERT ON public.applications REFERENCING NEW TABLE AS new_applications FOR EACH STATEMENT EXECUTE FUNCTION check_write_off_stays();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.approval_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _045_decision BEFORE INSERT ON public.approval_decisions FOR EACH ROW EXECUTE FUNCTION check_approval_decision();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.approval_delegation_ends FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.approval_delegations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.approval_effects FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.approval_requests FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _045_request BEFORE INSERT ON public.approval_requests FOR EACH ROW EXECUTE FUNCTION stamp_approval_rule();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.approval_rules FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.approval_uses FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _156_kept BEFORE INSERT OR DELETE OR UPDATE ON public.ask_faults FOR EACH ROW EXECUTE FUNCTION keep_ask_fault();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.attempt_surcharges FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _125_shown BEFORE INSERT ON public.attempt_surcharges FOR EACH ROW EXECUTE FUNCTION check_attempt_surcharge();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.autopay_policies FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _129_autopay_policy BEFORE INSERT ON public.autopay_policies FOR EACH ROW EXECUTE FUNCTION check_autopay_policy();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_alias_choices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_aliases FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_automatic_postings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _152_allowed BEFORE INSERT ON public.bank_automatic_postings FOR EACH ROW EXECUTE FUNCTION check_bank_automatic_posting();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_explanation_undoings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _150_undone AFTER INSERT ON public.bank_explanation_undoings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_bank_explanation();
CREATE CONSTRAINT TRIGGER _151_posted AFTER INSERT ON public.bank_explanation_undoings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_bank_posting();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_explanations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _150_explained AFTER INSERT ON public.bank_explanations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_bank_explanation();
CREATE CONSTRAINT TRIGGER _152_allowed AFTER INSERT ON public.bank_explanations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.how <> 'person'::text)) EXECUTE FUNCTION check_bank_explained_alone();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_gate_openings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _152_allowed BEFORE INSERT ON public.bank_gate_openings FOR EACH ROW EXECUTE FUNCTION check_bank_gate_opening();
CREATE TRIGGER _150_kept BEFORE DELETE OR UPDATE ON public.bank_imports FOR EACH ROW EXECUTE FUNCTION keep_bank_import();
CREATE CONSTRAINT TRIGGER _150_whole AFTER UPDATE ON public.bank_imports DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_bank_import();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_line_links FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _150_linked AFTER INSERT ON public.bank_line_links DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_bank_explanation();
CREATE TRIGGER _151_held BEFORE INSERT ON public.bank_line_links FOR EACH ROW EXECUTE FUNCTION hold_bank_subject();
CREATE CONSTRAINT TRIGGER _151_posted AFTER INSERT ON public.bank_line_links DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_bank_posting();
CREATE CONSTRAINT TRIGGER _157_parts AFTER INSERT ON public.bank_line_links DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.kind = 'returned_part'::text)) EXECUTE FUNCTION check_returned_part();
CREATE CONSTRAINT TRIGGER _150_state AFTER INSERT OR DELETE OR UPDATE ON public.bank_line_states DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_bank_line_state();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_link_reversals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _151_posted AFTER INSERT ON public.bank_link_reversals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_bank_posting();
CREATE CONSTRAINT TRIGGER _151_receipt AFTER INSERT ON public.bank_link_reversals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_receipt();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_posting_choices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_rule_endings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_rule_ticks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _152_confirmed BEFORE INSERT ON public.bank_rule_ticks FOR EACH ROW EXECUTE FUNCTION check_bank_rule_tick();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_rules FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.bank_statements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.billed_periods FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.billed_usage FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _100_step BEFORE UPDATE ON public.billing_runs FOR EACH ROW EXECUTE FUNCTION check_run_step();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.case_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.chargeback_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _123_step AFTER INSERT ON public.chargeback_steps FOR EACH ROW EXECUTE FUNCTION check_chargeback_step();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.collection_policies FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _134_kept BEFORE DELETE OR UPDATE ON public.collection_tasks FOR EACH ROW EXECUTE FUNCTION keep_collection_task();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.collector_assignments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.company_bank_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _046_approved BEFORE INSERT ON public.company_bank_versions FOR EACH ROW EXECUTE FUNCTION check_bank_version();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.company_version_withdrawals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _016_withdrawal BEFORE INSERT ON public.company_version_withdrawals FOR EACH ROW EXECUTE FUNCTION check_company_withdrawal();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.company_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _016_version BEFORE INSERT ON public.company_versions FOR EACH ROW EXECUTE FUNCTION check_company_version();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.complaint_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _093_lines AFTER INSERT ON public.contract_lines REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION check_contract_lines();
CREATE TRIGGER _093_lines_changed AFTER UPDATE ON public.contract_lines REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION check_contract_lines();
CREATE TRIGGER _096_unit BEFORE UPDATE OF product_id, charge ON public.contract_lines FOR EACH ROW WHEN (((old.product_id <> new.product_id) OR (old.charge <> new.charge))) EXECUTE FUNCTION keep_unit_of_usage();
CREATE TRIGGER _090_scheme BEFORE INSERT ON public.contract_prices FOR EACH ROW EXECUTE FUNCTION check_price_scheme();
CREATE TRIGGER _093_as_agreed BEFORE UPDATE ON public.contract_prices FOR EACH ROW EXECUTE FUNCTION keep_agreed_price();
CREATE TRIGGER _093_prices AFTER INSERT ON public.contract_prices REFERENCING NEW TABLE AS new_prices FOR EACH STATEMENT EXECUTE FUNCTION check_contract_prices();
CREATE TRIGGER _093_prices_changed AFTER UPDATE ON public.contract_prices REFERENCING NEW TABLE AS new_prices FOR EACH STATEMENT EXECUTE FUNCTION check_contract_prices();
CREATE TRIGGER _093_decided_once BEFORE UPDATE ON public.contract_versions FOR EACH ROW EXECUTE FUNCTION keep_decided_version();
CREATE CONSTRAINT TRIGGER _093_span AFTER UPDATE OF starts_on, ends_on ON public.contracts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_contract_span();
CREATE TRIGGER _121_item BEFORE INSERT ON public.credit_requests FOR EACH ROW EXECUTE FUNCTION check_credit_request();
CREATE TRIGGER _121_kept BEFORE DELETE OR UPDATE ON public.credit_requests FOR EACH ROW EXECUTE FUNCTION keep_credit_request();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.credit_use_parts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _125_part BEFORE INSERT ON public.credit_use_parts FOR EACH ROW EXECUTE FUNCTION check_credit_use_part();
CREATE TRIGGER _125_kept BEFORE DELETE OR UPDATE ON public.credit_uses FOR EACH ROW EXECUTE FUNCTION keep_credit_use();
CREATE TRIGGER _156_answered AFTER UPDATE ON public.credit_uses FOR EACH ROW WHEN (((old.done_at IS NULL) AND (new.done_at IS NOT NULL))) EXECUTE FUNCTION end_ask_fault('credit', 'done_at');
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.customer_bank_accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _046_approved BEFORE INSERT ON public.customer_bank_accounts FOR EACH ROW EXECUTE FUNCTION check_bank_version();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.customer_change_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _120_decision BEFORE INSERT ON public.customer_change_decisions FOR EACH ROW EXECUTE FUNCTION check_customer_change_decision();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.customer_change_effects FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _120_effect BEFORE INSERT ON public.customer_change_effects FOR EACH ROW EXECUTE FUNCTION check_customer_change_effect();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.customer_change_requests FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _033_group AFTER INSERT OR UPDATE OF parent_id ON public.customers FOR EACH ROW WHEN ((new.parent_id IS NOT NULL)) EXECUTE FUNCTION check_group();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.deferral_releases FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _108_releases AFTER INSERT ON public.deferral_releases REFERENCING NEW TABLE AS new_releases FOR EACH STATEMENT EXECUTE FUNCTION check_deferral_releases();
CREATE TRIGGER _010_append_only BEFORE DELETE OR TRUNCATE ON public.deferrals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_only_standing BEFORE UPDATE ON public.deferrals FOR EACH ROW WHEN (((old.invoice_id IS DISTINCT FROM new.invoice_id) OR (old.line_no IS DISTINCT FROM new.line_no) OR (old.customer_id IS DISTINCT FROM new.customer_id) OR (old.currency IS DISTINCT FROM new.currency) OR (old.account_code IS DISTINCT FROM new.account_code) OR (old.from_on IS DISTINCT FROM new.from_on) OR (old.to_on IS DISTINCT FROM new.to_on) OR (old.amount_minor IS DISTINCT FROM new.amount_minor) OR (old.base_minor IS DISTINCT FROM new.base_minor))) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _114_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.delivery_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _114_step AFTER INSERT ON public.delivery_events FOR EACH ROW EXECUTE FUNCTION take_delivery_step();
CREATE TRIGGER _114_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.delivery_evidence FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.deposit_batches FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _040_number_is_taken AFTER INSERT ON public.deposit_batches REFERENCING NEW TABLE AS new_documents FOR EACH STATEMENT EXECUTE FUNCTION check_number_is_taken();
CREATE CONSTRAINT TRIGGER _086_batch AFTER INSERT ON public.deposit_batches DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_deposit_batch();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.deposit_cancellations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _086_cancelled AFTER INSERT ON public.deposit_cancellations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_deposit_cancelled();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.deposit_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _086_lines AFTER INSERT ON public.deposit_lines REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION check_deposit_lines();
CREATE TRIGGER _142_once BEFORE INSERT OR DELETE OR UPDATE ON public.dispute_asks FOR EACH ROW EXECUTE FUNCTION keep_answered_once('answered_at', '{answered_at,outcome,refusal,answered_dispute_id}');
CREATE TRIGGER _156_answered AFTER UPDATE ON public.dispute_asks FOR EACH ROW WHEN (((old.answered_at IS NULL) AND (new.answered_at IS NOT NULL))) EXECUTE FUNCTION end_ask_fault('dispute', 'answered_at');
CREATE TRIGGER _142_once BEFORE INSERT OR DELETE OR UPDATE ON public.dispute_breaches FOR EACH ROW EXECUTE FUNCTION keep_answered_once('explained_at', '{cause,explained_by,explained_by_name,explained_at}');
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.dispute_causes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.dispute_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _142_whole AFTER INSERT ON public.dispute_decisions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_dispute();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.dispute_files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _142_seen BEFORE INSERT ON public.dispute_files FOR EACH ROW EXECUTE FUNCTION check_dispute_file();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.dispute_handover_files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _145_was_there BEFORE INSERT ON public.dispute_handover_files FOR EACH ROW EXECUTE FUNCTION check_dispute_handover_file();
CREATE TRIGGER _142_once BEFORE INSERT OR DELETE OR UPDATE ON public.dispute_handovers FOR EACH ROW EXECUTE FUNCTION keep_answered_once('answered_at', '{answered_at,answered_by_name,message_id,recalled_at,token_hash}');
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.dispute_holds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _148_its BEFORE INSERT ON public.dispute_holds FOR EACH ROW EXECUTE FUNCTION check_dispute_hold();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.dispute_learnings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _148_learned BEFORE INSERT ON public.dispute_learnings FOR EACH ROW EXECUTE FUNCTION check_dispute_learning();
CREATE TRIGGER _142_kept BEFORE DELETE OR UPDATE ON public.dispute_lines FOR EACH ROW EXECUTE FUNCTION keep_dispute_line();
CREATE CONSTRAINT TRIGGER _142_whole AFTER INSERT OR UPDATE ON public.dispute_lines DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_dispute();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.dispute_messages FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.dispute_stages FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _142_follows BEFORE INSERT ON public.dispute_stages FOR EACH ROW EXECUTE FUNCTION check_dispute_stage();
CREATE CONSTRAINT TRIGGER _142_whole AFTER INSERT ON public.dispute_stages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_dispute();
CREATE TRIGGER _142_kept BEFORE DELETE OR UPDATE ON public.disputes FOR EACH ROW EXECUTE FUNCTION keep_dispute();
CREATE CONSTRAINT TRIGGER _142_whole AFTER INSERT OR UPDATE ON public.disputes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_dispute();
CREATE TRIGGER _148_kept AFTER INSERT ON public.disputes FOR EACH ROW WHEN ((new.hold_id IS NOT NULL)) EXECUTE FUNCTION keep_dispute_hold();
CREATE TRIGGER _148_kept_again AFTER UPDATE OF hold_id ON public.disputes FOR EACH ROW WHEN (((new.hold_id IS NOT NULL) AND (new.hold_id IS DISTINCT FROM old.hold_id))) EXECUTE FUNCTION keep_dispute_hold();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.einvoice_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _112_einvoice_events AFTER INSERT ON public.einvoice_events FOR EACH ROW EXECUTE FUNCTION check_einvoice_events();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _065_period AFTER INSERT ON public.entries REFERENCING NEW TABLE AS new_entries FOR EACH STATEMENT EXECUTE FUNCTION check_entries_period();
CREATE CONSTRAINT TRIGGER _108_release_named AFTER INSERT ON public.entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.kind = 'revenue_release'::text)) EXECUTE FUNCTION check_release_named();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.entry_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _020_entries_balance AFTER INSERT ON public.entry_lines REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION check_entries_balance();
CREATE TRIGGER _041_keys AFTER INSERT ON public.entry_lines REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION check_line_keys();
CREATE TRIGGER _108_deferred_account AFTER INSERT ON public.entry_lines REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION check_deferred_account();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.help_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _138_not_back BEFORE INSERT ON public.help_versions FOR EACH ROW EXECUTE FUNCTION check_help_version();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.hold_releases FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _132_release AFTER INSERT ON public.hold_releases DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_plan_hold();
CREATE CONSTRAINT TRIGGER _142_disputed AFTER INSERT ON public.hold_releases DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_disputed_hold();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.holds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _030_holds AFTER INSERT ON public.holds REFERENCING NEW TABLE AS new_holds FOR EACH STATEMENT EXECUTE FUNCTION check_holds();
CREATE CONSTRAINT TRIGGER _132_hold AFTER INSERT ON public.holds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.kind = 'in_plan'::text)) EXECUTE FUNCTION check_plan_hold();
CREATE CONSTRAINT TRIGGER _142_disputed AFTER INSERT ON public.holds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.kind = 'disputed'::text)) EXECUTE FUNCTION check_disputed_hold();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.inbound_files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.inbound_mail_dismissals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _147_stands AFTER INSERT ON public.inbound_mail_dismissals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_inbound_mail_stands();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.inbound_mail_places FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _147_stands AFTER INSERT ON public.inbound_mail_places DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_inbound_mail_stands();
CREATE TRIGGER _147_kept BEFORE DELETE OR UPDATE ON public.inbound_mails FOR EACH ROW EXECUTE FUNCTION keep_inbound_mail();
CREATE CONSTRAINT TRIGGER _147_stands AFTER INSERT OR UPDATE ON public.inbound_mails DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_inbound_mail_stands();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.instrument_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _085_step BEFORE INSERT ON public.instrument_events FOR EACH ROW EXECUTE FUNCTION take_instrument_step();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.instrument_items FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR TRUNCATE ON public.instrument_standing FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.instruments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _040_number_is_taken AFTER INSERT ON public.instruments REFERENCING NEW TABLE AS new_documents FOR EACH STATEMENT EXECUTE FUNCTION check_number_is_taken();
CREATE CONSTRAINT TRIGGER _085_received AFTER INSERT ON public.instruments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_instrument_received();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.invoice_line_sources FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.invoice_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _041_keys AFTER INSERT ON public.invoice_lines REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION check_document_line_keys();
CREATE TRIGGER _070_credit_lines AFTER INSERT ON public.invoice_lines REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION check_credit_lines();
CREATE TRIGGER _108_deferrals AFTER INSERT ON public.invoice_lines REFERENCING NEW TABLE AS new_lines FOR EACH STATEMENT EXECUTE FUNCTION check_deferrals();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.invoice_taxes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _040_invoice_sums AFTER INSERT ON public.invoice_taxes REFERENCING NEW TABLE AS new_taxes FOR EACH STATEMENT EXECUTE FUNCTION check_invoice_sums();
CREATE TRIGGER _041_keys AFTER INSERT ON public.invoice_taxes REFERENCING NEW TABLE AS new_taxes FOR EACH STATEMENT EXECUTE FUNCTION check_document_tax_keys();
CREATE TRIGGER _070_credit_taxes AFTER INSERT ON public.invoice_taxes REFERENCING NEW TABLE AS new_taxes FOR EACH STATEMENT EXECUTE FUNCTION check_credit_taxes();
CREATE TRIGGER _139_days AFTER INSERT ON public.invoice_taxes REFERENCING NEW TABLE AS new_taxes FOR EACH STATEMENT EXECUTE FUNCTION check_tax_days();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.invoices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _040_number_is_taken AFTER INSERT ON public.invoices REFERENCING NEW TABLE AS new_documents FOR EACH STATEMENT EXECUTE FUNCTION check_number_is_taken();
CREATE TRIGGER _041_keys AFTER INSERT ON public.invoices REFERENCING NEW TABLE AS new_documents FOR EACH STATEMENT EXECUTE FUNCTION check_document_keys();
CREATE TRIGGER _065_period AFTER INSERT ON public.invoices REFERENCING NEW TABLE AS new_documents FOR EACH STATEMENT EXECUTE FUNCTION check_documents_period();
CREATE TRIGGER _070_corrections AFTER INSERT ON public.invoices REFERENCING NEW TABLE AS new_documents FOR EACH STATEMENT EXECUTE FUNCTION check_corrections();
CREATE TRIGGER _070_credit_decided BEFORE INSERT ON public.invoices FOR EACH ROW WHEN ((new.kind = 'credit_note'::text)) EXECUTE FUNCTION check_credit_decided();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.issue_rule_tests FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _105_fits BEFORE INSERT ON public.issue_rule_tests FOR EACH ROW EXECUTE FUNCTION check_issue_rule();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.issue_rules FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _105_fits BEFORE INSERT ON public.issue_rules FOR EACH ROW EXECUTE FUNCTION check_issue_rule();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.item_snapshots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _041_code BEFORE UPDATE ON public.ledger_accounts FOR EACH ROW WHEN ((old.code IS DISTINCT FROM new.code)) EXECUTE FUNCTION refuse_new_code();
CREATE TRIGGER _041_kept BEFORE DELETE OR TRUNCATE ON public.ledger_accounts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.list_price_withdrawals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _092_not_billed AFTER INSERT ON public.list_price_withdrawals REFERENCING NEW TABLE AS new_withdrawals FOR EACH STATEMENT EXECUTE FUNCTION check_price_withdrawal();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.list_prices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _090_scheme BEFORE INSERT ON public.list_prices FOR EACH ROW EXECUTE FUNCTION check_price_scheme();
CREATE TRIGGER _091_versions AFTER INSERT ON public.list_prices REFERENCING NEW TABLE AS new_prices FOR EACH STATEMENT EXECUTE FUNCTION check_price_versions();
CREATE TRIGGER _129_message_left BEFORE UPDATE ON public.messages FOR EACH ROW EXECUTE FUNCTION stamp_message_left();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.meter_readings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _097_readings AFTER INSERT ON public.meter_readings REFERENCING NEW TABLE AS new_readings FOR EACH STATEMENT EXECUTE FUNCTION check_readings();
CREATE TRIGGER _097_end BEFORE UPDATE ON public.meters FOR EACH ROW EXECUTE FUNCTION check_meter_end();
CREATE TRIGGER _016_shape BEFORE UPDATE ON public.number_series FOR EACH ROW WHEN ((old.next_no IS DISTINCT FROM new.next_no)) EXECUTE FUNCTION stamp_series_shape();
CREATE CONSTRAINT TRIGGER _040_series_gapless AFTER UPDATE ON public.number_series DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_series_gapless();
CREATE TRIGGER _040_series_gapless_drop AFTER DELETE OR TRUNCATE ON public.number_series FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _041_code BEFORE UPDATE ON public.number_series FOR EACH ROW WHEN ((old.code IS DISTINCT FROM new.code)) EXECUTE FUNCTION refuse_new_code();
CREATE TRIGGER _041_kept BEFORE DELETE OR TRUNCATE ON public.number_series FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR TRUNCATE ON public.open_items FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_only_residual BEFORE UPDATE ON public.open_items FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.entry_id IS DISTINCT FROM new.entry_id) OR (old.line_no IS DISTINCT FROM new.line_no) OR (old.customer_id IS DISTINCT FROM new.customer_id) OR (old.side IS DISTINCT FROM new.side) OR (old.kind IS DISTINCT FROM new.kind) OR (old.source_id IS DISTINCT FROM new.source_id) OR (old.currency IS DISTINCT FROM new.currency) OR (old.amount_minor IS DISTINCT FROM new.amount_minor) OR (old.base_minor IS DISTINCT FROM new.base_minor) OR (old.effective_on IS DISTINCT FROM new.effective_on) OR (old.due_on IS DISTINCT FROM new.due_on) OR (old.xid IS DISTINCT FROM new.xid))) EXECUTE FUNCTION refuse_item_change();
CREATE TRIGGER _020_items_match_lines AFTER INSERT ON public.open_items REFERENCING NEW TABLE AS new_items FOR EACH STATEMENT EXECUTE FUNCTION check_items_match_lines();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.opening_items FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _035_opening_items AFTER INSERT ON public.opening_items REFERENCING NEW TABLE AS new_items FOR EACH STATEMENT EXECUTE FUNCTION check_opening_items();
CREATE TRIGGER _137_kept BEFORE UPDATE ON public.payment_asks FOR EACH ROW EXECUTE FUNCTION keep_payment_ask();
CREATE TRIGGER _129_autopay_attempt BEFORE INSERT ON public.payment_attempts FOR EACH ROW EXECUTE FUNCTION check_autopay_attempt();
CREATE TRIGGER _137_right BEFORE INSERT ON public.payment_attempts FOR EACH ROW EXECUTE FUNCTION check_attempt_right();
CREATE TRIGGER _137_right_stays BEFORE UPDATE ON public.payment_attempts FOR EACH ROW EXECUTE FUNCTION keep_attempt_right();
CREATE CONSTRAINT TRIGGER _138_released_amount AFTER INSERT ON public.payment_attempts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.ask_id IS NOT NULL)) EXECUTE FUNCTION check_released_amount();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.payment_reversals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _037_returned_payment AFTER INSERT ON public.payment_reversals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_returned_payment();
CREATE TRIGGER _086_account AFTER INSERT ON public.payment_reversals REFERENCING NEW TABLE AS new_reversals FOR EACH STATEMENT EXECUTE FUNCTION check_reversal_account();
CREATE CONSTRAINT TRIGGER _086_cheque AFTER INSERT ON public.payment_reversals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_cheque_returned();
CREATE CONSTRAINT TRIGGER _157_parts AFTER INSERT ON public.payment_reversals DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_returned_part();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.payments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _040_number_is_taken AFTER INSERT ON public.payments REFERENCING NEW TABLE AS new_documents FOR EACH STATEMENT EXECUTE FUNCTION check_number_is_taken();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.payout_parts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _123_parts AFTER INSERT ON public.payout_parts REFERENCING NEW TABLE AS new_parts FOR EACH STATEMENT EXECUTE FUNCTION check_payout_parts();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.payout_postings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _123_posting AFTER INSERT ON public.payout_postings FOR EACH ROW EXECUTE FUNCTION check_payout_posting();
CREATE TRIGGER _123_same BEFORE UPDATE ON public.payouts FOR EACH ROW WHEN (((old.ref IS DISTINCT FROM new.ref) OR (old.currency IS DISTINCT FROM new.currency) OR (old.amount_minor IS DISTINCT FROM new.amount_minor))) EXECUTE FUNCTION check_payout_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.period_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _065_event BEFORE INSERT ON public.period_events FOR EACH ROW EXECUTE FUNCTION check_period_event();
CREATE TRIGGER _010_append_only BEFORE DELETE OR TRUNCATE ON public.periods FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _132_ask BEFORE INSERT OR DELETE OR UPDATE ON public.plan_asks FOR EACH ROW EXECUTE FUNCTION keep_plan_ask();
CREATE TRIGGER _156_answered AFTER UPDATE ON public.plan_asks FOR EACH ROW WHEN (((old.answered_at IS NULL) AND (new.answered_at IS NOT NULL))) EXECUTE FUNCTION end_ask_fault('plan', 'answered_at');
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plan_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _132_closing AFTER INSERT ON public.plan_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.kind = ANY (ARRAY['asked'::text, 'settled_early'::text, 'ended'::text, 'defaulted'::text, 'cancelled'::text, 'renegotiated'::text]))) EXECUTE FUNCTION check_plan_closing();
CREATE TRIGGER _132_event AFTER INSERT ON public.plan_events FOR EACH ROW EXECUTE FUNCTION take_plan_event();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plan_instalments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _132_instalment BEFORE INSERT ON public.plan_instalments FOR EACH ROW EXECUTE FUNCTION check_plan_instalment();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plan_items FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _132_item BEFORE INSERT ON public.plan_items FOR EACH ROW EXECUTE FUNCTION check_plan_item();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plan_moves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _132_move BEFORE INSERT ON public.plan_moves FOR EACH ROW EXECUTE FUNCTION check_plan_move();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plan_policies FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _132_policy BEFORE INSERT ON public.plan_policies FOR EACH ROW EXECUTE FUNCTION check_plan_policy();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.plan_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _132_decided BEFORE INSERT ON public.plan_versions FOR EACH ROW EXECUTE FUNCTION decide_plan_version();
CREATE CONSTRAINT TRIGGER _132_whole AFTER INSERT ON public.plan_versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_plan_version();
CREATE TRIGGER _140_right BEFORE INSERT ON public.plan_versions FOR EACH ROW EXECUTE FUNCTION check_plan_right();
CREATE TRIGGER _132_kept BEFORE DELETE OR UPDATE ON public.plans FOR EACH ROW EXECUTE FUNCTION keep_plan();
CREATE TRIGGER _137_last_owner BEFORE UPDATE ON public.portal_memberships FOR EACH ROW EXECUTE FUNCTION check_last_owner();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.portfolio_packs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.price_imports FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.processor_exchanges FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _124_exchange AFTER INSERT ON public.processor_exchanges FOR EACH ROW EXECUTE FUNCTION check_processor_exchange();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.processor_fees FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _123_fee AFTER INSERT ON public.processor_fees FOR EACH ROW EXECUTE FUNCTION check_processor_fee();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.processor_transactions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _090_account BEFORE INSERT OR UPDATE OF account_code ON public.products FOR EACH ROW EXECUTE FUNCTION check_product_account();
CREATE TRIGGER _096_unit BEFORE UPDATE OF unit_code ON public.products FOR EACH ROW WHEN ((old.unit_code <> new.unit_code)) EXECUTE FUNCTION keep_unit_of_usage();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.promise_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _134_stands AFTER INSERT ON public.promise_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_promise_stands();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.promise_items FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _134_item BEFORE INSERT ON public.promise_items FOR EACH ROW EXECUTE FUNCTION check_promise_item();
CREATE CONSTRAINT TRIGGER _134_money AFTER INSERT OR UPDATE ON public.promise_money DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_promise_money();
CREATE TRIGGER _134_kept BEFORE DELETE OR UPDATE ON public.promises FOR EACH ROW EXECUTE FUNCTION keep_promise();
CREATE TRIGGER _134_made BEFORE INSERT ON public.promises FOR EACH ROW EXECUTE FUNCTION check_promise_made();
CREATE CONSTRAINT TRIGGER _134_stands AFTER INSERT OR UPDATE ON public.promises DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_promise_stands();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.proof_runs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.receipt_identification_undoings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _151_held BEFORE INSERT ON public.receipt_identification_undoings FOR EACH ROW EXECUTE FUNCTION take_of_receipt();
CREATE CONSTRAINT TRIGGER _151_receipt AFTER INSERT ON public.receipt_identification_undoings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_receipt();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.receipt_identifications FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _151_held BEFORE INSERT ON public.receipt_identifications FOR EACH ROW EXECUTE FUNCTION take_of_receipt();
CREATE CONSTRAINT TRIGGER _151_receipt AFTER INSERT ON public.receipt_identifications DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_receipt();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.receipt_returns FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _151_held BEFORE INSERT ON public.receipt_returns FOR EACH ROW EXECUTE FUNCTION take_of_receipt();
CREATE CONSTRAINT TRIGGER _151_receipt AFTER INSERT ON public.receipt_returns DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_receipt();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.recoveries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _075_recovery AFTER INSERT ON public.recoveries FOR EACH ROW EXECUTE FUNCTION check_recovery();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.reduction_reversals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _037_reduction_reversal AFTER INSERT ON public.reduction_reversals FOR EACH ROW EXECUTE FUNCTION check_reduction_reversal();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.reduction_taxes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.reductions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _034_reduction BEFORE INSERT ON public.reductions FOR EACH ROW EXECUTE FUNCTION check_reduction();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.refund_batches FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _040_number_is_taken AFTER INSERT ON public.refund_batches REFERENCING NEW TABLE AS new_documents FOR EACH STATEMENT EXECUTE FUNCTION check_number_is_taken();
CREATE CONSTRAINT TRIGGER _076_batch AFTER INSERT ON public.refund_batches DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_refund_batch();
CREATE TRIGGER _076_decided BEFORE INSERT ON public.refund_batches FOR EACH ROW EXECUTE FUNCTION decide_refund_batch();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.refund_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _076_event AFTER INSERT ON public.refund_events FOR EACH ROW EXECUTE FUNCTION check_refund_event();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.refunds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _040_number_is_taken AFTER INSERT ON public.refunds REFERENCING NEW TABLE AS new_documents FOR EACH STATEMENT EXECUTE FUNCTION check_number_is_taken();
CREATE TRIGGER _076_decided BEFORE INSERT ON public.refunds FOR EACH ROW EXECUTE FUNCTION decide_refund();
CREATE TRIGGER _076_refunds AFTER INSERT ON public.refunds REFERENCING NEW TABLE AS new_refunds FOR EACH STATEMENT EXECUTE FUNCTION check_refunds();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.reminder_stages FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.remittance_choices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _153_fits BEFORE INSERT OR DELETE OR UPDATE ON public.remittance_links FOR EACH ROW EXECUTE FUNCTION check_remittance_link();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.remittance_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _153_with_it BEFORE INSERT ON public.remittance_rows FOR EACH ROW EXECUTE FUNCTION check_remittance_row();
CREATE CONSTRAINT TRIGGER _153_adds_up AFTER INSERT ON public.remittances DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_remittance();
CREATE TRIGGER _153_kept BEFORE DELETE OR UPDATE ON public.remittances FOR EACH ROW EXECUTE FUNCTION keep_remittance();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.reply_addresses FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.revaluations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _032_revaluation BEFORE INSERT ON public.revaluations FOR EACH ROW EXECUTE FUNCTION check_revaluation();
CREATE TRIGGER _010_as_previewed BEFORE UPDATE ON public.run_drafts FOR EACH ROW WHEN (((old.id IS DISTINCT FROM new.id) OR (old.run_id IS DISTINCT FROM new.run_id) OR (old.seq_no IS DISTINCT FROM new.seq_no) OR (old.customer_id IS DISTINCT FROM new.customer_id) OR (old.contract_id IS DISTINCT FROM new.contract_id) OR (old.group_key IS DISTINCT FROM new.group_key) OR (old.currency IS DISTINCT FROM new.currency) OR (old.document_on IS DISTINCT FROM new.document_on) OR (old.due_on IS DISTINCT FROM new.due_on) OR (old.service_from_on IS DISTINCT FROM new.service_from_on) OR (old.service_to_on IS DISTINCT FROM new.service_to_on) OR (old.po_number IS DISTINCT FROM new.po_number) OR (old.title IS DISTINCT FROM new.title) OR (old.net_minor IS DISTINCT FROM new.net_minor) OR (old.tax_minor IS DISTINCT FROM new.tax_minor) OR (old.gross_minor IS DISTINCT FROM new.gross_minor) OR (old.gross_base_minor IS DISTINCT FROM new.gross_base_minor) OR (old.postings IS DISTINCT FROM new.postings) OR (old.entry_id IS DISTINCT FROM new.entry_id) OR (old.open_item_id IS DISTINCT FROM new.open_item_id) OR (old.last_gross_minor IS DISTINCT FROM new.last_gross_minor) OR (old.digest IS DISTINCT FROM new.digest) OR (old.terms_from IS DISTINCT FROM new.terms_from) OR (old.terms_days IS DISTINCT FROM new.terms_days))) EXECUTE FUNCTION keep_issued_draft();
CREATE TRIGGER _100_done BEFORE DELETE OR UPDATE ON public.run_drafts FOR EACH ROW WHEN (((old.state = 'issued'::text) OR old.settled)) EXECUTE FUNCTION keep_issued_draft();
CREATE TRIGGER _100_issued AFTER UPDATE ON public.run_drafts REFERENCING NEW TABLE AS new_drafts FOR EACH STATEMENT EXECUTE FUNCTION check_drafts_issued();
CREATE TRIGGER _100_new AFTER INSERT ON public.run_drafts REFERENCING NEW TABLE AS new_drafts FOR EACH STATEMENT EXECUTE FUNCTION check_draft_is_new();
CREATE TRIGGER _100_ready BEFORE UPDATE ON public.run_drafts FOR EACH ROW WHEN (((new.state = 'issued'::text) AND (old.state <> 'ready'::text))) EXECUTE FUNCTION refuse_blocked_draft();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.run_recipe_days FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _134_kept BEFORE DELETE OR UPDATE ON public.said_paid FOR EACH ROW EXECUTE FUNCTION keep_said_paid();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.saved_answer_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _127_saved_method BEFORE UPDATE ON public.saved_methods FOR EACH ROW EXECUTE FUNCTION check_saved_method();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.seal_leaves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _146_of_its_entry AFTER INSERT OR UPDATE ON public.searchable_texts FOR EACH ROW EXECUTE FUNCTION check_searchable_text();
CREATE TRIGGER _146_words BEFORE INSERT OR UPDATE ON public.searchable_texts FOR EACH ROW EXECUTE FUNCTION stamp_search_words();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.service_order_closings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.service_orders FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.snapshots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _020_check_send BEFORE UPDATE ON public.statement_sends FOR EACH ROW EXECUTE FUNCTION check_statement_send();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.stripe_effects FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.surcharge_notes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _125_note BEFORE INSERT ON public.surcharge_notes FOR EACH ROW EXECUTE FUNCTION check_surcharge_note();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.tax_categories FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _041_code BEFORE UPDATE ON public.tax_categories FOR EACH ROW WHEN ((old.code IS DISTINCT FROM new.code)) EXECUTE FUNCTION refuse_new_code();
CREATE TRIGGER _041_kept BEFORE DELETE OR TRUNCATE ON public.tax_categories FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.tax_reliefs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _075_relief AFTER INSERT ON public.tax_reliefs FOR EACH ROW EXECUTE FUNCTION check_relief();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.timeline_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.transfers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _033_transfer BEFORE INSERT ON public.transfers FOR EACH ROW EXECUTE FUNCTION check_transfer();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.unidentified_notes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.unidentified_receipts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE CONSTRAINT TRIGGER _151_receipt AFTER INSERT ON public.unidentified_receipts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_receipt();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.usage_imports FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.usage_records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _096_lines AFTER INSERT ON public.usage_records REFERENCING NEW TABLE AS new_usage FOR EACH STATEMENT EXECUTE FUNCTION check_usage_lines();
CREATE TRIGGER _097_corrections AFTER INSERT ON public.usage_records REFERENCING NEW TABLE AS new_usage FOR EACH STATEMENT EXECUTE FUNCTION check_usage_corrections();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.write_off_batches FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _075_decided BEFORE INSERT ON public.write_off_batches FOR EACH ROW EXECUTE FUNCTION decide_write_off_batch();
CREATE TRIGGER _010_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.write_offs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER _040_number_is_taken AFTER INSERT ON public.write_offs REFERENCING NEW TABLE AS new_documents FOR EACH STATEMENT EXECUTE FUNCTION check_number_is_taken();
CREATE TRIGGER _075_decided BEFORE INSERT ON public.write_offs FOR EACH ROW EXECUTE FUNCTION decide_write_off();
CREATE TRIGGER _075_write_offs AFTER INSERT ON public.write_offs REFERENCING NEW TABLE AS new_write_offs FOR EACH STATEMENT EXECUTE FUNCTION check_write_offs();
CREATE TRIGGER _109_allowance_holds AFTER INSERT ON public.write_offs FOR EACH ROW WHEN (((new.account_code = '1190'::text) AND (new.beyond_allowance IS NOT TRUE))) EXECUTE FUNCTION check_allowance_holds();

-- Row-level security

alter table applications enable row level security;
alter table ask_faults enable row level security;
alter table attempt_surcharges enable row level security;
alter table audit_records enable row level security;
alter table autopay_charge_items enable row level security;
alter table autopay_charges enable row level security;
alter table autopay_rules enable row level security;
alter table autopay_tries enable row level security;
alter table billed_usage enable row level security;
alter table case_events enable row level security;
alter table contacts enable row level security;
alter table contract_files enable row level security;
alter table contract_lines enable row level security;
alter table contract_prices enable row level security;
alter table contracts enable row level security;
alter table credit_requests enable row level security;
alter table credit_use_parts enable row level security;
alter table credit_uses enable row level security;
alter table customer_bank_accounts enable row level security;
alter table customer_change_decisions enable row level security;
alter table customer_change_effects enable row level security;
alter table customer_change_requests enable row level security;
alter table customers enable row level security;
alter table deliveries enable row level security;
alter table delivery_events enable row level security;
alter table dispute_asks enable row level security;
alter table dispute_decisions enable row level security;
alter table dispute_files enable row level security;
alter table dispute_lines enable row level security;
alter table dispute_messages enable row level security;
alter table dispute_stages enable row level security;
alter table disputes enable row level security;
alter table document_faults enable row level security;
alter table documents enable row level security;
alter table einvoice_buyers enable row level security;
alter table einvoice_events enable row level security;
alter table hold_releases enable row level security;
alter table holds enable row level security;
alter table idempotency_keys enable row level security;
alter table instrument_standing enable row level security;
alter table instruments enable row level security;
alter table invoice_line_sources enable row level security;
alter table invoice_lines enable row level security;
alter table invoice_taxes enable row level security;
alter table invoice_views enable row level security;
alter table invoices enable row level security;
alter table method_setups enable row level security;
alter table open_items enable row level security;
alter table opening_items enable row level security;
alter table payment_ask_items enable row level security;
alter table payment_asks enable row level security;
alter table payment_attempt_items enable row level security;
alter table payment_attempts enable row level security;
alter table payment_reversals enable row level security;
alter table payments enable row level security;
alter table plan_asks enable row level security;
alter table plan_events enable row level security;
alter table plan_instalments enable row level security;
alter table plan_items enable row level security;
alter table plan_moves enable row level security;
alter table plan_versions enable row level security;
alter table plans enable row level security;
alter table portal_invitations enable row level security;
alter table processor_customers enable row level security;
alter table promise_events enable row level security;
alter table promises enable row level security;
alter table receipt_identifications enable row level security;
alter table reduction_reversals enable row level security;
alter table reduction_taxes enable row level security;
alter table reductions enable row level security;
alter table refund_events enable row level security;
alter table refunds enable row level security;
alter table said_paid enable row level security;
alter table saved_methods enable row level security;
alter table searchable_texts enable row level security;
alter table sites enable row level security;
alter table statement_preferences enable row level security;
alter table surcharge_notes enable row level security;
alter table timeline_entries enable row level security;
alter table transfers enable row level security;
alter table usage_records enable row level security;
create policy back_office on applications for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on ask_faults for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on attempt_surcharges for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on audit_records for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on autopay_charge_items for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on autopay_charges for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on autopay_rules for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on autopay_tries for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on billed_usage for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on case_events for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on contacts for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on contract_files for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on contract_lines for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on contract_prices for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on contracts for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on credit_requests for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on credit_use_parts for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on credit_uses for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on customer_bank_accounts for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on customer_change_decisions for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on customer_change_effects for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on customer_change_requests for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on customers for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on deliveries for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on delivery_events for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on dispute_asks for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on dispute_decisions for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on dispute_files for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on dispute_lines for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on dispute_messages for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on dispute_stages for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on disputes for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on document_faults for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on documents for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on einvoice_buyers for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on einvoice_events for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on hold_releases for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on holds for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on idempotency_keys for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on instrument_standing for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on instruments for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on invoice_line_sources for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on invoice_lines for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on invoice_taxes for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on invoice_views for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on invoices for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on method_setups for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on open_items for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on opening_items for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on payment_ask_items for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on payment_asks for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on payment_attempt_items for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on payment_attempts for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on payment_reversals for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on payments for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on plan_asks for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on plan_events for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on plan_instalments for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on plan_items for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on plan_moves for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on plan_versions for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on plans for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on portal_invitations for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on processor_customers for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on promise_events for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on promises for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on receipt_identifications for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on reduction_reversals for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on reduction_taxes for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on reductions for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on refund_events for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on refunds for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on said_paid for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on saved_methods for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on searchable_texts for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on sites for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on statement_preferences for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on surcharge_notes for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on timeline_entries for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on transfers for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy back_office on usage_records for all to tallystick_staff, tallystick_worker using (true) with check (true);
create policy einvoices_where_enabled on documents for select to tallystick_portal using (((kind <> 'einvoice'::text) OR (EXISTS ( SELECT
   FROM einvoice_buyers b
  WHERE ((b.customer_id = documents.customer_id) AND b.portal_download)))));
create policy no_einvoices on documents for select to tallystick_partner using ((kind <> 'einvoice'::text));
create policy no_photos on documents for select to tallystick_partner, tallystick_portal using ((kind <> 'cheque_photo'::text));
create policy not_internal on dispute_files for select to tallystick_partner, tallystick_portal using ((visibility = 'customer'::text));
create policy not_internal on dispute_messages for select to tallystick_partner, tallystick_portal using ((visibility = 'customer'::text));
create policy not_saved on method_setups for update to tallystick_portal using ((state = ANY (ARRAY['created'::text, 'open'::text]))) with check ((state = ANY (ARRAY['created'::text, 'open'::text, 'ended'::text])));
create policy own_ask on payment_asks for insert to tallystick_portal with check (((customer_id = ( SELECT portal_customer() AS portal_customer)) AND (outcome IS NULL)));
create policy own_attempt on attempt_surcharges for insert to tallystick_portal with check ((EXISTS ( SELECT
   FROM payment_attempts a
  WHERE ((a.id = attempt_surcharges.attempt_id) AND (a.customer_id = attempt_surcharges.customer_id) AND (a.state = 'created'::text)))));
create policy own_credit on credit_requests for insert to tallystick_portal with check (((answered_at IS NULL) AND (EXISTS ( SELECT
   FROM open_items o
  WHERE ((o.id = credit_requests.open_item_id) AND (o.customer_id = ( SELECT portal_customer() AS portal_customer)) AND (o.side = 'credit'::text))))));
create policy own_customer on audit_records for insert to tallystick_portal with check (((customer_id IS NULL) OR portal_may_name(customer_id)));
create policy own_customer on payment_attempts for insert to tallystick_portal with check ((portal_may_name(customer_id) AND (state = ANY (ARRAY['created'::text, 'open'::text]))));
create policy own_customer on processor_customers for insert to tallystick_portal with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy own_dispute on dispute_asks for insert to tallystick_portal with check (((answered_at IS NULL) AND (asked_by_kind =
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN 'customer'::text
    ELSE 'link'::text
END) AND ((dispute_id IS NULL) OR (EXISTS ( SELECT
   FROM disputes d
  WHERE ((d.id = dispute_asks.dispute_id) AND (d.customer_id = ( SELECT portal_customer() AS portal_customer)))))) AND ((invoice_id IS NULL) OR (EXISTS ( SELECT
   FROM invoices i
  WHERE ((i.id = dispute_asks.invoice_id) AND (i.customer_id = dispute_asks.customer_id)))))));
create policy own_invoice on invoice_views for insert to tallystick_portal with check ((EXISTS ( SELECT 1
   FROM invoices i
  WHERE ((i.id = invoice_views.invoice_id) AND (i.customer_id = invoice_views.customer_id)))));
create policy own_invoice on said_paid for insert to tallystick_portal with check (((said_by_kind =
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN 'customer'::text
    ELSE 'link'::text
END) AND (EXISTS ( SELECT
   FROM invoices i
  WHERE ((i.id = said_paid.invoice_id) AND (i.customer_id = said_paid.customer_id))))));
create policy own_item on payment_ask_items for insert to tallystick_portal with check ((EXISTS ( SELECT
   FROM open_items o
  WHERE ((o.id = payment_ask_items.item_id) AND (o.customer_id = ( SELECT portal_customer() AS portal_customer)) AND (o.side = 'debit'::text)))));
create policy own_item on payment_attempt_items for insert to tallystick_portal with check (((EXISTS ( SELECT 1
   FROM open_items o
  WHERE ((o.id = payment_attempt_items.item_id) AND (o.customer_id = payment_attempt_items.customer_id)))) AND (EXISTS ( SELECT 1
   FROM payment_attempts a
  WHERE ((a.id = payment_attempt_items.attempt_id) AND (a.customer_id = payment_attempt_items.customer_id))))));
create policy own_method on payment_attempts for insert to tallystick_portal with check (((kind = 'checkout'::text) OR ((state = 'created'::text) AND (requested_by_kind = 'customer'::text) AND (plan_id IS NULL) AND (EXISTS ( SELECT
   FROM saved_methods m
  WHERE ((m.id = payment_attempts.saved_method_id) AND (m.customer_id = payment_attempts.customer_id) AND (m.state = 'active'::text)))))));
create policy own_page on payment_attempt_items for update to tallystick_portal using ((EXISTS ( SELECT
   FROM payment_attempts a
  WHERE ((a.id = payment_attempt_items.attempt_id) AND (a.kind = 'checkout'::text)))));
create policy own_page on payment_attempts for update to tallystick_portal using ((kind = 'checkout'::text)) with check ((kind = 'checkout'::text));
create policy own_part on credit_use_parts for insert to tallystick_portal with check (((customer_id = ( SELECT portal_customer() AS portal_customer)) AND (EXISTS ( SELECT
   FROM credit_uses u
  WHERE ((u.id = credit_use_parts.use_id) AND (u.done_at IS NULL))))));
create policy own_plan on plan_asks for insert to tallystick_portal with check (((answered_at IS NULL) AND (customer_id = ( SELECT portal_customer() AS portal_customer)) AND ((plan_id IS NULL) OR (EXISTS ( SELECT
   FROM plans p
  WHERE ((p.id = plan_asks.plan_id) AND (p.customer_id = ( SELECT portal_customer() AS portal_customer))))))));
create policy own_promise on promise_events for insert to tallystick_portal with check (((kind = 'made'::text) AND (by_kind = 'customer'::text) AND (EXISTS ( SELECT
   FROM promises p
  WHERE ((p.id = promise_events.promise_id) AND (p.customer_id = ( SELECT portal_customer() AS portal_customer)))))));
create policy own_promise on promises for insert to tallystick_portal with check (((made_by_kind = 'customer'::text) AND (state = 'open'::text)));
create policy own_request on customer_change_requests for insert to tallystick_portal with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy own_setup on method_setups for insert to tallystick_portal with check (((customer_id = ( SELECT portal_customer() AS portal_customer)) AND (state = 'created'::text) AND (saved_method_id IS NULL)));
create policy own_use on credit_uses for insert to tallystick_portal with check (((customer_id = ( SELECT portal_customer() AS portal_customer)) AND ((attempt_id IS NULL) OR (EXISTS ( SELECT
   FROM payment_attempts a
  WHERE ((a.id = credit_uses.attempt_id) AND (a.customer_id = credit_uses.customer_id)))))));
create policy partner_scope on applications for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on contacts for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on customer_bank_accounts for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on customers for select to tallystick_partner using ((id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on dispute_decisions for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on dispute_files for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on dispute_lines for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on dispute_messages for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on dispute_stages for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on disputes for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on documents for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on hold_releases for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on holds for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on instrument_standing for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on instruments for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on invoice_lines for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on invoice_taxes for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on invoices for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on open_items for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on payment_reversals for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on payments for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on plan_events for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on plan_instalments for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on plan_items for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on plan_moves for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on plan_versions for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on plans for select to tallystick_partner using ((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))));
create policy partner_scope on searchable_texts for select to tallystick_partner using (((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))) AND (kind <> ALL (ARRAY['dispute'::text, 'mail_in'::text]))));
create policy partner_scope on timeline_entries for select to tallystick_partner using (((customer_id = ANY (ARRAY( SELECT unnest(partner_customers()) AS unnest))) AND (kind <> ALL (ARRAY['dispute'::text, 'mail_in'::text]))));
create policy partner_scope on transfers for select to tallystick_partner using ((ARRAY[customer_id, to_customer_id] && ARRAY( SELECT unnest(partner_customers()) AS unnest)));
create policy portal_scope on applications for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE ((debit_item_id = ANY (ARRAY( SELECT unnest(portal_items()) AS unnest))) OR (credit_item_id = ANY (ARRAY( SELECT unnest(portal_items()) AS unnest))))
END);
create policy portal_scope on ask_faults for select to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE ((kind = 'dispute'::text) AND (EXISTS ( SELECT
       FROM dispute_asks a
      WHERE (a.id = ask_faults.subject_id))))
END);
create policy portal_scope on attempt_surcharges for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (EXISTS ( SELECT
       FROM payment_attempts a
      WHERE (a.id = attempt_surcharges.attempt_id)))
END);
create policy portal_scope on audit_records for insert to tallystick_portal with check ((actor_kind = ANY (ARRAY['customer'::text, 'link'::text])));
create policy portal_scope on autopay_charge_items for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on autopay_charges for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on autopay_rules for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on autopay_tries for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on billed_usage for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest)))
END);
create policy portal_scope on case_events for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on contacts for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE false
END);
create policy portal_scope on contract_files for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on contract_lines for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on contract_prices for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on contracts for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on credit_requests for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on credit_use_parts for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE false
END);
create policy portal_scope on credit_uses for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE false
END);
create policy portal_scope on customer_change_decisions for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on customer_change_effects for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on customer_change_requests for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on customers for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (id = ( SELECT portal_customer() AS portal_customer))
    ELSE false
END);
create policy portal_scope on deliveries for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest)))
END);
create policy portal_scope on delivery_events for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (delivery_id IN ( SELECT d.id
       FROM deliveries d
      WHERE (d.invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest)))))
END);
create policy portal_scope on dispute_asks for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE ((asked_by_kind = 'link'::text) AND (invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest))))
END) with check (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE ((asked_by_kind = 'link'::text) AND (invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest))))
END);
create policy portal_scope on dispute_decisions for select to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (EXISTS ( SELECT
       FROM disputes d
      WHERE (d.id = dispute_decisions.dispute_id)))
END);
create policy portal_scope on dispute_files for select to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (EXISTS ( SELECT
       FROM disputes d
      WHERE (d.id = dispute_files.dispute_id)))
END);
create policy portal_scope on dispute_lines for select to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (EXISTS ( SELECT
       FROM disputes d
      WHERE (d.id = dispute_lines.dispute_id)))
END);
create policy portal_scope on dispute_messages for select to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (EXISTS ( SELECT
       FROM disputes d
      WHERE (d.id = dispute_messages.dispute_id)))
END);
create policy portal_scope on dispute_stages for select to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (EXISTS ( SELECT
       FROM disputes d
      WHERE (d.id = dispute_stages.dispute_id)))
END);
create policy portal_scope on disputes for select to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE ((raised_by_kind = 'link'::text) AND (raised_by = ( SELECT (NULLIF(current_setting('tallystick.link_id'::text, true), ''::text))::uuid AS "nullif")) AND (invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest))))
END);
create policy portal_scope on documents for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest)))
END);
create policy portal_scope on einvoice_buyers for select to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on hold_releases for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (EXISTS ( SELECT 1
       FROM holds h
      WHERE (h.id = hold_releases.hold_id)))
END);
create policy portal_scope on holds for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (item_id = ANY (ARRAY( SELECT unnest(portal_items()) AS unnest)))
END);
create policy portal_scope on idempotency_keys for all to tallystick_portal using ((scope = ('pay:'::text || ( SELECT COALESCE(NULLIF(current_setting('tallystick.customer_id'::text, true), ''::text), NULLIF(current_setting('tallystick.link_id'::text, true), ''::text)) AS "coalesce"))));
create policy portal_scope on instrument_standing for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on instruments for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on invoice_line_sources for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest)))
END);
create policy portal_scope on invoice_lines for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest)))
END);
create policy portal_scope on invoice_taxes for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest)))
END);
create policy portal_scope on invoice_views for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest)))
END);
create policy portal_scope on invoices for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest)))
END);
create policy portal_scope on method_setups for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on open_items for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (id = ANY (ARRAY( SELECT unnest(portal_items()) AS unnest)))
END);
create policy portal_scope on opening_items for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on payment_ask_items for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on payment_asks for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on payment_attempt_items for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (item_id = ANY (ARRAY( SELECT unnest(portal_items()) AS unnest)))
END);
create policy portal_scope on payment_attempts for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (requested_by = ( SELECT (NULLIF(current_setting('tallystick.link_id'::text, true), ''::text))::uuid AS "nullif"))
END);
create policy portal_scope on payment_reversals for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE false
END);
create policy portal_scope on payments for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE false
END);
create policy portal_scope on plan_asks for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on plan_events for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on plan_instalments for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on plan_items for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on plan_moves for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on plan_versions for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on plans for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on portal_invitations for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on processor_customers for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on promise_events for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on promises for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on reduction_taxes for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on reductions for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on refund_events for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on refunds for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on said_paid for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest)))
END) with check (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE (invoice_id = ANY (ARRAY( SELECT unnest(portal_invoices()) AS unnest)))
END);
create policy portal_scope on saved_methods for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer))) with check ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on sites for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on statement_preferences for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_scope on surcharge_notes for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN (customer_id = ( SELECT portal_customer() AS portal_customer))
    ELSE false
END);
create policy portal_scope on transfers for all to tallystick_portal using (
CASE
    WHEN (( SELECT portal_customer() AS portal_customer) IS NOT NULL) THEN ((( SELECT portal_customer() AS portal_customer) = customer_id) OR (( SELECT portal_customer() AS portal_customer) = to_customer_id))
    ELSE false
END);
create policy portal_scope on usage_records for all to tallystick_portal using ((customer_id = ( SELECT portal_customer() AS portal_customer)));
create policy portal_withdraws on customer_change_decisions for insert to tallystick_portal with check ((outcome = 'withdrawn'::text));
create policy usable_method on autopay_rules for insert to tallystick_portal with check (((state = 'on'::text) AND (EXISTS ( SELECT
   FROM saved_methods m
  WHERE ((m.id = autopay_rules.method_id) AND (m.customer_id = ( SELECT portal_customer() AS portal_customer)) AND (m.state = 'active'::text))))));
create policy usable_method_kept on autopay_rules for update to tallystick_portal using (true) with check (((state <> 'on'::text) OR (EXISTS ( SELECT
   FROM saved_methods m
  WHERE ((m.id = autopay_rules.method_id) AND (m.customer_id = ( SELECT portal_customer() AS portal_customer)) AND (m.state = 'active'::text))))));

-- Grants

grant delete, insert, select on bank_line_states to tallystick_staff;
grant delete, insert, select on bank_line_states to tallystick_worker;
grant delete, insert, select on delivery_choices to tallystick_staff;
grant delete, insert, select on delivery_choices to tallystick_worker;
grant delete, insert, select on idempotency_keys to tallystick_staff;
grant delete, insert, select on idempotency_keys to tallystick_worker;
grant delete, insert, select on import_files to tallystick_staff;
grant delete, insert, select on import_files to tallystick_worker;
grant delete, insert, select on promise_money to tallystick_staff;
grant delete, insert, select on promise_money to tallystick_worker;
grant delete, insert, select on run_customers to tallystick_staff;
grant delete, insert, select on run_customers to tallystick_worker;
grant delete, insert, select on run_draft_lines to tallystick_staff;
grant delete, insert, select on run_draft_lines to tallystick_worker;
grant delete, insert, select on run_draft_taxes to tallystick_staff;
grant delete, insert, select on run_draft_taxes to tallystick_worker;
grant delete, insert, select on run_draft_usage to tallystick_staff;
grant delete, insert, select on run_draft_usage to tallystick_worker;
grant delete, insert, select on run_drafts to tallystick_staff;
grant delete, insert, select on run_drafts to tallystick_worker;
grant delete, insert, select, update on complaint_rungs to tallystick_staff;
grant delete, insert, select, update on delivery_routes to tallystick_staff;
grant delete, insert, select, update on delivery_routes to tallystick_worker;
grant delete, insert, select, update on holidays to tallystick_staff;
grant delete, insert, select, update on holidays to tallystick_worker;
grant delete, insert, select, update on import_mappings to tallystick_staff;
grant delete, insert, select, update on import_mappings to tallystick_worker;
grant delete, insert, select, update on invoice_draft_lines to tallystick_staff;
grant delete, insert, select, update on invoice_draft_lines to tallystick_worker;
grant delete, insert, select, update on invoice_drafts to tallystick_staff;
grant delete, insert, select, update on invoice_drafts to tallystick_worker;
grant delete, insert, select, update on rate_limits to tallystick_staff;
grant delete, insert, select, update on rate_limits to tallystick_worker;
grant delete, insert, select, update on recovery_codes to tallystick_staff;
grant delete, insert, select, update on recovery_codes to tallystick_worker;
grant delete, insert, select, update on run_findings to tallystick_staff;
grant delete, insert, select, update on run_findings to tallystick_worker;
grant delete, insert, select, update on sessions to tallystick_staff;
grant delete, insert, select, update on sessions to tallystick_worker;
grant delete, insert, select, update on sign_in_links to tallystick_staff;
grant delete, insert, select, update on sign_in_links to tallystick_worker;
grant delete, insert, select, update on supplier_portals to tallystick_staff;
grant delete, insert, select, update on supplier_portals to tallystick_worker;
grant execute on function actual_steps(uuid[]) to tallystick_staff, tallystick_worker;
grant execute on function agreed_now(uuid) to tallystick_staff, tallystick_worker;
grant execute on function allowance_left() to tallystick_staff, tallystick_worker;
grant execute on function apply_items(jsonb) to tallystick_staff, tallystick_worker;
grant execute on function approval_rule_of(text) to tallystick_staff, tallystick_worker;
grant execute on function approvals_waiting_for(uuid,date) to tallystick_staff, tallystick_worker;
grant execute on function approves_kind(jsonb,text) to tallystick_staff, tallystick_worker;
grant execute on function askable_items(uuid[],date) to tallystick_staff, tallystick_worker;
grant execute on function bank_bound_holds(integer,integer,integer) to tallystick_staff, tallystick_worker;
grant execute on function bank_class_record(text) to tallystick_staff, tallystick_worker;
grant execute on function bank_import_faults(uuid) to tallystick_staff, tallystick_worker;
grant execute on function bank_line_faults(uuid) to tallystick_staff, tallystick_worker;
grant execute on function bank_posted(text,uuid,boolean,text) to tallystick_staff, tallystick_worker;
grant execute on function bank_posting_faults(uuid) to tallystick_staff, tallystick_worker;
grant execute on function bank_rule_may_post(uuid) to tallystick_staff, tallystick_worker;
grant execute on function base_left(uuid) to tallystick_staff, tallystick_worker;
grant execute on function base_part(uuid,bigint) to tallystick_staff, tallystick_worker;
grant execute on function chaseable_items(uuid[],date) to tallystick_staff, tallystick_worker;
grant execute on function check_bank_explanation() to tallystick_staff, tallystick_worker;
grant execute on function check_bank_import() to tallystick_staff, tallystick_worker;
grant execute on function check_bank_line_state() to tallystick_staff, tallystick_worker;
grant execute on function check_bank_version() to tallystick_staff, tallystick_worker;
grant execute on function check_decided_for(uuid,text,uuid,text,bigint) to tallystick_staff, tallystick_worker;
grant execute on function check_inbound_mail_stands() to tallystick_staff, tallystick_worker;
grant execute on function check_money_out(text,uuid,uuid,bigint) to tallystick_staff, tallystick_worker;
grant execute on function check_note_end() to tallystick_staff, tallystick_worker;
grant execute on function check_remittance() to tallystick_staff, tallystick_worker;
grant execute on function check_remittance_link() to tallystick_staff, tallystick_worker;
grant execute on function check_remittance_row() to tallystick_staff, tallystick_worker;
grant execute on function check_searchable_text() to tallystick_staff, tallystick_worker;
grant execute on function check_standing_explanation(uuid) to tallystick_staff, tallystick_worker;
grant execute on function close_period(text,date,uuid,text,timestamp with time zone,text) to tallystick_staff, tallystick_worker;
grant execute on function collector_on(uuid,date) to tallystick_staff, tallystick_worker;
grant execute on function company_banks(date,timestamp with time zone) to tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function company_day(timestamp with time zone) to tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function company_value_fits(text,jsonb) to tallystick_staff, tallystick_worker;
grant execute on function company_version(text,text,date,timestamp with time zone) to tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function company_zone(timestamp with time zone) to tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function credits_being_refunded() to tallystick_portal;
grant execute on function deferred_base(bigint,bigint,bigint) to tallystick_staff, tallystick_worker;
grant execute on function delegations_on(date) to tallystick_staff, tallystick_worker;
grant execute on function delivery_step(text,text,text) to tallystick_staff, tallystick_worker;
grant execute on function dispute_contests(text,text) to tallystick_staff, tallystick_worker;
grant execute on function dispute_step(text,text) to tallystick_staff, tallystick_worker;
grant execute on function draft_digests(uuid[]) to tallystick_staff, tallystick_worker;
grant execute on function due_date(text,integer,date) to tallystick_staff, tallystick_worker;
grant execute on function end_ask_fault() to tallystick_staff, tallystick_worker;
grant execute on function ends_billing_period(text,date,date) to tallystick_staff, tallystick_worker;
grant execute on function entries_cancel(uuid,uuid) to tallystick_staff, tallystick_worker;
grant execute on function entry_is_pair(uuid,text,text,text,text,bigint,bigint) to tallystick_staff, tallystick_worker;
grant execute on function first_open_day(text[],date) to tallystick_staff, tallystick_worker;
grant execute on function group_of(uuid) to tallystick_staff, tallystick_worker;
grant execute on function hold_periods() to tallystick_staff, tallystick_worker;
grant execute on function hold_receipt(uuid) to tallystick_staff, tallystick_worker;
grant execute on function iban_fits(text) to tallystick_staff, tallystick_worker;
grant execute on function instrument_step(text,text,boolean) to tallystick_staff, tallystick_worker;
grant execute on function invoice_digests(uuid[]) to tallystick_staff, tallystick_worker;
grant execute on function invoices_reach_somebody(uuid) to tallystick_staff, tallystick_worker;
grant execute on function invoices_that_differ(uuid[],text[]) to tallystick_staff, tallystick_worker;
grant execute on function is_decimal(jsonb,numeric) to tallystick_staff, tallystick_worker;
grant execute on function is_waivable(uuid) to tallystick_staff, tallystick_worker;
grant execute on function issue_documents(jsonb,jsonb) to tallystick_staff, tallystick_worker;
grant execute on function issue_rule_fits(text,jsonb) to tallystick_staff, tallystick_worker;
grant execute on function item_left(uuid[]) to tallystick_staff, tallystick_worker;
grant execute on function item_number(text,uuid) to tallystick_partner, tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function keep_ask_fault() to tallystick_staff, tallystick_worker;
grant execute on function keep_bank_import() to tallystick_staff, tallystick_worker;
grant execute on function keep_inbound_mail() to tallystick_staff, tallystick_worker;
grant execute on function keep_remittance() to tallystick_staff, tallystick_worker;
grant execute on function lines_text(uuid) to tallystick_staff, tallystick_worker;
grant execute on function lock_deferrals(uuid) to tallystick_staff, tallystick_worker;
grant execute on function lock_due_deferrals(date,uuid,uuid,smallint,integer) to tallystick_staff, tallystick_worker;
grant execute on function lock_instruments(uuid[]) to tallystick_staff, tallystick_worker;
grant execute on function mailed_state(uuid) to tallystick_staff, tallystick_worker;
grant execute on function money_in_hand(uuid[]) to tallystick_staff, tallystick_worker;
grant execute on function not_seen_by(billing_runs,xid8) to tallystick_staff, tallystick_worker;
grant execute on function number_run_chunk(uuid,uuid[],jsonb,timestamp with time zone) to tallystick_staff, tallystick_worker;
grant execute on function number_text(text,bigint) to tallystick_staff, tallystick_worker;
grant execute on function partner_customers() to tallystick_partner, tallystick_staff, tallystick_worker;
grant execute on function period_id(text,date) to tallystick_staff, tallystick_worker;
grant execute on function period_is_closed(text,date) to tallystick_staff, tallystick_worker;
grant execute on function plan_breaks(uuid) to tallystick_staff, tallystick_worker;
grant execute on function plan_holds_off() to tallystick_staff, tallystick_worker;
grant execute on function plan_is_closed(text) to tallystick_staff, tallystick_worker;
grant execute on function plan_left(uuid) to tallystick_staff, tallystick_worker;
grant execute on function plan_nominal_day(plan_versions,integer) to tallystick_staff, tallystick_worker;
grant execute on function plan_policy_on(text,date) to tallystick_staff, tallystick_worker;
grant execute on function plan_step(text,text) to tallystick_staff, tallystick_worker;
grant execute on function policy_on(date) to tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function portal_customer() to tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function portal_enqueue(text,uuid) to tallystick_portal;
grant execute on function portal_invoices() to tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function portal_items() to tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function portal_line_prices() to tallystick_portal;
grant execute on function portal_lock_customer(uuid) to tallystick_portal;
grant execute on function portal_may_name(uuid) to tallystick_portal;
grant execute on function portal_people() to tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function portal_right(uuid,uuid) to tallystick_staff, tallystick_worker;
grant execute on function post_entries(jsonb) to tallystick_staff, tallystick_worker;
grant execute on function post_run_chunk(uuid,jsonb,integer,integer) to tallystick_staff, tallystick_worker;
grant execute on function price_overlaps(uuid[],uuid[]) to tallystick_staff, tallystick_worker;
grant execute on function price_scheme_is_whole(jsonb) to tallystick_staff, tallystick_worker;
grant execute on function price_tiers_are_whole(jsonb) to tallystick_staff, tallystick_worker;
grant execute on function prices_billed(uuid[]) to tallystick_staff, tallystick_worker;
grant execute on function processor_cost(processor_transactions) to tallystick_staff, tallystick_worker;
grant execute on function promised_parts(uuid,date) to tallystick_staff, tallystick_worker;
grant execute on function reading_difference(numeric,numeric,smallint) to tallystick_staff, tallystick_worker;
grant execute on function receipt_faults(uuid) to tallystick_staff, tallystick_worker;
grant execute on function receive_payments(jsonb,jsonb) to tallystick_staff, tallystick_worker;
grant execute on function record_deposit(jsonb,jsonb) to tallystick_staff, tallystick_worker;
grant execute on function record_instrument(jsonb,jsonb,jsonb) to tallystick_staff, tallystick_worker;
grant execute on function record_invoices(jsonb) to tallystick_staff, tallystick_worker;
grant execute on function record_payments(jsonb) to tallystick_staff, tallystick_worker;
grant execute on function record_refund_batch(jsonb) to tallystick_staff, tallystick_worker;
grant execute on function record_refunds(jsonb) to tallystick_staff, tallystick_worker;
grant execute on function record_write_offs(jsonb) to tallystick_staff, tallystick_worker;
grant execute on function reduction_accounts(text) to tallystick_staff, tallystick_worker;
grant execute on function refund_step_follows(text,text) to tallystick_staff, tallystick_worker;
grant execute on function refundable_kind(text) to tallystick_staff, tallystick_worker;
grant execute on function refuse_closed_day(text,text[],date,uuid) to tallystick_staff, tallystick_worker;
grant execute on function refuse_dispute_fault(uuid,uuid) to tallystick_staff, tallystick_worker;
grant execute on function release_deferrals(jsonb,jsonb) to tallystick_staff, tallystick_worker;
grant execute on function remittance_faults(uuid) to tallystick_staff, tallystick_worker;
grant execute on function reopen_period(text,date,uuid,text,timestamp with time zone,text,uuid) to tallystick_staff, tallystick_worker;
grant execute on function returned_part_faults(uuid) to tallystick_staff, tallystick_worker;
grant execute on function reversed_for_a_line(uuid,xid8) to tallystick_staff, tallystick_worker;
grant execute on function run_changes(uuid) to tallystick_staff, tallystick_worker;
grant execute on function run_common_digest(date) to tallystick_staff, tallystick_worker;
grant execute on function run_digest(uuid) to tallystick_staff, tallystick_worker;
grant execute on function run_facts_digests(uuid[],date,text[]) to tallystick_staff, tallystick_worker;
grant execute on function seal_hash(seals) to tallystick_staff, tallystick_worker;
grant execute on function seal_now() to tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function sealed_children_without_parent() to tallystick_staff, tallystick_worker;
grant execute on function sealed_families() to tallystick_staff, tallystick_worker;
grant execute on function sealed_row_sql(text,text,text) to tallystick_staff, tallystick_worker;
grant execute on function sealed_rows(text,xid8,xid8) to tallystick_staff, tallystick_worker;
grant execute on function sealed_rows_changed(text) to tallystick_staff, tallystick_worker;
grant execute on function sealed_rows_differ() to tallystick_staff, tallystick_worker;
grant execute on function sealed_rows_sql(text) to tallystick_staff, tallystick_worker;
grant execute on function seals_broken() to tallystick_staff, tallystick_worker;
grant execute on function search_query(text) to tallystick_partner, tallystick_staff, tallystick_worker;
grant execute on function search_words(text) to tallystick_partner, tallystick_staff, tallystick_worker;
grant execute on function stamp_search_words() to tallystick_staff, tallystick_worker;
grant execute on function standing_readings(uuid[]) to tallystick_staff, tallystick_worker;
grant execute on function store_run_drafts(uuid,integer,jsonb,jsonb,text) to tallystick_staff, tallystick_worker;
grant execute on function surcharge_goes_back(uuid,bigint) to tallystick_staff, tallystick_worker;
grant execute on function surcharge_sum_fits(attempt_surcharges,invoices) to tallystick_staff, tallystick_worker;
grant execute on function take_snapshot(date) to tallystick_staff, tallystick_worker;
grant execute on function tax_in_item(uuid) to tallystick_staff, tallystick_worker;
grant execute on function tax_part(bigint,bigint,bigint) to tallystick_staff, tallystick_worker;
grant execute on function tax_rate_on(text,date,timestamp with time zone) to tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function unapply_items(jsonb) to tallystick_staff, tallystick_worker;
grant execute on function unsealed_rows() to tallystick_staff, tallystick_worker;
grant execute on function within_limit(jsonb,text,text,bigint) to tallystick_staff, tallystick_worker;
grant execute on function write_off_tax(uuid,bigint) to tallystick_staff, tallystick_worker;
grant execute on function written_off_standing(uuid,uuid,uuid) to tallystick_staff, tallystick_worker;
grant insert (act, asked_at, asked_by, asked_by_kind, asked_by_name, customer_id, dispute_id, id, invoice_id, key, wish) on dispute_asks to tallystick_portal;
grant insert (act, asked_at, asked_by, asked_by_name, customer_id, id, key, method_id, note, plan_id, wish) on plan_asks to tallystick_portal;
grant insert (amount_minor, asked_at, asked_by, asked_by_name, attempt_id, currency, customer_id, id) on credit_uses to tallystick_portal;
grant insert (amount_minor, by_id, by_kind, by_name, customer_id, happened_at, kind, "position", promise_id, promised_on) on promise_events to tallystick_portal;
grant insert (amount_minor, currency, customer_id, grace_days, id, made_at, made_by, made_by_kind, made_by_name, made_on, note, pauses, promised_on, source) on promises to tallystick_portal;
grant insert (amount_minor, customer_id, invoice_id, paid_on, paused_to_on, reference, said_at, said_by, said_by_kind, said_by_name, said_on) on said_paid to tallystick_portal;
grant insert (asked_at, asked_by, asked_by_name, customer_id, note, open_item_id, wish) on credit_requests to tallystick_portal;
grant insert (changed_at, changed_by, changed_by_name, code, customer_id, params, product_id, reason, severity, state, test_id) on issue_rules to tallystick_staff;
grant insert (changed_at, changed_by, changed_by_name, code, customer_id, params, product_id, reason, severity, state, test_id) on issue_rules to tallystick_worker;
grant insert (changed_at, changed_by, changed_by_name, code, department, issue_rule, label, prevention, reasons, state) on dispute_causes to tallystick_staff;
grant insert (chosen_at, chosen_by, chosen_by_name, code, discount_as, number, remittance_id, rest, row_no) on remittance_choices to tallystick_staff;
grant insert (customer_id, decided_at, decided_by, decided_by_name, outcome, request_id) on customer_change_decisions to tallystick_portal;
grant insert (customer_id, is_forgotten, kind, made_at, made_by, made_by_name, reason, value) on bank_alias_choices to tallystick_staff;
grant insert (made_at, made_by, made_by_name, posts_alone, precision_ppm, reason) on bank_posting_choices to tallystick_staff;
grant insert (made_at, made_by, made_by_name, posts_alone, rule_id) on bank_rule_ticks to tallystick_staff;
grant insert on audit_records to tallystick_portal;
grant insert, select on activity_note_ends to tallystick_staff;
grant insert, select on activity_note_ends to tallystick_worker;
grant insert, select on activity_notes to tallystick_staff;
grant insert, select on activity_notes to tallystick_worker;
grant insert, select on address_tasks to tallystick_staff;
grant insert, select on address_tasks to tallystick_worker;
grant insert, select on allowance_changes to tallystick_staff;
grant insert, select on allowance_changes to tallystick_worker;
grant insert, select on approval_decisions to tallystick_staff;
grant insert, select on approval_decisions to tallystick_worker;
grant insert, select on approval_delegation_ends to tallystick_staff;
grant insert, select on approval_delegation_ends to tallystick_worker;
grant insert, select on approval_delegations to tallystick_staff;
grant insert, select on approval_delegations to tallystick_worker;
grant insert, select on approval_effects to tallystick_staff;
grant insert, select on approval_effects to tallystick_worker;
grant insert, select on approval_requests to tallystick_staff;
grant insert, select on approval_requests to tallystick_worker;
grant insert, select on approval_rules to tallystick_staff;
grant insert, select on approval_rules to tallystick_worker;
grant insert, select on ask_faults to tallystick_worker;
grant insert, select on attempt_surcharges to tallystick_portal;
grant insert, select on attempt_surcharges to tallystick_worker;
grant insert, select on audit_records to tallystick_staff;
grant insert, select on audit_records to tallystick_worker;
grant insert, select on autopay_charge_items to tallystick_worker;
grant insert, select on autopay_policies to tallystick_staff;
grant insert, select on autopay_rules to tallystick_portal;
grant insert, select on bank_accounts to tallystick_staff;
grant insert, select on bank_accounts to tallystick_worker;
grant insert, select on bank_aliases to tallystick_staff;
grant insert, select on bank_automatic_postings to tallystick_worker;
grant insert, select on bank_explanation_undoings to tallystick_staff;
grant insert, select on bank_explanation_undoings to tallystick_worker;
grant insert, select on bank_explanations to tallystick_staff;
grant insert, select on bank_explanations to tallystick_worker;
grant insert, select on bank_gate_openings to tallystick_worker;
grant insert, select on bank_imports to tallystick_staff;
grant insert, select on bank_imports to tallystick_worker;
grant insert, select on bank_line_links to tallystick_staff;
grant insert, select on bank_line_links to tallystick_worker;
grant insert, select on bank_lines to tallystick_staff;
grant insert, select on bank_lines to tallystick_worker;
grant insert, select on bank_link_reversals to tallystick_staff;
grant insert, select on bank_link_reversals to tallystick_worker;
grant insert, select on bank_rule_endings to tallystick_staff;
grant insert, select on bank_rules to tallystick_staff;
grant insert, select on bank_statements to tallystick_staff;
grant insert, select on bank_statements to tallystick_worker;
grant insert, select on case_events to tallystick_staff;
grant insert, select on case_events to tallystick_worker;
grant insert, select on chargeback_steps to tallystick_worker;
grant insert, select on chargebacks to tallystick_worker;
grant insert, select on collection_policies to tallystick_staff;
grant insert, select on collection_tasks to tallystick_staff;
grant insert, select on collection_tasks to tallystick_worker;
grant insert, select on collector_assignments to tallystick_staff;
grant insert, select on collector_assignments to tallystick_worker;
grant insert, select on company_bank_versions to tallystick_staff;
grant insert, select on company_bank_versions to tallystick_worker;
grant insert, select on company_version_withdrawals to tallystick_staff;
grant insert, select on company_version_withdrawals to tallystick_worker;
grant insert, select on company_versions to tallystick_staff;
grant insert, select on company_versions to tallystick_worker;
grant insert, select on complaint_steps to tallystick_staff;
grant insert, select on complaint_steps to tallystick_worker;
grant insert, select on contact_opt_outs to tallystick_staff;
grant insert, select on contact_opt_outs to tallystick_worker;
grant insert, select on contract_files to tallystick_staff;
grant insert, select on contract_files to tallystick_worker;
grant insert, select on contract_lines to tallystick_staff;
grant insert, select on contract_lines to tallystick_worker;
grant insert, select on contract_prices to tallystick_staff;
grant insert, select on contract_prices to tallystick_worker;
grant insert, select on contract_versions to tallystick_staff;
grant insert, select on contract_versions to tallystick_worker;
grant insert, select on contracts to tallystick_staff;
grant insert, select on contracts to tallystick_worker;
grant insert, select on credit_use_parts to tallystick_portal;
grant insert, select on credit_use_parts to tallystick_worker;
grant insert, select on credit_uses to tallystick_worker;
grant insert, select on customer_bank_accounts to tallystick_staff;
grant insert, select on customer_bank_accounts to tallystick_worker;
grant insert, select on customer_change_decisions to tallystick_staff;
grant insert, select on customer_change_decisions to tallystick_worker;
grant insert, select on customer_change_effects to tallystick_staff;
grant insert, select on customer_change_effects to tallystick_worker;
grant insert, select on customer_change_requests to tallystick_portal;
grant insert, select on customer_change_requests to tallystick_staff;
grant insert, select on customer_change_requests to tallystick_worker;
grant insert, select on deferral_releases to tallystick_staff;
grant insert, select on deferral_releases to tallystick_worker;
grant insert, select on deliveries to tallystick_staff;
grant insert, select on deliveries to tallystick_worker;
grant insert, select on delivery_events to tallystick_staff;
grant insert, select on delivery_events to tallystick_worker;
grant insert, select on delivery_evidence to tallystick_staff;
grant insert, select on delivery_evidence to tallystick_worker;
grant insert, select on delivery_messages to tallystick_staff;
grant insert, select on delivery_messages to tallystick_worker;
grant insert, select on deposit_cancellations to tallystick_staff;
grant insert, select on deposit_cancellations to tallystick_worker;
grant insert, select on dispute_breaches to tallystick_staff;
grant insert, select on dispute_breaches to tallystick_worker;
grant insert, select on dispute_decisions to tallystick_staff;
grant insert, select on dispute_decisions to tallystick_worker;
grant insert, select on dispute_files to tallystick_staff;
grant insert, select on dispute_files to tallystick_worker;
grant insert, select on dispute_handover_files to tallystick_staff;
grant insert, select on dispute_handovers to tallystick_staff;
grant insert, select on dispute_handovers to tallystick_worker;
grant insert, select on dispute_holds to tallystick_staff;
grant insert, select on dispute_holds to tallystick_worker;
grant insert, select on dispute_learnings to tallystick_staff;
grant insert, select on dispute_learnings to tallystick_worker;
grant insert, select on dispute_lines to tallystick_staff;
grant insert, select on dispute_lines to tallystick_worker;
grant insert, select on dispute_mentions to tallystick_staff;
grant insert, select on dispute_mentions to tallystick_worker;
grant insert, select on dispute_messages to tallystick_staff;
grant insert, select on dispute_messages to tallystick_worker;
grant insert, select on dispute_stages to tallystick_staff;
grant insert, select on dispute_stages to tallystick_worker;
grant insert, select on disputes to tallystick_staff;
grant insert, select on disputes to tallystick_worker;
grant insert, select on documents to tallystick_staff;
grant insert, select on documents to tallystick_worker;
grant insert, select on einvoice_events to tallystick_staff;
grant insert, select on einvoice_events to tallystick_worker;
grant insert, select on exchange_rates to tallystick_staff;
grant insert, select on exchange_rates to tallystick_worker;
grant insert, select on help_versions to tallystick_staff;
grant insert, select on help_versions to tallystick_worker;
grant insert, select on hold_releases to tallystick_staff;
grant insert, select on hold_releases to tallystick_worker;
grant insert, select on holds to tallystick_staff;
grant insert, select on holds to tallystick_worker;
grant insert, select on idempotency_keys to tallystick_portal;
grant insert, select on inbound_files to tallystick_staff;
grant insert, select on inbound_files to tallystick_worker;
grant insert, select on inbound_mail_dismissals to tallystick_staff;
grant insert, select on inbound_mail_dismissals to tallystick_worker;
grant insert, select on inbound_mail_places to tallystick_staff;
grant insert, select on inbound_mail_places to tallystick_worker;
grant insert, select on inbound_mails to tallystick_staff;
grant insert, select on inbound_mails to tallystick_worker;
grant insert, select on instrument_events to tallystick_staff;
grant insert, select on instrument_events to tallystick_worker;
grant insert, select on invoice_views to tallystick_portal;
grant insert, select on invoice_views to tallystick_staff;
grant insert, select on invoice_views to tallystick_worker;
grant insert, select on issue_rule_tests to tallystick_staff;
grant insert, select on issue_rule_tests to tallystick_worker;
grant insert, select on list_price_withdrawals to tallystick_staff;
grant insert, select on list_price_withdrawals to tallystick_worker;
grant insert, select on list_prices to tallystick_staff;
grant insert, select on list_prices to tallystick_worker;
grant insert, select on meter_readings to tallystick_staff;
grant insert, select on meter_readings to tallystick_worker;
grant insert, select on meters to tallystick_staff;
grant insert, select on meters to tallystick_worker;
grant insert, select on method_setups to tallystick_portal;
grant insert, select on movement_closings to tallystick_staff;
grant insert, select on opening_items to tallystick_staff;
grant insert, select on opening_items to tallystick_worker;
grant insert, select on partner_assignments to tallystick_staff;
grant insert, select on partner_assignments to tallystick_worker;
grant insert, select on payment_ask_items to tallystick_portal;
grant insert, select on payment_asks to tallystick_portal;
grant insert, select on payment_attempt_items to tallystick_portal;
grant insert, select on payment_attempts to tallystick_portal;
grant insert, select on payment_reversals to tallystick_staff;
grant insert, select on payment_reversals to tallystick_worker;
grant insert, select on payout_parts to tallystick_worker;
grant insert, select on payout_postings to tallystick_worker;
grant insert, select on payouts to tallystick_worker;
grant insert, select on plan_asks to tallystick_staff;
grant insert, select on plan_asks to tallystick_worker;
grant insert, select on plan_events to tallystick_staff;
grant insert, select on plan_events to tallystick_worker;
grant insert, select on plan_instalments to tallystick_staff;
grant insert, select on plan_instalments to tallystick_worker;
grant insert, select on plan_items to tallystick_staff;
grant insert, select on plan_items to tallystick_worker;
grant insert, select on plan_moves to tallystick_staff;
grant insert, select on plan_moves to tallystick_worker;
grant insert, select on plan_policies to tallystick_staff;
grant insert, select on plan_versions to tallystick_staff;
grant insert, select on plan_versions to tallystick_worker;
grant insert, select on plans to tallystick_staff;
grant insert, select on plans to tallystick_worker;
grant insert, select on portfolio_packs to tallystick_staff;
grant insert, select on portfolio_packs to tallystick_worker;
grant insert, select on price_imports to tallystick_staff;
grant insert, select on price_imports to tallystick_worker;
grant insert, select on price_lists to tallystick_staff;
grant insert, select on price_lists to tallystick_worker;
grant insert, select on print_batch_items to tallystick_staff;
grant insert, select on print_batch_items to tallystick_worker;
grant insert, select on print_batches to tallystick_staff;
grant insert, select on print_batches to tallystick_worker;
grant insert, select on processor_customers to tallystick_portal;
grant insert, select on processor_customers to tallystick_worker;
grant insert, select on processor_exchanges to tallystick_worker;
grant insert, select on processor_fees to tallystick_worker;
grant insert, select on processor_transactions to tallystick_worker;
grant insert, select on products to tallystick_staff;
grant insert, select on products to tallystick_worker;
grant insert, select on promise_events to tallystick_staff;
grant insert, select on promise_events to tallystick_worker;
grant insert, select on promise_items to tallystick_staff;
grant insert, select on promises to tallystick_staff;
grant insert, select on proof_requests to tallystick_staff;
grant insert, select on proof_requests to tallystick_worker;
grant insert, select on proof_runs to tallystick_staff;
grant insert, select on proof_runs to tallystick_worker;
grant insert, select on receipt_identification_undoings to tallystick_staff;
grant insert, select on receipt_identification_undoings to tallystick_worker;
grant insert, select on receipt_identifications to tallystick_staff;
grant insert, select on receipt_identifications to tallystick_worker;
grant insert, select on receipt_returns to tallystick_staff;
grant insert, select on receipt_returns to tallystick_worker;
grant insert, select on recoveries to tallystick_staff;
grant insert, select on recoveries to tallystick_worker;
grant insert, select on reduction_reversals to tallystick_staff;
grant insert, select on reduction_reversals to tallystick_worker;
grant insert, select on reduction_taxes to tallystick_staff;
grant insert, select on reduction_taxes to tallystick_worker;
grant insert, select on reductions to tallystick_staff;
grant insert, select on reductions to tallystick_worker;
grant insert, select on refund_events to tallystick_staff;
grant insert, select on refund_events to tallystick_worker;
grant insert, select on reminder_items to tallystick_worker;
grant insert, select on reminder_runs to tallystick_worker;
grant insert, select on reminder_stages to tallystick_staff;
grant insert, select on reminders to tallystick_worker;
grant insert, select on remittance_links to tallystick_staff;
grant insert, select on remittance_rows to tallystick_staff;
grant insert, select on remittance_rows to tallystick_worker;
grant insert, select on remittances to tallystick_staff;
grant insert, select on remittances to tallystick_worker;
grant insert, select on reply_addresses to tallystick_staff;
grant insert, select on reply_addresses to tallystick_worker;
grant insert, select on revaluations to tallystick_staff;
grant insert, select on revaluations to tallystick_worker;
grant insert, select on run_recipe_days to tallystick_staff;
grant insert, select on run_recipe_days to tallystick_worker;
grant insert, select on run_recipes to tallystick_staff;
grant insert, select on run_recipes to tallystick_worker;
grant insert, select on saved_answer_versions to tallystick_staff;
grant insert, select on scoped_link_invoices to tallystick_staff;
grant insert, select on scoped_link_invoices to tallystick_worker;
grant insert, select on searchable_texts to tallystick_staff;
grant insert, select on searchable_texts to tallystick_worker;
grant insert, select on service_order_closings to tallystick_staff;
grant insert, select on service_order_closings to tallystick_worker;
grant insert, select on service_orders to tallystick_staff;
grant insert, select on service_orders to tallystick_worker;
grant insert, select on sites to tallystick_staff;
grant insert, select on sites to tallystick_worker;
grant insert, select on statement_preferences to tallystick_staff;
grant insert, select on statement_preferences to tallystick_worker;
grant insert, select on statement_runs to tallystick_staff;
grant insert, select on statement_runs to tallystick_worker;
grant insert, select on statement_sends to tallystick_staff;
grant insert, select on statement_sends to tallystick_worker;
grant insert, select on stripe_effects to tallystick_staff;
grant insert, select on stripe_effects to tallystick_worker;
grant insert, select on surcharge_notes to tallystick_worker;
grant insert, select on tax_categories to tallystick_staff;
grant insert, select on tax_categories to tallystick_worker;
grant insert, select on tax_reliefs to tallystick_staff;
grant insert, select on tax_reliefs to tallystick_worker;
grant insert, select on timeline_entries to tallystick_staff;
grant insert, select on timeline_entries to tallystick_worker;
grant insert, select on transfers to tallystick_staff;
grant insert, select on transfers to tallystick_worker;
grant insert, select on unidentified_notes to tallystick_staff;
grant insert, select on unidentified_notes to tallystick_worker;
grant insert, select on unidentified_receipts to tallystick_staff;
grant insert, select on unidentified_receipts to tallystick_worker;
grant insert, select on usage_imports to tallystick_staff;
grant insert, select on usage_imports to tallystick_worker;
grant insert, select on usage_records to tallystick_staff;
grant insert, select on usage_records to tallystick_worker;
grant insert, select on write_off_batches to tallystick_staff;
grant insert, select on write_off_batches to tallystick_worker;
grant insert, select, update on autopay_charges to tallystick_worker;
grant insert, select, update on autopay_tries to tallystick_worker;
grant insert, select, update on billing_runs to tallystick_staff;
grant insert, select, update on billing_runs to tallystick_worker;
grant insert, select, update on contacts to tallystick_staff;
grant insert, select, update on contacts to tallystick_worker;
grant insert, select, update on customer_reminder_groups to tallystick_staff;
grant insert, select, update on customers to tallystick_staff;
grant insert, select, update on customers to tallystick_worker;
grant insert, select, update on demo_clock to tallystick_staff;
grant insert, select, update on demo_clock to tallystick_worker;
grant insert, select, update on dispute_queues to tallystick_staff;
grant insert, select, update on dispute_reasons to tallystick_staff;
grant insert, select, update on dispute_targets to tallystick_staff;
grant insert, select, update on document_faults to tallystick_staff;
grant insert, select, update on document_faults to tallystick_worker;
grant insert, select, update on einvoice_buyers to tallystick_staff;
grant insert, select, update on einvoice_seller to tallystick_staff;
grant insert, select, update on messages to tallystick_staff;
grant insert, select, update on messages to tallystick_worker;
grant insert, select, update on method_setups to tallystick_worker;
grant insert, select, update on payment_attempt_items to tallystick_staff;
grant insert, select, update on payment_attempt_items to tallystick_worker;
grant insert, select, update on payment_attempts to tallystick_staff;
grant insert, select, update on payment_attempts to tallystick_worker;
grant insert, select, update on portal_invitations to tallystick_staff;
grant insert, select, update on portal_invitations to tallystick_worker;
grant insert, select, update on portal_memberships to tallystick_staff;
grant insert, select, update on portal_memberships to tallystick_worker;
grant insert, select, update on saved_answers to tallystick_staff;
grant insert, select, update on saved_methods to tallystick_worker;
grant insert, select, update on scoped_links to tallystick_staff;
grant insert, select, update on scoped_links to tallystick_worker;
grant insert, select, update on stripe_events to tallystick_staff;
grant insert, select, update on stripe_events to tallystick_worker;
grant insert, select, update on sweep_cursors to tallystick_worker;
grant insert, select, update on users to tallystick_staff;
grant insert, select, update on users to tallystick_worker;
grant select (accepted_at, customer_id, email, expires_at, group_role, id, invited_at, invited_by_name, limit_currency, limit_minor, name, revoked_at, role) on portal_invitations to tallystick_portal;
grant select (account_name, account_number, bank_name, currency, from_on, id, made_at, routing) on company_bank_versions to tallystick_portal;
grant select (account_tail, currency, customer_id, holder, id, made_at) on customer_bank_accounts to tallystick_partner;
grant select (act, answered_at, answered_dispute_id, asked_at, customer_id, dispute_id, id, invoice_id, key, outcome, refusal, wish) on dispute_asks to tallystick_portal;
grant select (act, answered_at, answered_plan_id, asked_at, customer_id, id, key, method_id, note, outcome, plan_id, refusal, wish) on plan_asks to tallystick_portal;
grant select (added_at, added_by_name, brand, changed_at, customer_id, detached_at, exp_month, exp_year, id, is_default, kind, last4, removed_at, state, state_reason) on saved_methods to tallystick_portal;
grant select (added_at, added_by_name, brand, changed_at, customer_id, detached_at, exp_month, exp_year, id, is_default, kind, last4, removed_at, state, state_reason) on saved_methods to tallystick_staff;
grant select (address_lines, code, customer_id, id, name) on sites to tallystick_portal;
grant select (after_default_days, charge_tax_code, cure_days, currency, excluded_kinds, fee_minor, first_share_bp, first_within_days, from_on, grace_days, interest_bp, is_open, longest_days, max_total_minor, min_instalment_minor, min_total_minor, misses_to_default, most_count, move_days, needs_method, notice_days, oldest_days, rhythms, risk_classes, version_no) on plan_policies to tallystick_partner;
grant select (after_default_days, charge_tax_code, cure_days, currency, excluded_kinds, fee_minor, first_share_bp, first_within_days, from_on, grace_days, interest_bp, is_open, longest_days, max_total_minor, min_instalment_minor, min_total_minor, misses_to_default, most_count, move_days, needs_method, notice_days, oldest_days, rhythms, risk_classes, version_no) on plan_policies to tallystick_portal;
grant select (agreed_at, agreed_by_kind, agreed_by_name, agreed_on, breaks, charge_minor, customer_id, first_on, id, instalments, method_id, next_on, plan_id, policy_version, principal_minor, rhythm, total_minor, version_no) on plan_versions to tallystick_partner;
grant select (agreed_at, agreed_by_kind, agreed_by_name, agreed_on, breaks, charge_minor, customer_id, first_on, id, instalments, method_id, next_on, plan_id, policy_version, principal_minor, rhythm, total_minor, version_no) on plan_versions to tallystick_portal;
grant select (agreed_minor, amount_minor, answer_due_at, closed_at, credit_note_id, currency, customer_id, expects, id, invoice_id, item_id, kind, last_word_at, last_word_by, merged_into, number, outcome, owner_name, promised_on, raised_at, raised_by_kind, raised_by_name, reason_code, rebill_invoice_id, state, state_at, waits_for) on disputes to tallystick_partner;
grant select (agreed_minor, amount_minor, answer_due_at, closed_at, credit_note_id, currency, customer_id, expects, id, invoice_id, item_id, kind, last_word_at, last_word_by, merged_into, number, outcome, owner_name, promised_on, raised_at, raised_by_kind, raised_by_name, reason_code, rebill_invoice_id, state, state_at, waits_for) on disputes to tallystick_portal;
grant select (agreed_minor, credit_note_id, customer_id, decided_at, decision, dispute_id, id, words) on dispute_decisions to tallystick_partner;
grant select (agreed_minor, credit_note_id, customer_id, decided_at, decision, dispute_id, id, words) on dispute_decisions to tallystick_portal;
grant select (amount_minor, answer, answered_at, customer_id, id, invoice_id, paid_on, paused_to_on, said_at, said_by_name, said_on) on said_paid to tallystick_portal;
grant select (amount_minor, asked_at, asked_by_name, attempt_id, currency, customer_id, done_at, id, used_minor) on credit_uses to tallystick_portal;
grant select (amount_minor, attempt_id, charge_id, customer_id, decided_at, failure_code, method_id, outcome, tried_at, try_no) on autopay_tries to tallystick_portal;
grant select (amount_minor, bank_name, cheque_no, currency, customer_id, dated_on, id, number, received_on) on instruments to tallystick_partner;
grant select (amount_minor, bank_name, cheque_no, currency, customer_id, dated_on, id, number, received_on) on instruments to tallystick_portal;
grant select (amount_minor, credit_item_id, currency, customer_id, effective_on, id, made_at, method, number, payment_id) on refunds to tallystick_portal;
grant select (amount_minor, currency, customer_id, grace_days, id, made_at, made_by_kind, made_by_name, made_on, promised_on, state) on promises to tallystick_portal;
grant select (amount_minor, customer_id, dispute_id, id, invoice_id, invoice_line_no, is_contested, net_minor, quantity, unit_price, what) on dispute_lines to tallystick_partner;
grant select (amount_minor, customer_id, dispute_id, id, invoice_id, invoice_line_no, is_contested, net_minor, quantity, unit_price, what) on dispute_lines to tallystick_portal;
grant select (amount_minor, customer_id, due_on, instalment_no, version_id) on plan_instalments to tallystick_partner;
grant select (amount_minor, customer_id, due_on, instalment_no, version_id) on plan_instalments to tallystick_portal;
grant select (amount_minor, customer_id, hold_id, item_id, version_id) on plan_items to tallystick_partner;
grant select (amount_minor, customer_id, hold_id, item_id, version_id) on plan_items to tallystick_portal;
grant select (amount_minor, customer_id, id, kind, "position", promise_id, promised_on) on promise_events to tallystick_portal;
grant select (anchor_on, charge, contract_id, customer_id, cycle, description, ends_on, id, line_no, po_number, price_list_id, product_id, quantity, site_id, starts_on, timing, withdrawn_in_version) on contract_lines to tallystick_portal;
grant select (answer, answered_at, asked_at, asked_by_name, customer_id, id, note, open_item_id, wish) on credit_requests to tallystick_portal;
grant select (asked_at, asked_by_kind, asked_by_name, changed_at, currency, customer_id, id, method_id, no, note, number, state, version_no, wish) on plans to tallystick_partner;
grant select (asked_at, asked_by_kind, asked_by_name, changed_at, currency, customer_id, id, method_id, no, note, number, state, version_no, wish) on plans to tallystick_portal;
grant select (attempt_id, customer_id, invoice_id, payment_id) on surcharge_notes to tallystick_portal;
grant select (author_kind, author_name, body, customer_id, dispute_id, id, via, visibility, written_at) on dispute_messages to tallystick_partner;
grant select (author_kind, author_name, body, customer_id, dispute_id, id, via, visibility, written_at) on dispute_messages to tallystick_portal;
grant select (before_xid, seal_no, sealed_at) on seals to tallystick_partner;
grant select (before_xid, seal_no, sealed_at) on seals to tallystick_portal;
grant select (body, from_on, id, language, slug, title) on help_versions to tallystick_portal;
grant select (by_kind, by_name, customer_id, facts, happened_at, happened_on, id, instalment_no, kind, note, plan_id, version_no, wish) on plan_events to tallystick_partner;
grant select (by_kind, by_name, customer_id, facts, happened_at, happened_on, id, instalment_no, kind, note, plan_id, version_no, wish) on plan_events to tallystick_portal;
grant select (ceiling_minor, changed_at, collect_on, collected_minor, currency, customer_id, failure_code, id, made_at, method_id, next_try_on, noticed_minor, rule_id, skipped_because, state, tries) on autopay_charges to tallystick_portal;
grant select (changed_at, customer_id, dispute_id, "position", to_state, waits_for) on dispute_stages to tallystick_partner;
grant select (changed_at, customer_id, dispute_id, "position", to_state, waits_for) on dispute_stages to tallystick_portal;
grant select (channel, customer_id, document_id, document_kind, id, invoice_id, ordered_at, state) on deliveries to tallystick_portal;
grant select (code, customer_words, kinds, "position", retired_at) on dispute_reasons to tallystick_partner;
grant select (code, customer_words, kinds, "position", retired_at) on dispute_reasons to tallystick_portal;
grant select (contract_id, customer_id, file_name, id, media_type, removed_at, sha256, size_bytes, uploaded_at) on contract_files to tallystick_portal;
grant select (contract_line_id, corrects_id, customer_id, id, kind, occurred_on, quantity, reference, site_id, unit_code) on usage_records to tallystick_portal;
grant select (contract_line_id, customer_id, id, scheme, valid_from_on, valid_to_on, version_no, withdrawn_in_version) on contract_prices to tallystick_portal;
grant select (currency, customer_id, ends_on, id, number, po_number, starts_on, state, title, version_no) on contracts to tallystick_portal;
grant select (customer_id, decided_at, from_on, outcome, reason, request_id) on customer_change_decisions to tallystick_portal;
grant select (customer_id, delivery_id, happened_at, id, kind, paid_on, person) on delivery_events to tallystick_portal;
grant select (customer_id, dispute_id, file_name, given_at, given_by_name, id, media_type, message_id, sha256, size_bytes, visibility) on dispute_files to tallystick_partner;
grant select (customer_id, dispute_id, file_name, given_at, given_by_name, id, media_type, message_id, sha256, size_bytes, visibility) on dispute_files to tallystick_portal;
grant select (customer_id, done_at, request_id) on customer_change_effects to tallystick_portal;
grant select (customer_id, effective_on, happened_at, id, kind, "position", refund_id) on refund_events to tallystick_portal;
grant select (customer_id, ended_at, kind, subject_id, told_at) on ask_faults to tallystick_portal;
grant select (customer_id, form) on statement_preferences to tallystick_portal;
grant select (customer_id, instalment_no, moved_at, to_on, version_id) on plan_moves to tallystick_partner;
grant select (customer_id, instalment_no, moved_at, to_on, version_id) on plan_moves to tallystick_portal;
grant select (customer_id, instrument_id, payment_id, state) on instrument_standing to tallystick_partner;
grant select (customer_id, instrument_id, payment_id, state) on instrument_standing to tallystick_portal;
grant select (customer_id, portal_download, profile) on einvoice_buyers to tallystick_portal;
grant select (expiry_days, from_on, id, notice_days, retry_days) on autopay_policies to tallystick_portal;
grant select (form) on statement_defaults to tallystick_portal;
grant select (from_name, id, to_name) on transfers to tallystick_partner;
grant select (from_on, id, key, made_at, value, what) on company_versions to tallystick_portal;
grant select (version_id, withdrawn_at) on company_version_withdrawals to tallystick_portal;
grant select on account_snapshots to tallystick_staff;
grant select on account_snapshots to tallystick_worker;
grant select on adjustment_reasons to tallystick_staff;
grant select on adjustment_reasons to tallystick_worker;
grant select on applications to tallystick_partner;
grant select on applications to tallystick_portal;
grant select on applications to tallystick_staff;
grant select on applications to tallystick_worker;
grant select on approval_rules_now to tallystick_staff;
grant select on approval_rules_now to tallystick_worker;
grant select on approval_uses to tallystick_staff;
grant select on approval_uses to tallystick_worker;
grant select on approvals to tallystick_staff;
grant select on approvals to tallystick_worker;
grant select on ask_faults to tallystick_staff;
grant select on attempt_surcharges to tallystick_staff;
grant select on autopay_charge_items to tallystick_portal;
grant select on autopay_charge_items to tallystick_staff;
grant select on autopay_charges to tallystick_staff;
grant select on autopay_policies to tallystick_worker;
grant select on autopay_rules to tallystick_staff;
grant select on autopay_tries to tallystick_staff;
grant select on bank_alias_choices to tallystick_staff;
grant select on bank_alias_choices to tallystick_worker;
grant select on bank_aliases to tallystick_worker;
grant select on bank_aliases_now to tallystick_staff;
grant select on bank_aliases_now to tallystick_worker;
grant select on bank_automatic_postings to tallystick_staff;
grant select on bank_evidence to tallystick_staff;
grant select on bank_evidence to tallystick_worker;
grant select on bank_gate_openings to tallystick_staff;
grant select on bank_posting_choices to tallystick_staff;
grant select on bank_posting_choices to tallystick_worker;
grant select on bank_rule_endings to tallystick_worker;
grant select on bank_rule_ticks to tallystick_staff;
grant select on bank_rule_ticks to tallystick_worker;
grant select on bank_rules to tallystick_worker;
grant select on bank_rules_now to tallystick_staff;
grant select on bank_rules_now to tallystick_worker;
grant select on bank_subjects_linked to tallystick_staff;
grant select on bank_subjects_linked to tallystick_worker;
grant select on billed_periods to tallystick_staff;
grant select on billed_periods to tallystick_worker;
grant select on billed_usage to tallystick_portal;
grant select on billed_usage to tallystick_staff;
grant select on billed_usage to tallystick_worker;
grant select on chargeback_steps to tallystick_staff;
grant select on chargebacks to tallystick_staff;
grant select on collection_policies to tallystick_portal;
grant select on collection_policies to tallystick_worker;
grant select on company to tallystick_partner;
grant select on company to tallystick_portal;
grant select on company to tallystick_staff;
grant select on company to tallystick_worker;
grant select on company_bank_accounts to tallystick_portal;
grant select on company_bank_accounts to tallystick_staff;
grant select on company_bank_accounts to tallystick_worker;
grant select on complaint_rungs to tallystick_worker;
grant select on contact_rules to tallystick_staff;
grant select on contact_rules to tallystick_worker;
grant select on contacts to tallystick_partner;
grant select on contacts to tallystick_portal;
grant select on credit_reasons to tallystick_partner;
grant select on credit_reasons to tallystick_portal;
grant select on credit_reasons to tallystick_staff;
grant select on credit_reasons to tallystick_worker;
grant select on credit_requests to tallystick_staff;
grant select on credit_requests to tallystick_worker;
grant select on credit_use_parts to tallystick_staff;
grant select on credit_uses to tallystick_staff;
grant select on customer_reminder_groups to tallystick_worker;
grant select on customers to tallystick_partner;
grant select on customers to tallystick_portal;
grant select on deduction_codes to tallystick_staff;
grant select on deduction_codes to tallystick_worker;
grant select on deferrals to tallystick_staff;
grant select on deferrals to tallystick_worker;
grant select on delivery_defaults to tallystick_staff;
grant select on delivery_defaults to tallystick_worker;
grant select on demo_clock to tallystick_portal;
grant select on deposit_batches to tallystick_staff;
grant select on deposit_batches to tallystick_worker;
grant select on deposit_lines to tallystick_staff;
grant select on deposit_lines to tallystick_worker;
grant select on dispute_asks to tallystick_staff;
grant select on dispute_asks to tallystick_worker;
grant select on dispute_causes to tallystick_staff;
grant select on dispute_causes to tallystick_worker;
grant select on dispute_causes_now to tallystick_staff;
grant select on dispute_causes_now to tallystick_worker;
grant select on dispute_faults to tallystick_staff;
grant select on dispute_faults to tallystick_worker;
grant select on dispute_handover_files to tallystick_worker;
grant select on dispute_queues to tallystick_worker;
grant select on dispute_reasons to tallystick_worker;
grant select on dispute_targets to tallystick_worker;
grant select on documents to tallystick_partner;
grant select on documents to tallystick_portal;
grant select on einvoice_buyers to tallystick_worker;
grant select on einvoice_profiles to tallystick_staff;
grant select on einvoice_profiles to tallystick_worker;
grant select on einvoice_seller to tallystick_worker;
grant select on entries to tallystick_staff;
grant select on entries to tallystick_worker;
grant select on entry_lines to tallystick_staff;
grant select on entry_lines to tallystick_worker;
grant select on hold_releases to tallystick_partner;
grant select on hold_releases to tallystick_portal;
grant select on holds to tallystick_partner;
grant select on holds to tallystick_portal;
grant select on holidays to tallystick_portal;
grant select on instrument_items to tallystick_staff;
grant select on instrument_items to tallystick_worker;
grant select on instrument_standing to tallystick_staff;
grant select on instrument_standing to tallystick_worker;
grant select on instruments to tallystick_staff;
grant select on instruments to tallystick_worker;
grant select on invoice_line_sources to tallystick_portal;
grant select on invoice_line_sources to tallystick_staff;
grant select on invoice_line_sources to tallystick_worker;
grant select on invoice_lines to tallystick_partner;
grant select on invoice_lines to tallystick_portal;
grant select on invoice_lines to tallystick_staff;
grant select on invoice_lines to tallystick_worker;
grant select on invoice_taxes to tallystick_partner;
grant select on invoice_taxes to tallystick_portal;
grant select on invoice_taxes to tallystick_staff;
grant select on invoice_taxes to tallystick_worker;
grant select on invoices to tallystick_partner;
grant select on invoices to tallystick_portal;
grant select on invoices to tallystick_staff;
grant select on invoices to tallystick_worker;
grant select on issue_rules to tallystick_staff;
grant select on issue_rules to tallystick_worker;
grant select on issue_rules_now to tallystick_staff;
grant select on issue_rules_now to tallystick_worker;
grant select on item_snapshots to tallystick_staff;
grant select on item_snapshots to tallystick_worker;
grant select on ledger_accounts to tallystick_staff;
grant select on ledger_accounts to tallystick_worker;
grant select on movement_closings to tallystick_worker;
grant select on number_series to tallystick_partner;
grant select on number_series to tallystick_portal;
grant select on number_series to tallystick_staff;
grant select on number_series to tallystick_worker;
grant select on open_items to tallystick_partner;
grant select on open_items to tallystick_portal;
grant select on open_items to tallystick_staff;
grant select on open_items to tallystick_worker;
grant select on payment_ask_items to tallystick_staff;
grant select on payment_ask_items to tallystick_worker;
grant select on payment_asks to tallystick_staff;
grant select on payment_asks to tallystick_worker;
grant select on payment_parts_returned to tallystick_staff;
grant select on payment_parts_returned to tallystick_worker;
grant select on payment_reversals to tallystick_partner;
grant select on payment_reversals to tallystick_portal;
grant select on payments to tallystick_partner;
grant select on payments to tallystick_portal;
grant select on payments to tallystick_staff;
grant select on payments to tallystick_worker;
grant select on payout_parts to tallystick_staff;
grant select on payout_postings to tallystick_staff;
grant select on payouts to tallystick_staff;
grant select on period_events to tallystick_staff;
grant select on period_events to tallystick_worker;
grant select on periods to tallystick_staff;
grant select on periods to tallystick_worker;
grant select on plan_policies to tallystick_worker;
grant select on portal_queues to tallystick_staff;
grant select on portal_queues to tallystick_worker;
grant select on processor_exchanges to tallystick_staff;
grant select on processor_fees to tallystick_staff;
grant select on processor_transactions to tallystick_staff;
grant select on promise_items to tallystick_worker;
grant select on promises to tallystick_worker;
grant select on refund_batches to tallystick_staff;
grant select on refund_batches to tallystick_worker;
grant select on refunds to tallystick_staff;
grant select on refunds to tallystick_worker;
grant select on reminder_items to tallystick_staff;
grant select on reminder_runs to tallystick_staff;
grant select on reminder_stages to tallystick_worker;
grant select on reminders to tallystick_staff;
grant select on remittance_choices to tallystick_staff;
grant select on remittance_choices to tallystick_worker;
grant select on remittance_links to tallystick_worker;
grant select on said_paid to tallystick_staff;
grant select on said_paid to tallystick_worker;
grant select on saved_answer_versions to tallystick_worker;
grant select on saved_answers to tallystick_worker;
grant select on schema_migrations to tallystick_staff;
grant select on schema_migrations to tallystick_worker;
grant select on seal_leaves to tallystick_staff;
grant select on seal_leaves to tallystick_worker;
grant select on seals to tallystick_staff;
grant select on seals to tallystick_worker;
grant select on searchable_texts to tallystick_partner;
grant select on snapshots to tallystick_staff;
grant select on snapshots to tallystick_worker;
grant select on statement_defaults to tallystick_staff;
grant select on statement_defaults to tallystick_worker;
grant select on statement_schedules to tallystick_staff;
grant select on statement_schedules to tallystick_worker;
grant select on surcharge_notes to tallystick_staff;
grant select on sweep_cursors to tallystick_staff;
grant select on system_marker to tallystick_portal;
grant select on system_marker to tallystick_staff;
grant select on system_marker to tallystick_worker;
grant select on tax_categories to tallystick_partner;
grant select on tax_categories to tallystick_portal;
grant select on timeline_entries to tallystick_partner;
grant select on timeline_files to tallystick_staff;
grant select on timeline_files to tallystick_worker;
grant select on timeline_gatherings to tallystick_staff;
grant select on timeline_gatherings to tallystick_worker;
grant select on timeline_sources to tallystick_staff;
grant select on timeline_sources to tallystick_worker;
grant select on transfers to tallystick_portal;
grant select on unidentified_receipts_now to tallystick_staff;
grant select on unidentified_receipts_now to tallystick_worker;
grant select on units to tallystick_staff;
grant select on units to tallystick_worker;
grant select on waiting_asks to tallystick_staff;
grant select on waiting_asks to tallystick_worker;
grant select on write_offs to tallystick_staff;
grant select on write_offs to tallystick_worker;
grant select, update on autopay_rules to tallystick_worker;
grant update (account_code, anchor_on, charge, cycle, deferred, description, ends_on, po_number, price_list_id, product_id, quantity, replaces_id, site_id, starts_on, tax_code, timing, withdrawn_in_version) on contract_lines to tallystick_staff;
grant update (account_code, anchor_on, charge, cycle, deferred, description, ends_on, po_number, price_list_id, product_id, quantity, replaces_id, site_id, starts_on, tax_code, timing, withdrawn_in_version) on contract_lines to tallystick_worker;
grant update (account_code, changed_at, description, name, tax_code, unit_code, valid_from_on, valid_to_on) on products to tallystick_staff;
grant update (account_code, changed_at, description, name, tax_code, unit_code, valid_from_on, valid_to_on) on products to tallystick_worker;
grant update (address_lines, code, name) on sites to tallystick_staff;
grant update (address_lines, code, name) on sites to tallystick_worker;
grant update (agreed_minor, amount_minor, answer_due_at, answer_left_minutes, approval_id, breached_at, case_id, closed_at, credit_note_id, first_answered_at, hold_id, improvement, kind, last_word_at, last_word_by, merged_into, outcome, owner_name, owner_user, promised_on, queue, reason_code, rebill_invoice_id, resolve_due_at, resolve_left_minutes, severity, state, state_at, waits_for, warned_at) on disputes to tallystick_staff;
grant update (agreed_minor, amount_minor, answer_due_at, answer_left_minutes, approval_id, breached_at, case_id, closed_at, credit_note_id, first_answered_at, hold_id, improvement, kind, last_word_at, last_word_by, merged_into, outcome, owner_name, owner_user, promised_on, queue, reason_code, rebill_invoice_id, resolve_due_at, resolve_left_minutes, severity, state, state_at, waits_for, warned_at) on disputes to tallystick_worker;
grant update (amount_minor) on promise_money to tallystick_staff;
grant update (amount_minor) on promise_money to tallystick_worker;
grant update (amount_minor, promised_on, state) on promises to tallystick_staff;
grant update (amount_minor, promised_on, state) on promises to tallystick_worker;
grant update (answer, answered_at, answered_by, answered_by_name) on credit_requests to tallystick_staff;
grant update (answer, answered_at, answered_by, answered_by_name) on said_paid to tallystick_staff;
grant update (answer, answered_at, answered_by, answered_by_name, outcome) on payment_asks to tallystick_portal;
grant update (answered_at, answered_by_name, message_id, recalled_at, token_hash) on dispute_handovers to tallystick_staff;
grant update (answered_at, answered_by_name, message_id, recalled_at, token_hash) on dispute_handovers to tallystick_worker;
grant update (answered_at, answered_dispute_id, outcome, refusal) on dispute_asks to tallystick_staff;
grant update (answered_at, answered_dispute_id, outcome, refusal) on dispute_asks to tallystick_worker;
grant update (answered_at, answered_plan_id, outcome, refusal) on plan_asks to tallystick_staff;
grant update (answered_at, answered_plan_id, outcome, refusal) on plan_asks to tallystick_worker;
grant update (arrives_on, bank_reference, changed_at, failure_text, parts_taken_at, state) on payouts to tallystick_worker;
grant update (as_group, changed_at, changed_by, changed_by_name, every, form, sends_empty) on statement_preferences to tallystick_staff;
grant update (as_group, changed_at, changed_by, changed_by_name, every, form, sends_empty) on statement_preferences to tallystick_worker;
grant update (asked_user, changed_at, changed_by_name, explanation_id, note, state) on bank_line_states to tallystick_staff;
grant update (asked_user, changed_at, changed_by_name, explanation_id, note, state) on bank_line_states to tallystick_worker;
grant update (assigned_to, not_before_at, route) on deliveries to tallystick_staff;
grant update (assigned_to, not_before_at, route) on deliveries to tallystick_worker;
grant update (attaches, changed_at, changed_by, changed_by_name, channel, einvoice_profile, gathers, to_roles) on delivery_choices to tallystick_staff;
grant update (attaches, changed_at, changed_by, changed_by_name, channel, einvoice_profile, gathers, to_roles) on delivery_choices to tallystick_worker;
grant update (attaches, changed_at, changed_by, changed_by_name, channel, einvoice_profile, gathers, to_roles) on delivery_defaults to tallystick_staff;
grant update (attaches, changed_at, changed_by, changed_by_name, channel, einvoice_profile, gathers, to_roles) on delivery_defaults to tallystick_worker;
grant update (automatic, body, fault, fetched_at, from_address, from_name, message_ref, quoted, state, subject, to_addresses) on inbound_mails to tallystick_staff;
grant update (automatic, body, fault, fetched_at, from_address, from_name, message_ref, quoted, state, subject, to_addresses) on inbound_mails to tallystick_worker;
grant update (body, head, people) on searchable_texts to tallystick_staff;
grant update (body, head, people) on searchable_texts to tallystick_worker;
grant update (cap_count, cap_days, changed_at, changed_by, changed_by_name, quiet_from, quiet_until, rest_days) on contact_rules to tallystick_staff;
grant update (cap_count, cap_days, changed_at, changed_by, changed_by_name, quiet_from, quiet_until, rest_days) on contact_rules to tallystick_worker;
grant update (cause, explained_at, explained_by, explained_by_name) on dispute_breaches to tallystick_staff;
grant update (ceiling_minor, changed_at, changed_by_name, collects, day_no, method_id, notice_days, notify_email, paused_because, paused_until_on, state, version_no) on autopay_rules to tallystick_portal;
grant update (changed_at, changed_by, changed_by_name, day_no, hour_no, next_on, paused) on statement_schedules to tallystick_staff;
grant update (changed_at, changed_by, changed_by_name, day_no, hour_no, next_on, paused) on statement_schedules to tallystick_worker;
grant update (changed_at, changed_by, changed_by_name, every, form, sends_empty) on statement_defaults to tallystick_staff;
grant update (changed_at, changed_by, changed_by_name, every, form, sends_empty) on statement_defaults to tallystick_worker;
grant update (changed_at, changed_by_name, delivery_id, document_id, state, state_reason) on reminders to tallystick_staff;
grant update (changed_at, changed_by_name, delivery_id, document_id, state, state_reason) on reminders to tallystick_worker;
grant update (changed_at, changed_by_name, paused_because, paused_until_on, state, version_no) on autopay_rules to tallystick_staff;
grant update (changed_at, failure_code, failure_text, intent_ref, session_ref, session_url, state) on payment_attempts to tallystick_portal;
grant update (changed_at, is_default, removed_at, state, state_reason) on saved_methods to tallystick_portal;
grant update (changed_at, name, note, standard) on price_lists to tallystick_staff;
grant update (changed_at, name, note, standard) on price_lists to tallystick_worker;
grant update (changed_at, session_ref, session_url, state) on method_setups to tallystick_portal;
grant update (changed_at, state) on chargebacks to tallystick_worker;
grant update (changes_from_on, decided_at, decided_by, decided_by_name, decision_note, state) on contract_versions to tallystick_staff;
grant update (changes_from_on, decided_at, decided_by, decided_by_name, decision_note, state) on contract_versions to tallystick_worker;
grant update (choices, fault, format, line_count, preview, refused, refused_count, skipped_count, state, stored_at, stored_count, undone_at, undone_by_name, wish) on bank_imports to tallystick_staff;
grant update (choices, fault, format, line_count, preview, refused, refused_count, skipped_count, state, stored_at, stored_count, undone_at, undone_by_name, wish) on bank_imports to tallystick_worker;
grant update (closed_at, closed_by_name, closed_how, new_address, sent_again_at) on address_tasks to tallystick_staff;
grant update (closed_at, closed_by_name, closed_how, new_address, sent_again_at) on address_tasks to tallystick_worker;
grant update (currency, ends_on, invoice_per, po_number, starts_on, state, terms_days, terms_from, title, version_no) on contracts to tallystick_staff;
grant update (currency, ends_on, invoice_per, po_number, starts_on, state, terms_days, terms_from, title, version_no) on contracts to tallystick_worker;
grant update (customer_id, drop_reason, dropped_at, dropped_by_name) on remittances to tallystick_staff;
grant update (cut_off_rule, cycles, day_no, every, filter, next_on, removed_at, review_needed, saved_at, saved_by, saved_by_name, unattended) on run_recipes to tallystick_staff;
grant update (cut_off_rule, cycles, day_no, every, filter, next_on, removed_at, review_needed, saved_at, saved_by, saved_by_name, unattended) on run_recipes to tallystick_worker;
grant update (detached_at, detached_by_name) on remittance_links to tallystick_staff;
grant update (document_id, done_at, reason, state, tries) on statement_sends to tallystick_staff;
grant update (document_id, done_at, reason, state, tries) on statement_sends to tallystick_worker;
grant update (done_at, done_by, done_by_name, outcome) on collection_tasks to tallystick_staff;
grant update (done_at, done_by, done_by_name, outcome) on collection_tasks to tallystick_worker;
grant update (done_at, used_minor) on credit_uses to tallystick_worker;
grant update (ended_at) on contact_opt_outs to tallystick_staff;
grant update (ended_at) on contact_opt_outs to tallystick_worker;
grant update (ended_at, failed_at, next_try_at, reason, told_at, tries) on ask_faults to tallystick_staff;
grant update (ended_at, failed_at, next_try_at, reason, told_at, tries) on ask_faults to tallystick_worker;
grant update (ended_at, reminders) on reminder_runs to tallystick_worker;
grant update (ended_at, state, state_reason) on statement_runs to tallystick_staff;
grant update (ended_at, state, state_reason) on statement_runs to tallystick_worker;
grant update (ended_on) on meters to tallystick_staff;
grant update (ended_on) on meters to tallystick_worker;
grant update (files_xid, gathered_at, upto_xid) on timeline_gatherings to tallystick_staff;
grant update (files_xid, gathered_at, upto_xid) on timeline_gatherings to tallystick_worker;
grant update (is_contested) on dispute_lines to tallystick_staff;
grant update (is_contested) on dispute_lines to tallystick_worker;
grant update (laws_all, laws_done, proof_run_id) on proof_requests to tallystick_staff;
grant update (laws_all, laws_done, proof_run_id) on proof_requests to tallystick_worker;
grant update (left_out_note, left_out_why, state) on run_drafts to tallystick_staff;
grant update (left_out_note, left_out_why, state) on run_drafts to tallystick_worker;
grant update (live) on autopay_charge_items to tallystick_worker;
grant update (live) on payment_attempt_items to tallystick_portal;
grant update (live) on reminder_items to tallystick_staff;
grant update (live) on reminder_items to tallystick_worker;
grant update (mapping) on import_files to tallystick_staff;
grant update (mapping) on import_files to tallystick_worker;
grant update (mapping, name) on bank_accounts to tallystick_staff;
grant update (mapping, name) on bank_accounts to tallystick_worker;
grant update (removed_at) on partner_assignments to tallystick_staff;
grant update (removed_at) on partner_assignments to tallystick_worker;
grant update (removed_at, removed_by_name) on contract_files to tallystick_staff;
grant update (removed_at, removed_by_name) on contract_files to tallystick_worker;
grant update (seen_at) on dispute_mentions to tallystick_staff;
grant update (seen_at, seen_by_name) on autopay_charges to tallystick_staff;
grant update (valid_to_on, withdrawn_in_version) on contract_prices to tallystick_staff;
grant update (valid_to_on, withdrawn_in_version) on contract_prices to tallystick_worker;
revoke all on all functions in schema public from public;

-- Comments

comment on function actual_steps(uuid[]) is 'Actual readings of meters, each with its steps of the dial since the one before: 0 for the first, null where it cannot follow.';
comment on function agreed_now(uuid) is 'Refuses to add to an agreement that an earlier transaction wrote (TS084).';
comment on function allowance_left() is 'Base minor units of the loss allowance that nothing was written off against; below zero where somebody chose to go beyond it.';
comment on function apply_items(jsonb) is 'Writes applications [{id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on}]. In a foreign currency each takes its part of both items'' base amounts, pro rata of what is left, and the difference is posted to 7000 against 1100 in base only (a loss is a debit).';
comment on function approval_rule_of(text) is 'The limits of a kind as they stand now, per role, to be kept with a request or a document. Amounts are text; null is without limit.';
comment on function approvals_waiting_for(uuid,date) is 'Requests this person may approve on this day: within the limit of their role or of a colleague they stand in for, and neither''s own.';
comment on function approves_kind(jsonb,text) is 'Whether a role decides on this kind at all, whatever the amount: enough to send back.';
comment on function askable_items(uuid[],date) is 'Open debts with what of each could be asked for if nobody had promised anything: residual less holds; nothing while a payment is on its way or said to be made.';
comment on function bank_bound_holds(integer,integer,integer) is 'Whether a share is no more than the lower 95 % bound by Clopper and Pearson: so many right ones or more would at that share be seen at most once in twenty times.';
comment on function bank_class_record(text) is 'How many lines of a class were right, of how many seen.';
comment on function bank_import_faults(uuid) is 'What is wrong with one stored import, or with any: lines missing, not adding up, of another account, or balances that do not fit without a word.';
comment on function bank_line_faults(uuid) is 'What is wrong with how one line, or any, is explained: twice, not adding up, or another explanation than the one that stands.';
comment on function bank_posted(text,uuid,boolean,text) is 'Minor units on 1010 of a payout, deposit, returned payment, refund or payment, into the account or out of it. What a line itself made, or undoing one, was not there before.';
comment on function bank_posting_faults(uuid) is 'What is wrong with what explanations posted or linked, of all or of one.';
comment on function bank_rule_may_post(uuid) is 'Twenty lines or more confirmed by a rule that holds, none of them undone, and no customer named by it.';
comment on function base_left(uuid) is 'Base minor units of an open item that no application has settled. Read under the lock of the item.';
comment on function base_part(uuid,bigint) is 'The base amount of a part of an open item at the rate it was posted with: what limits are compared with, the same at any later time.';
comment on function bill_drafts(uuid[],boolean) is 'Marks the periods and the usage of drafts as billed: on their invoices, or at nothing.';
comment on function chaseable_items(uuid[],date) is 'Open debts with what of each may be asked for on a day: residual less holds less what is promised; nothing while a payment is on its way or said to be made.';
comment on function check_allowance_change() is 'A change of the allowance is exactly its entry 6100 / 1190, in base currency (TS061 allowance_is_posted).';
comment on function check_allowance_holds() is 'What is written off against the allowance, or released of it, is there (TS061 allowance_used_up). Under a lock of its own.';
comment on function check_application_base() is 'In a foreign currency each application carries base amounts that end exactly with their items, and posts their difference (TS030).';
comment on function check_applications() is 'Locks the items in id order, then refuses applications that do not fit (TS004), reversals that do not mirror (TS005) and any running total outside zero and the item''s amount on any effective date (TS006); stamps the residuals.';
comment on function check_applications_period() is 'No application and no reversal of one is dated in a closed posting month (TS011).';
comment on function check_approval_decision() is 'Refuses a decision beyond the limit the request''s own rule gives the decider or the one they stand in for, and a delegation not in force (TS012).';
comment on function check_attempt_right() is 'Who may only look does not pay; above what somebody may pay alone a payment answers an asking of another person, by an approver (TS090). Definer: the portal reads neither people nor links. Stamps the limit as it was.';
comment on function check_attempt_surcharge() is 'A surcharge is shown with the attempt whose amount it is part of, before that goes anywhere (TS078).';
comment on function check_autopay_attempt() is 'A debit of autopay leaves only for a try of a noticed collection whose notice left as many days before as promised, on its day or later, for no more than the notice and the ceiling say, and while the rule is on (TS081).';
comment on function check_autopay_policy() is 'A policy of autopay is not dated back (TS082).';
comment on function check_bank_automatic_posting() is 'What was explained without a person was allowed by its class or its rule, as they are now (TS108).';
comment on function check_bank_explained_alone() is 'An explanation without a person keeps what it was allowed by; looked at when the transaction ends (TS108).';
comment on function check_bank_explanation() is 'At the commit the parts of an explanation add up to its line, and a line has one that stands (TS105).';
comment on function check_bank_gate_opening() is 'A class is posted without a person by the newest choice, by counts as they are, and by a bound these counts show (TS108).';
comment on function check_bank_import() is 'At the commit a stored import is whole and proven, and one that was undone counts nowhere (TS104).';
comment on function check_bank_line_state() is 'A line''s row is of its statement, leaves with its import alone, and names the explanation that stands (TS104, TS105).';
comment on function check_bank_posting() is 'At the commit what an explanation says it posted is posted, once; undone it is mirrored; what was there before is linked no further than it goes (TS107).';
comment on function check_bank_rule_tick() is 'A rule is ticked to post without a person only once it may (TS108).';
comment on function check_bank_version() is 'A version of bank details rests on an approved request of that kind, used once (TS012), and an IBAN has right check digits.';
comment on function check_chargeback_step() is 'What a chargeback took is the reversal of its payment or a debit item 1100 / 1030; what it gave back is a payment, and only after that (TS075).';
comment on function check_cheque_returned() is 'At commit: the payment of a cheque is reversed only together with the cheque (TS044).';
comment on function check_company_version() is 'A version begins no earlier than the day it is made (a time zone the day after, so that no day comes twice), has a whole value, a rate only where the law lets tax be charged, and a prefix no other series has or had (TS070).';
comment on function check_company_withdrawal() is 'Only what has not begun is taken back; what holds is followed by another version (TS071).';
comment on function check_contract_lines() is 'A line lies inside its contract, follows the line it replaces, and changes its cycle only after the last day of a period (TS052).';
comment on function check_contract_prices() is 'On each day at most one own price of a line holds (TS052).';
comment on function check_contract_span() is 'At commit: a contract whose span changed still holds its lines (TS052).';
comment on function check_corrections() is 'Locks what is corrected, then refuses credit and debit notes that do not fit it (TS014 correction_fits), replacements of what is not credited in full (TS014 replacement_fits) and credits beyond it (TS013 credit_fits).';
comment on function check_credit_decided() is 'A credit note has an approval of its amount, or its maker may do it alone (then the rule as it was is kept with it), or takes back the surcharge of a payment that came back.';
comment on function check_credit_lines() is 'Each line of a credit note names a line of the corrected document with the same tax (TS014); credits of a line stay within it (TS013 credit_fits), and a document credited in full leaves no line over (TS013 credit_leaves_nothing). The corrected document is locked by check_corrections in the same transaction.';
comment on function check_credit_request() is 'A request is about a credit of its own customer (TS072) and waits for its answer (TS073).';
comment on function check_credit_taxes() is 'Credited tax per category stays within the tax of the corrected document (TS013).';
comment on function check_credit_use_part() is 'A credit is used for a debit of the same customer and currency (TS077).';
comment on function check_customer_change_decision() is 'Staff decide, never who asked; bank details go on to an approval by a second colleague; nothing is dated back (TS070).';
comment on function check_customer_change_effect() is 'A change of a customer''s details or contacts is done once, after it was granted and not before its day (TS071).';
comment on function check_decided_for(uuid,text,uuid,text,bigint) is 'An approval carries the very item, currency and amount it was asked for (TS012).';
comment on function check_deferral_releases() is 'Under lock of the deferrals: a release stays within what is left, in the currency and in base, follows the months before it (TS061 release_fits) and is its entry (TS061 release_is_posted); stamps what is left. Definer: nobody else writes deferrals.';
comment on function check_deferrals() is 'Makes and stamps the deferrals of new documents: only revenue is deferred (TS060 deferred_line_fits), credits take first what is not earned (TS061), and the entry''s 2400 is what the lines say, in its currency and in base (TS060 deferred_is_posted). Definer: nobody else writes deferrals.';
comment on function check_deferred_account() is 'Account 2400 is touched by documents and releases of revenue alone (TS060).';
comment on function check_deposit_batch() is 'At commit: a deposit is the sum of its lines, one entry from 1020 to 1010 of its day, and each cheque in it took the step (TS042).';
comment on function check_deposit_cancelled() is 'At commit: a deposit that did not happen is mirrored (TS042), every cheque in it is in hand again and none came back from the bank (TS043).';
comment on function check_deposit_lines() is 'Definer, because it locks the payments: money goes into one live deposit only (TS043), whole, in its currency, not before it was received, and a cheque''s by its name (TS042).';
comment on function check_dispute() is 'At the commit: a dispute keeps its laws (TS094–TS097).';
comment on function check_dispute_file() is 'A file is seen by whom its message is seen (TS098).';
comment on function check_dispute_handover_file() is 'A question to a department shows files that were there when it was asked (TS099).';
comment on function check_dispute_hold() is 'A hold that is kept with a dispute holds part of its item, as disputed (TS102).';
comment on function check_dispute_learning() is 'What a dispute teaches is said once it is decided (TS102), by a cause as it holds now (TS103).';
comment on function check_dispute_stage() is 'Each stage follows the one before it, without a hole in number or time (TS095).';
comment on function check_disputed_hold() is 'At the commit: a hold disputed stands while, and only while, one living dispute contests just that (TS094).';
comment on function check_document_keys() is 'A document is of a series, an entry and an open item that are there, and the item is of its customer, currency and amount (TS074 document_is_posted).';
comment on function check_document_line_keys() is 'Each line is of a document of its customer, a tax category and an account that are there (23503).';
comment on function check_document_tax_keys() is 'Each tax row is of a document of its customer and a tax category that are there (23503).';
comment on function check_documents_period() is 'No document has its tax point in a closed tax month (TS011).';
comment on function check_draft_is_new() is 'Drafts come into a run only while it is previewed, and none comes issued (TS057).';
comment on function check_drafts_issued() is 'A draft is issued only with every block let through (TS057 draft_not_blocked), and its invoice says exactly what it said (TS057 draft_as_previewed).';
comment on function check_einvoice_events() is 'Steps of an e-invoice follow each other, belong to the invoice of their file, and a cancellation stays within its window (TS063).';
comment on function check_entries_balance() is 'Statement-level: the lines an insert brings must balance per entry and currency, and per entry in base (TS002).';
comment on function check_entries_period() is 'No entry is dated in a closed posting month (TS011).';
comment on function check_group() is 'A group is one parent and its children: a parent has no parent, a child no children (TS032).';
comment on function check_help_version() is 'The wording of help holds from today at the earliest: what it said to somebody stays known (TS091).';
comment on function check_holds() is 'Locks the items; holds stand on debit items and those of one kind never exceed the item (TS007).';
comment on function check_inbound_mail_stands() is 'At the commit a placed mail has its place and one set aside its reason, and no mail has both (TS101).';
comment on function check_instrument_money(instrument_events,instruments,instrument_standing) is 'A step and its money agree: a payment when it may be banked, a deposit when banked, a reversal when returned, a charge as posted (TS041).';
comment on function check_instrument_received() is 'At commit: a cheque begins with being received (TS040).';
comment on function check_invoice_sums() is 'Lines sum to the net amount and taxes to the tax amount of each document (TS010).';
comment on function check_issue_rule() is 'A rule, and its test, say what their code reads and nothing else (TS059).';
comment on function check_items_match_lines() is 'An open item has a receivables line and carries exactly its customer, currency, amount and date (TS003).';
comment on function check_last_owner() is 'The last owner of a customer''s people stays owner until there is another (TS091).';
comment on function check_line_keys() is 'Each ledger line is of an entry and an account that are there (23503).';
comment on function check_meter_end() is 'A meter never changes but for its end, which comes once and after its readings (TS055).';
comment on function check_money_out(text,uuid,uuid,bigint) is 'For insert triggers of money-out documents: passes with an approved approval of this kind and base amount, used once, or within what the maker does alone now; then it answers the rule to be kept as alone_rule. Otherwise TS012 approval_needed or approval_used. Definer: it stamps the use.';
comment on function check_note_end() is 'Only a note with a next step can be followed up (TS100).';
comment on function check_number_is_taken() is 'A document''s number comes from its series; only the legacy series carries numbers of its own (TS009).';
comment on function check_opening_items() is 'An opening item is exactly its open item and touches no revenue and no tax: 1100 against 3900 (TS035).';
comment on function check_payout_change() is 'The state of a payout changes, what it is does not (TS076).';
comment on function check_payout_parts() is 'The parts of a payout come in one statement, in its currency, and sum to it (TS076).';
comment on function check_payout_posting() is 'A payout is posted by its amount, 1010 / 1030, and taken back only after that (TS076).';
comment on function check_period_event() is 'A month is opened again only with a second person''s approval of this very month (TS011); the unique approval makes it once.';
comment on function check_plan_closing() is 'At the commit: a closed plan holds nothing (TS085), and what was asked became a request or an agreement (TS083).';
comment on function check_plan_hold() is 'At the commit: a hold in plan stands while, and only while, a living plan holds the item by it (TS085).';
comment on function check_plan_instalment() is 'Instalments are written with their agreement and never later (TS084).';
comment on function check_plan_item() is 'An item goes into a plan whole, under a hold of this plan and no other, and into one living plan (TS085). Definer: it locks the item.';
comment on function check_plan_move() is 'A date moves within a plan in force, later, by no more than its policy allows and not onto or past the next (TS086); once, by a key.';
comment on function check_plan_policy() is 'A policy of plans is never dated back (TS083).';
comment on function check_plan_right() is 'A person of the customer agrees to a plan within what they may pay alone, all of it together (TS093). Stamps the limit as it was.';
comment on function check_plan_version() is 'At the commit: an agreement adds up, keeps its rhythm, was made under the policy of its day and says truly where it lies outside it (TS084).';
comment on function check_price_scheme() is 'A price in a column "scheme" is whole (TS050).';
comment on function check_price_versions() is 'No two versions of a price hold on one day (TS051); the lock on the list keeps it so when two people add at once.';
comment on function check_price_withdrawal() is 'A price that was billed is not taken back (TS051): it ends where the next begins.';
comment on function check_processor_exchange() is 'An exchange takes the payment''s currency off 1030 and puts the movement''s own amount there, and leaves nothing on 7090 (TS075).';
comment on function check_processor_fee() is 'A fee is what its movement cost, posted 6200 / 1030 with the day of the movement as value date (TS075).';
comment on function check_product_account() is 'What is sold is income (TS050).';
comment on function check_promise_item() is 'A promise names debts of its own customer in its own currency (TS087).';
comment on function check_promise_made() is 'A customer promises no further ahead and no more often than the policy of the day allows (TS089).';
comment on function check_promise_money() is 'Money counts for promises of its own customer and currency, never twice, never more than was promised, and not when it came back (TS088).';
comment on function check_promise_stands() is 'At the commit a promise carries the date, amount and state of its newest events, which are numbered without a gap (TS087). Definer: it reads columns that the portal does not.';
comment on function check_readings() is 'Definer, because it locks the meter: a reading is within the dial and the time of its meter, and the actual ones follow each other (TS055).';
comment on function check_receipt() is 'At the commit a receipt is what was posted and no more of it is gone than came (TS106).';
comment on function check_recovery() is 'Definer, because it locks the write-off: recoveries never exceed it, each gives back its part of the relief that stands, and is exactly its entry (TS016).';
comment on function check_reduction() is 'A reduction settles its item in full with an item of its kind, posts to the accounts of that kind, stays small where it must and keeps a deduction''s claim (TS034).';
comment on function check_reduction_reversal() is 'What takes a named difference back mirrors it line by line, closes what it made, and goes with a payment that came back (TS045).';
comment on function check_refund_batch() is 'At commit: the refunds sent with a file make exactly its sum (TS017).';
comment on function check_refund_event() is 'Definer, because it locks the refund: steps follow each other, each once, and each posts exactly what it means (TS017).';
comment on function check_refunds() is 'A refund is exactly its entry and consumes a credit that may be given back; by the original way only what came through the processor (TS017).';
comment on function check_release_named() is 'At commit: every entry that releases revenue is the release of a deferred line (TS060).';
comment on function check_released_amount() is 'A payment that answers an asking is for that amount or less, a surcharge apart (TS090). Definer: sees the surcharge whoever pays.';
comment on function check_relief() is 'Definer, because it locks the write-off: relief never exceeds the tax in what is still written off, and is exactly its entry (TS016).';
comment on function check_remittance() is 'At the commit the rows of an advice sum to what it says (TS109).';
comment on function check_remittance_link() is 'An advice stands with a line of its own currency that counts, and is taken off while that is not explained (TS109).';
comment on function check_remittance_row() is 'Rows are stored with their advice and never after it (TS109).';
comment on function check_returned_part() is 'At the commit a payment came back whole, or in parts that are no more than it, as posted (TS111).';
comment on function check_returned_payment() is 'At the end of the transaction, differences named with a payment that came back are taken back too (TS046).';
comment on function check_revaluation() is 'A revaluation posts exactly its difference on its day and takes it back on the next (TS031).';
comment on function check_reversal_account() is 'Definer, because it locks the payments: what comes back leaves the account it lies in, 1020 before the deposit and 1010 after it (TS044).';
comment on function check_run_step() is 'A run moves forward only (TS056 run_moves_forward), and begins to issue only when the review it needs was of these very drafts (TS056 run_reviewed).';
comment on function check_saved_method() is 'A saved method stays whose and what it is, and one given up at the processor stays so (TS079).';
comment on function check_searchable_text() is 'A searchable text has the customer, kind and instant of its entry (TS100), so that a wall around one is a wall around both.';
comment on function check_series_gapless() is 'At commit: every number a series gave out stands on a document (TS008).';
comment on function check_standing_explanation(uuid) is 'Refuses a line whose explanation is not the one that stands, or does not add up to it (TS105).';
comment on function check_statement_send() is 'Refuses to change a statement that is done, and to call one sent with a document of something else.';
comment on function check_surcharge_note() is 'A surcharge exists only with the succeeded payment of its attempt and comes to what was shown (TS078).';
comment on function check_tax_days() is 'An invoice or debit note is taxed by categories that hold on its tax point (TS092 tax_category_holds).';
comment on function check_transfer() is 'A transfer is a pair inside 1100 between two customers of one group (TS033).';
comment on function check_usage_corrections() is 'Definer, because it locks what is corrected: a correction is of usage of the same line and unit, and all of them together leave no less than nothing (TS055).';
comment on function check_usage_lines() is 'Usage is of a metered line, in the unit of the line''s product (TS054).';
comment on function check_write_off_stays() is 'The credit of a write-off is never free: what it was set against is claimed again by a recovery only (TS015).';
comment on function check_write_offs() is 'A write-off is exactly its entry and its credit item, and that is set against the item written off (TS015). Beyond the residual the application itself is refused (TS006).';
comment on function close_period(text,date,uuid,text,timestamp with time zone,text) is 'Closes a month and with it every month before it. Waits at most 10 s for postings under way. Refuses (TS011) a month that is closed and one before which a month stands reopened. Definer: nobody else writes periods.';
comment on function collector_on(uuid,date) is 'Who collects a customer on a day, or null.';
comment on function company_banks(date,timestamp with time zone) is 'Where customers transfer money, per currency, as it held on a day and was known at an instant: the newest approved version, else what was set up.';
comment on function company_day(timestamp with time zone) is 'The company''s business date at an instant.';
comment on function company_value_fits(text,jsonb) is 'Whether a setting has the parts that documents and laws rely on. A prefix ends in no digit: two numbers of a series can never be the same text.';
comment on function company_version(text,text,date,timestamp with time zone) is 'What a setting was on a day, as far as known at an instant: a document gives the instant of its issue and never changes. Null: as set up.';
comment on function company_zone(timestamp with time zone) is 'The time zone that decides the date at an instant. A change begins at midnight of the zone of the set-up.';
comment on function credits_being_refunded() is 'Credits of the scope''s customer that somebody asked to have paid out and nobody decided on yet. Definer: customers do not read what is asked and decided inside; they learn only which of their own credits are not to be used now.';
comment on function decide_plan_version() is 'An agreement outside the envelope has an approval of its own, or a colleague may decide it alone; then the rule as it was is kept with it (TS012, TS084).';
comment on function decide_refund() is 'A refund has an approval of its own, or its maker may do it alone; then the rule as it was is kept with it (TS012).';
comment on function decide_refund_batch() is 'A file for the bank was decided by somebody else than who asked for it, as a whole (TS012).';
comment on function decide_write_off() is 'A write-off has an approval of its own, stands in a decided list, or its maker may do it alone; its tax is stamped.';
comment on function decide_write_off_batch() is 'A list of small balances adds up (TS015) and was decided as it stands (TS012).';
comment on function deferred_base(bigint,bigint,bigint) is 'Base minor units that have left 2400 when `gone` of `amount` has: in proportion, half away from zero; all of it when all is gone.';
comment on function delegations_on(date) is 'Delegations in force on a day, not ended early.';
comment on function delivery_step(text,text,text) is 'Where a step of a sending leads from a state, by its channel; null where it may not be taken. Mails are not asked here: they stand where their messages do.';
comment on function dispute_contests(text,text) is 'Whether a dispute of a kind in a state contests an amount: a dispute or claim for refund that lives and is not decided.';
comment on function dispute_step(text,text) is 'Whether a dispute goes from one state to the next: first it is new, a decided one is closed, a closed one is opened again, and any other may go anywhere.';
comment on function draft_digests(uuid[]) is 'SHA-256 over everything of a run''s draft that its invoice will say: figures, lines, taxes, days and words.';
comment on function due_date(text,integer,date) is 'When a document of a day is due: so many days after it (document) or after the end of its month (month_end), or on that day of the next month, its last where it is shorter (next_month).';
comment on function end_ask_fault() is 'An asking that was answered has no fault any more. First argument: its kind; second: the column that says when it was answered.';
comment on function ends_billing_period(text,date,date) is 'Whether the day is the last of a billing period. Months are counted from the anchor and clamped: from 31 January, 27 February and 30 March are.';
comment on function entries_cancel(uuid,uuid) is 'True where two entries net to nothing on every account, for every customer, in each currency and in base.';
comment on function entry_is_pair(uuid,text,text,text,text,bigint,bigint) is 'True where an entry is one amount from one account to another, as named.';
comment on function first_open_day(text[],date) is 'The day itself, or the first day after it whose month is open in every kind asked for. Holds the periods shared, so the answer stays true to the end of the transaction.';
comment on function group_of(uuid) is 'The parent of a customer''s group; a customer alone is its own.';
comment on function hold_bank_subject() is 'Held before counted, so that two lines at once cannot both stand for the same money.';
comment on function hold_periods() is 'Keeps every month as it is, open or closed, to the end of the transaction (TS011 under another isolation level).';
comment on function hold_receipt(uuid) is 'Until the end of the transaction nobody else takes of this receipt.';
comment on function iban_fits(text) is 'Whether the check digits of an IBAN (upper case, no spaces) are right: ISO 13616, remainder 1 by 97.';
comment on function instrument_step(text,text,boolean) is 'The one table of steps: the state a step leads to, null where the step may not be taken. Returned and cancelled end a cheque: nothing banks it again. A cleared one may still come back, because banks take money back days later.';
comment on function invoice_digests(uuid[]) is 'The same of an invoice as draft_digests of the draft it came from: equal when it was issued exactly as previewed.';
comment on function invoices_reach_somebody(uuid) is 'Whether invoices have somewhere to go the customer''s way: a contact with a role of the choice (no role: ticked for invoices), or a way without mail.';
comment on function invoices_that_differ(uuid[],text[]) is 'Of invoices made from drafts, those that are not there or do not say what the draft''s digest says.';
comment on function is_decimal(jsonb,numeric) is 'Whether a JSON value is an exact decimal as canonical text (12, -0.425: at most twelve and six digits), not below at_least where given.';
comment on function is_waivable(uuid) is 'Whether a document charges interest and late fees only (account 4100): a credit note of it may be a waiver.';
comment on function issue_documents(jsonb,jsonb) is 'post_entries, then record_invoices; with the rights of the caller.';
comment on function issue_rule_fits(text,jsonb) is 'Whether a rule is of a known code and told exactly what that code reads: percentages as whole numbers, countries as codes.';
comment on function item_left(uuid[]) is 'Locks open items in id order and says what is left of each, in minor units of its currency and of base.';
comment on function item_number(text,uuid) is 'The number a person knows an open item by, from its kind and source: its document''s, its payment''s, or that of the item it came from. Empty where there is none.';
comment on function keep_agreed_price() is 'Of an agreed price only its last day may move, or a version withdraws it (TS053).';
comment on function keep_answered_once() is 'A row waits for its answer, is answered once and stays (TS098). First argument: the column that says it was; second: what the answer fills.';
comment on function keep_ask_fault() is 'A fault is of one asking of one customer, only counts on, and stands open exactly while it waits (TS110).';
comment on function keep_attempt_right() is 'By what right a payment was started stays as it was (TS090).';
comment on function keep_bank_import() is 'A bank''s file never changes, its import goes forward only, and is stored as it was shown (TS104).';
comment on function keep_collection_task() is 'A task is done once; what it was about stays (TS087).';
comment on function keep_credit_request() is 'A request is answered once; what was asked stays (TS073).';
comment on function keep_credit_use() is 'A use of credit happens once, with its payment where it was chosen with one; what was chosen stays (TS077).';
comment on function keep_decided_version() is 'A version of a contract is decided once; what was proposed never changes (TS053). Stamps the transaction that decided it.';
comment on function keep_dispute() is 'What was raised stays as raised; a closed dispute changes only by being opened again (TS096).';
comment on function keep_dispute_hold() is 'Stamps which hold a dispute has had.';
comment on function keep_dispute_line() is 'A contested part ends, and changes in nothing else (TS094).';
comment on function keep_inbound_mail() is 'What was fetched of a mail never changes, and where it stands is decided once (TS101).';
comment on function keep_issued_draft() is 'A draft changes in nothing but its state; one that was issued, or settled at nothing, in nothing at all (TS057).';
comment on function keep_payment_ask() is 'A prepared payment is answered once and not while it is being paid; what was asked stays (TS090).';
comment on function keep_plan() is 'Nothing changes a closed plan, nor what was asked (TS083).';
comment on function keep_plan_ask() is 'What a customer asked waits for its answer, is answered once and stays (TS083).';
comment on function keep_promise() is 'Who promised, when and to whom never changes (TS087).';
comment on function keep_remittance() is 'An advice is kept as it was said; whose it is, or that it is of no use, is not said while it stands with a line (TS109).';
comment on function keep_said_paid() is 'What a customer said stays; it is answered once (TS087).';
comment on function keep_unit_of_usage() is 'A product keeps its unit and a line its way of charging once usage was recorded under them (TS054).';
comment on function leave_out_billed(uuid,uuid[]) is 'Leaves out drafts of which another run has billed something since the preview. Called under lock of their customers, so that of two runs the second sees the first.';
comment on function lines_text(uuid) is 'The accounts and amounts of an entry in the order of its lines, as text to compare: 6100 120000, 1100 -120000.';
comment on function lock_deferrals(uuid) is 'What is left of a document''s deferred lines, held to the end of the transaction. Definer: a lock needs the right to change.';
comment on function lock_due_deferrals(date,uuid,uuid,smallint,integer) is 'Deferred lines with a month that has ended by a day and is not released, of one document or of all after one, in order, held to the end of the transaction. Definer: a lock needs the right to change.';
comment on function lock_instruments(uuid[]) is 'Definer, because only the owner may lock what only the owner writes: cheques in id order, as they stand, held to the end of the transaction.';
comment on function mailed_state(uuid) is 'Where a sending by mail stands, from its mails: delivered, sent, waiting, or failed when all of them did.';
comment on function make_deferrals(uuid[]) is 'One deferral for each deferred line of new documents; their base amounts share what the entry posted to 2400.';
comment on function money_in_hand(uuid[]) is 'Cheques and cash that were received and neither banked nor returned, with the amount and base they stand at on 1020; all of it, or of the payments named.';
comment on function not_seen_by(billing_runs,xid8) is 'Whether a row was written after a run''s preview began to read, or had not been committed by then.';
comment on function number_drafts(uuid[],jsonb,timestamp with time zone) is 'Takes the numbers of drafts in their order and writes their invoices with lines, taxes and sources.';
comment on function number_run_chunk(uuid,uuid[],jsonb,timestamp with time zone) is 'The second half: under the lock of the run, and only while it is being issued, takes the numbers, writes the invoices and what they bill, stamps the drafts, and ends the run with its last draft. Answers the run''s state; unless issuing or issued the caller rolls back. Definer: nobody else writes what was billed.';
comment on function number_text(text,bigint) is 'A number of a series as it is written on a document.';
comment on function partner_customers() is 'Customers assigned to the partner this request speaks for; none when unset. Definer: the partner''s login cannot read assignments or users.';
comment on function period_id(text,date) is 'A month''s name as the audit and the approvals want it; the same for ever, row or no row.';
comment on function period_is_closed(text,date) is 'Whether the month of a day is closed: its row says so, or it lies before the first row. With no rows everything is open.';
comment on function plan_breaks(uuid) is 'Where an agreement lies outside the envelope of its policy, told from what was agreed alone; empty inside it.';
comment on function plan_holds_off() is 'Where the holds in plan are not exactly those of the living plans; empty when they are.';
comment on function plan_is_closed(text) is 'Whether a plan is over: nothing changes it any more.';
comment on function plan_left(uuid) is 'What is left to pay of a version of a plan: of each item the smaller of its amount in the plan and its residual.';
comment on function plan_nominal_day(plan_versions,integer) is 'The day of an instalment by the rhythm alone, months cut at their last day.';
comment on function plan_policy_on(text,date) is 'The version of the policy of plans that holds on a day in a currency.';
comment on function plan_step(text,text) is 'The state of a plan after an event; null where the event cannot follow.';
comment on function policy_on(date) is 'The policy of promises and reminders that holds on a day.';
comment on function portal_customer() is 'The customer this request may see; null (nothing) when unset or when a scoped link speaks.';
comment on function portal_enqueue(text,uuid) is 'Orders a job of portal_queues about one row. Definer: the portal reaches nothing else of the jobs. The worker looks at the row again and does only what it says.';
comment on function portal_invoices() is 'The invoices a scoped link may see.';
comment on function portal_items() is 'Open items of the invoices a scoped link may see. Definer: the link cannot read them to find out.';
comment on function portal_line_prices() is 'Units and list prices of the lines of the customer this request may see. Definer: price lists are shared with other customers and closed to the portal.';
comment on function portal_lock_customer(uuid) is 'Locks the customer of the scope until the transaction ends, as every command of the back office does. Definer: the portal may change nothing about a customer.';
comment on function portal_may_name(uuid) is 'Whether a row the portal writes may carry this customer: its own, or the one its link belongs to. Runs under row-level security.';
comment on function portal_people() is 'Who signs in for the customer of the scope. Definer: the portal reads no table of people, and this answers for its own customer alone.';
comment on function portal_right(uuid,uuid) is 'Role and limit of a person for a customer: their own there, or the group''s through its lead; nulls for none.';
comment on function post_drafts(uuid[],jsonb) is 'Entries, open items and audit records of drafts, in the shape issueInvoices gives them.';
comment on function post_entries(jsonb) is 'Writes whole entries: [{id, kind, source_id, effective_on, value_on?, memo?, lines: [{account, customer_id?, currency, amount, base, item_id?, due_on?}]}]. Amounts are text of minor units, debit above zero. Each receivables line with an amount makes its open item. The only writer of the ledger.';
comment on function post_run_chunk(uuid,jsonb,integer,integer) is 'The first half of a chunk: takes the next drafts of a run after a place in its order (1,000 at most), posts them, settles those that come to nothing, and answers the rest and the place reached, null at the end. number_run_chunk follows in the same transaction. Locks the customers in id order. Definer: nobody else posts.';
comment on function price_overlaps(uuid[],uuid[]) is 'Pairs of versions of one price that would both hold on a day, in these lists and of these products, or in all. One without an end ends before the next.';
comment on function price_scheme_is_whole(jsonb) is 'Whether a price scheme says all its kind needs and nothing else: fixed, per_unit, tiered, volume or percentage, decimals as text.';
comment on function price_tiers_are_whole(jsonb) is 'Whether tiers are whole: one to fifty, each with a unit price, each reaching further than the one before, the last without an end.';
comment on function prices_billed(uuid[]) is 'Which of these list prices stand in the explanation of an invoice line.';
comment on function processor_cost(processor_transactions) is 'What a movement cost us, minor units: its fee, or all of it where it is a fee itself. Below zero when it was given back.';
comment on function promised_parts(uuid,date) is 'Minor units of each debt that standing promises cover on a day: oldest promise first, oldest debt first.';
comment on function reading_difference(numeric,numeric,smallint) is 'Steps of the dial from one reading to the next, through zero where that is plausible; null where the later one cannot follow.';
comment on function receipt_faults(uuid) is 'What is wrong with unidentified receipts, of all or of one: more gone than came, or not as posted.';
comment on function receive_payments(jsonb,jsonb) is 'post_entries, then record_payments; with the rights of the caller.';
comment on function record_deposit(jsonb,jsonb) is 'Numbers a deposit in the DEP series, stores it with its lines and takes its cheques the step; returns id and number. Called last. Definer: nobody else takes numbers.';
comment on function record_instrument(jsonb,jsonb,jsonb) is 'Numbers a cheque in the RCP series and stores it with what it is meant to pay and its first step; returns id and number. Called last. Definer: nobody else takes numbers.';
comment on function record_invoices(jsonb) is 'Numbers and stores issued documents of one series with their lines and taxes; returns id and number. Called last in a transaction.';
comment on function record_payments(jsonb) is 'Numbers and stores receipts in the PAY series; returns id and number. Called last in a transaction.';
comment on function record_refund_batch(jsonb) is 'Numbers and stores a file for the bank in the RB series; returns its number. Definer: nobody else takes numbers.';
comment on function record_refunds(jsonb) is 'Numbers and stores refunds in the RF series; returns id and number. Called last in a transaction. Definer: nobody else takes numbers.';
comment on function record_write_offs(jsonb) is 'Numbers and stores write-offs in the WO series; returns id and number. Called last in a transaction. Definer: nobody else takes numbers.';
comment on function reduction_accounts(text) is 'The accounts a kind of reduction may post to beside receivables.';
comment on function refund_step_follows(text,text) is 'Whether a step of a refund may come after another; failed may follow paid, because a card can send money back days later.';
comment on function refundable_kind(text) is 'Credits that are the customer''s own money or a document given to them; never a write-off, discount or difference.';
comment on function refuse_blocked_draft() is 'Only a draft that was ready is issued (TS057).';
comment on function refuse_change() is 'Raises TS001 for any update, delete or truncate of an append-only table.';
comment on function refuse_closed_day(text,text[],date,uuid) is 'Raises TS011; the detail names the month, the first open day and the row, so that the refusal needs no second question.';
comment on function refuse_dispute_fault(uuid,uuid) is 'Raises the first law a dispute, or a hold, breaks: TS094 held parts, TS095 stages, TS096 endings, TS097 credit notes.';
comment on function refuse_item_change() is 'Only the residual of an open item may be stamped; everything else is as posted.';
comment on function refuse_missing(text,text) is 'Raises what a foreign key raises for a row that is not there (23503).';
comment on function refuse_new_code() is 'The code of an account, a tax category or a series is what documents and postings say for ever (TS001).';
comment on function release_deferrals(jsonb,jsonb) is 'post_entries, then the releases they are: [{entry_id, invoice_id, line_no, customer_id, month_on, amount, base}]; with the rights of the caller.';
comment on function remittance_faults(uuid) is 'What is wrong with one advice, or with any: rows that do not sum to it, or a line it cannot stand with.';
comment on function reopen_period(text,date,uuid,text,timestamp with time zone,text,uuid) is 'Opens one closed month again, with the approved request of kind period_reopen for it. The months around it stay as they are. Definer: nobody else writes periods.';
comment on function returned_part_faults(uuid) is 'What is wrong with parts that came back of one payment, or of any: more than it, beside its own reversal, or not as posted.';
comment on function reversed_for_a_line(uuid,xid8) is 'Whether a payment''s reversal is of an explanation that no longer stands, and so of no line.';
comment on function run_changes(uuid) is 'What changed since a run was previewed, that it used: customers (with their contracts, usage and what was billed), prices, products, or what all have in common. No row: nothing.';
comment on function run_common_digest(date) is 'Digest of what all drafts of a run have in common: taxes, the exchange rates of its day, and ourselves as e-invoices name us.';
comment on function run_digest(uuid) is 'SHA-256 over the drafts of a run that will be, or were, issued, in their order.';
comment on function run_facts_digests(uuid[],date,text[]) is 'Per customer a digest of what a preview reads of them: who they are, whether invoices can be sent to them and as what, their contracts by version, and how much usage up to the day and how many billed periods there are of lines with these cycles (neither is ever taken away).';
comment on function seal_hash(seals) is 'The hash a seal must have: over the hash before it, its number, range, moment and count, and the digest of each chunk of its leaves.';
comment on function seal_now() is 'Seals all rows of transactions below the oldest running one, if there are any, and returns the number of the newest seal. One at a time; keeps no writer waiting.';
comment on function sealed_children_without_parent() is 'Lines that belong to no entry, invoice or other sealed row: nothing hashes them. Named by the key they point at.';
comment on function sealed_families() is 'Which tables are sealed: their key, the column a person knows a row by, and the tables whose rows belong to it. A child column named by "without" may change.';
comment on function sealed_row_sql(text,text,text) is 'The expression that makes a row of a table into the text that is hashed, without one column if named.';
comment on function sealed_rows(text,xid8,xid8) is 'Rows of a family written by transactions from from_xid to before before_xid, each with its leaf: SHA-256 over the text of the row and its children.';
comment on function sealed_rows_changed(text) is 'Rows of a family that differ from their leaves: altered, missing, added below the last seal, or carrying a transaction that has not happened.';
comment on function sealed_rows_differ() is 'All sealed rows that differ from what was sealed, each named once.';
comment on function sealed_rows_sql(text) is 'The query of a family''s rows of transactions from $1 to before $2: id, leaf, name.';
comment on function seals_broken() is 'Seals that do not follow each other, were altered, or are missing before the newest one. A cut end shows only against an exported head.';
comment on function search_query(text) is 'What a person typed as a question to the index: all words, each as the beginning of one; "in quotes" as a phrase; -without. Null where nothing can be looked for.';
comment on function search_words(text) is 'The words of a text without case, accents and punctuation, so that "Ågård, No. 7" is found by "agard no 7". Both what is kept and what is asked pass through it.';
comment on function stamp_approval_rule() is 'A request keeps the limits as they stand when it is made, whatever the caller says.';
comment on function stamp_message_left() is 'Stamps once when a message left the house.';
comment on function stamp_search_words() is 'The words of a searchable text are always those of its head, people and body.';
comment on function stamp_series_shape() is 'A number that is taken has the prefix and the length of its series today. The count runs on.';
comment on function standing_readings(uuid[]) is 'Readings of meters that no other has replaced.';
comment on function store_run_drafts(uuid,integer,jsonb,jsonb,text) is 'Stores the drafts of a chunk of customers with lines, taxes, usage and findings, and moves the cursor to the last customer''s number, in one transaction. Null and nothing done when the run is no longer at that preview, or past those customers.';
comment on function surcharge_goes_back(uuid,bigint) is 'Whether a credit of this gross amount takes back a surcharge whose payment came back: it follows from that, and nobody decides it.';
comment on function surcharge_sum_fits(attempt_surcharges,invoices) is 'Whether a debit note comes to the surcharge that was shown.';
comment on function take_delivery_step() is 'Checks that a step may follow and stamps where the sending stands after it (TS065). Definer: nobody else may move a state.';
comment on function take_from_deferrals(uuid[]) is 'Stamps what credit notes take from 2400, under lock of the lines they correct; refuses (TS061 deferred_first) one that leaves there what it could take.';
comment on function take_instrument_step() is 'Definer, because it locks and stamps instrument_standing, which nobody else writes: a step that may not be taken is refused (TS040), one that does not agree with its money too (TS041).';
comment on function take_numbers(text,bigint) is 'Takes a run of numbers and returns the first. Holds the series until commit, so it comes last.';
comment on function take_of_receipt() is 'Held before counted, so that two at once cannot both have what is left.';
comment on function take_plan_event() is 'Checks that an event may follow and stamps the plan (TS083); a closed plan takes none. Definer: nobody else may move a plan.';
comment on function take_snapshot(date) is 'Stores what was open and what stood on each account at the end of a day, as known at the seal it makes first. The only writer of snapshots; another seal waits until it is in.';
comment on function tax_in_item(uuid) is 'How much of a debit item is output tax: that of its document, or of the recovery that made it; otherwise nothing.';
comment on function tax_part(bigint,bigint,bigint) is 'The tax in a part of an amount, pro rata, rounded down: parts never hold more tax than the whole.';
comment on function tax_rate_on(text,date,timestamp with time zone) is 'The rate of a tax category in basis points that holds on a day (the tax point).';
comment on function unapply_items(jsonb) is 'Writes the reversals [{id, reverses_id, effective_on}] with the mirror of what each application settled, base parts and exchange entry included.';
comment on function unsealed_rows() is 'How many rows of each family no seal holds yet.';
comment on function within_limit(jsonb,text,text,bigint) is 'Whether a role stays within a kept rule: which is aloneUpToMinor or approvesUpToMinor, the amount in minor units of the base currency.';
comment on function write_off_tax(uuid,bigint) is 'The tax in the next part of an item that is written off: on the running total, so that all parts together hold exactly the item''s tax.';
comment on function written_off_standing(uuid,uuid,uuid) is 'What of a write-off was not recovered, and the relief that still stands: taken, less what recoveries gave back. The others, where one is named.';
comment on table account_snapshots is 'All that was debited and credited to each account, per currency, by the end of a snapshot''s day and as known by it. Never granted to the portal; rows learned later are added by the reader.';
comment on table activity_note_ends is 'Append-only, sealed: the next step of a note was done, once.';
comment on table activity_notes is 'Append-only, sealed: calls, visits and notes about a customer as colleagues wrote them down, and what is to be done next.';
comment on table address_tasks is 'An address of a customer that mail came back from, until somebody changed or removed it; then what came back may be sent again, once.';
comment on table adjustment_reasons is 'Why money was given up or given back: what staff choose from.';
comment on table allowance_changes is 'Append-only: what was set aside for expected losses (6100 / 1190), below zero what was released of it. Base currency.';
comment on table applications is 'Part of a credit item set against a debit item on a date. Undoing is a negative row that names what it reverses.';
comment on table approval_decisions is 'Append-only: the one decision of a request. The primary key makes two decisions at once one; a check makes the decider another person than the asker.';
comment on table approval_delegation_ends is 'Append-only: delegations that ended before their last day.';
comment on table approval_delegations is 'Append-only: while one person is away another decides with their limits, first and last day included.';
comment on table approval_effects is 'Append-only: what an approved request did, written in the transaction of the decision.';
comment on table approval_requests is 'Append-only: what somebody asks to be done, with the limits as they stood at that moment (rule) and what the effect will need (payload).';
comment on table approval_rules is 'Append-only: per kind and role, up to which amount in minor units of the base currency one does it alone and approves it for others. Null is without limit, 0 never; the newest version of a kind and role counts, none at all is never.';
comment on table approval_uses is 'Append-only, stamped by check_money_out: an approval carries one document and no second.';
comment on table ask_faults is 'Askings of customers that the worker could not do, until they are answered: reason, tries, the next one, and since when colleagues are told (from the fifth try). State, not history.';
comment on table attempt_surcharges is 'Append-only: the surcharge a customer was shown before they confirmed a payment, with its tax. It is part of the attempt''s amount and is owed only if the payment succeeds.';
comment on table audit_records is 'Append-only: who, what, before, after, why, request. Written by each command in its own transaction.';
comment on table autopay_charge_items is 'The open items a collection was announced for, with how much of each; left_out ones were named as over the ceiling and are not taken. An item is in one live collection at most.';
comment on table autopay_charges is 'One collection of a rule on one day: what the notice said, then tried, tried again, collected, given up or left out with the reason. One per rule and day.';
comment on table autopay_policies is 'Append-only: from a day on, the least days between notice and debit, the days after the first try on which a debit that may be tried again is, and how many days ahead a card''s end is told. Of one day the version made last counts.';
comment on table autopay_rules is 'What a customer lets us take by ourselves: of all invoices in a currency, or of those of one contract, on the due date or a day of the month, from which method, up to how much each time, announced how many days before. One per customer, currency and contract; turned off it stays.';
comment on table autopay_tries is 'Each time a collection was put to the processor: written before, so that whoever goes on after a break asks under the same key. Refused means that nothing was asked for: paid meanwhile, or another payment was under way.';
comment on table bank_accounts is 'Accounts of ours that statements are taken from: those of the settings, and others of which a person said that they are ours. mapping is how this bank''s spreadsheet is read.';
comment on table bank_alias_choices is 'Append-only: staff say that an account or name does not mean a customer, or does after all. The newest of kind, value and customer counts, whatever is confirmed later.';
comment on table bank_aliases is 'Append-only: an account or name that a line confirmed by a person came from, folded as lines are compared. It counts while its explanation stands and staff did not tell us to forget it.';
comment on table bank_automatic_postings is 'Append-only: by which counted class or which ticked rule a line was explained without a person. Every such explanation has one.';
comment on table bank_explanation_undoings is 'Append-only, sealed: an explanation that no longer stands, and why.';
comment on table bank_explanations is 'Append-only, sealed: what a bank line is, as a whole; its parts are links. It stands until it is undone, and a line has one that stands.';
comment on table bank_gate_openings is 'Append-only: that suggestions of a class were posted without a person from then on, with the counts and the lower 95 % bound it was allowed by, and the choice of the moment.';
comment on table bank_imports is 'Files of our bank: read, shown, stored in lots and visible only when whole, or undone. wish is how to read it, choices what a person decided before storing.';
comment on table bank_line_links is 'Append-only, sealed: one part of what a line is, minor units above zero into the account. The parts add up to the line. entry_id names what was posted for it; what was posted before is only named.';
comment on table bank_line_states is 'Where a line stands. A line has its row from the moment its import is stored until that is undone: whatever has a row here counts.';
comment on table bank_lines is 'Append-only, sealed: one booked movement of our account, minor units above zero into it. same_as: the same movement came before, in another file; it counts there.';
comment on table bank_link_reversals is 'Append-only, sealed: the mirror of what a part of an explanation posted, once that is undone. A payment''s mirror is its own reversal.';
comment on table bank_posting_choices is 'Append-only: whether anything of the bank is posted without a person, and how many of a million must be right at least. The newest counts from the moment it is made; without one nothing is posted.';
comment on table bank_rule_endings is 'Append-only: rules that staff ended.';
comment on table bank_rule_ticks is 'Append-only: whether a rule may post without a person. The newest of a rule counts; it is ticked after twenty confirmed uses and none undone, and never for money of a customer.';
comment on table bank_rules is 'Append-only: versions of what staff say lines of the bank are, by a text or a payer, never by an amount alone. A version that another replaces, or that ended, counts no longer.';
comment on table bank_statements is 'Append-only, sealed: a statement as the bank gave it; it counts while its import is stored. difference_minor is what opening and lines miss of closing, taken knowingly.';
comment on table billed_periods is 'Append-only: each part of a billing period that was billed, once. Parts of a period add up to what it was billed; without an invoice it came to nothing.';
comment on table billed_usage is 'Append-only: usage that was billed, once, with the invoice line it is in. Without one it was in a draft that came to nothing.';
comment on table billing_runs is 'One preview-review-issue cycle: which cycles up to which day, and how far it is. facts_… say as of when the preview read prices, taxes and rates; digest is over its drafts.';
comment on table case_events is 'Append-only: what happened to a deduction (who has it, notes) and to a withholding certificate (asked for, collected, waived).';
comment on table chargeback_steps is 'Append-only: the money of a chargeback as it moved. Withdrawn whole, the payment is reversed; in part, a debit item says what is owed again. Reinstated, it is a payment of its own.';
comment on table chargebacks is 'A payment contested at the payer''s bank, as the processor says now. An inquiry has moved no money.';
comment on table collection_policies is 'Append-only: what holds for promises and reminders from a day on. Of several that have begun, the one with the newest day holds, and of one day the newest made.';
comment on table collection_tasks is 'What a colleague has to follow up: a promise that was not wholly kept, a payment plan that ended in default. One at a time for each promise, one for each plan.';
comment on table collector_assignments is 'Append-only: who collects a customer from a day on (user_id null: nobody). The newest row up to a day holds on it.';
comment on table company is 'The seller: one row. Name and address go on documents, the time zone decides what today is.';
comment on table company_bank_accounts is 'Where customers transfer money, one account per currency, printed on documents.';
comment on table company_bank_versions is 'Append-only: changes of our own bank accounts, each resting on an approval. The table company_bank_accounts holds what counts and is changed by it alone.';
comment on table company_version_withdrawals is 'Append-only: planned versions taken back before their first day.';
comment on table company_versions is 'Append-only: a setting of the company from a day on. Of what and key the version with the newest day counts, of one day the one made last; key names the tax category or the series. Never dated back.';
comment on table complaint_rungs is 'The ladder of complaints: after how many working days without an answer it goes to which role.';
comment on table complaint_steps is 'Append-only: a complaint that waited too long went up a rung of the ladder; once a rung for each time it waits.';
comment on table contact_opt_outs is 'Who does not want a kind of optional mail any more. Legal documents and what a person asked for are never in it.';
comment on table contact_rules is 'When and how often a customer may be reminded: between quiet_until and quiet_from o''clock in the company''s zone, not on weekends and bank holidays (rest_days), and cap_count times in cap_days.';
comment on table contacts is 'People at the customer to whom documents go. Personal data stays here, never in the ledger.';
comment on table contract_files is 'Signed papers of a contract, kept under their SHA-256 and checked on each read. A file put there by mistake is removed from sight, its record stays.';
comment on table contract_lines is 'What is billed under a contract, each line in its own cycle, as the newest approved version has it. Written when a version is approved. replaces_id names the line this one follows; withdrawn_in_version the version that took back a line nothing was billed for.';
comment on table contract_prices is 'Prices agreed for a line, each from a day to a day; where one holds it wins over the price list''s. Never deleted: a price is cut where the next begins, or withdrawn by a version before anything was billed by it.';
comment on table contract_versions is 'Each proposal of a contract as a whole: terms is the contract as it would then be. Waits for a second person; once decided it never changes.';
comment on table contracts is 'What was agreed with a customer, as its newest approved version has it (version_no, 0 before the first). invoice_per and terms_days null: the customer''s. A contract past ends_on has ended; its last days may still be unbilled.';
comment on table credit_reasons is 'Why a document is corrected: the label staff choose, the words the customer reads, and for which kinds of documents.';
comment on table credit_requests is 'What a customer asks to be done with one of their unused credits, and what a colleague answered. One at a time for each credit; asked and answered once, never changed.';
comment on table credit_use_parts is 'How much of which credit goes to which invoice, as the customer was shown it. They sum to the use''s amount.';
comment on table credit_uses is 'Credit a customer chose to use: with a payment (it happens when that payment succeeds, or never) or by itself. used_minor is what was still there to be used then.';
comment on table customer_bank_accounts is 'Append-only versions: where a customer is paid back, per currency the newest counts. Each rests on an approval by a second person.';
comment on table customer_change_decisions is 'Append-only: the one answer to a request of a customer. Granted bank details only begin their own approval by a second colleague (approval_id).';
comment on table customer_change_effects is 'Append-only: granted details that were written into the customer on their day.';
comment on table customer_change_requests is 'Append-only: what a customer asked on its own page: name, address, country and tax number (details), where it is paid back (bank), or one of the people documents go to (contact). was is what stood when it asked, so that one sees what changed meanwhile.';
comment on table customer_reminder_groups is 'Which reminders a customer gets: the standard ones, the gentle ones, or none; and up to which day somebody holds them. No row: the standard ones.';
comment on table customers is 'Who owes. Not a person signing in: that is a user, who may belong to several customers.';
comment on table deduction_codes is 'Why customers withhold money on purpose, and which department looks into it.';
comment on table deferral_releases is 'What a deferred line earned in a month: its entry moved that from 2400 to revenue. Once a month and line.';
comment on table deferrals is 'One deferred line of a document: what was deferred and what is left on 2400, in its currency and in base. Made and stamped by triggers alone; plan_minor is earned evenly from plan_from_on to to_on: the whole line, or what a credit note left of it.';
comment on table deliveries is 'One row per intended sending of one document, once per once_key. The state is stamped by its newest event; what happened stands in delivery_events.';
comment on table delivery_choices is 'How one customer wants one kind of document; no row: as the company''s default. to_roles: to everyone with one of these roles; empty: to the contacts ticked for invoices, or for statements. attaches: with the file, and not the link alone. gathers day: several in one mail at the end of the day.';
comment on table delivery_defaults is 'How a kind of document goes out to a customer without a choice of their own.';
comment on table delivery_events is 'Append-only: what happened to a sending. person: who received it by hand, or was given it to carry; reference: what the customer''s supplier portal answered; paid_on: the day the portal says it will be paid.';
comment on table delivery_evidence is 'Append-only: the photo, screenshot or paper that shows a document was handed over or uploaded.';
comment on table delivery_messages is 'Which mails carry which sending: one document to several people, or several documents in one mail.';
comment on table delivery_routes is 'The round on which papers reach a customer by hand or post, who carries them, and what to know at the door.';
comment on table demo_clock is 'Demo and tests only: how far the movable clock stands from the true time, in seconds.';
comment on table deposit_batches is 'Append-only: cheques and cash taken to the bank together, with one slip and one entry. bank_account is the account as it was named then.';
comment on table deposit_cancellations is 'Append-only: deposits that did not happen after all. What was in them is in hand again.';
comment on table deposit_lines is 'Append-only: the money of a deposit, payment by payment; instrument_id names the cheque, cash has none.';
comment on table dispute_asks is 'What a customer wrote down on the portal or under a mailed link: raise, reply, withdraw, open again. The worker does it, or says why not; once.';
comment on table dispute_breaches is 'A target that was missed, and the reason given afterwards; given once.';
comment on table dispute_causes is 'Append-only: versions of what disputes come from: whose it is to mend, what prevents it, the check before issue that could see it (issue_rule), and the reasons it stands behind most. The newest of a code counts.';
comment on table dispute_decisions is 'Append-only: what was decided, in words the customer reads, and the credit note that did it. A dispute that is opened again may get another.';
comment on table dispute_files is 'Append-only: files of the thread, checked by their content, kept by their SHA-256; seen by whom their message is seen.';
comment on table dispute_handover_files is 'Append-only: which files of a dispute a department sees under its link; chosen with the question, so that none is added behind it.';
comment on table dispute_handovers is 'A question of ours to a department or a colleague, by when, and the answer. Only the SHA-256 of a mail link''s token is kept; our clock runs on meanwhile.';
comment on table dispute_holds is 'Append-only: every hold a dispute ever had. disputes.hold_id is the one that stands; the days of the others are counted as well.';
comment on table dispute_learnings is 'Append-only: what a decided dispute came from, and whose it was to prevent. The newest of a dispute counts.';
comment on table dispute_lines is 'What of an invoice is contested: a line whole, its quantity or price as the customer claims it, an amount of it, or (without a line) the invoice or an amount of it; or the line a question is about. amount_minor is with tax. is_contested ends with the dispute.';
comment on table dispute_mentions is 'Colleagues named in an internal note, until they have seen it.';
comment on table dispute_messages is 'Append-only: the thread of a dispute. visibility says who reads it: the customer as well, or only us; it never changes, and what a department writes is ours.';
comment on table dispute_queues is 'Who works on disputes: our own desks, and departments (is_department) that answer from a mail link. Hours in minutes after midnight in the company''s time zone, on its working days.';
comment on table dispute_reasons is 'Why customers write: our words, theirs by language, which queue takes it, which department knows, and which reason a credit note of it carries.';
comment on table dispute_stages is 'Append-only: each step of a dispute, numbered without a gap; each begins where the one before ended, so that the times in them sum to the age.';
comment on table dispute_targets is 'How soon a queue answers, and resolves, each kind: minutes of business hours. A new target holds for what is raised or comes back to us from then on.';
comment on table disputes is 'What a customer contests, asks or complains about, from the raising to the end. State and who it waits for are those of its newest stage; a dispute or claim for refund holds its contested part of the item by hold_id while it lives, and a closed one holds nothing.';
comment on table document_faults is 'Files of documents that could not be made, until they could: reason, tries, and by when the next one comes. State, not history.';
comment on table documents is 'Stored files with their SHA-256, which is checked on each read. Never updated.';
comment on table einvoice_buyers is 'What e-invoices say of a customer beyond its account, the format it wants (empty: none) and whether it may fetch the files itself.';
comment on table einvoice_events is 'Append-only: made, sent, accepted or rejected, cancelled. One row per stage of a file, each stage after the one before it, so that a state never moves back.';
comment on table einvoice_profiles is 'The formats an invoice can be made in. cancel_hours is how long after its acceptance an e-invoice may still be cancelled at the network; empty where it never may.';
comment on table einvoice_seller is 'What e-invoices say of the seller beyond the company: electronic address, registration, tax identification, activity.';
comment on table entries is 'Balanced postings. effective_on is the business date, recorded_at and xid say when we learned of it.';
comment on table entry_lines is 'Lines of an entry: debit above zero, credit below, in the transaction currency and in base currency.';
comment on table exchange_rates is 'Units of base currency for one unit of the currency, from this date until the next.';
comment on table help_versions is 'Append-only: the wording of a help page in a language, from a day on. The newest that holds is shown; before the first one the shipped wording.';
comment on table hold_releases is 'The end of a hold. A hold ends once.';
comment on table holds is 'Why (part of) a debit item must not be chased, charged or collected. It ends by a row in hold_releases.';
comment on table holidays is 'Bank holidays by calendar; a calendar is named by the country it is of (ISO 3166), and the company follows its own country''s. Weekends are a rule, not rows.';
comment on table idempotency_keys is 'What a repeatable command answered, with a hash of its input: the same key and input replays, other input is refused.';
comment on table import_files is 'Uploaded files between the dry run and the import, for some hours. Swept when the next file comes.';
comment on table import_mappings is 'Which column of a file means what, chosen once and kept under a name; saving under the same name replaces it.';
comment on table inbound_files is 'Append-only: files that came with a mail. Those that were taken lie in the store under their SHA-256; of the others the name and why not. body is the text of a PDF.';
comment on table inbound_mail_dismissals is 'Append-only, sealed: a colleague set a mail aside that belongs to no customer, and why.';
comment on table inbound_mail_places is 'Append-only, sealed: where a mail belongs, once and for good; by the token of the address it was sent to, or by a person. Never by who sent it.';
comment on table inbound_mails is 'Mails from outside: heard, fetched and waiting for a person, placed, set aside, or lost where the mail service no longer has it. What was fetched never changes.';
comment on table instrument_events is 'Append-only: each step of a cheque, numbered from 1. from_state and to_state are stamped by the one table of steps, instrument_step().';
comment on table instrument_items is 'Append-only: what a post-dated cheque is meant to pay; each part is held, so that it is not chased while the cheque waits for its date.';
comment on table instrument_standing is 'Where each cheque stands now, stamped from its events and proved by an invariant. banked_on is of the live deposit; ended_on the day it cleared, was returned or cancelled.';
comment on table instruments is 'Append-only: cheques as they were handed to us, each with its provisional receipt number. Where one stands is in instrument_standing, what happened to it in instrument_events.';
comment on table invoice_draft_lines is 'Lines of a draft: quantity and unit price are exact decimals, amounts are computed on issue.';
comment on table invoice_drafts is 'Invoices being written. No number; discarding burns none.';
comment on table invoice_line_sources is 'Append-only, sealed with its invoice: the contract line and days an invoice line is for, and how its amount came about, step by step.';
comment on table invoice_lines is 'Lines as issued: quantity × unit price = net_minor, rounded once, half away from zero.';
comment on table invoice_taxes is 'Tax per category of a document, rounded once per category and document.';
comment on table invoice_views is 'When a customer opened an invoice, once a day and person. Written by the button of a link or the download, never by a GET of a scanner.';
comment on table invoices is 'Issued invoices, debit notes and credit notes. Never updated, never deleted: corrections are new documents.';
comment on table issue_rule_tests is 'Append-only: what a rule with exactly these values would have stopped among past invoices. values_digest names the values; stopped lists the newest of them.';
comment on table issue_rules is 'Append-only: versions of what is checked before an invoice is issued, for all, a customer, a product, or a customer''s product. The newest of a code and scope counts. One that is switched on names the test that was run with exactly its values.';
comment on table item_snapshots is 'Open items of a snapshot with what was open of each. Never granted to the portal; rows learned later are added by the reader.';
comment on table ledger_accounts is 'The chart of accounts; external_code maps each to the company''s own general ledger.';
comment on table list_price_withdrawals is 'Append-only: versions of prices that hold no longer because nothing was billed by them yet and somebody took them back.';
comment on table list_prices is 'Append-only: versions of the price of a product in a list. One holds from valid_from_on to valid_to_on, or without an end to the day before the next; no two hold on one day.';
comment on table messages is 'Every message that left or was kept back, once per send key, with its fate.';
comment on table meter_readings is 'Append-only: what the dial stood at. A day has one actual reading and one estimate; one that was wrong is replaced by another that names it. A later actual reading settles the estimates before it.';
comment on table meters is 'Meters by the code on their plate: the dial has so many digits before it begins again at zero, and a step of the dial is multiplier units. A changed meter names the one it replaces.';
comment on table method_setups is 'Visits to the processor''s page on which a customer adds a payment method. One method at most comes of each.';
comment on table movement_closings is 'What a person found out about a movement that no posting of ours explains: written once, it posts nothing. Never updated.';
comment on table number_series is 'Gapless counters, taken last in a transaction by record_invoices and record_payment and by nothing else.';
comment on table open_items is 'One debit or credit on a customer''s account. residual_minor is stamped by the application trigger and proved by an invariant.';
comment on table opening_items is 'Append-only: an item taken over under its old number, a debt above zero, a credit below; posted against 3900 on the day of the take-over.';
comment on table partner_assignments is 'Which customers a partner''s user sees. Removing an assignment takes effect with the next request.';
comment on table payment_ask_items is 'What an asked payment is to cover; the rest of it stays on account.';
comment on table payment_asks is 'Payments somebody prepared who may not pay as much alone. Another person of the customer, with the right, pays it or sends it back; nobody pays their own.';
comment on table payment_attempt_items is 'How the customer chose to apply the money of an attempt; what is not listed stays on account.';
comment on table payment_attempts is 'Attempts to take money through the processor. A live one (created, open, processing, unknown) blocks the next on the same items.';
comment on table payment_reversals is 'A payment that came back: its applications are undone and its item is closed against a debit item.';
comment on table payments is 'Money received: card, direct debit, transfer, cheque or cash. Never updated; undone by payment_reversals.';
comment on table payout_parts is 'Append-only: which movements a payout carries to the bank. They come all at once and sum to it.';
comment on table payout_postings is 'Append-only: a payout moves 1010 / 1030 once, and back once when the bank returned it.';
comment on table payouts is 'What the processor sends to our bank, as it says now; below zero it takes from the bank. currency, amount_minor, arrives_on and bank_reference are what a line of the bank is found by. One asked for by hand names no parts.';
comment on table period_events is 'Append-only: who closed or opened which month, when and why. Closing a month closes all before it. known is what was posted by then: taken under the exclusive lock, so that each posting stands clearly before or after.';
comment on table periods is 'Months closed or opened again, without a gap from the first to the last closed one. Before the first every month is closed, after the last every month is open. Written by close_period and reopen_period alone.';
comment on table plan_asks is 'What a customer wants done with a plan, written by the portal, which may touch no ledger; the worker does it under lock and stamps what came of it, once. The same key is the same asking.';
comment on table plan_events is 'Append-only: everything that happened to a plan, in order. note is written for the customer to read. Events of instalments record when something was noticed; what is true now follows from the money.';
comment on table plan_instalments is 'Append-only: the instalments of a version of a plan. Whether one is met follows from the money on the plan''s items, and stands nowhere.';
comment on table plan_items is 'Append-only: what a version of a plan is over: each item with its whole residual at the agreement, and the hold that keeps it from being chased. What is left of it in the plan is the smaller of that amount and the residual.';
comment on table plan_moves is 'Append-only: the date of an instalment moved, once, by as many days as the policy of its agreement allows and not past the next.';
comment on table plan_policies is 'Append-only: inside which envelope customers agree payment plans by themselves, per currency, from a day on. The newest day counts, of one day the newest version; never dated back.';
comment on table plan_versions is 'Append-only: the agreement of a plan, anew after each renegotiation. breaks names where it lies outside the envelope of its day; then an approval or the limit of exception_by carries it.';
comment on table plans is 'A payment plan from the asking to its end. State, version, wish and method are stamped by its events; once closed (declined, withdrawn, ended, settled_early, defaulted, cancelled) nothing changes it.';
comment on table portal_invitations is 'People asked to act for a customer. The link and the code are made when the mail is written and stored as digests; both open the door once.';
comment on table portal_memberships is 'Which customers a portal user acts for, and what they may do there. limit_minor: what they may pay alone in one payment (null: whatever is owed); group_role: what they may do for the other accounts of the group this customer leads.';
comment on table portal_queues is 'The jobs a customer''s request may order, by portal_enqueue: an id and nothing else.';
comment on table portfolio_packs is 'Append-only: what each collector was given of their own accounts on a day, as files under their hashes; read inside only.';
comment on table price_imports is 'Append-only: files of prices that were taken in, so that one can be undone as a whole.';
comment on table price_lists is 'Lists of prices, each in one currency that never changes. The standard list of a currency is for customers without prices of their own.';
comment on table print_batch_items is 'The documents of a print batch in their order.';
comment on table print_batches is 'One file with many documents in the order of the round, to be printed at once. Never made twice: a second print of a document is a reprint and says so.';
comment on table processor_customers is 'The name under which the processor keeps a customer''s payment methods. Written once.';
comment on table processor_exchanges is 'Append-only: a movement in another currency than its payment. So much of the payment''s currency leaves 1030 through 7090, and the movement''s own amount takes its place.';
comment on table processor_fees is 'Append-only: what a movement cost us, posted once, 6200 / 1030, on its day or the first open day after it. Below zero when the processor gave a fee back.';
comment on table processor_transactions is 'Append-only: each movement of our balance at the processor, taken in once by its reference. Minor units of the balance''s currency; happened_on is the value date. Which payment, refund or payout of ours it is follows from intent_ref and source_ref, so the order of arrival does not matter.';
comment on table products is 'What is sold: the words, unit, tax and account a line begins with, and the days on which it may be sold. The code never changes.';
comment on table promise_events is 'Append-only, sealed: how a promise was made, changed and withdrawn, and each time money decided it. A payment that comes back decides it anew.';
comment on table promise_items is 'Append-only: which debts a promise is about. None: whatever is oldest in its currency.';
comment on table promise_money is 'Which part of which payment counts for which promise: each penny for one promise only. Counted anew when money comes or goes.';
comment on table promises is 'A stated date and amount. Date, amount and state are what its newest events say; the rest never changes.';
comment on table proof_requests is 'Runs of the checks asked for at the desk: how many laws are done; proof_run_id once the result is kept. Not sealed, says nothing the result does not.';
comment on table proof_runs is 'Append-only: each run of the checks, at which seal, and what it found: laws is [{law, title, differences, rows, milliseconds}] with the first rows of each that does not hold.';
comment on table rate_limits is 'Counters for sign-in and link requests, per account and per address.';
comment on table receipt_identification_undoings is 'Append-only, sealed: it was not that customer''s: the mirror of the identification, which closes its credit item.';
comment on table receipt_identifications is 'Append-only, sealed: (part of) a receipt is a customer''s, 2190 against 1100 as a credit item, at the base amount it came in with; the last part takes what is left of it.';
comment on table receipt_returns is 'Append-only, sealed: (part of) a receipt went back to who sent it, 2190 against 1010, as a line of the bank says.';
comment on table recoveries is 'Append-only: a debt written off that is claimed again because it is paid after all. tax_minor is the relieved tax that becomes due again.';
comment on table recovery_codes is 'One-time codes for staff who lost their second factor.';
comment on table reduction_reversals is 'Append-only: a named difference taken back because its payment came back. closing_item_id mirrors what the reduction made and closes against it, case_closing_item_id its claim; the settled item is open again.';
comment on table reduction_taxes is 'The tax of a discount per category, taken back from what the item''s document declared.';
comment on table reductions is 'Append-only: item_id was settled by amount_minor without money, and why. made_item_id is the credit (for an overpayment the debit) that did it; a deduction keeps its claim open as case_item_id.';
comment on table refund_batches is 'Append-only: ISO 20022 credit transfer files (pain.001.001.09) of refunds, as handed to the bank, with their SHA-256. Each file was decided by a second person.';
comment on table refund_events is 'Append-only: each step of a refund, once. Failed and cancelled bring the credit back as an item of its own.';
comment on table refunds is 'Append-only: credit given back, to the card or account it came from or by bank transfer. What became of it stands in refund_events.';
comment on table reminder_items is 'What a reminder asks for, item by item. With offset_days: the stage that was due for it; without: named along. Not live: the reminder never left, so the stage is free again.';
comment on table reminder_runs is 'The morning of each working day on which reminders were ordered; a run that was broken off goes on where it stood.';
comment on table reminder_stages is 'Append-only, of a policy: how many days from its due day an item is reminded of, in which tone, and from which sum on (minor units of its currency).';
comment on table reminders is 'One message that asks a customer for money in one currency. Its text is written when it leaves, from what is true then; here stands what was to be asked.';
comment on table remittance_choices is 'Append-only, sealed: what we take a row for: the document meant where its number is written otherwise, what becomes of a difference nobody named, and the code of what was deducted. The newest of a row counts.';
comment on table remittance_links is 'Which line of the bank an advice came with. One line stands for an advice, and one advice for a line, until it is taken off.';
comment on table remittance_rows is 'Append-only, sealed: what the customer says of one document, stored with its advice. paid_minor below zero uses up a credit note.';
comment on table remittances is 'What a customer says a payment covers. Only whose it is, and that it is of no use, is said later. stated_minor is the total it names itself; where its rows do not sum to it, problems says so.';
comment on table reply_addresses is 'Append-only: which thing a reply address names, by the SHA-256 of its token. The token itself stands in mails alone.';
comment on table revaluations is 'Per day and currency: what was open (amount), what it was carried at (base), what the day''s rate makes it worth (revalued). The difference stands on 1195 against 7010 until the next day.';
comment on table run_customers is 'Customers a preview looked at, each with a digest of what it read of them: a difference makes the preview stale.';
comment on table run_draft_lines is 'Lines of a run''s drafts. period_… are the days the line is for, billed_… the billing period they lie in, part_no the how-manieth part of that period this is. tax_minor is its share of the document''s tax.';
comment on table run_draft_taxes is 'Tax per category of a run''s draft, rounded once per category and document.';
comment on table run_draft_usage is 'Which usage a line of a draft bills. In one run each record stands on one line.';
comment on table run_drafts is 'Drafts of a run, in the order of their numbers. A draft''s id becomes its invoice''s. Nothing of it changes but its state: it is issued as it was previewed or not at all. settled: it came to nothing, and its usage is billed at nothing.';
comment on table run_findings is 'What stands against issuing a draft (block), or is worth a look (warn). A block that was let through says why and by whom.';
comment on table run_recipe_days is 'Append-only: the days a recipe ran by itself, once each, with its run or why there was none.';
comment on table run_recipes is 'Set-ups of billing runs kept under a name. With every and day_no one is previewed by itself on next_on; unattended: and issued when nothing was found. One that needs a review always waits.';
comment on table said_paid is 'A customer says an invoice is paid: when, how much and how. Reminders of it wait some days; a colleague looks for the money and answers once.';
comment on table saved_answer_versions is 'Append-only: the words of a saved answer, by language; the newest version is offered. A message says which it was made from.';
comment on table saved_answers is 'Answers colleagues use again; the words stand in their versions.';
comment on table saved_methods is 'Cards and bank accounts a customer keeps with the processor for later payments. Never the number itself: a brand and the last four digits. One default per customer.';
comment on table schema_migrations is 'Which migrations and functions this database has, with a hash of their text.';
comment on table scoped_link_invoices is 'The invoices a scoped link shows.';
comment on table scoped_links is 'Links that show named invoices and nothing else, without signing in.';
comment on table seal_leaves is 'The rows of a seal: per family their ids in order, and for each the SHA-256 of the row with its children, so that verify can name what changed.';
comment on table seals is 'The chain: seal N holds all rows of transactions from from_xid up to but not including before_xid. Seal 0 is the empty beginning. "As known at seal N" is xid < its before_xid.';
comment on table searchable_texts is 'What is searched: the words of an entry of the timeline (part 0) and of the files that came with it (part 1 and on, named in head). Changes only where a person is forgotten.';
comment on table service_order_closings is 'Append-only: orders of which nothing more will be delivered, each with the reason.';
comment on table service_orders is 'Append-only: what a customer ordered. Deliveries and tickets name their order; an order without a quantity is met by its first delivery.';
comment on table sessions is 'Signed-in browsers. token_hash is SHA-256 of the cookie: a stolen table opens nothing.';
comment on table sign_in_links is 'E-mailed sign-in links and codes: ten minutes, used once by a button, bound to the browser that asked for the code.';
comment on table sites is 'Places of a customer where something is delivered or metered. Known to the customer by their code.';
comment on table snapshots is 'Taken by take_snapshot(): holds what was open at the end of period_end_on as known by the rows of transactions below before_xid.';
comment on table statement_defaults is 'How often and in which form a customer without a choice of their own gets statements; sends_empty: also when nothing moved and nothing is open.';
comment on table statement_preferences is 'What one customer wants otherwise than the company''s default (null: as the default). as_group: a parent gets one statement over its whole group instead of its own alone.';
comment on table statement_runs is 'One run of statements for one week or month, each statement as known at the run''s one seal. A period has one run: started again it is found.';
comment on table statement_schedules is 'When statements and portfolio packs are made: day_no is the weekday (Monday 1) or the day of the month, where 31 is its last day; hour_no in the company''s zone. A paused one starts nothing and catches up once.';
comment on table statement_sends is 'One statement per customer and currency of a run (currency null: the whole group), and what became of it: sent means kept with its hash and its delivery ordered, in one transaction. One statement per customer and period follows from one run per period.';
comment on table stripe_effects is 'One effect per outside object: different events may mean the same thing, and it happens once.';
comment on table stripe_events is 'Verified processor events as received; the primary key makes a second delivery harmless.';
comment on table supplier_portals is 'Where a customer wants invoices uploaded and what is asked for there; who holds the login is named, a password is never stored.';
comment on table surcharge_notes is 'Append-only: the debit note of a surcharge, made with the payment it belongs to and by nothing else.';
comment on table sweep_cursors is 'Up to when the processor''s events were listed; the next sweep starts a margin before it, so a lost webhook is found.';
comment on table system_marker is 'One row: what this database was made for. A live start refuses a demo database and the other way round.';
comment on table tax_categories is 'Tax categories with their rate in basis points (2000 is 20 %) and the EN 16931 category letter.';
comment on table tax_reliefs is 'Append-only: output tax taken back on a write-off once the law allows it.';
comment on table timeline_entries is 'Append-only: one row for each thing that happened between a customer and us, whoever did it, drawn from the rows that are its evidence.';
comment on table timeline_gatherings is 'One row: everything of transactions before upto_xid stands in timeline_entries, and the files of those before files_xid were read; what came since is read where it lies.';
comment on table transfers is 'Append-only: credit moved from one customer of a group to another: a debit item here that uses the credit up, a credit item there. label names the credit it came from.';
comment on table unidentified_notes is 'Append-only, sealed: what was found out about a receipt. owner_id: who looks for its owner from then on; the newest that names one counts.';
comment on table unidentified_receipts is 'Append-only, sealed: money of which nobody knows whose it is, 1010 against 2190. received_on is the day it counts in the books, value_on when it was on the account.';
comment on table units is 'Units of measure: decimals is how many a quantity is shown and asked with, un_code the code of UN/ECE Recommendation 20 that electronic invoices carry.';
comment on table usage_imports is 'Append-only: each file of usage, readings or orders that was taken in, by digest, with how much of it was new.';
comment on table usage_records is 'Append-only: what was delivered, done or read, under the day it happened on; learned_at says when we heard. A natural key makes each count once; a wrong one is corrected by a record that names it.';
comment on table users is 'People who sign in. Staff have one role, a password and a second factor; portal users belong to customers.';
comment on table write_off_batches is 'Append-only: small balances written off under one decision. items lists what was decided: [{itemId, amountMinor}], amounts as text; what had changed by then was left alone.';
comment on table write_offs is 'Append-only: debts no longer claimed. amount_minor is the gross part of the item; tax_minor is how much of it is tax, the most that relief can be taken for.';
comment on view approval_rules_now is 'The limits that count today: the newest version of each kind and role.';
comment on view approvals is 'Requests with their decision and effect: waiting, approved, refused (sent back) or withdrawn.';
comment on view bank_aliases_now is 'Accounts and names that confirmed lines taught and whose explanations stand, those that staff want forgotten among them.';
comment on view bank_evidence is 'Exact suggestions and rules that a person confirmed, by class and line. Wrong: explained otherwise, or undone, ever, unless it was undone for no mistake of the match: then the line is no evidence from there on. What was posted without a person is no evidence of being right; undone, it is one of being wrong.';
comment on view bank_rules_now is 'Rules that hold, each in its newest version. Uses are counted by version.';
comment on view bank_subjects_linked is 'How much of what was posted before stands for lines of the bank, by standing explanations.';
comment on view dispute_causes_now is 'The newest version of every cause, those no longer offered (off) among them.';
comment on view dispute_faults is 'Where disputes break their laws: held parts, stages, endings, credit notes. Empty when all is well.';
comment on view issue_rules_now is 'The rules that count today: the newest version of each code and scope, those switched off included.';
comment on view payment_parts_returned is 'How much of a payment came back in parts, by lines of the bank whose explanation stands. Minor units, above zero.';
comment on view timeline_files is 'Files that came with what stands on a timeline, each with its place among those of its entry. Files of mails are kept with the mail.';
comment on view timeline_sources is 'What the timeline is drawn from, each row under the id it has there: documents, payments and their returns, promises, plans, messages and disputes. Calls, visits, notes and mails in are entered as they happen.';
comment on view unidentified_receipts_now is 'Every receipt nobody could place and what is left of it: less what was identified and what went back; nothing once its line was said to be something else.';
comment on view waiting_asks is 'What customers asked for on the portal and nobody has answered yet. Credit chosen with a payment waits for the payment and not for us.';
