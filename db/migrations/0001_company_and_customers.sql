-- Who sells, who owes, and the short lists both refer to.

create table system_marker (
  mode text primary key constraint system_marker_mode_check check (mode in ('demo', 'live', 'test'))
);
comment on table system_marker is 'One row: what this database was made for. A live start refuses a demo database and the other way round.';

create table demo_clock (
  only_row boolean primary key default true constraint demo_clock_only_row_check check (only_row),
  offset_seconds bigint not null default 0
);
comment on table demo_clock is 'Demo and tests only: how far the movable clock stands from the true time, in seconds.';

create table company (
  only_row boolean primary key default true constraint company_only_row_check check (only_row),
  name text not null,
  legal_name text not null,
  address_lines text[] not null,
  tax_number text not null default '',
  country text not null constraint company_country_check check (country ~ '^[A-Z]{2}$'),
  base_currency text not null constraint company_base_currency_check check (base_currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  locale text not null default 'en-GB',
  help_name text not null default '',
  help_email text not null default '',
  help_phone text not null default '',
  help_hours text not null default '',
  mail_from text not null default ''
);
comment on table company is 'The seller: one row. Name and address go on documents, the time zone decides what today is.';

create table company_bank_accounts (
  currency text primary key constraint company_bank_accounts_currency_check check (currency ~ '^[A-Z]{3}$'),
  bank_name text not null,
  account_name text not null,
  account_number text not null,
  routing text not null default ''
);
comment on table company_bank_accounts is 'Where customers transfer money, one account per currency, printed on documents.';

create table tax_categories (
  code text primary key,
  name text not null,
  standard_code text not null constraint tax_categories_standard_code_check check (standard_code in ('S', 'Z', 'E', 'AE', 'G', 'O')),
  rate_bp integer not null constraint tax_categories_rate_check check (rate_bp between 0 and 10000)
);
comment on table tax_categories is 'Tax categories with their rate in basis points (2000 is 20 %) and the EN 16931 category letter.';

create table exchange_rates (
  currency text not null constraint exchange_rates_currency_check check (currency ~ '^[A-Z]{3}$'),
  rate_on date not null,
  rate numeric(20, 10) not null constraint exchange_rates_rate_check check (rate > 0),
  primary key (currency, rate_on)
);
comment on table exchange_rates is 'Units of base currency for one unit of the currency, from this date until the next.';

create table customers (
  id uuid primary key default uuidv7(),
  number text not null constraint customers_number_unique unique
    constraint customers_number_check check (number ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
  name text not null constraint customers_name_check check (length(name) between 1 and 200),
  address_lines text[] not null default '{}',
  country text not null default 'GB' constraint customers_country_check check (country ~ '^[A-Z]{2}$'),
  tax_number text not null default '',
  language text not null default 'en' constraint customers_language_check check (language in ('en', 'ms', 'ar', 'ml', 'hi', 'zh')),
  currency text not null constraint customers_currency_check check (currency ~ '^[A-Z]{3}$'),
  terms_days integer not null default 30 constraint customers_terms_check check (terms_days between 0 and 365),
  po_required boolean not null default false,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  archived_at timestamptz
);
comment on table customers is 'Who owes. Not a person signing in: that is a user, who may belong to several customers.';
create index customers_name_search on customers using gin (name gin_trgm_ops);
create index customers_by_name on customers (name, id);

create table contacts (
  id uuid primary key default uuidv7(),
  customer_id uuid not null constraint contacts_customer_fk references customers (id),
  name text not null,
  email text not null constraint contacts_email_check check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+$'),
  phone text not null default '',
  receives_invoices boolean not null default true,
  receives_statements boolean not null default false,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
comment on table contacts is 'People at the customer to whom documents go. Personal data stays here, never in the ledger.';
create unique index contacts_customer_email_unique on contacts (customer_id, email) where removed_at is null;
create index contacts_by_email on contacts (email);
