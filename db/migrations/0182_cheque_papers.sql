-- Papers and messages of a cheque: its provisional receipt, its picture, and the letter when it comes back.

alter table documents
  add column instrument_id uuid constraint documents_instrument_fk references instruments (id),
  drop constraint documents_kind_check,
  add constraint documents_kind_check check (kind in ('invoice', 'receipt', 'statement', 'provisional_receipt', 'cheque_photo')),
  add constraint documents_instrument_check check ((kind in ('provisional_receipt', 'cheque_photo')) = (instrument_id is not null));
create unique index documents_one_per_instrument_unique on documents (instrument_id) where kind = 'provisional_receipt';
create index documents_by_instrument on documents (instrument_id) where instrument_id is not null;

alter table messages drop constraint messages_kind_check;
alter table messages add constraint messages_kind_check check (kind in
  ('invoice', 'receipt', 'payment_failed', 'payment_processing', 'sign_in', 'refund_sent', 'refund_paid', 'refund_failed', 'cheque_returned'));
