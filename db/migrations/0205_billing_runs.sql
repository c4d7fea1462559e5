-- The billing run: drafts made from contracts and usage, looked at, issued exactly so; and what was billed, once and for ever.

create table billing_runs (
  id uuid constraint billing_runs_pkey primary key default uuidv7(),
  run_no bigint generated always as identity,
  number text not null generated always as ('RUN-' || lpad(run_no::text, greatest(5, length(run_no::text)), '0')) stored
    constraint billing_runs_number_unique unique,
  name text not null constraint billing_runs_name_check check (length(btrim(name)) between 1 and 120),
  cut_off_on date not null,
  document_on date not null,
  cycles text[] not null constraint billing_runs_cycles_check
    check (cardinality(cycles) > 0 and cycles <@ array['weekly', 'fortnightly', 'four_weekly', 'monthly', 'quarterly', 'annual']),
  filter jsonb not null default '{}' constraint billing_runs_filter_check check (jsonb_typeof(filter) = 'object'),
  state text not null default 'drafting' constraint billing_runs_state_check
    check (state in ('drafting', 'previewed', 'reviewed', 'issuing', 'paused', 'cancelled', 'issued')),
  review_needed boolean not null,
  preview_no integer not null default 1,
  last_run_id uuid constraint billing_runs_last_run_fk references billing_runs (id),
  facts_xid xid8 not null default pg_snapshot_xmin(pg_current_snapshot()),
  facts_at timestamptz not null default now(),
  facts_digest text not null default '',
  digest text,
  customer_count integer not null default 0,
  customers_done integer not null default 0,
  after_number text not null default '',
  draft_count integer not null default 0,
  issued_count integer not null default 0,
  prepared_by uuid constraint billing_runs_preparer_fk references users (id),
  prepared_by_name text not null,
  prepared_at timestamptz not null,
  previewed_at timestamptz,
  reviewed_by uuid constraint billing_runs_reviewer_fk references users (id),
  reviewed_by_name text,
  reviewed_at timestamptz,
  reviewed_digest text,
  review_note text not null default '',
  issued_by uuid constraint billing_runs_issuer_fk references users (id),
  issued_by_name text,
  issue_started_at timestamptz,
  stopped_by_name text,
  stopped_at timestamptz,
  stop_reason text not null default '',
  finished_at timestamptz,
  constraint billing_runs_second_person_check check (reviewed_by <> prepared_by),
  constraint billing_runs_reviewed_check check (state <> 'reviewed' or (reviewed_by is not null and reviewed_digest = digest)),
  constraint billing_runs_issued_check check (state <> 'issued' or finished_at is not null),
  constraint billing_runs_progress_check check (customers_done <= customer_count and issued_count <= draft_count)
);
comment on table billing_runs is 'One preview-review-issue cycle: which cycles up to which day, and how far it is. facts_… say as of when the preview read prices, taxes and rates; digest is over its drafts.';
create index billing_runs_newest on billing_runs (run_no desc);
create index billing_runs_same_cycles on billing_runs (cycles, cut_off_on desc) where state = 'issued';

create table run_customers (
  run_id uuid not null constraint run_customers_run_fk references billing_runs (id),
  customer_id uuid not null constraint run_customers_customer_fk references customers (id),
  facts_digest text not null,
  constraint run_customers_pkey primary key (run_id, customer_id)
);
comment on table run_customers is 'Customers a preview looked at, each with a digest of what it read of them: a difference makes the preview stale.';

