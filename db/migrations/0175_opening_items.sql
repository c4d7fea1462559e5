-- What customers owed, or had to their credit, in the books that were kept before: open items without revenue or tax of ours.
create table opening_items (
  id uuid constraint opening_items_pkey primary key,
  number text not null constraint opening_items_number_unique unique constraint opening_items_number_check check (length(number) between 1 and 60),
  customer_id uuid not null constraint opening_items_customer_fk references customers (id),
  title text not null default '',
  currency text not null constraint opening_items_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint opening_items_amount_check check (amount_minor <> 0),
  document_on date not null,
  due_on date not null constraint opening_items_due_check check (due_on >= document_on),
  effective_on date not null,
  entry_id uuid not null constraint opening_items_entry_fk references entries (id),
  open_item_id uuid not null constraint opening_items_item_unique unique constraint opening_items_item_fk references open_items (id),
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint opening_items_dates_check check (document_on <= effective_on)
);
comment on table opening_items is 'Append-only: an item taken over under its old number, a debt above zero, a credit below; posted against 3900 on the day of the take-over.';
create index opening_items_by_customer on opening_items (customer_id, effective_on);
create index opening_items_by_xid on opening_items (xid);
