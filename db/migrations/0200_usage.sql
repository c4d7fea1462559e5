-- What was delivered, done or read on a meter, once each, whatever file it came in and however often.

create table usage_imports (
  id uuid constraint usage_imports_pkey primary key,
  kind text not null constraint usage_imports_kind_check check (kind in ('usage', 'readings', 'orders')),
  file_name text not null constraint usage_imports_name_check check (length(file_name) between 1 and 200),
  sha256 text not null constraint usage_imports_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  mapping jsonb,
  rows_read integer not null constraint usage_imports_read_check check (rows_read >= 0),
  rows_added integer not null,
  rows_known integer not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  constraint usage_imports_rows_check check (rows_added >= 0 and rows_known >= 0 and rows_read = rows_added + rows_known)
);
comment on table usage_imports is 'Append-only: each file of usage, readings or orders that was taken in, by digest, with how much of it was new.';

create table import_mappings (
  id uuid constraint import_mappings_pkey primary key default uuidv7(),
  kind text not null constraint import_mappings_kind_check check (kind in ('usage', 'readings', 'orders')),
  name text not null constraint import_mappings_name_check check (length(btrim(name)) between 1 and 60),
  mapping jsonb not null constraint import_mappings_shape_check check (jsonb_typeof(mapping) = 'object'),
  saved_at timestamptz not null,
  saved_by_name text not null
);
comment on table import_mappings is 'Which column of a file means what, chosen once and kept under a name; saving under the same name replaces it.';
create unique index import_mappings_name_unique on import_mappings (kind, lower(name));

alter table import_files drop constraint import_files_kind_check;
alter table import_files add constraint import_files_kind_check
  check (kind in ('customers', 'invoices', 'opening_balances', 'rates', 'prices', 'usage', 'readings', 'orders'));
alter table import_files add column mapping jsonb;
comment on column import_files.mapping is 'Which column means what, as chosen for this file; null where the file uses our own names.';

create table service_orders (
  id uuid constraint service_orders_pkey primary key,
  customer_id uuid not null constraint service_orders_customer_fk references customers (id),
  number text not null constraint service_orders_number_unique unique constraint service_orders_number_check check (length(btrim(number)) between 1 and 80),
  product_id uuid not null constraint service_orders_product_fk references products (id),
  contract_line_id uuid,
  site_id uuid,
  ordered_on date not null,
  quantity numeric(20, 6) constraint service_orders_quantity_check check (quantity > 0),
  note text not null default '' constraint service_orders_note_check check (length(note) <= 400),
  import_id uuid constraint service_orders_import_fk references usage_imports (id),
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint service_orders_line_fk foreign key (contract_line_id, customer_id) references contract_lines (id, customer_id),
  constraint service_orders_site_fk foreign key (site_id, customer_id) references sites (id, customer_id),
  constraint service_orders_customer_unique unique (id, customer_id)
);
comment on table service_orders is 'Append-only: what a customer ordered. Deliveries and tickets name their order; an order without a quantity is met by its first delivery.';
create index service_orders_by_customer on service_orders (customer_id, ordered_on desc);
create index service_orders_newest on service_orders (ordered_on desc, id desc);
create index service_orders_by_xid on service_orders (xid);

create table service_order_closings (
  order_id uuid constraint service_order_closings_pkey primary key,
  customer_id uuid not null constraint service_order_closings_customer_fk references customers (id),
  closed_on date not null,
  reason text not null constraint service_order_closings_reason_check check (length(btrim(reason)) between 1 and 400),
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint service_order_closings_order_fk foreign key (order_id, customer_id) references service_orders (id, customer_id)
);
comment on table service_order_closings is 'Append-only: orders of which nothing more will be delivered, each with the reason.';
create index service_order_closings_by_xid on service_order_closings (xid);

