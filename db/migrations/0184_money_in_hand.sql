-- What lies here is looked for among cheques and cash alone, not among every payment.
create index payments_of_paper on payments (received_on, id) where method in ('cheque', 'cash');
