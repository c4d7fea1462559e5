-- Items in a foreign currency carry base amounts at the rate of their own day. What an application settles of each is kept, so
-- that the last part of an item takes exactly the base that is left, and the difference between the two sides is posted.
alter table applications
  add column credit_base_minor bigint,
  add column debit_base_minor bigint,
  add column exchange_entry_id uuid constraint applications_exchange_entry_fk references entries (id),
  add constraint applications_base_both_check check ((credit_base_minor is null) = (debit_base_minor is null)),
  add constraint applications_exchange_check
    check ((exchange_entry_id is null) = (coalesce(credit_base_minor, 0) = coalesce(debit_base_minor, 0)));
comment on column applications.credit_base_minor is
  'Base amount of the part of the credit item, in the direction of amount_minor; null where the items are in base currency.';
comment on column applications.exchange_entry_id is 'The entry that posted the difference between the two base amounts, where there is one.';
