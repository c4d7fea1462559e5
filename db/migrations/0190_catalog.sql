-- What is sold and for how much: units, products, price lists, and the versions of a price, each from a day.

create table units (
  code text constraint units_pkey primary key constraint units_code_check check (code ~ '^[A-Za-z][A-Za-z0-9]{0,11}$'),
  name text not null constraint units_name_check check (length(btrim(name)) between 1 and 60),
  decimals smallint not null constraint units_decimals_check check (decimals between 0 and 6),
  un_code text not null constraint units_un_code_check check (un_code ~ '^[A-Z0-9]{2,3}$')
);
comment on table units is 'Units of measure: decimals is how many a quantity is shown and asked with, un_code the code of UN/ECE Recommendation 20 that electronic invoices carry.';

insert into units (code, name, decimals, un_code) values
  ('t', 'tonne', 3, 'TNE'),
  ('kg', 'kilogram', 3, 'KGM'),
  ('kWh', 'kilowatt-hour', 3, 'KWH'),
  ('MWh', 'megawatt-hour', 6, 'MWH'),
  ('m3', 'cubic metre', 3, 'MTQ'),
  ('l', 'litre', 2, 'LTR'),
  ('m2', 'square metre', 2, 'MTK'),
  ('m', 'metre', 2, 'MTR'),
  ('km', 'kilometre', 1, 'KMT'),
  ('lift', 'lift', 0, 'C62'),
  ('trip', 'trip', 0, 'C62'),
  ('ticket', 'ticket', 0, 'C62'),
  ('user', 'user', 0, 'C62'),
  ('pcs', 'piece', 0, 'H87'),
  ('hour', 'hour', 2, 'HUR'),
  ('day', 'day', 2, 'DAY'),
  ('week', 'week', 2, 'WEE'),
  ('month', 'month', 2, 'MON'),
  ('year', 'year', 2, 'ANN'),
  ('amount', 'amount of money', 2, 'C62');

create table products (
  id uuid constraint products_pkey primary key default uuidv7(),
  code text not null constraint products_code_check check (code ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
  name text not null constraint products_name_check check (length(btrim(name)) between 1 and 200),
  description text not null default '' constraint products_description_check check (length(description) <= 500),
  unit_code text not null constraint products_unit_fk references units (code),
  tax_code text not null constraint products_tax_fk references tax_categories (code),
  account_code text not null constraint products_account_fk references ledger_accounts (code),
  valid_from_on date not null,
  valid_to_on date,
  created_by uuid constraint products_user_fk references users (id),
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  constraint products_validity_check check (valid_to_on >= valid_from_on)
);
comment on table products is 'What is sold: the words, unit, tax and account a line begins with, and the days on which it may be sold. The code never changes.';
create unique index products_code_folded_unique on products (lower(code));
create index products_name_search on products using gin (name gin_trgm_ops);

create table price_lists (
  id uuid constraint price_lists_pkey primary key default uuidv7(),
  code text not null constraint price_lists_code_check check (code ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
  name text not null constraint price_lists_name_check check (length(btrim(name)) between 1 and 200),
  currency text not null constraint price_lists_currency_check check (currency ~ '^[A-Z]{3}$'),
  note text not null default '' constraint price_lists_note_check check (length(note) <= 1000),
  standard boolean not null default false,
  created_by uuid constraint price_lists_user_fk references users (id),
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
comment on table price_lists is 'Lists of prices, each in one currency that never changes. The standard list of a currency is for customers without prices of their own.';
create unique index price_lists_code_folded_unique on price_lists (lower(code));
create unique index price_lists_standard_unique on price_lists (currency) where standard;

create table price_imports (
  id uuid constraint price_imports_pkey primary key default uuidv7(),
  file_name text not null constraint price_imports_name_check check (length(file_name) between 1 and 200),
  sha256 text not null constraint price_imports_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  row_count integer not null constraint price_imports_rows_check check (row_count > 0),
  made_by uuid,
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table price_imports is 'Append-only: files of prices that were taken in, so that one can be undone as a whole.';
create index price_imports_newest on price_imports (made_at desc, id desc);
create index price_imports_by_xid on price_imports (xid);

create table list_prices (
  id uuid constraint list_prices_pkey primary key default uuidv7(),
  price_list_id uuid not null constraint list_prices_list_fk references price_lists (id),
  product_id uuid not null constraint list_prices_product_fk references products (id),
  version_no integer not null constraint list_prices_version_check check (version_no > 0),
  valid_from_on date not null,
  valid_to_on date,
  scheme jsonb not null,
  import_id uuid constraint list_prices_import_fk references price_imports (id),
  created_by uuid,
  created_by_name text not null,
  created_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint list_prices_version_unique unique (price_list_id, product_id, version_no),
  constraint list_prices_validity_check check (valid_to_on >= valid_from_on)
);
comment on table list_prices is 'Append-only: versions of the price of a product in a list. One holds from valid_from_on to valid_to_on, or without an end to the day before the next; no two hold on one day.';
create index list_prices_by_product on list_prices (product_id, price_list_id, valid_from_on);
create index list_prices_by_import on list_prices (import_id) where import_id is not null;
create index list_prices_by_xid on list_prices (xid);

create table list_price_withdrawals (
  list_price_id uuid constraint list_price_withdrawals_pkey primary key
    constraint list_price_withdrawals_price_fk references list_prices (id),
  reason text not null constraint list_price_withdrawals_reason_check check (length(btrim(reason)) between 1 and 500),
  made_by uuid,
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table list_price_withdrawals is 'Append-only: versions of prices that hold no longer because nothing was billed by them yet and somebody took them back.';
create index list_price_withdrawals_by_xid on list_price_withdrawals (xid);

-- Files of prices, and of usage and readings, are looked at first like the others.
alter table import_files drop constraint import_files_kind_check;
alter table import_files add constraint import_files_kind_check
  check (kind in ('customers', 'invoices', 'opening_balances', 'rates', 'prices', 'usage', 'readings'));
