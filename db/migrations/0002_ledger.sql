-- The double-entry open-item ledger. Nothing here is ever updated or deleted, except the stamped residual of an open item.

create table ledger_accounts (
  code text primary key constraint ledger_accounts_code_check check (code ~ '^[0-9]{4}$'),
  name text not null,
  kind text not null constraint ledger_accounts_kind_check check (kind in ('asset', 'liability', 'equity', 'income', 'expense')),
  external_code text
);
comment on table ledger_accounts is 'The chart of accounts; external_code maps each to the company''s own general ledger.';

insert into ledger_accounts (code, name, kind) values
  ('1010', 'Bank', 'asset'),
  ('1020', 'Undeposited funds', 'asset'),
  ('1030', 'Processor clearing', 'asset'),
  ('1100', 'Receivables', 'asset'),
  ('1150', 'Withholding certificates', 'asset'),
  ('1190', 'Loss allowance', 'asset'),
  ('1195', 'Receivables revaluation', 'asset'),
  ('1199', 'Credit balances shown as liability', 'asset'),
  ('2190', 'Unidentified receipts', 'liability'),
  ('2195', 'Customer credit balances', 'liability'),
  ('2200', 'Output tax', 'liability'),
  ('2300', 'Refunds payable', 'liability'),
  ('2400', 'Deferred revenue', 'liability'),
  ('3900', 'Opening balances', 'equity'),
  ('4000', 'Sales', 'income'),
  ('4010', 'Fly ash', 'income'),
  ('4020', 'Bottom ash', 'income'),
  ('4030', 'Solar energy', 'income'),
  ('4040', 'Waste collection', 'income'),
  ('4100', 'Interest and late fees', 'income'),
  ('4110', 'Surcharges', 'income'),
  ('4900', 'Early-payment discount given', 'income'),
  ('6100', 'Credit losses', 'expense'),
  ('6110', 'Recoveries', 'income'),
  ('6200', 'Processor fees', 'expense'),
  ('6205', 'Bank charges', 'expense'),
  ('6210', 'Small differences', 'expense'),
  ('7000', 'Realised exchange differences', 'expense'),
  ('7010', 'Unrealised exchange differences', 'expense'),
  ('7090', 'Currency clearing', 'asset');

create table entries (
  id uuid primary key,
  kind text not null constraint entries_kind_check check (kind in
    ('opening_balance', 'invoice', 'debit_note', 'credit_note', 'payment', 'payment_reversal', 'transfer', 'processor_fee', 'payout', 'deposit')),
  effective_on date not null,
  value_on date not null,
  recorded_at timestamptz not null default now(),
  xid xid8 not null default pg_current_xact_id(),
  memo text not null default ''
);
comment on table entries is 'Balanced postings. effective_on is the business date, recorded_at and xid say when we learned of it.';
create index entries_by_effective_on on entries (effective_on);

create table entry_lines (
  entry_id uuid not null constraint entry_lines_entry_fk references entries (id),
  line_no smallint not null constraint entry_lines_line_no_check check (line_no > 0),
  account_code text not null constraint entry_lines_account_fk references ledger_accounts (code),
  customer_id uuid constraint entry_lines_customer_fk references customers (id),
  currency text not null constraint entry_lines_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null,
  base_minor bigint not null,
  primary key (entry_id, line_no),
  constraint entry_lines_receivables_have_customer_check check ((account_code = '1100') = (customer_id is not null))
);
comment on table entry_lines is 'Lines of an entry: debit above zero, credit below, in the transaction currency and in base currency.';
create index entry_lines_by_customer on entry_lines (customer_id) where customer_id is not null;
create index entry_lines_by_account on entry_lines (account_code, currency) where account_code <> '1100';

