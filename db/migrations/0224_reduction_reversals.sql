-- What was named with a payment comes back with it: a discount given for a cheque that bounced was not earned.
create table reduction_reversals (
  reduction_id uuid constraint reduction_reversals_pkey primary key constraint reduction_reversals_reduction_fk references reductions (id),
  customer_id uuid not null constraint reduction_reversals_customer_fk references customers (id),
  payment_id uuid not null constraint reduction_reversals_payment_fk references payments (id),
  effective_on date not null,
  entry_id uuid not null constraint reduction_reversals_entry_unique unique constraint reduction_reversals_entry_fk references entries (id),
  closing_item_id uuid not null constraint reduction_reversals_closing_unique unique
    constraint reduction_reversals_closing_fk references open_items (id),
  case_closing_item_id uuid constraint reduction_reversals_case_closing_fk references open_items (id),
  reason text not null default '',
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table reduction_reversals is
  'Append-only: a named difference taken back because its payment came back. closing_item_id mirrors what the reduction made and closes against it, case_closing_item_id its claim; the settled item is open again.';
create index reduction_reversals_by_customer on reduction_reversals (customer_id);
create index reduction_reversals_by_payment on reduction_reversals (payment_id);
create index reduction_reversals_by_xid on reduction_reversals (xid);