create table run_drafts (
  id uuid constraint run_drafts_pkey primary key,
  run_id uuid not null constraint run_drafts_run_fk references billing_runs (id),
  seq_no integer not null,
  customer_id uuid not null constraint run_drafts_customer_fk references customers (id),
  contract_id uuid constraint run_drafts_contract_fk references contracts (id),
  group_key text not null,
  currency text not null constraint run_drafts_currency_check check (currency ~ '^[A-Z]{3}$'),
  document_on date not null,
  due_on date not null,
  service_from_on date not null,
  service_to_on date not null,
  po_number text not null default '',
  title text not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  gross_base_minor bigint not null,
  postings jsonb not null constraint run_drafts_postings_check check (jsonb_typeof(postings) = 'array'),
  entry_id uuid not null default uuidv7(),
  open_item_id uuid not null default uuidv7(),
  last_gross_minor bigint,
  digest text not null,
  state text not null constraint run_drafts_state_check check (state in ('ready', 'blocked', 'left_out', 'issued')),
  left_out_why text constraint run_drafts_left_out_why_check check (left_out_why in ('zero', 'negative', 'by_hand', 'billed_meanwhile')),
  left_out_note text not null default '',
  settled boolean not null default false,
  invoice_id uuid constraint run_drafts_invoice_unique unique constraint run_drafts_invoice_fk references invoices (id),
  constraint run_drafts_seq_unique unique (run_id, seq_no),
  constraint run_drafts_gross_check check (gross_minor = net_minor + tax_minor),
  constraint run_drafts_due_check check (due_on >= document_on),
  constraint run_drafts_service_check check (service_to_on >= service_from_on),
  constraint run_drafts_invoice_check check ((state = 'issued') = (invoice_id is not null) and (invoice_id is null or invoice_id = id)),
  constraint run_drafts_left_out_check check ((state = 'left_out') = (left_out_why is not null)),
  constraint run_drafts_amount_check check (gross_minor > 0 or state in ('left_out', 'blocked')),
  constraint run_drafts_settled_check check (not settled or (left_out_why is not distinct from 'zero'))
) with (fillfactor = 85);
comment on table run_drafts is 'Drafts of a run, in the order of their numbers. A draft''s id becomes its invoice''s. Nothing of it changes but its state: it is issued as it was previewed or not at all. settled: it came to nothing, and its usage is billed at nothing.';
create index run_drafts_to_issue on run_drafts (run_id, seq_no) where state = 'ready' or (left_out_why = 'zero' and not settled);
create index run_drafts_issued on run_drafts (customer_id, group_key, service_to_on desc) where state = 'issued';
create index run_drafts_by_customer on run_drafts (customer_id, run_id);

create table run_draft_lines (
  draft_id uuid not null constraint run_draft_lines_draft_fk references run_drafts (id),
  line_no smallint not null constraint run_draft_lines_no_check check (line_no > 0),
  customer_id uuid not null constraint run_draft_lines_customer_fk references customers (id),
  run_id uuid not null,
  contract_line_id uuid not null constraint run_draft_lines_contract_line_fk references contract_lines (id),
  product_id uuid not null constraint run_draft_lines_product_fk references products (id),
  description text not null,
  period_from_on date not null,
  period_to_on date not null,
  billed_from_on date not null,
  billed_to_on date not null,
  part_no integer not null,
  quantity numeric(20, 6) not null,
  unit text not null default '',
  unit_price numeric(20, 6) not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  tax_code text not null constraint run_draft_lines_tax_fk references tax_categories (code),
  tax_rate_bp integer not null,
  account_code text not null constraint run_draft_lines_account_fk references ledger_accounts (code),
  defer_from_on date,
  defer_to_on date,
  explanation jsonb not null,
  constraint run_draft_lines_pkey primary key (draft_id, line_no),
  constraint run_draft_lines_part_unique unique (run_id, contract_line_id, billed_from_on, part_no),
  constraint run_draft_lines_defer_check check ((defer_from_on is null) = (defer_to_on is null) and defer_from_on <= defer_to_on)
);
comment on table run_draft_lines is 'Lines of a run''s drafts. period_… are the days the line is for, billed_… the billing period they lie in, part_no the how-manieth part of that period this is. tax_minor is its share of the document''s tax.';
create index run_draft_lines_totals on run_draft_lines (run_id, product_id);

create table run_draft_taxes (
  draft_id uuid not null constraint run_draft_taxes_draft_fk references run_drafts (id),
  tax_code text not null constraint run_draft_taxes_tax_fk references tax_categories (code),
  customer_id uuid not null constraint run_draft_taxes_customer_fk references customers (id),
  rate_bp integer not null,
  taxable_minor bigint not null,
  tax_minor bigint not null,
  constraint run_draft_taxes_pkey primary key (draft_id, tax_code)
);
comment on table run_draft_taxes is 'Tax per category of a run''s draft, rounded once per category and document.';

