-- The processor's money, whole: each movement of its balance, the fees, the payouts to our bank and the chargebacks.

create table processor_transactions (
  id uuid constraint processor_transactions_pkey primary key default uuidv7(),
  ref text not null constraint processor_transactions_ref_unique unique,
  kind text not null constraint processor_transactions_kind_check check (kind in
    ('charge', 'charge_failure', 'refund', 'refund_failure', 'chargeback', 'chargeback_won', 'payout', 'payout_failure', 'fee', 'other')),
  kind_told text not null,
  currency text not null constraint processor_transactions_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null,
  fee_minor bigint not null,
  net_minor bigint not null,
  source_ref text,
  intent_ref text,
  happened_on date not null,
  available_on date not null,
  description text not null default '',
  taken_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint processor_transactions_net_check check (net_minor = amount_minor - fee_minor)
);
comment on table processor_transactions is 'Append-only: each movement of our balance at the processor, taken in once by its reference. Minor units of the balance''s currency; happened_on is the value date. Which payment, refund or payout of ours it is follows from intent_ref and source_ref, so the order of arrival does not matter.';
create index processor_transactions_by_xid on processor_transactions (xid);
create index processor_transactions_by_intent on processor_transactions (intent_ref) where intent_ref is not null;
create index processor_transactions_by_source on processor_transactions (source_ref) where source_ref is not null;
create index processor_transactions_newest on processor_transactions (happened_on desc, id desc);

create table processor_fees (
  transaction_id uuid constraint processor_fees_pkey primary key
    constraint processor_fees_transaction_fk references processor_transactions (id),
  currency text not null constraint processor_fees_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint processor_fees_amount_check check (amount_minor <> 0),
  effective_on date not null,
  entry_id uuid not null constraint processor_fees_entry_unique unique constraint processor_fees_entry_fk references entries (id),
  xid xid8 not null default pg_current_xact_id()
);
comment on table processor_fees is 'Append-only: what a movement cost us, posted once, 6200 / 1030, on its day or the first open day after it. Below zero when the processor gave a fee back.';
create index processor_fees_by_xid on processor_fees (xid);

create table payouts (
  id uuid constraint payouts_pkey primary key default uuidv7(),
  ref text not null constraint payouts_ref_unique unique,
  currency text not null constraint payouts_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint payouts_amount_check check (amount_minor <> 0),
  state text not null constraint payouts_state_check check (state in ('pending', 'in_transit', 'paid', 'failed', 'canceled')),
  automatic boolean not null,
  created_on date not null,
  arrives_on date not null,
  bank_reference text not null default '',
  failure_text text not null default '',
  parts_taken_at timestamptz,
  changed_at timestamptz not null
);
comment on table payouts is 'What the processor sends to our bank, as it says now; below zero it takes from the bank. currency, amount_minor, arrives_on and bank_reference are what a line of the bank is found by. One asked for by hand names no parts.';
create index payouts_newest on payouts (arrives_on desc, id desc);
create index payouts_by_bank_line on payouts (currency, amount_minor, arrives_on);
create index payouts_on_their_way on payouts (changed_at) where state in ('pending', 'in_transit');

create table payout_parts (
  transaction_id uuid constraint payout_parts_pkey primary key
    constraint payout_parts_transaction_fk references processor_transactions (id),
  payout_id uuid not null constraint payout_parts_payout_fk references payouts (id),
  xid xid8 not null default pg_current_xact_id()
);
comment on table payout_parts is 'Append-only: which movements a payout carries to the bank. They come all at once and sum to it.';
create index payout_parts_by_payout on payout_parts (payout_id);
create index payout_parts_by_xid on payout_parts (xid);

create table payout_postings (
  id uuid constraint payout_postings_pkey primary key default uuidv7(),
  payout_id uuid not null constraint payout_postings_payout_fk references payouts (id),
  kind text not null constraint payout_postings_kind_check check (kind in ('paid', 'returned')),
  effective_on date not null,
  value_on date not null,
  entry_id uuid not null constraint payout_postings_entry_unique unique constraint payout_postings_entry_fk references entries (id),
  xid xid8 not null default pg_current_xact_id(),
  constraint payout_postings_once_unique unique (payout_id, kind)
);
comment on table payout_postings is 'Append-only: a payout moves 1010 / 1030 once, and back once when the bank returned it.';
create index payout_postings_by_xid on payout_postings (xid);

create table chargebacks (
  id uuid constraint chargebacks_pkey primary key default uuidv7(),
  dispute_ref text not null constraint chargebacks_ref_unique unique,
  payment_id uuid not null constraint chargebacks_payment_fk references payments (id),
  customer_id uuid not null constraint chargebacks_customer_fk references customers (id),
  currency text not null constraint chargebacks_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint chargebacks_amount_check check (amount_minor > 0),
  reason text not null default '',
  state text not null constraint chargebacks_state_check check (state in ('inquiry', 'open', 'won', 'lost')),
  opened_on date not null,
  changed_at timestamptz not null
);
comment on table chargebacks is 'A payment contested at the payer''s bank, as the processor says now. An inquiry has moved no money.';
create index chargebacks_by_payment on chargebacks (payment_id);
create index chargebacks_by_customer on chargebacks (customer_id);
create index chargebacks_standing on chargebacks (opened_on desc) where state in ('inquiry', 'open');

create table chargeback_steps (
  id uuid constraint chargeback_steps_pkey primary key default uuidv7(),
  chargeback_id uuid not null constraint chargeback_steps_chargeback_fk references chargebacks (id),
  customer_id uuid not null constraint chargeback_steps_customer_fk references customers (id),
  kind text not null constraint chargeback_steps_kind_check check (kind in ('withdrawn', 'reinstated')),
  amount_minor bigint not null constraint chargeback_steps_amount_check check (amount_minor > 0),
  happened_on date not null,
  debit_item_id uuid constraint chargeback_steps_item_unique unique constraint chargeback_steps_item_fk references open_items (id),
  payment_id uuid constraint chargeback_steps_payment_unique unique constraint chargeback_steps_payment_fk references payments (id),
  taken_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint chargeback_steps_once_unique unique (chargeback_id, kind),
  constraint chargeback_steps_payment_check check ((kind = 'reinstated') = (payment_id is not null)),
  constraint chargeback_steps_item_check check (kind = 'withdrawn' or debit_item_id is null)
);
comment on table chargeback_steps is 'Append-only: the money of a chargeback as it moved. Withdrawn whole, the payment is reversed; in part, a debit item says what is owed again. Reinstated, it is a payment of its own.';
create index chargeback_steps_by_xid on chargeback_steps (xid);
create index chargeback_steps_by_customer on chargeback_steps (customer_id);

create index entry_lines_processor on entry_lines (entry_id) where account_code = '1030';
