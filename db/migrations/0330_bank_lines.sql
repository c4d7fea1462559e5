-- Statements of our bank accounts as the bank gave them, and what each of their lines was explained by.

create table bank_accounts (
  id uuid constraint bank_accounts_pkey primary key default uuidv7(),
  account text not null constraint bank_accounts_account_check check (account ~ '^[A-Z0-9]{1,64}$'),
  currency text not null constraint bank_accounts_currency_check check (currency ~ '^[A-Z]{3}$'),
  name text not null constraint bank_accounts_name_check check (btrim(name) <> '' and length(name) <= 200),
  mapping jsonb constraint bank_accounts_mapping_check check (jsonb_typeof(mapping) = 'object'),
  from_settings boolean not null,
  confirmed_by uuid constraint bank_accounts_user_fk references users (id),
  confirmed_by_name text not null,
  confirmed_at timestamptz not null,
  constraint bank_accounts_account_unique unique (account, currency)
);
comment on table bank_accounts is
  'Accounts of ours that statements are taken from: those of the settings, and others of which a person said that they are ours. mapping is how this bank''s spreadsheet is read.';

create table bank_imports (
  id uuid constraint bank_imports_pkey primary key,
  file_name text not null constraint bank_imports_name_check check (length(file_name) between 1 and 200),
  sha256 text not null constraint bank_imports_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null constraint bank_imports_size_check check (size_bytes between 0 and 33554432),
  format text constraint bank_imports_format_check check (format in ('camt', 'mt940', 'bai2', 'ofx', 'csv')),
  state text not null default 'reading' constraint bank_imports_state_check check (state in ('reading', 'ready', 'storing', 'stored', 'undone', 'refused')),
  wish jsonb not null default '{}' constraint bank_imports_wish_check check (jsonb_typeof(wish) = 'object'),
  fault jsonb constraint bank_imports_fault_check check (jsonb_typeof(fault) = 'object'),
  preview jsonb constraint bank_imports_preview_check check (jsonb_typeof(preview) = 'object'),
  choices jsonb not null default '{}' constraint bank_imports_choices_check check (jsonb_typeof(choices) = 'object'),
  line_count integer not null default 0,
  stored_count integer not null default 0,
  skipped_count integer not null default 0,
  refused jsonb not null default '[]' constraint bank_imports_refused_check check (jsonb_typeof(refused) = 'array'),
  refused_count integer not null default 0,
  imported_by uuid constraint bank_imports_user_fk references users (id),
  imported_by_name text not null,
  staged_at timestamptz not null,
  stored_at timestamptz,
  undone_at timestamptz,
  undone_by_name text,
  constraint bank_imports_counts_check check (stored_count between 0 and line_count and skipped_count between 0 and stored_count),
  constraint bank_imports_fault_state_check check ((state = 'refused') <= (fault is not null)),
  constraint bank_imports_ready_check check (state not in ('ready', 'storing', 'stored') or (preview is not null and format is not null)),
  constraint bank_imports_stored_check check (state <> 'stored' or (stored_at is not null and stored_count = line_count)),
  constraint bank_imports_undone_check check ((state = 'undone') = (undone_at is not null) and (undone_at is null) = (undone_by_name is null))
);
comment on table bank_imports is
  'Files of our bank: read, shown, stored in lots and visible only when whole, or undone. wish is how to read it, choices what a person decided before storing.';
create unique index bank_imports_one_live_unique on bank_imports (sha256) where state in ('reading', 'ready', 'storing', 'stored');
create index bank_imports_newest on bank_imports (staged_at desc, id desc);

create table bank_statements (
  id uuid constraint bank_statements_pkey primary key,
  import_id uuid not null constraint bank_statements_import_fk references bank_imports (id),
  statement_no integer not null,
  bank_account_id uuid not null constraint bank_statements_account_fk references bank_accounts (id),
  number text not null constraint bank_statements_number_check check (length(number) <= 200),
  currency text not null constraint bank_statements_currency_check check (currency ~ '^[A-Z]{3}$'),
  from_on date,
  to_on date,
  opening_minor bigint,
  closing_minor bigint,
  sum_minor bigint not null,
  line_count integer not null,
  problems jsonb not null default '[]' constraint bank_statements_problems_check check (jsonb_typeof(problems) = 'array'),
  difference_minor bigint not null default 0,
  xid xid8 not null default pg_current_xact_id(),
  constraint bank_statements_no_unique unique (import_id, statement_no),
  constraint bank_statements_days_check check (from_on <= to_on),
  constraint bank_statements_difference_check check (coalesce(closing_minor - opening_minor - sum_minor, 0) = difference_minor)
);
comment on table bank_statements is
  'Append-only, sealed: a statement as the bank gave it; it counts while its import is stored. difference_minor is what opening and lines miss of closing, taken knowingly.';
create index bank_statements_by_account on bank_statements (bank_account_id, to_on desc, id desc);
create index bank_statements_xid on bank_statements (xid);

create table bank_lines (
  id uuid constraint bank_lines_pkey primary key,
  statement_id uuid not null constraint bank_lines_statement_fk references bank_statements (id),
  bank_account_id uuid not null constraint bank_lines_account_fk references bank_accounts (id),
  line_no integer not null,
  file_line integer not null,
  booked_on date not null,
  value_on date,
  amount_minor bigint not null,
  currency text not null constraint bank_lines_currency_check check (currency ~ '^[A-Z]{3}$'),
  kind text not null default '',
  return_reason text not null default '',
  is_reversal boolean not null default false,
  bank_ref text not null default '',
  payer_ref text not null default '',
  creditor_ref text not null default '',
  text text not null default '',
  party_name text not null default '',
  party_account text not null default '',
  part_no integer,
  part_of integer,
  same_as uuid constraint bank_lines_same_fk references bank_lines (id),
  xid xid8 not null default pg_current_xact_id(),
  constraint bank_lines_no_unique unique (statement_id, line_no),
  constraint bank_lines_part_check check ((part_no is null) = (part_of is null) and part_no between 1 and part_of),
  constraint bank_lines_same_check check (same_as <> id)
);
comment on table bank_lines is
  'Append-only, sealed: one booked movement of our account, minor units above zero into it. same_as: the same movement came before, in another file; it counts there.';