create table run_draft_usage (
  run_id uuid not null,
  usage_id uuid not null constraint run_draft_usage_usage_fk references usage_records (id),
  customer_id uuid not null constraint run_draft_usage_customer_fk references customers (id),
  draft_id uuid not null constraint run_draft_usage_draft_fk references run_drafts (id),
  line_no smallint not null,
  constraint run_draft_usage_pkey primary key (run_id, usage_id)
);
comment on table run_draft_usage is 'Which usage a line of a draft bills. In one run each record stands on one line.';
create index run_draft_usage_by_draft on run_draft_usage (draft_id, line_no);

create table run_findings (
  id uuid constraint run_findings_pkey primary key default uuidv7(),
  run_id uuid not null constraint run_findings_run_fk references billing_runs (id),
  draft_id uuid constraint run_findings_draft_fk references run_drafts (id),
  customer_id uuid not null constraint run_findings_customer_fk references customers (id),
  line_no smallint,
  code text not null constraint run_findings_code_check check (code ~ '^[a-z]+(-[a-z]+)*$'),
  severity text not null constraint run_findings_severity_check check (severity in ('block', 'warn')),
  rule_version text not null default '',
  facts jsonb not null default '{}',
  override_reason text constraint run_findings_override_reason_check check (length(btrim(override_reason)) between 1 and 500),
  override_by uuid constraint run_findings_override_by_fk references users (id),
  override_by_name text,
  override_at timestamptz,
  constraint run_findings_override_check check ((override_reason is null) = (override_at is null) and (override_reason is null) = (override_by_name is null))
);
comment on table run_findings is 'What stands against issuing a draft (block), or is worth a look (warn). A block that was let through says why and by whom.';
create index run_findings_by_run on run_findings (run_id, severity, code);
create index run_findings_by_draft on run_findings (draft_id);

create table invoice_line_sources (
  invoice_id uuid not null,
  line_no smallint not null,
  customer_id uuid not null constraint invoice_line_sources_customer_fk references customers (id),
  contract_line_id uuid not null,
  period_from_on date not null,
  period_to_on date not null,
  explanation jsonb not null,
  constraint invoice_line_sources_pkey primary key (invoice_id, line_no),
  constraint invoice_line_sources_line_fk foreign key (invoice_id, line_no) references invoice_lines (invoice_id, line_no)
);
comment on table invoice_line_sources is 'Append-only, sealed with its invoice: the contract line and days an invoice line is for, and how its amount came about, step by step.';
create index invoice_line_sources_by_contract_line on invoice_line_sources (contract_line_id, period_from_on);

create table billed_periods (
  id uuid not null default uuidv7(),
  contract_line_id uuid not null,
  period_from_on date not null,
  part_no integer not null constraint billed_periods_part_check check (part_no > 0),
  customer_id uuid not null constraint billed_periods_customer_fk references customers (id),
  period_to_on date not null,
  run_id uuid not null,
  invoice_id uuid,
  line_no smallint,
  amount_minor bigint not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint billed_periods_pkey primary key (contract_line_id, period_from_on, part_no),
  constraint billed_periods_line_check check ((invoice_id is null) = (line_no is null)),
  constraint billed_periods_nothing_check check (invoice_id is not null or amount_minor = 0)
);
comment on table billed_periods is 'Append-only: each part of a billing period that was billed, once. Parts of a period add up to what it was billed; without an invoice it came to nothing.';
create index billed_periods_by_invoice on billed_periods (invoice_id) where invoice_id is not null;
create index billed_periods_by_xid on billed_periods (xid);

create table billed_usage (
  usage_id uuid constraint billed_usage_pkey primary key,
  customer_id uuid not null constraint billed_usage_customer_fk references customers (id),
  run_id uuid not null,
  invoice_id uuid,
  line_no smallint,
  xid xid8 not null default pg_current_xact_id(),
  constraint billed_usage_line_check check ((invoice_id is null) = (line_no is null))
);
comment on table billed_usage is 'Append-only: usage that was billed, once, with the invoice line it is in. Without one it was in a draft that came to nothing.';
create index billed_usage_by_invoice on billed_usage (invoice_id, line_no) where invoice_id is not null;
create index billed_usage_by_xid on billed_usage (xid);
