-- What customers say a payment covers, row by row, and the line of the bank it came with.

create table remittances (
  id uuid constraint remittances_pkey primary key,
  source text not null constraint remittances_source_check check (source in ('pasted', 'file', 'mail')),
  format text not null constraint remittances_format_check check (format in ('text', 'csv', 'xlsx', 'ubl')),
  file_name text not null default '' constraint remittances_file_name_check check (length(file_name) <= 200),
  mail_id uuid constraint remittances_mail_fk references inbound_mails (id),
  source_bytes bytea not null constraint remittances_source_bytes_check check (length(source_bytes) between 1 and 4194304),
  sha256 text not null constraint remittances_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  customer_id uuid constraint remittances_customer_fk references customers (id),
  reference text not null default '' constraint remittances_reference_check check (length(reference) <= 80),
  currency text not null constraint remittances_currency_check check (currency ~ '^[A-Z]{3}$'),
  paid_on date,
  stated_minor bigint,
  sum_minor bigint not null,
  row_count integer not null constraint remittances_row_count_check check (row_count between 1 and 5000),
  problems jsonb not null default '[]' constraint remittances_problems_check check (jsonb_typeof(problems) = 'array'),
  made_by uuid constraint remittances_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  dropped_at timestamptz,
  dropped_by_name text,
  drop_reason text not null default '' constraint remittances_drop_reason_check check (length(drop_reason) <= 500),
  stored_in xid8 not null default pg_current_xact_id(),
  constraint remittances_mail_check check ((source = 'mail') = (mail_id is not null)),
  constraint remittances_total_named_check check (coalesce(stated_minor, sum_minor) = sum_minor or problems @> '[{"code": "total"}]'),
  constraint remittances_dropped_check check ((dropped_at is null) = (dropped_by_name is null) and (dropped_at is null) = (drop_reason = ''))
);
comment on table remittances is
  'What a customer says a payment covers. Only whose it is, and that it is of no use, is said later. stated_minor is the total it names itself; where its rows do not sum to it, problems says so.';
create index remittances_by_amount on remittances (currency, (coalesce(stated_minor, sum_minor))) where dropped_at is null;
create index remittances_by_source on remittances (sha256);
create index remittances_by_customer on remittances (customer_id) where customer_id is not null;
create index remittances_by_mail on remittances (mail_id) where mail_id is not null;

create table remittance_rows (
  id uuid constraint remittance_rows_pkey primary key default uuidv7(),
  remittance_id uuid not null constraint remittance_rows_remittance_fk references remittances (id),
  row_no integer not null constraint remittance_rows_no_check check (row_no between 1 and 5000),
  file_line integer not null,
  number text not null constraint remittance_rows_number_check check (btrim(number) <> '' and length(number) <= 80),
  paid_minor bigint not null,
  gross_minor bigint,
  discount_minor bigint not null default 0 constraint remittance_rows_discount_check check (discount_minor >= 0),
  withheld_minor bigint not null default 0 constraint remittance_rows_withheld_check check (withheld_minor >= 0),
  deducted_minor bigint not null default 0 constraint remittance_rows_deducted_check check (deducted_minor >= 0),
  reason text not null default '' constraint remittance_rows_reason_check check (length(reason) <= 200),
  xid xid8 not null default pg_current_xact_id(),
  constraint remittance_rows_no_unique unique (remittance_id, row_no)
);
comment on table remittance_rows is
  'Append-only, sealed: what the customer says of one document, stored with its advice. paid_minor below zero uses up a credit note.';
create index remittance_rows_by_xid on remittance_rows (xid);

create table remittance_choices (
  version bigint generated always as identity constraint remittance_choices_pkey primary key,
  remittance_id uuid not null,
  row_no integer not null,
  number text not null default '' constraint remittance_choices_number_check check (length(number) <= 80),
  rest text not null constraint remittance_choices_rest_check check (rest in ('open', 'discount', 'withholding', 'bank_charge', 'small_difference', 'deduction')),
  code text constraint remittance_choices_code_fk references deduction_codes (code),
  chosen_by uuid constraint remittance_choices_user_fk references users (id),
  chosen_by_name text not null,
  chosen_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint remittance_choices_row_fk foreign key (remittance_id, row_no) references remittance_rows (remittance_id, row_no)
);
comment on table remittance_choices is
  'Append-only, sealed: what we take a row for: the document meant where its number is written otherwise, what becomes of a difference nobody named, and the code of what was deducted. The newest of a row counts.';
create index remittance_choices_by_row on remittance_choices (remittance_id, row_no, version desc);
create index remittance_choices_by_xid on remittance_choices (xid);

create table remittance_links (
  id uuid constraint remittance_links_pkey primary key,
  remittance_id uuid not null constraint remittance_links_remittance_fk references remittances (id),
  line_id uuid not null constraint remittance_links_line_fk references bank_lines (id),
  attached_by uuid constraint remittance_links_user_fk references users (id),
  attached_by_name text not null,
  attached_at timestamptz not null,
  detached_at timestamptz,
  detached_by_name text,
  constraint remittance_links_detached_check check ((detached_at is null) = (detached_by_name is null))
);
comment on table remittance_links is 'Which line of the bank an advice came with. One line stands for an advice, and one advice for a line, until it is taken off.';
create unique index remittance_links_one_line_unique on remittance_links (remittance_id) where detached_at is null;
create unique index remittance_links_one_advice_unique on remittance_links (line_id) where detached_at is null;
create index remittance_links_by_remittance on remittance_links (remittance_id);
create index remittance_links_by_line on remittance_links (line_id);
