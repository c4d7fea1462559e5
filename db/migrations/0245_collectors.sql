-- Who collects which customer, since when; and the pack each collector gets of their own accounts.

create table collector_assignments (
  id uuid constraint collector_assignments_pkey primary key default uuidv7(),
  customer_id uuid not null constraint collector_assignments_customer_fk references customers (id),
  user_id uuid constraint collector_assignments_collector_fk references users (id),
  from_on date not null,
  assigned_by uuid constraint collector_assignments_user_fk references users (id),
  assigned_by_name text not null,
  assigned_at timestamptz not null
);
comment on table collector_assignments is 'Append-only: who collects a customer from a day on (user_id null: nobody). The newest row up to a day holds on it.';
create index collector_assignments_newest on collector_assignments (customer_id, from_on desc, id desc);

create table portfolio_packs (
  id uuid constraint portfolio_packs_pkey primary key default uuidv7(),
  user_id uuid not null constraint portfolio_packs_collector_fk references users (id),
  due_on date not null,
  seal_no bigint not null constraint portfolio_packs_seal_fk references seals (seal_no),
  customers integer not null constraint portfolio_packs_customers_check check (customers > 0),
  pdf_sha256 text not null constraint portfolio_packs_pdf_check check (pdf_sha256 ~ '^[0-9a-f]{64}$'),
  pdf_bytes bigint not null constraint portfolio_packs_pdf_bytes_check check (pdf_bytes > 0),
  csv_sha256 text not null constraint portfolio_packs_csv_check check (csv_sha256 ~ '^[0-9a-f]{64}$'),
  csv_bytes bigint not null constraint portfolio_packs_csv_bytes_check check (csv_bytes > 0),
  made_at timestamptz not null,
  constraint portfolio_packs_once_unique unique (user_id, due_on)
);
comment on table portfolio_packs is 'Append-only: what each collector was given of their own accounts on a day, as files under their hashes; read inside only.';
