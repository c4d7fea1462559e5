-- What moved between two days, answered from the index alone: the ageing of a day reads the snapshot before it and this.

create index open_items_moved on open_items (effective_on) include (id, customer_id, currency, side, due_on, amount_minor, xid);
create index applications_moved on applications (effective_on) include (credit_item_id, debit_item_id, amount_minor, xid);
drop index applications_by_effective_on;
