-- What was agreed: contracts with lines of their own cycle, their prices by date, and every version a second person approved.

alter table customers add column invoice_per text not null default 'cycle'
  constraint customers_invoice_per_check check (invoice_per in ('cycle', 'po', 'site', 'together'));

create table sites (
  id uuid constraint sites_pkey primary key default uuidv7(),
  customer_id uuid not null constraint sites_customer_fk references customers (id),
  code text not null constraint sites_code_check check (code ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
  name text not null constraint sites_name_check check (length(btrim(name)) between 1 and 200),
  address_lines text[] not null default '{}',
  created_at timestamptz not null default now(),
  constraint sites_code_unique unique (customer_id, code),
  constraint sites_customer_unique unique (id, customer_id)
);
comment on table sites is 'Places of a customer where something is delivered or metered. Known to the customer by their code.';

create table contracts (
  id uuid constraint contracts_pkey primary key default uuidv7(),
  contract_no bigint generated always as identity,
  number text not null generated always as ('CON-' || lpad(contract_no::text, greatest(5, length(contract_no::text)), '0')) stored
    constraint contracts_number_unique unique,
  customer_id uuid not null constraint contracts_customer_fk references customers (id),
  title text not null constraint contracts_title_check check (length(btrim(title)) between 1 and 200),
  currency text not null constraint contracts_currency_check check (currency ~ '^[A-Z]{3}$'),
  po_number text not null default '',
  invoice_per text constraint contracts_invoice_per_check check (invoice_per in ('cycle', 'po', 'site', 'together')),
  terms_days integer constraint contracts_terms_check check (terms_days between 0 and 365),
  starts_on date not null,
  ends_on date,
  state text not null default 'draft' constraint contracts_state_check check (state in ('draft', 'active')),
  version_no integer not null default 0,
  created_at timestamptz not null default now(),
  constraint contracts_span_check check (ends_on >= starts_on),
  constraint contracts_approved_check check ((state = 'active') = (version_no > 0)),
  constraint contracts_customer_unique unique (id, customer_id)
);
comment on table contracts is 'What was agreed with a customer, as its newest approved version has it (version_no, 0 before the first). invoice_per and terms_days null: the customer''s. A contract past ends_on has ended; its last days may still be unbilled.';
create index contracts_by_customer on contracts (customer_id, id);
create index contracts_newest on contracts (id desc);
create index contracts_ending on contracts (ends_on, id) where ends_on is not null;

create table contract_versions (
  contract_id uuid not null,
  version_no integer not null constraint contract_versions_no_check check (version_no > 0),
  customer_id uuid not null constraint contract_versions_customer_fk references customers (id),
  state text not null default 'waiting' constraint contract_versions_state_check check (state in ('waiting', 'approved', 'refused')),
  terms jsonb not null constraint contract_versions_terms_check check (jsonb_typeof(terms -> 'lines') = 'array'),
  holds_from_on date not null,
  reason text not null default '',
  proposed_by uuid not null constraint contract_versions_proposer_fk references users (id),
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by uuid constraint contract_versions_decider_fk references users (id),
  decided_by_name text,
  decided_at timestamptz,
  decision_note text not null default '',
  constraint contract_versions_pkey primary key (contract_id, version_no),
  constraint contract_versions_contract_fk foreign key (contract_id, customer_id) references contracts (id, customer_id),
  constraint contract_versions_second_person_check check (decided_by <> proposed_by),
  constraint contract_versions_decided_check check ((state = 'waiting') = (decided_at is null) and (state = 'waiting') = (decided_by is null)
    and (state = 'waiting') = (decided_by_name is null)),
  constraint contract_versions_reason_check check (state <> 'refused' or btrim(decision_note) <> '')
);
comment on table contract_versions is 'Each proposal of a contract as a whole: terms is the contract as it would then be. Waits for a second person; once decided it never changes.';
create unique index contract_versions_one_waiting_unique on contract_versions (contract_id) where state = 'waiting';
create index contract_versions_waiting on contract_versions (proposed_at, contract_id) where state = 'waiting';
create index contract_versions_by_customer on contract_versions (customer_id);

create table contract_lines (
  id uuid constraint contract_lines_pkey primary key default uuidv7(),
  contract_id uuid not null,
  customer_id uuid not null constraint contract_lines_customer_fk references customers (id),
  line_no smallint not null constraint contract_lines_no_check check (line_no > 0),
  replaces_id uuid,
  product_id uuid not null constraint contract_lines_product_fk references products (id),
  description text not null constraint contract_lines_description_check check (length(btrim(description)) between 1 and 200),
  cycle text not null constraint contract_lines_cycle_check check (cycle in ('weekly', 'fortnightly', 'four_weekly', 'monthly', 'quarterly', 'annual')),
  anchor_on date not null,
  timing text not null constraint contract_lines_timing_check check (timing in ('arrears', 'advance')),
  charge text not null constraint contract_lines_charge_check check (charge in ('recurring', 'metered')),
  quantity numeric(20, 6) constraint contract_lines_quantity_check check (quantity > 0),
  site_id uuid,
  po_number text not null default '',
  price_list_id uuid constraint contract_lines_price_list_fk references price_lists (id),
  starts_on date not null,
  ends_on date,
  deferred boolean not null default false,
  tax_code text constraint contract_lines_tax_fk references tax_categories (code),
  account_code text constraint contract_lines_account_fk references ledger_accounts (code),
  withdrawn_in_version integer,
  constraint contract_lines_contract_fk foreign key (contract_id, customer_id) references contracts (id, customer_id),
  constraint contract_lines_site_fk foreign key (site_id, customer_id) references sites (id, customer_id),
  constraint contract_lines_replaces_fk foreign key (replaces_id) references contract_lines (id),
  constraint contract_lines_no_unique unique (contract_id, line_no),
  constraint contract_lines_customer_unique unique (id, customer_id),
  constraint contract_lines_span_check check (ends_on >= starts_on),
  constraint contract_lines_charged_check check ((charge = 'recurring') = (quantity is not null)),
  constraint contract_lines_metered_check check (charge = 'recurring' or timing = 'arrears')
);
comment on table contract_lines is 'What is billed under a contract, each line in its own cycle, as the newest approved version has it. Written when a version is approved. '
  'replaces_id names the line this one follows; withdrawn_in_version the version that took back a line nothing was billed for.';
create index contract_lines_by_customer on contract_lines (customer_id, id);
create index contract_lines_by_product on contract_lines (product_id);
create unique index contract_lines_replaced_once_unique on contract_lines (replaces_id) where withdrawn_in_version is null;
create index contract_lines_by_site on contract_lines (site_id) where site_id is not null;

create table contract_prices (
  id uuid constraint contract_prices_pkey primary key default uuidv7(),
  contract_line_id uuid not null,
  customer_id uuid not null constraint contract_prices_customer_fk references customers (id),
  version_no integer not null constraint contract_prices_no_check check (version_no > 0),
  valid_from_on date not null,
  valid_to_on date,
  scheme jsonb not null,
  withdrawn_in_version integer,
  constraint contract_prices_line_fk foreign key (contract_line_id, customer_id) references contract_lines (id, customer_id),
  constraint contract_prices_no_unique unique (contract_line_id, version_no),
  constraint contract_prices_span_check check (valid_to_on >= valid_from_on)
);
comment on table contract_prices is 'Prices agreed for a line, each from a day to a day; where one holds it wins over the price list''s. Never deleted: a price is cut where the next begins, '
  'or withdrawn by a version before anything was billed by it.';
create index contract_prices_by_customer on contract_prices (customer_id);

create table contract_files (
  id uuid constraint contract_files_pkey primary key default uuidv7(),
  contract_id uuid not null,
  customer_id uuid not null constraint contract_files_customer_fk references customers (id),
  file_name text not null constraint contract_files_name_check check (length(file_name) between 1 and 200),
  media_type text not null constraint contract_files_type_check check (media_type in ('application/pdf', 'image/png', 'image/jpeg')),
  sha256 text not null constraint contract_files_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null constraint contract_files_size_check check (size_bytes between 1 and 15728640),
  uploaded_by uuid,
  uploaded_by_name text not null,
  uploaded_at timestamptz not null,
  removed_at timestamptz,
  removed_by_name text,
  constraint contract_files_contract_fk foreign key (contract_id, customer_id) references contracts (id, customer_id),
  constraint contract_files_removed_check check ((removed_at is null) = (removed_by_name is null))
);
comment on table contract_files is 'Signed papers of a contract, kept under their SHA-256 and checked on each read. A file put there by mistake is removed from sight, its record stays.';
create index contract_files_by_contract on contract_files (contract_id, id);
create index contract_files_by_customer on contract_files (customer_id);
