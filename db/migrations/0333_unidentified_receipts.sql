-- Money on our account that nobody could place: what it is, who looks for its owner, whose it turned out to be, or that it went back.

-- What our own bank pays or takes as interest is no interest of a customer.
alter table entries drop constraint entries_kind_check;
alter table entries add constraint entries_kind_check check (kind in
  ('opening_balance', 'invoice', 'debit_note', 'credit_note', 'payment', 'payment_reversal', 'transfer', 'processor_fee', 'payout', 'deposit',
   'revenue_release', 'discount', 'withholding', 'bank_charge', 'bank_interest', 'small_difference', 'deduction', 'write_off', 'tax_relief', 'recovery',
   'refund', 'refund_paid', 'refund_failed', 'refund_cancelled', 'loss_allowance', 'chargeback', 'chargeback_fee', 'chargeback_won',
   'exchange', 'revaluation', 'revaluation_reversal', 'currency_clearing', 'credit_balances', 'credit_balances_reversal',
   'unidentified_receipt', 'receipt_identified', 'receipt_returned'));
insert into ledger_accounts (code, name, kind) values ('4120', 'Bank interest', 'income');

create table unidentified_receipts (
  id uuid constraint unidentified_receipts_pkey primary key,
  receipt_no bigint generated always as identity constraint unidentified_receipts_no_unique unique,
  label text generated always as ('UR-' || receipt_no) stored,
  line_id uuid not null constraint unidentified_receipts_line_fk references bank_lines (id),
  currency text not null constraint unidentified_receipts_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint unidentified_receipts_amount_check check (amount_minor > 0),
  base_minor bigint not null constraint unidentified_receipts_base_check check (base_minor >= 0),
  received_on date not null,
  value_on date not null,
  entry_id uuid not null constraint unidentified_receipts_entry_unique unique constraint unidentified_receipts_entry_fk references entries (id),
  note text not null default '' constraint unidentified_receipts_note_check check (length(note) <= 500),
  made_by uuid constraint unidentified_receipts_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table unidentified_receipts is
  'Append-only, sealed: money of which nobody knows whose it is, 1010 against 2190. received_on is the day it counts in the books, value_on when it was on the account.';
create index unidentified_receipts_by_line on unidentified_receipts (line_id);
create index unidentified_receipts_xid on unidentified_receipts (xid);

create table unidentified_notes (
  id uuid constraint unidentified_notes_pkey primary key default uuidv7(),
  receipt_id uuid not null constraint unidentified_notes_receipt_fk references unidentified_receipts (id),
  note text not null constraint unidentified_notes_note_check check (btrim(note) <> '' and length(note) <= 1000),
  owner_id uuid constraint unidentified_notes_owner_fk references users (id),
  made_by uuid constraint unidentified_notes_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table unidentified_notes is
  'Append-only, sealed: what was found out about a receipt. owner_id: who looks for its owner from then on; the newest that names one counts.';
create index unidentified_notes_by_receipt on unidentified_notes (receipt_id, id desc);
create index unidentified_notes_xid on unidentified_notes (xid);

create table receipt_identifications (
  id uuid constraint receipt_identifications_pkey primary key,
  receipt_id uuid not null constraint receipt_identifications_receipt_fk references unidentified_receipts (id),
  customer_id uuid not null constraint receipt_identifications_customer_fk references customers (id),
  amount_minor bigint not null constraint receipt_identifications_amount_check check (amount_minor > 0),
  base_minor bigint not null constraint receipt_identifications_base_check check (base_minor >= 0),
  effective_on date not null,
  entry_id uuid not null constraint receipt_identifications_entry_unique unique constraint receipt_identifications_entry_fk references entries (id),
  open_item_id uuid not null constraint receipt_identifications_item_fk references open_items (id),
  reason text not null constraint receipt_identifications_reason_check check (btrim(reason) <> '' and length(reason) <= 500),
  made_by uuid constraint receipt_identifications_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table receipt_identifications is
  'Append-only, sealed: (part of) a receipt is a customer''s, 2190 against 1100 as a credit item, at the base amount it came in with; the last part takes what is left of it.';
create index receipt_identifications_by_receipt on receipt_identifications (receipt_id);
create index receipt_identifications_by_customer on receipt_identifications (customer_id);
create index receipt_identifications_by_item on receipt_identifications (open_item_id);
create index receipt_identifications_xid on receipt_identifications (xid);

create table receipt_identification_undoings (
  identification_id uuid constraint receipt_identification_undoings_pkey primary key
    constraint receipt_identification_undoings_fk references receipt_identifications (id),
  effective_on date not null,
  entry_id uuid not null constraint receipt_identification_undoings_entry_unique unique
    constraint receipt_identification_undoings_entry_fk references entries (id),
  open_item_id uuid not null constraint receipt_identification_undoings_item_fk references open_items (id),
  reason text not null constraint receipt_identification_undoings_reason_check check (btrim(reason) <> '' and length(reason) <= 500),
  made_by uuid constraint receipt_identification_undoings_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table receipt_identification_undoings is 'Append-only, sealed: it was not that customer''s: the mirror of the identification, which closes its credit item.';
create index receipt_identification_undoings_by_item on receipt_identification_undoings (open_item_id);
create index receipt_identification_undoings_xid on receipt_identification_undoings (xid);

create table receipt_returns (
  id uuid constraint receipt_returns_pkey primary key,
  receipt_id uuid not null constraint receipt_returns_receipt_fk references unidentified_receipts (id),
  line_id uuid not null constraint receipt_returns_line_fk references bank_lines (id),
  amount_minor bigint not null constraint receipt_returns_amount_check check (amount_minor > 0),
  base_minor bigint not null constraint receipt_returns_base_check check (base_minor >= 0),
  entry_id uuid not null constraint receipt_returns_entry_unique unique constraint receipt_returns_entry_fk references entries (id),
  made_at timestamptz not null,
  made_by_name text not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table receipt_returns is 'Append-only, sealed: (part of) a receipt went back to who sent it, 2190 against 1010, as a line of the bank says.';
create index receipt_returns_by_receipt on receipt_returns (receipt_id);
create index receipt_returns_by_line on receipt_returns (line_id);
create index receipt_returns_xid on receipt_returns (xid);

create table bank_link_reversals (
  link_id uuid constraint bank_link_reversals_pkey primary key constraint bank_link_reversals_link_fk references bank_line_links (id),
  entry_id uuid not null constraint bank_link_reversals_entry_unique unique constraint bank_link_reversals_entry_fk references entries (id),
  effective_on date not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table bank_link_reversals is
  'Append-only, sealed: the mirror of what a part of an explanation posted, once that is undone. A payment''s mirror is its own reversal.';
create index bank_link_reversals_xid on bank_link_reversals (xid);
