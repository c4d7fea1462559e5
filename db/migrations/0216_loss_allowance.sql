-- The loss allowance is built before it is used: what is expected to be lost, in base currency, by a person with a reason.

create table allowance_changes (
  id uuid constraint allowance_changes_pkey primary key,
  amount_minor bigint not null constraint allowance_changes_amount_check check (amount_minor <> 0),
  currency text not null constraint allowance_changes_currency_check check (currency ~ '^[A-Z]{3}$'),
  reason text not null constraint allowance_changes_reason_check check (length(btrim(reason)) between 1 and 2000),
  effective_on date not null,
  entry_id uuid not null constraint allowance_changes_entry_unique unique constraint allowance_changes_entry_fk references entries (id),
  made_by uuid not null constraint allowance_changes_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table allowance_changes is 'Append-only: what was set aside for expected losses (6100 / 1190), below zero what was released of it. Base currency.';
create index allowance_changes_by_xid on allowance_changes (xid);
create index entry_lines_allowance on entry_lines (entry_id) where account_code = '1190';

alter table write_offs add column beyond_allowance boolean;
comment on column write_offs.beyond_allowance is
  'Of a write-off against 1190: whether its maker chose to go beyond what was built. Empty before the allowance was built here, and against 6100.';
