-- How customers pay on the pay page: credit used first, and a surcharge by method that exists only once the payment did.

-- The surcharge of a method in a currency is a setting of the company with its days, like the others.
alter table company_versions
  drop constraint company_versions_what_check,
  add constraint company_versions_what_check
    check (what in ('names', 'tax_number', 'help', 'branding', 'mail', 'time_zone', 'languages', 'terms', 'tax_rate', 'series', 'surcharge')),
  drop constraint company_versions_key_check,
  add constraint company_versions_key_check check ((key <> '') = (what in ('tax_rate', 'series', 'surcharge')));

insert into credit_reasons (code, label, customer_label, for_kinds, position) values
  ('surcharge', 'Surcharge for the way of paying', 'A fee for the way you paid', '{debit_note}', 15),
  ('surcharge_back', 'Surcharge of a payment that came back', 'The payment this fee was for came back', '{credit_note}', 16);

alter table payment_attempts add column pay_with text constraint payment_attempts_pay_with_check check (pay_with in ('card', 'direct_debit'));
comment on column payment_attempts.pay_with is 'The only way of paying the processor''s page may offer, since what is taken depends on it; null where every way costs the same.';

create table attempt_surcharges (
  attempt_id uuid constraint attempt_surcharges_pkey primary key constraint attempt_surcharges_attempt_fk references payment_attempts (id),
  customer_id uuid not null constraint attempt_surcharges_customer_fk references customers (id),
  method text not null constraint attempt_surcharges_method_check check (method in ('card', 'direct_debit')),
  of_minor bigint not null constraint attempt_surcharges_of_check check (of_minor > 0),
  net_minor bigint not null constraint attempt_surcharges_net_check check (net_minor > 0),
  tax_minor bigint not null constraint attempt_surcharges_tax_check check (tax_minor >= 0),
  gross_minor bigint not null,
  tax_code text not null constraint attempt_surcharges_tax_code_fk references tax_categories (code),
  tax_rate_bp integer not null constraint attempt_surcharges_rate_check check (tax_rate_bp between 0 and 10000),
  shown_on date not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint attempt_surcharges_sum_check check (gross_minor = net_minor + tax_minor)
);
comment on table attempt_surcharges is 'Append-only: the surcharge a customer was shown before they confirmed a payment, with its tax. It is part of the attempt''s amount and is owed only if the payment succeeds.';
create index attempt_surcharges_by_customer on attempt_surcharges (customer_id);
create index attempt_surcharges_by_xid on attempt_surcharges (xid);

create table surcharge_notes (
  attempt_id uuid constraint surcharge_notes_pkey primary key constraint surcharge_notes_attempt_fk references attempt_surcharges (attempt_id),
  customer_id uuid not null constraint surcharge_notes_customer_fk references customers (id),
  payment_id uuid not null constraint surcharge_notes_payment_unique unique constraint surcharge_notes_payment_fk references payments (id),
  invoice_id uuid not null constraint surcharge_notes_invoice_unique unique constraint surcharge_notes_invoice_fk references invoices (id),
  xid xid8 not null default pg_current_xact_id()
);
comment on table surcharge_notes is 'Append-only: the debit note of a surcharge, made with the payment it belongs to and by nothing else.';
create index surcharge_notes_by_customer on surcharge_notes (customer_id);
create index surcharge_notes_by_xid on surcharge_notes (xid);

create table credit_uses (
  id uuid constraint credit_uses_pkey primary key default uuidv7(),
  customer_id uuid not null constraint credit_uses_customer_fk references customers (id),
  currency text not null constraint credit_uses_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint credit_uses_amount_check check (amount_minor > 0),
  attempt_id uuid constraint credit_uses_attempt_unique unique constraint credit_uses_attempt_fk references payment_attempts (id),
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamptz not null,
  done_at timestamptz,
  used_minor bigint,
  constraint credit_uses_owner_unique unique (id, customer_id),
  constraint credit_uses_done_check check ((done_at is null) = (used_minor is null)),
  constraint credit_uses_used_check check (used_minor between 0 and amount_minor)
);
comment on table credit_uses is 'Credit a customer chose to use: with a payment (it happens when that payment succeeds, or never) or by itself. used_minor is what was still there to be used then.';
create index credit_uses_by_customer on credit_uses (customer_id, asked_at desc);
create unique index credit_uses_one_alone_unique on credit_uses (customer_id, currency) where attempt_id is null and done_at is null;

create table credit_use_parts (
  use_id uuid not null,
  credit_item_id uuid not null constraint credit_use_parts_credit_fk references open_items (id),
  debit_item_id uuid not null constraint credit_use_parts_debit_fk references open_items (id),
  customer_id uuid not null,
  amount_minor bigint not null constraint credit_use_parts_amount_check check (amount_minor > 0),
  constraint credit_use_parts_pkey primary key (use_id, credit_item_id, debit_item_id),
  constraint credit_use_parts_use_fk foreign key (use_id, customer_id) references credit_uses (id, customer_id)
);
comment on table credit_use_parts is 'How much of which credit goes to which invoice, as the customer was shown it. They sum to the use''s amount.';
create index credit_use_parts_by_credit on credit_use_parts (credit_item_id);
create index credit_use_parts_by_debit on credit_use_parts (debit_item_id);
