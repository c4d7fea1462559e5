-- What a customer paid less, or more, than an item asks, by name: each is a coded credit (or debit), never a silent rest.
alter table company add column small_difference_up_to_minor bigint not null default 100
  constraint company_small_difference_check check (small_difference_up_to_minor >= 0);
comment on column company.small_difference_up_to_minor is 'Minor units of base currency: a difference up to this may be cleared to 6210, either way.';
alter table customers add column discount_bp integer constraint customers_discount_check check (discount_bp between 1 and 5000),
  add column discount_days integer constraint customers_discount_days_check check (discount_days between 0 and 365),
  add constraint customers_discount_terms_check check ((discount_bp is null) = (discount_days is null));
comment on column customers.discount_bp is 'Early-payment discount in hundredths of a percent of the gross amount, for payments up to discount_days after the document''s date.';

create table deduction_codes (
  code text constraint deduction_codes_pkey primary key,
  label text not null,
  department text not null constraint deduction_codes_department_check
    check (department in ('sales', 'service', 'shipping', 'operations', 'receivables'))
);
comment on table deduction_codes is 'Why customers withhold money on purpose, and which department looks into it.';
insert into deduction_codes (code, label, department) values
  ('damage', 'Damaged goods', 'shipping'), ('short_delivery', 'Less delivered than billed', 'shipping'), ('price', 'Price differs from what was agreed', 'sales'),
  ('quality', 'Quality below what was agreed', 'operations'), ('returned', 'Goods returned', 'operations'), ('promotion', 'Rebate or promotion claimed', 'sales'),
  ('service', 'Service not done or late', 'service'), ('charge_back', 'Costs charged to us', 'receivables'), ('unknown', 'No reason given', 'receivables');

create table reductions (
  id uuid constraint reductions_pkey primary key,
  kind text not null constraint reductions_kind_check check (kind in ('discount', 'withholding', 'bank_charge', 'small_difference', 'deduction')),
  customer_id uuid not null constraint reductions_customer_fk references customers (id),
  item_id uuid not null constraint reductions_item_fk references open_items (id),
  payment_id uuid constraint reductions_payment_fk references payments (id),
  currency text not null constraint reductions_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint reductions_amount_check check (amount_minor > 0),
  tax_minor bigint not null default 0 constraint reductions_tax_check check (tax_minor between 0 and amount_minor),
  code text constraint reductions_code_fk references deduction_codes (code),
  reason text not null default '',
  effective_on date not null,
  entry_id uuid not null constraint reductions_entry_fk references entries (id),
  made_item_id uuid not null constraint reductions_made_item_unique unique constraint reductions_made_item_fk references open_items (id),
  case_item_id uuid constraint reductions_case_item_fk references open_items (id),
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint reductions_case_check check ((kind = 'deduction') = (case_item_id is not null) and (kind = 'deduction') = (code is not null)),
  constraint reductions_tax_of_discount_check check (kind = 'discount' or tax_minor = 0)
);
comment on table reductions is
  'Append-only: item_id was settled by amount_minor without money, and why. made_item_id is the credit (for an overpayment the debit) that did it; a deduction keeps its claim open as case_item_id.';
create index reductions_by_item on reductions (item_id);
create index reductions_by_payment on reductions (payment_id) where payment_id is not null;
create index reductions_by_customer on reductions (customer_id, effective_on desc, id desc);
create index reductions_by_kind on reductions (kind, effective_on desc, id desc);
create index reductions_by_case_item on reductions (case_item_id) where case_item_id is not null;

create table reduction_taxes (
  reduction_id uuid not null constraint reduction_taxes_reduction_fk references reductions (id),
  tax_code text not null constraint reduction_taxes_tax_fk references tax_categories (code),
  customer_id uuid not null constraint reduction_taxes_customer_fk references customers (id),
  rate_bp integer not null,
  taxable_minor bigint not null,
  tax_minor bigint not null,
  constraint reduction_taxes_pkey primary key (reduction_id, tax_code)
);
comment on table reduction_taxes is 'The tax of a discount per category, taken back from what the item''s document declared.';

create table case_events (
  id uuid constraint case_events_pkey primary key default uuidv7(),
  reduction_id uuid not null constraint case_events_reduction_fk references reductions (id),
  customer_id uuid not null constraint case_events_customer_fk references customers (id),
  kind text not null constraint case_events_kind_check check (kind in ('assigned', 'noted', 'asked', 'collected', 'waived')),
  owner_id uuid constraint case_events_owner_fk references users (id),
  note text not null default '',
  certificate_number text not null default '',
  file_id uuid,
  due_on date,
  happened_at timestamptz not null,
  by_name text not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table case_events is 'Append-only: what happened to a deduction (who has it, notes) and to a withholding certificate (asked for, collected, waived).';
create index case_events_by_reduction on case_events (reduction_id, id);
create index case_events_by_customer on case_events (customer_id);
create unique index case_events_collected_once_unique on case_events (reduction_id) where kind in ('collected', 'waived');
