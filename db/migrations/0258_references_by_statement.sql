-- A key into a table whose rows are never changed nor removed is the same law whether it is looked up for each row or once for
-- a statement's rows; row by row these cost 260 ms of the 600 ms that 1,000 invoices of a run took. They stay declared, and
-- db/functions/041 asks them statement by statement, the account, the tax and the document once each however many lines name it.
alter table entry_lines alter constraint entry_lines_entry_fk not enforced;
alter table entry_lines alter constraint entry_lines_account_fk not enforced;
alter table open_items alter constraint open_items_line_fk not enforced;
alter table open_items alter constraint open_items_customer_fk not enforced;
alter table invoices alter constraint invoices_series_fk not enforced;
alter table invoices alter constraint invoices_entry_fk not enforced;
alter table invoices alter constraint invoices_open_item_fk not enforced;
alter table invoice_lines alter constraint invoice_lines_invoice_fk not enforced;
alter table invoice_lines alter constraint invoice_lines_account_fk not enforced;
alter table invoice_lines alter constraint invoice_lines_tax_fk not enforced;
alter table invoice_taxes alter constraint invoice_taxes_invoice_fk not enforced;
alter table invoice_taxes alter constraint invoice_taxes_tax_fk not enforced;
alter table run_drafts alter constraint run_drafts_invoice_fk not enforced;
