-- What stood on each account at the end of a period, beside what was open: the trial balance of a past day reads one period.
create table account_snapshots (
  snapshot_id uuid not null constraint account_snapshots_snapshot_fk references snapshots (id),
  account_code text not null constraint account_snapshots_account_fk references ledger_accounts (code),
  currency text not null,
  debit_minor bigint not null constraint account_snapshots_debit_check check (debit_minor >= 0),
  credit_minor bigint not null constraint account_snapshots_credit_check check (credit_minor >= 0),
  base_minor bigint not null,
  constraint account_snapshots_pkey primary key (snapshot_id, account_code, currency)
);
comment on table account_snapshots is 'All that was debited and credited to each account, per currency, by the end of a snapshot''s day and as known by it. Never granted to the portal; rows learned later are added by the reader.';
alter table snapshots add column has_accounts boolean not null default false;
comment on column snapshots.has_accounts is 'Whether account_snapshots holds its accounts; those taken before there were any do not.';
