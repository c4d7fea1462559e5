-- What a month's end says foreign receivables are worth in base currency. Posted beside receivables, reversed the day after.
create table revaluations (
  id uuid constraint revaluations_pkey primary key,
  as_of_on date not null,
  currency text not null constraint revaluations_currency_check check (currency ~ '^[A-Z]{3}$'),
  rate numeric(20, 10) not null constraint revaluations_rate_check check (rate > 0),
  rate_on date not null,
  amount_minor bigint not null,
  base_minor bigint not null,
  revalued_minor bigint not null,
  entry_id uuid constraint revaluations_entry_fk references entries (id),
  reversal_entry_id uuid constraint revaluations_reversal_fk references entries (id),
  made_at timestamptz not null,
  made_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint revaluations_once_unique unique (as_of_on, currency),
  constraint revaluations_entries_check
    check ((entry_id is null) = (revalued_minor = base_minor) and (entry_id is null) = (reversal_entry_id is null)),
  constraint revaluations_rate_is_known_check check (rate_on <= as_of_on)
);
comment on table revaluations is
  'Per day and currency: what was open (amount), what it was carried at (base), what the day''s rate makes it worth (revalued). The difference stands on 1195 against 7010 until the next day.';
