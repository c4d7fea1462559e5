-- A reminder letter is kept like any other document: one per customer, currency, day and level. E-invoices join the kinds here.
alter table documents
  add column reminder_level smallint,
  drop constraint documents_kind_check,
  add constraint documents_kind_check check (kind in
    ('invoice', 'receipt', 'statement', 'group_statement', 'provisional_receipt', 'cheque_photo', 'reminder', 'einvoice')),
  add constraint documents_reminder_check check (
    (kind = 'reminder') = (reminder_level is not null)
    and (kind <> 'reminder' or (currency is not null and to_on is not null and reminder_level between 1 and 3)));
create unique index documents_one_per_reminder_unique on documents (customer_id, currency, to_on, reminder_level) where kind = 'reminder';
