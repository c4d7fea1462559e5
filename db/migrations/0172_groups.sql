-- A group: one parent and its children. Each keeps its own account; money moves between them as pairs inside receivables.
alter table customers add column parent_id uuid constraint customers_parent_fk references customers (id),
  add constraint customers_own_parent_check check (parent_id is distinct from id);
create index customers_by_parent on customers (parent_id) where parent_id is not null;

create table transfers (
  id uuid constraint transfers_pkey primary key,
  customer_id uuid not null constraint transfers_customer_fk references customers (id),
  to_customer_id uuid not null constraint transfers_to_customer_fk references customers (id),
  label text not null,
  from_name text not null,
  to_name text not null,
  currency text not null constraint transfers_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint transfers_amount_check check (amount_minor > 0),
  effective_on date not null,
  reason text not null default '',
  entry_id uuid not null constraint transfers_entry_fk references entries (id),
  from_item_id uuid not null constraint transfers_from_item_fk references open_items (id),
  to_item_id uuid not null constraint transfers_to_item_unique unique constraint transfers_to_item_fk references open_items (id),
  source_item_id uuid not null constraint transfers_source_item_fk references open_items (id),
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint transfers_two_customers_check check (customer_id <> to_customer_id)
);
comment on table transfers is
  'Append-only: credit moved from one customer of a group to another: a debit item here that uses the credit up, a credit item there. label names the credit it came from.';
create index transfers_by_customer on transfers (customer_id, effective_on);
create index transfers_by_receiver on transfers (to_customer_id, effective_on);
create index transfers_by_source_item on transfers (source_item_id);
