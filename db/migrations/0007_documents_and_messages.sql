-- What was rendered and what was sent.

create table documents (
  id uuid primary key default uuidv7(),
  customer_id uuid not null constraint documents_customer_fk references customers (id),
  kind text not null constraint documents_kind_check check (kind in ('invoice', 'receipt', 'statement')),
  invoice_id uuid constraint documents_invoice_fk references invoices (id),
  payment_id uuid constraint documents_payment_fk references payments (id),
  file_name text not null,
  media_type text not null,
  sha256 text not null constraint documents_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null constraint documents_size_check check (size_bytes > 0),
  produced_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table documents is 'Stored files with their SHA-256, which is checked on each read. Never updated.';
create unique index documents_one_per_invoice_unique on documents (invoice_id) where kind = 'invoice';
create unique index documents_one_per_receipt_unique on documents (payment_id) where kind = 'receipt';
create index documents_by_customer on documents (customer_id, id);

create table messages (
  id uuid primary key default uuidv7(),
  send_key text not null constraint messages_send_key_unique unique,
  customer_id uuid constraint messages_customer_fk references customers (id),
  kind text not null constraint messages_kind_check check (kind in ('invoice', 'receipt', 'payment_failed', 'payment_processing', 'sign_in')),
  invoice_id uuid constraint messages_invoice_fk references invoices (id),
  payment_id uuid constraint messages_payment_fk references payments (id),
  to_address text not null,
  subject text not null default '',
  state text not null default 'queued' constraint messages_state_check check (state in
    ('queued', 'sent', 'delivered', 'bounced', 'failed', 'suppressed')),
  state_reason text not null default '',
  provider_ref text,
  details jsonb not null default '{}',
  queued_at timestamptz not null,
  changed_at timestamptz not null
);
comment on table messages is 'Every message that left or was kept back, once per send key, with its fate.';
create index messages_by_customer on messages (customer_id, id);
create index messages_by_invoice on messages (invoice_id) where invoice_id is not null;
create index messages_by_provider on messages (provider_ref) where provider_ref is not null;
create index messages_waiting on messages (queued_at) where state in ('queued', 'failed');

create table invoice_views (
  id uuid primary key default uuidv7(),
  invoice_id uuid not null constraint invoice_views_invoice_fk references invoices (id),
  customer_id uuid not null constraint invoice_views_customer_fk references customers (id),
  viewer_name text not null,
  viewed_on date not null,
  viewed_at timestamptz not null,
  constraint invoice_views_once_a_day_unique unique (invoice_id, viewer_name, viewed_on)
);
comment on table invoice_views is 'When a customer opened an invoice, once a day and person. Written by the button of a link or the download, never by a GET of a scanner.';