create table meters (
  id uuid constraint meters_pkey primary key,
  customer_id uuid not null constraint meters_customer_fk references customers (id),
  contract_line_id uuid not null,
  site_id uuid,
  code text not null constraint meters_code_unique unique constraint meters_code_check check (length(btrim(code)) between 1 and 60),
  unit_code text not null constraint meters_unit_fk references units (code),
  digits smallint not null constraint meters_digits_check check (digits between 1 and 12),
  multiplier numeric(12, 3) not null default 1 constraint meters_multiplier_check check (multiplier > 0),
  starts_on date not null,
  ended_on date constraint meters_end_check check (ended_on >= starts_on),
  replaces_id uuid constraint meters_replaces_unique unique constraint meters_replaces_fk references meters (id),
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  constraint meters_line_fk foreign key (contract_line_id, customer_id) references contract_lines (id, customer_id),
  constraint meters_site_fk foreign key (site_id, customer_id) references sites (id, customer_id),
  constraint meters_customer_unique unique (id, customer_id)
);
comment on table meters is 'Meters by the code on their plate: the dial has so many digits before it begins again at zero, and a step of the dial is multiplier units. A changed meter names the one it replaces.';
create index meters_by_line on meters (contract_line_id);
create index meters_by_customer on meters (customer_id, code);

create table meter_readings (
  id uuid constraint meter_readings_pkey primary key,
  meter_id uuid not null,
  customer_id uuid not null constraint meter_readings_customer_fk references customers (id),
  read_on date not null,
  value numeric(18, 3) not null constraint meter_readings_value_check check (value >= 0),
  kind text not null constraint meter_readings_kind_check check (kind in ('actual', 'estimate')),
  natural_key text not null constraint meter_readings_key_unique unique constraint meter_readings_key_check check (length(natural_key) between 1 and 200),
  replaces_id uuid constraint meter_readings_replaces_unique unique constraint meter_readings_replaces_fk references meter_readings (id),
  import_id uuid constraint meter_readings_import_fk references usage_imports (id),
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint meter_readings_meter_fk foreign key (meter_id, customer_id) references meters (id, customer_id),
  constraint meter_readings_day_unique unique nulls not distinct (meter_id, read_on, kind, replaces_id)
);
comment on table meter_readings is 'Append-only: what the dial stood at. A day has one actual reading and one estimate; one that was wrong is replaced by another that names it. A later actual reading settles the estimates before it.';
create index meter_readings_by_xid on meter_readings (xid);

create table usage_records (
  id uuid constraint usage_records_pkey primary key default uuidv7(),
  customer_id uuid not null constraint usage_records_customer_fk references customers (id),
  contract_line_id uuid not null,
  site_id uuid,
  kind text not null constraint usage_records_kind_check check (kind in ('delivery', 'ticket', 'reading', 'estimate', 'correction')),
  natural_key text not null constraint usage_records_key_unique unique constraint usage_records_key_check check (length(natural_key) between 1 and 200),
  occurred_on date not null,
  quantity numeric(20, 6) not null,
  unit_code text not null constraint usage_records_unit_fk references units (code),
  reference text not null default '' constraint usage_records_reference_check check (length(reference) <= 120),
  order_id uuid,
  corrects_id uuid constraint usage_records_corrects_fk references usage_records (id),
  reading_id uuid constraint usage_records_reading_fk references meter_readings (id),
  source jsonb not null default '{}'::jsonb,
  import_id uuid constraint usage_records_import_fk references usage_imports (id),
  learned_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint usage_records_quantity_check check (case when kind = 'correction' then quantity <> 0 else quantity > 0 end),
  constraint usage_records_correction_check check ((kind = 'correction') = (corrects_id is not null)),
  constraint usage_records_reading_check check (kind not in ('reading', 'estimate') or reading_id is not null),
  constraint usage_records_line_fk foreign key (contract_line_id, customer_id) references contract_lines (id, customer_id),
  constraint usage_records_site_fk foreign key (site_id, customer_id) references sites (id, customer_id),
  constraint usage_records_order_fk foreign key (order_id, customer_id) references service_orders (id, customer_id)
);
comment on table usage_records is 'Append-only: what was delivered, done or read, under the day it happened on; learned_at says when we heard. A natural key makes each count once; a wrong one is corrected by a record that names it.';
create index usage_records_by_line on usage_records (contract_line_id, occurred_on);
create index usage_records_by_customer on usage_records (customer_id, occurred_on desc, id desc);
create index usage_records_newest on usage_records (occurred_on desc, id desc);
create index usage_records_reference_search on usage_records (lower(reference) text_pattern_ops);
create index usage_records_by_order on usage_records (order_id) where order_id is not null;
create index usage_records_by_corrected on usage_records (corrects_id) where corrects_id is not null;
create index usage_records_by_reading on usage_records (reading_id) where reading_id is not null;
create index usage_records_by_xid on usage_records (xid);