create index bank_lines_by_reference on bank_lines (bank_account_id, bank_ref) where bank_ref <> '';
create index bank_lines_by_day on bank_lines (bank_account_id, booked_on, amount_minor);
create index bank_lines_same_as on bank_lines (same_as) where same_as is not null;
create index bank_lines_xid on bank_lines (xid);

create table bank_explanations (
  id uuid constraint bank_explanations_pkey primary key,
  line_id uuid not null constraint bank_explanations_line_fk references bank_lines (id),
  how text not null constraint bank_explanations_how_check check (how in ('person', 'automatic', 'rule')),
  evidence_class text constraint bank_explanations_class_check check (length(evidence_class) <= 200),
  sureness text constraint bank_explanations_sureness_check check (length(sureness) <= 40),
  suggestion jsonb,
  made_by uuid constraint bank_explanations_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint bank_explanations_person_check check (how <> 'person' or made_by is not null)
);
comment on table bank_explanations is
  'Append-only, sealed: what a bank line is, as a whole; its parts are links. It stands until it is undone, and a line has one that stands.';
create index bank_explanations_by_line on bank_explanations (line_id);
create index bank_explanations_xid on bank_explanations (xid);

create table bank_explanation_undoings (
  explanation_id uuid constraint bank_explanation_undoings_pkey primary key constraint bank_explanation_undoings_fk references bank_explanations (id),
  reason text not null constraint bank_explanation_undoings_reason_check check (btrim(reason) <> '' and length(reason) <= 500),
  made_by uuid constraint bank_explanation_undoings_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table bank_explanation_undoings is 'Append-only, sealed: an explanation that no longer stands, and why.';
create index bank_explanation_undoings_xid on bank_explanation_undoings (xid);

create table bank_line_links (
  id uuid constraint bank_line_links_pkey primary key default uuidv7(),
  explanation_id uuid not null constraint bank_line_links_explanation_fk references bank_explanations (id),
  line_id uuid not null constraint bank_line_links_line_fk references bank_lines (id),
  no smallint not null constraint bank_line_links_no_check check (no between 1 and 500),
  kind text not null constraint bank_line_links_kind_check check (kind in ('payment', 'unidentified', 'payout', 'deposit', 'payment_reversal', 'refund',
    'existing_payment', 'bank_charge', 'interest', 'transfer', 'not_ours', 'given_back')),
  subject_id uuid,
  customer_id uuid constraint bank_line_links_customer_fk references customers (id),
  amount_minor bigint not null constraint bank_line_links_amount_check check (amount_minor <> 0),
  entry_id uuid constraint bank_line_links_entry_fk references entries (id),
  note text not null default '' constraint bank_line_links_note_check check (length(note) <= 500),
  xid xid8 not null default pg_current_xact_id(),
  constraint bank_line_links_no_unique unique (explanation_id, no),
  constraint bank_line_links_subject_check check ((subject_id is null) = (kind in ('bank_charge', 'interest', 'transfer', 'not_ours'))),
  constraint bank_line_links_entry_check check ((entry_id is null) = (kind in ('payout', 'deposit', 'payment_reversal', 'refund', 'existing_payment', 'transfer', 'not_ours')))
);
comment on table bank_line_links is
  'Append-only, sealed: one part of what a line is, minor units above zero into the account. The parts add up to the line. entry_id names what was posted for it; what was posted before is only named.';
create index bank_line_links_by_line on bank_line_links (line_id);
create index bank_line_links_by_subject on bank_line_links (subject_id) where subject_id is not null;
create index bank_line_links_by_customer on bank_line_links (customer_id) where customer_id is not null;
create index bank_line_links_by_entry on bank_line_links (entry_id) where entry_id is not null;
create index bank_line_links_xid on bank_line_links (xid);

create table bank_line_states (
  line_id uuid constraint bank_line_states_pkey primary key constraint bank_line_states_line_fk references bank_lines (id),
  statement_id uuid not null constraint bank_line_states_statement_fk references bank_statements (id),
  state text not null default 'open' constraint bank_line_states_state_check check (state in ('open', 'explained', 'parked', 'asked', 'skipped')),
  explanation_id uuid constraint bank_line_states_explanation_unique unique constraint bank_line_states_explanation_fk references bank_explanations (id),
  note text not null default '' constraint bank_line_states_note_check check (length(note) <= 500),
  asked_user uuid constraint bank_line_states_asked_fk references users (id),
  changed_at timestamptz not null,
  changed_by_name text not null,
  constraint bank_line_states_explained_check check ((state = 'explained') = (explanation_id is not null)),
  constraint bank_line_states_asked_check check ((state = 'asked') = (asked_user is not null))
);
comment on table bank_line_states is
  'Where a line stands. A line has its row from the moment its import is stored until that is undone: whatever has a row here counts.';
create index bank_line_states_by_statement on bank_line_states (statement_id, state);
create index bank_line_states_open on bank_line_states (statement_id, line_id) where state in ('open', 'parked', 'asked');
