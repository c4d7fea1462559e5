-- A line and a tax row are of their document's customer: one key says both, where two keys were looked up for each row and
-- neither said that the customers are the same.

alter table invoices add constraint invoices_of_customer_unique unique (id, customer_id);
alter table invoice_lines
  drop constraint invoice_lines_invoice_fk,
  drop constraint invoice_lines_customer_fk,
  add constraint invoice_lines_invoice_fk foreign key (invoice_id, customer_id) references invoices (id, customer_id);
alter table invoice_taxes
  drop constraint invoice_taxes_invoice_fk,
  drop constraint invoice_taxes_customer_fk,
  add constraint invoice_taxes_invoice_fk foreign key (invoice_id, customer_id) references invoices (id, customer_id);
