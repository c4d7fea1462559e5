-- Cheques as instruments: what was handed to us, and every step it took since.

alter table number_series drop constraint number_series_counts_check;
alter table number_series add constraint number_series_counts_check
  check (counts in ('invoices', 'payments', 'write_offs', 'refunds', 'refund_batches', 'instruments', 'deposit_batches'));
insert into number_series (code, counts, prefix) values ('RCP', 'instruments', 'RCP-'), ('DEP', 'deposit_batches', 'DEP-');

create table instruments (
  id uuid constraint instruments_pkey primary key,
  series_code text not null constraint instruments_series_fk references number_series (code)
    constraint instruments_series_check check (series_code = 'RCP'),
  series_no bigint not null,
  number text not null constraint instruments_number_unique unique,
  customer_id uuid not null constraint instruments_customer_fk references customers (id),
  currency text not null constraint instruments_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint instruments_amount_check check (amount_minor > 0),
  cheque_no text not null constraint instruments_cheque_no_check check (length(btrim(cheque_no)) between 1 and 40),
  bank_name text not null constraint instruments_bank_name_check check (length(btrim(bank_name)) between 1 and 140),
  drawer_name text not null default '',
  dated_on date not null,
  received_on date not null,
  received_at timestamptz not null,
  note text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid,
  recorded_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint instruments_series_unique unique (series_code, series_no)
);
comment on table instruments is 'Append-only: cheques as they were handed to us, each with its provisional receipt number. Where one stands is in instrument_standing, what happened to it in instrument_events.';
create index instruments_newest on instruments (received_on desc, id desc);
create index instruments_by_customer on instruments (customer_id, received_on desc, id desc);
create index instruments_suspicion on instruments (amount_minor, cheque_no);
create index instruments_by_xid on instruments (xid);

create table instrument_items (
  instrument_id uuid not null constraint instrument_items_instrument_fk references instruments (id),
  item_id uuid not null constraint instrument_items_item_fk references open_items (id),
  customer_id uuid not null constraint instrument_items_customer_fk references customers (id),
  amount_minor bigint not null constraint instrument_items_amount_check check (amount_minor > 0),
  hold_id uuid not null constraint instrument_items_hold_unique unique constraint instrument_items_hold_fk references holds (id),
  constraint instrument_items_pkey primary key (instrument_id, item_id)
);
comment on table instrument_items is 'Append-only: what a post-dated cheque is meant to pay; each part is held, so that it is not chased while the cheque waits for its date.';
create index instrument_items_by_item on instrument_items (item_id);

create table deposit_batches (
  id uuid constraint deposit_batches_pkey primary key,
  series_code text not null constraint deposit_batches_series_fk references number_series (code)
    constraint deposit_batches_series_check check (series_code = 'DEP'),
  series_no bigint not null,
  number text not null constraint deposit_batches_number_unique unique,
  currency text not null constraint deposit_batches_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint deposit_batches_amount_check check (amount_minor > 0),
  base_minor bigint not null,
  bank_account jsonb not null,
  slip_ref text not null default '',
  deposited_on date not null,
  entry_id uuid not null constraint deposit_batches_entry_unique unique constraint deposit_batches_entry_fk references entries (id),
  made_by uuid,
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint deposit_batches_series_unique unique (series_code, series_no)
);
comment on table deposit_batches is 'Append-only: cheques and cash taken to the bank together, with one slip and one entry. bank_account is the account as it was named then.';
create index deposit_batches_newest on deposit_batches (deposited_on desc, id desc);
create index deposit_batches_by_xid on deposit_batches (xid);

create table deposit_lines (
  batch_id uuid not null constraint deposit_lines_batch_fk references deposit_batches (id),
  line_no smallint not null constraint deposit_lines_line_no_check check (line_no > 0),
  customer_id uuid not null constraint deposit_lines_customer_fk references customers (id),
  payment_id uuid not null constraint deposit_lines_payment_fk references payments (id),
  instrument_id uuid constraint deposit_lines_instrument_fk references instruments (id),
  amount_minor bigint not null constraint deposit_lines_amount_check check (amount_minor > 0),
  base_minor bigint not null,
  constraint deposit_lines_pkey primary key (batch_id, line_no),
  constraint deposit_lines_payment_unique unique (batch_id, payment_id)
);
comment on table deposit_lines is 'Append-only: the money of a deposit, payment by payment; instrument_id names the cheque, cash has none.';
create index deposit_lines_by_payment on deposit_lines (payment_id);
create index deposit_lines_by_instrument on deposit_lines (instrument_id) where instrument_id is not null;

