-- Electronic invoices: what they need beyond an issued document, the files made of it, and what became of them on the way.

create table einvoice_profiles (
  profile text constraint einvoice_profiles_pkey primary key,
  name text not null,
  cancel_hours integer constraint einvoice_profiles_cancel_check check (cancel_hours > 0)
);
comment on table einvoice_profiles is
  'The formats an invoice can be made in. cancel_hours is how long after its acceptance an e-invoice may still be cancelled at the network; empty where it never may.';
insert into einvoice_profiles (profile, name, cancel_hours) values
  ('ubl', 'EN 16931 as UBL 2.1', null), ('cii', 'EN 16931 as CII D16B', null), ('peppol', 'Peppol BIS Billing 3', null),
  ('factur-x', 'Factur-X EN 16931', null), ('pint-my', 'PINT-MY (Malaysia)', 72);

create table einvoice_seller (
  only_row boolean constraint einvoice_seller_pkey primary key default true constraint einvoice_seller_only_row_check check (only_row),
  endpoint_scheme text not null default '',
  endpoint_id text not null default '',
  registration_scheme text not null default '',
  registration_id text not null default '',
  tin text not null default '',
  msic_code text not null default '' constraint einvoice_seller_msic_check check (msic_code ~ '^([0-9]{5})?$'),
  msic_name text not null default '',
  street text not null default '',
  city text not null default '',
  postcode text not null default '',
  region text not null default '',
  changed_at timestamptz not null,
  constraint einvoice_seller_endpoint_check check ((endpoint_scheme = '') = (endpoint_id = ''))
);
comment on table einvoice_seller is 'What e-invoices say of the seller beyond the company: electronic address, registration, tax identification, activity.';

create table einvoice_buyers (
  customer_id uuid constraint einvoice_buyers_pkey primary key constraint einvoice_buyers_customer_fk references customers (id),
  profile text constraint einvoice_buyers_profile_fk references einvoice_profiles (profile),
  portal_download boolean not null default false,
  buyer_reference text not null default '',
  endpoint_scheme text not null default '',
  endpoint_id text not null default '',
  registration_scheme text not null default '',
  registration_id text not null default '',
  tin text not null default '',
  street text not null default '',
  city text not null default '',
  postcode text not null default '',
  region text not null default '',
  changed_at timestamptz not null,
  constraint einvoice_buyers_endpoint_check check ((endpoint_scheme = '') = (endpoint_id = ''))
);
comment on table einvoice_buyers is
  'What e-invoices say of a customer beyond its account, the format it wants (empty: none) and whether it may fetch the files itself.';
create index einvoice_buyers_by_endpoint on einvoice_buyers (endpoint_id) where endpoint_id <> '';

alter table documents
  add column profile text constraint documents_profile_fk references einvoice_profiles (profile),
  add column attempt_no smallint constraint documents_attempt_check check (attempt_no > 0);
-- Whatever kinds there are by now, and one more.
do $$
declare
  kinds text;
begin
  select string_agg(distinct m[1], ', ') into kinds from pg_constraint c,
    regexp_matches(pg_get_constraintdef(c.oid) || '''einvoice''', '(''[a-z_]+'')', 'g') as m
    where c.conrelid = 'documents'::regclass and c.conname = 'documents_kind_check';
  alter table documents drop constraint documents_kind_check;
  execute format('alter table documents add constraint documents_kind_check check (kind in (%s))', kinds);
end;
$$;
alter table documents add constraint documents_einvoice_check check (
  (kind = 'einvoice') = (profile is not null) and (profile is null) = (attempt_no is null) and (kind <> 'einvoice' or invoice_id is not null));
create unique index documents_one_per_einvoice_unique on documents (invoice_id, profile, attempt_no) where kind = 'einvoice';

create table einvoice_events (
  id uuid constraint einvoice_events_pkey primary key,
  customer_id uuid not null constraint einvoice_events_customer_fk references customers (id),
  invoice_id uuid not null constraint einvoice_events_invoice_fk references invoices (id),
  document_id uuid not null constraint einvoice_events_document_fk references documents (id),
  step text not null constraint einvoice_events_step_check check (step in ('made', 'sent', 'accepted', 'rejected', 'cancelled')),
  stage smallint not null generated always as
    (case step when 'made' then 1 when 'sent' then 2 when 'accepted' then 3 when 'rejected' then 3 else 4 end) stored,
  network text not null default '',
  reference text not null default '',
  reason text not null default '',
  outside_id text,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint einvoice_events_stage_unique unique (document_id, stage),
  constraint einvoice_events_outside_unique unique (network, outside_id),
  constraint einvoice_events_reason_check check (step not in ('rejected', 'cancelled') or length(btrim(reason)) > 0)
);
comment on table einvoice_events is
  'Append-only: made, sent, accepted or rejected, cancelled. One row per stage of a file, each stage after the one before it, so that a state never moves back.';
create index einvoice_events_by_invoice on einvoice_events (invoice_id, recorded_at);
create index einvoice_events_by_customer on einvoice_events (customer_id);
create index einvoice_events_by_xid on einvoice_events (xid);
create index einvoice_events_waiting on einvoice_events (reference) where step = 'sent';

alter table import_files drop constraint import_files_kind_check;
alter table import_files add constraint import_files_kind_check
  check (kind in ('customers', 'invoices', 'opening_balances', 'rates', 'prices', 'usage', 'readings', 'orders', 'einvoice'));
