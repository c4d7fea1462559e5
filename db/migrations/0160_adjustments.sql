-- Money given up and money given back: write-offs with tax relief and recovery, refunds with what became of them, and the files
-- in which refunds go to the bank. Numbers are taken in series of their own.

alter table number_series drop constraint number_series_counts_check;
alter table number_series add constraint number_series_counts_check
  check (counts in ('invoices', 'payments', 'write_offs', 'refunds', 'refund_batches'));
insert into number_series (code, counts, prefix) values ('WO', 'write_offs', 'WO-'), ('RF', 'refunds', 'RF-'), ('RB', 'refund_batches', 'RB-');

create table adjustment_reasons (
  code text not null,
  for_kind text not null constraint adjustment_reasons_kind_check check (for_kind in ('write_off', 'refund')),
  label text not null constraint adjustment_reasons_label_check check (length(label) between 1 and 80),
  position smallint not null,
  constraint adjustment_reasons_pkey primary key (for_kind, code)
);
comment on table adjustment_reasons is 'Why money was given up or given back: what staff choose from.';
insert into adjustment_reasons (for_kind, code, label, position) values
  ('write_off', 'small', 'Too small to pursue', 1),
  ('write_off', 'insolvent', 'Customer is insolvent', 2),
  ('write_off', 'untraceable', 'Customer cannot be found', 3),
  ('write_off', 'agreed', 'Settled for less by agreement', 4),
  ('write_off', 'barred', 'Too old to claim', 5),
  ('write_off', 'other', 'Other', 6),
  ('refund', 'overpaid', 'Paid too much', 1),
  ('refund', 'paid_twice', 'Paid twice', 2),
  ('refund', 'credited', 'Invoice was credited after it was paid', 3),
  ('refund', 'account_closed', 'Customer leaves', 4),
  ('refund', 'not_meant_for_us', 'Payment was not meant for us', 5),
  ('refund', 'other', 'Other', 6);

create table write_off_batches (
  id uuid constraint write_off_batches_pkey primary key,
  currency text not null constraint write_off_batches_currency_check check (currency ~ '^[A-Z]{3}$'),
  items jsonb not null constraint write_off_batches_items_check check (jsonb_typeof(items) = 'array' and jsonb_array_length(items) > 0),
  amount_minor bigint not null constraint write_off_batches_amount_check check (amount_minor > 0),
  base_minor bigint not null,
  reason text not null constraint write_off_batches_reason_check check (length(btrim(reason)) > 0),
  approval_id uuid constraint write_off_batches_approval_unique unique
    constraint write_off_batches_approval_fk references approval_requests (id),
  alone_rule jsonb,
  made_by uuid not null constraint write_off_batches_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint write_off_batches_decided_check check (num_nonnulls(approval_id, alone_rule) = 1)
);
comment on table write_off_batches is 'Append-only: small balances written off under one decision. items lists what was decided: [{itemId, amountMinor}], amounts as text; what had changed by then was left alone.';

create table write_offs (
  id uuid constraint write_offs_pkey primary key,
  series_code text not null constraint write_offs_series_fk references number_series (code)
    constraint write_offs_series_check check (series_code = 'WO'),
  series_no bigint not null,
  number text not null constraint write_offs_number_unique unique,
  customer_id uuid not null constraint write_offs_customer_fk references customers (id),
  item_id uuid not null constraint write_offs_item_fk references open_items (id),
  currency text not null,
  amount_minor bigint not null constraint write_offs_amount_check check (amount_minor > 0),
  base_minor bigint not null,
  tax_minor bigint not null,
  account_code text not null constraint write_offs_account_check check (account_code in ('6100', '1190'))
    constraint write_offs_account_fk references ledger_accounts (code),
  for_kind text not null default 'write_off' constraint write_offs_reason_kind_check check (for_kind = 'write_off'),
  reason_code text not null,
  reason text not null constraint write_offs_reason_check check (length(btrim(reason)) between 1 and 2000),
  effective_on date not null,
  entry_id uuid not null constraint write_offs_entry_fk references entries (id),
  credit_item_id uuid not null constraint write_offs_credit_item_fk references open_items (id),
  batch_id uuid constraint write_offs_batch_fk references write_off_batches (id),
  approval_id uuid constraint write_offs_approval_unique unique constraint write_offs_approval_fk references approval_requests (id),
  alone_rule jsonb,
  made_by uuid not null constraint write_offs_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint write_offs_series_unique unique (series_code, series_no),
  constraint write_offs_credit_item_unique unique (credit_item_id),
  constraint write_offs_batch_item_unique unique (batch_id, item_id),
  constraint write_offs_reason_fk foreign key (for_kind, reason_code) references adjustment_reasons (for_kind, code),
  constraint write_offs_tax_check check (tax_minor between 0 and amount_minor),
  constraint write_offs_decided_check check (num_nonnulls(batch_id, approval_id, alone_rule) = 1)
);
comment on table write_offs is 'Append-only: debts no longer claimed. amount_minor is the gross part of the item; tax_minor is how much of it is tax, the most that relief can be taken for.';
create index write_offs_by_customer on write_offs (customer_id, id);
create index write_offs_by_item on write_offs (item_id);
create index write_offs_newest on write_offs (effective_on desc, id desc);

