-- A group's statement is kept like any other; it is the parent's, and holds each currency the group has.
alter table documents
  drop constraint documents_kind_check,
  add constraint documents_kind_check check (kind in
    ('invoice', 'receipt', 'statement', 'group_statement', 'provisional_receipt', 'cheque_photo')),
  add constraint documents_group_statement_check check (kind <> 'group_statement'
    or (currency is null and from_on is not null and to_on is not null and seal_no is not null));
create unique index documents_one_per_group_statement_unique on documents (customer_id, from_on, to_on, seal_no)
  where kind = 'group_statement';
