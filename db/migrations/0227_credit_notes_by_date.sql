-- Credit notes of some months, summed by reason, without reading the invoices between them.
create index credit_notes_newest on invoices (document_on desc, id desc) where kind = 'credit_note';
