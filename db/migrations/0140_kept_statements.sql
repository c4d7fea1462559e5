-- A kept statement says what it is of: which days, which currency, and up to which seal it was known.
alter table documents
  add column currency text,
  add column from_on date,
  add column to_on date,
  add column seal_no bigint constraint documents_seal_fk references seals (seal_no),
  add constraint documents_statement_check check (
    kind <> 'statement' or (currency is not null and from_on is not null and to_on is not null and seal_no is not null)),
  add constraint documents_period_check check (from_on <= to_on);
create unique index documents_one_per_statement_unique on documents (customer_id, currency, from_on, to_on, seal_no)
  where kind = 'statement';
