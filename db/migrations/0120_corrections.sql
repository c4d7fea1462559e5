-- Corrections are documents of their own: credit notes and debit notes have series, reasons, and say what they correct.

insert into number_series (code, counts, prefix) values ('CN', 'invoices', 'CN-'), ('DN', 'invoices', 'DN-');

create table credit_reasons (
  code text constraint credit_reasons_pkey primary key,
  label text not null constraint credit_reasons_label_check check (length(label) between 1 and 80),
  customer_label text not null constraint credit_reasons_customer_label_check check (length(customer_label) between 1 and 120),
  for_kinds text[] not null constraint credit_reasons_kinds_check
    check (cardinality(for_kinds) > 0 and for_kinds <@ array['credit_note', 'debit_note']),
  position smallint not null
);
comment on table credit_reasons is 'Why a document is corrected: the label staff choose, the words the customer reads, and for which kinds of documents.';

insert into credit_reasons (code, label, customer_label, for_kinds, position) values
  ('price', 'Wrong price', 'The price was not right', '{credit_note,debit_note}', 1),
  ('quantity', 'Wrong quantity', 'The quantity was not right', '{credit_note,debit_note}', 2),
  ('not_delivered', 'Not delivered', 'Not delivered', '{credit_note}', 3),
  ('quality', 'Damaged or poor quality', 'Damaged, or not of the quality agreed', '{credit_note}', 4),
  ('duplicate', 'Billed twice', 'Billed twice', '{credit_note}', 5),
  ('wrong_customer', 'Wrong customer', 'Not meant for you', '{credit_note}', 6),
  ('tax', 'Tax error', 'The tax was not right', '{credit_note,debit_note}', 7),
  ('cancellation', 'Cancelled and billed again', 'Cancelled', '{credit_note}', 8),
  ('goodwill', 'Goodwill', 'A gesture of goodwill', '{credit_note}', 9),
  ('waiver', 'Interest or fee waived', 'We do not charge this', '{credit_note}', 10),
  ('late_fee', 'Interest or late fee', 'Interest or a fee for late payment', '{debit_note}', 11),
  ('missed', 'Left out by mistake', 'Left out of the invoice by mistake', '{debit_note}', 12),
  ('other', 'Other', 'A correction', '{credit_note,debit_note}', 13);

alter table invoices
  add column reason_code text constraint invoices_reason_fk references credit_reasons (code),
  add column replaces_id uuid constraint invoices_replaces_fk references invoices (id),
  add column approval_id uuid constraint invoices_approval_unique unique,
  add column alone_rule jsonb,
  add constraint invoices_credit_corrects_check check (kind <> 'credit_note' or corrects_id is not null),
  add constraint invoices_invoice_corrects_nothing_check check (kind <> 'invoice' or corrects_id is null),
  add constraint invoices_reason_check check ((kind = 'invoice') = (reason_code is null)),
  add constraint invoices_replaces_check check (replaces_id is null or (kind = 'invoice' and replaces_id <> id)),
  add constraint invoices_series_kind_check check (series_code not in ('INV', 'CN', 'DN')
    or kind = case series_code when 'CN' then 'credit_note' when 'DN' then 'debit_note' else 'invoice' end),
  add constraint invoices_money_out_check check (kind = 'credit_note' or (approval_id is null and alone_rule is null));
create index invoices_by_corrected on invoices (corrects_id) where corrects_id is not null;
create unique index invoices_replaced_once_unique on invoices (replaces_id) where replaces_id is not null;

alter table invoice_lines add column corrects_line_no smallint;

alter table invoice_drafts
  add column replaces_id uuid constraint invoice_drafts_replaces_fk references invoices (id);
