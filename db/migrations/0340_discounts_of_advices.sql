-- A discount a customer says they took is not always one they may take.
alter table remittance_choices add column discount_as text not null default 'discount'
  constraint remittance_choices_discount_check check (discount_as in ('discount', 'deduction', 'open'));
