-- A partner's people see the customers assigned to them and nothing else; bank details of customers are kept as versions.

create table partner_assignments (
  id uuid constraint partner_assignments_pkey primary key default uuidv7(),
  user_id uuid not null constraint partner_assignments_user_fk references users (id),
  customer_id uuid not null constraint partner_assignments_customer_fk references customers (id),
  assigned_by uuid constraint partner_assignments_assigner_fk references users (id),
  assigned_at timestamptz not null,
  removed_at timestamptz
);
comment on table partner_assignments is 'Which customers a partner''s user sees. Removing an assignment takes effect with the next request.';
create unique index partner_assignments_once on partner_assignments (user_id, customer_id) where removed_at is null;
create index partner_assignments_by_customer on partner_assignments (customer_id);

create table customer_bank_accounts (
  id uuid constraint customer_bank_accounts_pkey primary key default uuidv7(),
  customer_id uuid not null constraint customer_bank_accounts_customer_fk references customers (id),
  currency text not null constraint customer_bank_accounts_currency_check check (currency ~ '^[A-Z]{3}$'),
  holder text not null constraint customer_bank_accounts_holder_check check (length(btrim(holder)) between 1 and 140),
  iban text constraint customer_bank_accounts_iban_check check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  account_number text constraint customer_bank_accounts_number_check check (account_number ~ '^[A-Z0-9]{4,34}$'),
  routing text constraint customer_bank_accounts_routing_check check (routing ~ '^[A-Z0-9]{3,20}$'),
  account_tail text not null generated always as (right(coalesce(iban, account_number), 4)) stored,
  approval_id uuid not null constraint customer_bank_accounts_approval_fk references approval_decisions (approval_id)
    constraint customer_bank_accounts_approval_unique unique,
  made_by uuid not null constraint customer_bank_accounts_user_fk references users (id),
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint customer_bank_accounts_one_kind_check check ((iban is null) = (account_number is not null) and (iban is null) = (routing is not null))
);
comment on table customer_bank_accounts is 'Append-only versions: where a customer is paid back, per currency the newest counts. Each rests on an approval by a second person.';
create index customer_bank_accounts_newest on customer_bank_accounts (customer_id, currency, id desc);

create table company_bank_versions (
  id uuid constraint company_bank_versions_pkey primary key default uuidv7(),
  currency text not null constraint company_bank_versions_currency_check check (currency ~ '^[A-Z]{3}$'),
  bank_name text not null,
  account_name text not null,
  account_number text not null,
  routing text not null,
  approval_id uuid not null constraint company_bank_versions_approval_fk references approval_decisions (approval_id)
    constraint company_bank_versions_approval_unique unique,
  made_by uuid not null constraint company_bank_versions_user_fk references users (id),
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table company_bank_versions is 'Append-only: changes of our own bank accounts, each resting on an approval. The table company_bank_accounts holds what counts and is changed by it alone.';