create table deposit_cancellations (
  batch_id uuid constraint deposit_cancellations_pkey primary key constraint deposit_cancellations_batch_fk references deposit_batches (id),
  effective_on date not null,
  entry_id uuid not null constraint deposit_cancellations_entry_unique unique constraint deposit_cancellations_entry_fk references entries (id),
  reason text not null constraint deposit_cancellations_reason_check check (length(btrim(reason)) > 0),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table deposit_cancellations is 'Append-only: deposits that did not happen after all. What was in them is in hand again.';
create index deposit_cancellations_by_xid on deposit_cancellations (xid);

create table instrument_events (
  id uuid constraint instrument_events_pkey primary key default uuidv7(),
  instrument_id uuid not null constraint instrument_events_instrument_fk references instruments (id),
  customer_id uuid not null constraint instrument_events_customer_fk references customers (id),
  position smallint not null,
  kind text not null constraint instrument_events_kind_check check (kind in ('received', 'handed_over', 'due_moved', 'confirmed', 'banked',
    'taken_out', 'cleared', 'returned_before', 'returned_after', 'cancelled', 'followed_up')),
  from_state text,
  to_state text not null constraint instrument_events_state_check check (to_state in
    ('post_dated', 'in_hand', 'banked', 'cleared', 'returned', 'cancelled')),
  effective_on date not null,
  happened_at timestamptz not null,
  custodian_id uuid constraint instrument_events_custodian_fk references users (id),
  custodian_name text,
  due_on date,
  payment_id uuid constraint instrument_events_payment_unique unique constraint instrument_events_payment_fk references payments (id),
  batch_id uuid constraint instrument_events_batch_fk references deposit_batches (id),
  charge_minor bigint constraint instrument_events_charge_check check (charge_minor > 0),
  charge_entry_id uuid constraint instrument_events_charge_entry_fk references entries (id),
  debit_note_id uuid constraint instrument_events_debit_note_fk references invoices (id),
  reason text not null default '',
  made_by uuid,
  made_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint instrument_events_position_unique unique (instrument_id, position),
  constraint instrument_events_custody_check check ((kind in ('received', 'handed_over')) = (custodian_name is not null)),
  constraint instrument_events_due_check check ((kind in ('received', 'due_moved')) = (due_on is not null)),
  constraint instrument_events_batch_check check ((kind in ('banked', 'taken_out')) = (batch_id is not null)),
  constraint instrument_events_reason_check check (kind not in ('returned_before', 'returned_after', 'cancelled', 'taken_out') or btrim(reason) <> ''),
  constraint instrument_events_charged_check check ((charge_minor is null) = (charge_entry_id is null) and (charge_minor is null or kind = 'returned_after')),
  constraint instrument_events_charged_on_check check (debit_note_id is null or kind in ('returned_before', 'returned_after'))
);
comment on table instrument_events is 'Append-only: each step of a cheque, numbered from 1. from_state and to_state are stamped by the one table of steps, instrument_step().';
create unique index instrument_events_followed_up_once_unique on instrument_events (instrument_id) where kind = 'followed_up';
create index instrument_events_by_batch on instrument_events (batch_id) where batch_id is not null;
create index instrument_events_by_xid on instrument_events (xid);

create table instrument_standing (
  instrument_id uuid constraint instrument_standing_pkey primary key constraint instrument_standing_instrument_fk references instruments (id),
  customer_id uuid not null constraint instrument_standing_customer_fk references customers (id),
  state text not null constraint instrument_standing_state_check check (state in
    ('post_dated', 'in_hand', 'banked', 'cleared', 'returned', 'cancelled')),
  steps smallint not null,
  custodian_id uuid,
  custodian_name text not null,
  due_on date not null,
  payment_id uuid constraint instrument_standing_payment_unique unique constraint instrument_standing_payment_fk references payments (id),
  batch_id uuid constraint instrument_standing_batch_fk references deposit_batches (id),
  banked_on date,
  ended_on date,
  followed_up_on date
) with (fillfactor = 80);
comment on table instrument_standing is 'Where each cheque stands now, stamped from its events and proved by an invariant. banked_on is of the live deposit; ended_on the day it cleared, was returned or cancelled.';
create index instrument_standing_open on instrument_standing (due_on, instrument_id) where state in ('post_dated', 'in_hand');
create index instrument_standing_by_batch on instrument_standing (batch_id) where batch_id is not null;
create index instrument_standing_returned on instrument_standing (ended_on, instrument_id) where state = 'returned';
create index instrument_standing_banked_late on instrument_standing (banked_on, instrument_id) where banked_on > due_on;
create index instrument_standing_banked on instrument_standing (banked_on, instrument_id) where banked_on is not null;