create table open_items (
  id uuid primary key,
  entry_id uuid not null,
  line_no smallint not null,
  customer_id uuid not null constraint open_items_customer_fk references customers (id),
  side text not null constraint open_items_side_check check (side in ('debit', 'credit')),
  kind text not null constraint open_items_kind_check check (kind in
    ('opening_balance', 'invoice', 'debit_note', 'credit_note', 'payment', 'payment_reversal', 'transfer')),
  source_id uuid not null,
  currency text not null,
  amount_minor bigint not null constraint open_items_amount_check check (amount_minor > 0),
  base_minor bigint not null,
  residual_minor bigint not null,
  effective_on date not null,
  due_on date not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint open_items_line_fk foreign key (entry_id, line_no) references entry_lines (entry_id, line_no),
  constraint open_items_line_unique unique (entry_id, line_no),
  constraint open_items_residual_check check (residual_minor between 0 and amount_minor)
) with (fillfactor = 85);
comment on table open_items is 'One debit or credit on a customer''s account. residual_minor is stamped by the application trigger and proved by an invariant.';
create index open_items_by_customer on open_items (customer_id, effective_on, id);
create index open_items_open on open_items (customer_id, currency, due_on, id) where residual_minor > 0;
create index open_items_due on open_items (due_on, id) where residual_minor > 0 and side = 'debit';
create index open_items_unapplied on open_items (effective_on, id) where residual_minor > 0 and side = 'credit';
create index open_items_by_source on open_items (source_id);

create table applications (
  id uuid primary key,
  customer_id uuid not null constraint applications_customer_fk references customers (id),
  credit_item_id uuid not null constraint applications_credit_fk references open_items (id),
  debit_item_id uuid not null constraint applications_debit_fk references open_items (id),
  amount_minor bigint not null constraint applications_amount_check check (amount_minor <> 0),
  effective_on date not null,
  recorded_at timestamptz not null default now(),
  xid xid8 not null default pg_current_xact_id(),
  reverses_id uuid constraint applications_reversed_once_unique unique constraint applications_reverses_fk references applications (id),
  constraint applications_reversal_is_negative_check check ((amount_minor < 0) = (reverses_id is not null))
);
comment on table applications is 'Part of a credit item set against a debit item on a date. Undoing is a negative row that names what it reverses.';
create index applications_by_credit on applications (credit_item_id, effective_on);
create index applications_by_debit on applications (debit_item_id, effective_on);
create index applications_by_customer on applications (customer_id, effective_on);
create index applications_by_effective_on on applications (effective_on);

create table holds (
  id uuid primary key,
  customer_id uuid not null constraint holds_customer_fk references customers (id),
  item_id uuid not null constraint holds_item_fk references open_items (id),
  kind text not null constraint holds_kind_check check (kind in ('disputed', 'in_plan', 'in_flight', 'legal')),
  amount_minor bigint not null constraint holds_amount_check check (amount_minor > 0),
  reason text not null,
  effective_on date not null,
  placed_at timestamptz not null default now(),
  xid xid8 not null default pg_current_xact_id()
);
comment on table holds is 'Why (part of) a debit item must not be chased, charged or collected. It ends by a row in hold_releases.';
create index holds_by_item on holds (item_id);
create index holds_by_customer on holds (customer_id);

create table hold_releases (
  hold_id uuid primary key constraint hold_releases_hold_fk references holds (id),
  customer_id uuid not null constraint hold_releases_customer_fk references customers (id),
  reason text not null,
  effective_on date not null,
  released_at timestamptz not null default now(),
  xid xid8 not null default pg_current_xact_id()
);
comment on table hold_releases is 'The end of a hold. A hold ends once.';

create table number_series (
  code text primary key,
  counts text not null constraint number_series_counts_check check (counts in ('invoices', 'payments')),
  prefix text not null,
  pad smallint not null default 6 constraint number_series_pad_check check (pad between 1 and 12),
  first_no bigint not null default 1,
  next_no bigint not null default 1,
  constraint number_series_next_check check (next_no >= first_no)
) with (fillfactor = 10);
comment on table number_series is 'Gapless counters, taken last in a transaction by record_invoices and record_payment and by nothing else.';
