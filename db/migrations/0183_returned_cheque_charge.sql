-- A reason of its own for billing a customer for what our bank took for their returned cheque.
insert into credit_reasons (code, label, customer_label, for_kinds, position) values
  ('returned_cheque', 'Cheque returned', 'What our bank took for your returned cheque', '{debit_note}', 14);
