-- Drafts can change; issued documents cannot. They are separate tables, so that "nothing issued changes" is a grant.

create table invoice_drafts (
  id uuid primary key default uuidv7(),
  customer_id uuid not null constraint invoice_drafts_customer_fk references customers (id),
  currency text not null constraint invoice_drafts_currency_check check (currency ~ '^[A-Z]{3}$'),
  document_on date not null,
  due_on date not null,
  service_from_on date,
  service_to_on date,
  po_number text not null default '',
  title text not null default '',
  note text not null default '',
  created_by uuid constraint invoice_drafts_user_fk references users (id),
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  constraint invoice_drafts_due_check check (due_on >= document_on)
);
comment on table invoice_drafts is 'Invoices being written. No number; discarding burns none.';
create index invoice_drafts_by_customer on invoice_drafts (customer_id);

create table invoice_draft_lines (
  draft_id uuid not null constraint invoice_draft_lines_draft_fk references invoice_drafts (id) on delete cascade,
  line_no smallint not null,
  customer_id uuid not null constraint invoice_draft_lines_customer_fk references customers (id),
  description text not null,
  quantity numeric(20, 6) not null,
  unit text not null default '',
  unit_price numeric(20, 6) not null,
  tax_code text not null constraint invoice_draft_lines_tax_fk references tax_categories (code),
  account_code text not null default '4000' constraint invoice_draft_lines_account_fk references ledger_accounts (code),
  primary key (draft_id, line_no)
);
comment on table invoice_draft_lines is 'Lines of a draft: quantity and unit price are exact decimals, amounts are computed on issue.';

create table invoices (
  id uuid primary key,
  kind text not null constraint invoices_kind_check check (kind in ('invoice', 'debit_note', 'credit_note')),
  series_code text not null constraint invoices_series_fk references number_series (code),
  series_no bigint,
  number text not null constraint invoices_number_unique unique,
  customer_id uuid not null constraint invoices_customer_fk references customers (id),
  title text not null,
  currency text not null constraint invoices_currency_check check (currency ~ '^[A-Z]{3}$'),
  document_on date not null,
  due_on date not null,
  tax_point_on date not null,
  service_from_on date,
  service_to_on date,
  po_number text not null default '',
  note text not null default '',
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  entry_id uuid not null constraint invoices_entry_fk references entries (id),
  open_item_id uuid constraint invoices_open_item_fk references open_items (id),
  corrects_id uuid constraint invoices_corrects_fk references invoices (id),
  bill_to jsonb not null,
  issued_at timestamptz not null,
  issued_by uuid,
  issued_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint invoices_series_unique unique (series_code, series_no),
  constraint invoices_total_check check (gross_minor = net_minor + tax_minor),
  constraint invoices_due_check check (due_on >= document_on)
);
comment on table invoices is 'Issued invoices, debit notes and credit notes. Never updated, never deleted: corrections are new documents.';
create index invoices_newest on invoices (document_on desc, id desc);
create index invoices_by_customer on invoices (customer_id, document_on desc, id desc);
create index invoices_by_open_item on invoices (open_item_id);
create index invoices_by_po on invoices (po_number) where po_number <> '';

create table invoice_lines (
  invoice_id uuid not null constraint invoice_lines_invoice_fk references invoices (id),
  line_no smallint not null,
  customer_id uuid not null constraint invoice_lines_customer_fk references customers (id),
  description text not null,
  quantity numeric(20, 6) not null,
  unit text not null default '',
  unit_price numeric(20, 6) not null,
  net_minor bigint not null,
  tax_code text not null constraint invoice_lines_tax_fk references tax_categories (code),
  tax_rate_bp integer not null,
  account_code text not null constraint invoice_lines_account_fk references ledger_accounts (code),
  primary key (invoice_id, line_no)
);
comment on table invoice_lines is 'Lines as issued: quantity × unit price = net_minor, rounded once, half away from zero.';

create table invoice_taxes (
  invoice_id uuid not null constraint invoice_taxes_invoice_fk references invoices (id),
  tax_code text not null constraint invoice_taxes_tax_fk references tax_categories (code),
  customer_id uuid not null constraint invoice_taxes_customer_fk references customers (id),
  rate_bp integer not null,
  taxable_minor bigint not null,
  tax_minor bigint not null,
  primary key (invoice_id, tax_code)
);
comment on table invoice_taxes is 'Tax per category of a document, rounded once per category and document.';

alter table scoped_link_invoices add constraint scoped_link_invoices_invoice_fk foreign key (invoice_id) references invoices (id);

insert into number_series (code, counts, prefix) values ('INV', 'invoices', 'INV-'), ('LEGACY', 'invoices', ''), ('PAY', 'payments', 'PAY-');
