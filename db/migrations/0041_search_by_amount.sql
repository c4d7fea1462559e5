-- The desk finds a document or a payment by its amount.

create index invoices_by_gross on invoices (gross_minor);
create index payments_by_amount on payments (amount_minor);
create index messages_not_delivered on messages (invoice_id) where state in ('bounced', 'failed') and invoice_id is not null;