create table tax_reliefs (
  id uuid constraint tax_reliefs_pkey primary key,
  write_off_id uuid not null constraint tax_reliefs_write_off_fk references write_offs (id),
  customer_id uuid not null constraint tax_reliefs_customer_fk references customers (id),
  amount_minor bigint not null constraint tax_reliefs_amount_check check (amount_minor > 0),
  effective_on date not null,
  entry_id uuid not null constraint tax_reliefs_entry_unique unique constraint tax_reliefs_entry_fk references entries (id),
  reason text not null default '',
  made_by uuid not null constraint tax_reliefs_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table tax_reliefs is 'Append-only: output tax taken back on a write-off once the law allows it.';
create index tax_reliefs_by_write_off on tax_reliefs (write_off_id, id);

create table recoveries (
  id uuid constraint recoveries_pkey primary key,
  write_off_id uuid not null constraint recoveries_write_off_fk references write_offs (id),
  customer_id uuid not null constraint recoveries_customer_fk references customers (id),
  amount_minor bigint not null constraint recoveries_amount_check check (amount_minor > 0),
  tax_minor bigint not null,
  effective_on date not null,
  entry_id uuid not null constraint recoveries_entry_fk references entries (id),
  debit_item_id uuid not null constraint recoveries_debit_item_unique unique constraint recoveries_debit_item_fk references open_items (id),
  made_by uuid not null constraint recoveries_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint recoveries_tax_check check (tax_minor between 0 and amount_minor)
);
comment on table recoveries is 'Append-only: a debt written off that is claimed again because it is paid after all. tax_minor is the relieved tax that becomes due again.';
create index recoveries_by_write_off on recoveries (write_off_id, id);

create table refund_batches (
  id uuid constraint refund_batches_pkey primary key,
  series_code text not null constraint refund_batches_series_fk references number_series (code)
    constraint refund_batches_series_check check (series_code = 'RB'),
  series_no bigint not null,
  number text not null constraint refund_batches_number_unique unique,
  currency text not null constraint refund_batches_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint refund_batches_amount_check check (amount_minor > 0),
  base_minor bigint not null,
  execute_on date not null,
  document text not null,
  sha256 text not null constraint refund_batches_sha256_check check (sha256 = encode(sha256(convert_to(document, 'UTF8')), 'hex')),
  approval_id uuid constraint refund_batches_approval_unique unique constraint refund_batches_approval_fk references approval_requests (id),
  alone_rule jsonb,
  made_by uuid not null constraint refund_batches_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint refund_batches_series_unique unique (series_code, series_no),
  constraint refund_batches_decided_check check (num_nonnulls(approval_id, alone_rule) = 1)
);
comment on table refund_batches is 'Append-only: ISO 20022 credit transfer files (pain.001.001.09) of refunds, as handed to the bank, with their SHA-256. Each file was decided by a second person.';

create table refunds (
  id uuid constraint refunds_pkey primary key,
  series_code text not null constraint refunds_series_fk references number_series (code)
    constraint refunds_series_check check (series_code = 'RF'),
  series_no bigint not null,
  number text not null constraint refunds_number_unique unique,
  customer_id uuid not null constraint refunds_customer_fk references customers (id),
  credit_item_id uuid not null constraint refunds_credit_item_fk references open_items (id),
  currency text not null,
  amount_minor bigint not null constraint refunds_amount_check check (amount_minor > 0),
  base_minor bigint not null,
  method text not null constraint refunds_method_check check (method in ('original', 'bank')),
  payment_id uuid constraint refunds_payment_fk references payments (id),
  payee_name text,
  payee_iban text constraint refunds_iban_check check (payee_iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$'),
  payee_bic text constraint refunds_bic_check check (payee_bic ~ '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  for_kind text not null default 'refund' constraint refunds_reason_kind_check check (for_kind = 'refund'),
  reason_code text not null,
  reason text not null constraint refunds_reason_check check (length(btrim(reason)) between 1 and 2000),
  effective_on date not null,
  entry_id uuid not null constraint refunds_entry_fk references entries (id),
  debit_item_id uuid not null constraint refunds_debit_item_unique unique constraint refunds_debit_item_fk references open_items (id),
  approval_id uuid constraint refunds_approval_unique unique constraint refunds_approval_fk references approval_requests (id),
  alone_rule jsonb,
  made_by uuid not null constraint refunds_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint refunds_series_unique unique (series_code, series_no),
  constraint refunds_reason_fk foreign key (for_kind, reason_code) references adjustment_reasons (for_kind, code),
  constraint refunds_way_check check (case method when 'original' then payment_id is not null and payee_iban is null
    else payment_id is null and payee_name is not null and payee_iban is not null end),
  constraint refunds_decided_check check (num_nonnulls(approval_id, alone_rule) = 1)
);
comment on table refunds is 'Append-only: credit given back, to the card or account it came from or by bank transfer. What became of it stands in refund_events.';
create index refunds_by_customer on refunds (customer_id, id);
create index refunds_by_credit_item on refunds (credit_item_id);
create index refunds_by_payment on refunds (payment_id) where payment_id is not null;
create index refunds_newest on refunds (effective_on desc, id desc);

create table refund_events (
  id uuid constraint refund_events_pkey primary key default uuidv7(),
  refund_id uuid not null constraint refund_events_refund_fk references refunds (id),
  customer_id uuid not null constraint refund_events_customer_fk references customers (id),
  kind text not null constraint refund_events_kind_check check (kind in
    ('requested', 'approved', 'sent', 'accepted', 'paid', 'failed', 'cancelled')),
  position smallint not null generated always as (case kind when 'requested' then 1 when 'approved' then 2 when 'sent' then 3
    when 'accepted' then 4 when 'paid' then 5 else 6 end) stored,
  effective_on date not null,
  happened_at timestamptz not null,
  entry_id uuid constraint refund_events_entry_fk references entries (id),
  credit_item_id uuid constraint refund_events_credit_item_fk references open_items (id),
  processor_ref text constraint refund_events_processor_ref_unique unique,
  batch_id uuid constraint refund_events_batch_fk references refund_batches (id),
  reason text not null default '',
  made_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint refund_events_once_unique unique (refund_id, kind),
  constraint refund_events_ends_once_unique unique (refund_id, position),
  constraint refund_events_accepted_check check ((kind = 'accepted') = (processor_ref is not null)),
  constraint refund_events_posted_check check ((kind in ('approved', 'paid', 'failed', 'cancelled')) = (entry_id is not null)),
  constraint refund_events_comes_back_check check ((kind in ('failed', 'cancelled')) = (credit_item_id is not null))
);
comment on table refund_events is 'Append-only: each step of a refund, once. Failed and cancelled bring the credit back as an item of its own.';
create index refund_events_by_batch on refund_events (batch_id) where batch_id is not null;
create index refund_events_by_customer on refund_events (customer_id, id);

-- A seal finds their last rows by the transaction that wrote them.
create index write_off_batches_by_xid on write_off_batches (xid);
create index write_offs_by_xid on write_offs (xid);
create index tax_reliefs_by_xid on tax_reliefs (xid);
create index recoveries_by_xid on recoveries (xid);
create index refund_batches_by_xid on refund_batches (xid);
create index refunds_by_xid on refunds (xid);
create index refund_events_by_xid on refund_events (xid);

-- Messages about refunds; two more kinds of words to the customer.
alter table messages drop constraint messages_kind_check;
alter table messages add constraint messages_kind_check check (kind in
  ('invoice', 'receipt', 'payment_failed', 'payment_processing', 'sign_in', 'refund_sent', 'refund_paid', 'refund_failed'));
