-- Money that the processor settled in another currency than it was paid in.

create table processor_exchanges (
  transaction_id uuid constraint processor_exchanges_pkey primary key
    constraint processor_exchanges_transaction_fk references processor_transactions (id),
  currency text not null constraint processor_exchanges_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint processor_exchanges_amount_check check (amount_minor <> 0),
  entry_id uuid not null constraint processor_exchanges_entry_unique unique constraint processor_exchanges_entry_fk references entries (id),
  xid xid8 not null default pg_current_xact_id()
);
comment on table processor_exchanges is 'Append-only: a movement in another currency than its payment. So much of the payment''s currency leaves 1030 through 7090, and the movement''s own amount takes its place.';
create index processor_exchanges_by_xid on processor_exchanges (xid);
