-- What somebody may pay alone bounds what they may agree to pay in parts: kept with the agreement as it was.
alter table plan_versions
  add column agreed_up_to_minor bigint constraint plan_versions_agreed_up_to_check check (agreed_up_to_minor >= total_minor),
  add column agreed_up_to_currency text constraint plan_versions_agreed_up_to_currency_check check (agreed_up_to_currency ~ '^[A-Z]{3}$'),
  add constraint plan_versions_agreed_up_to_whole_check check ((agreed_up_to_minor is null) = (agreed_up_to_currency is null)),
  add constraint plan_versions_agreed_up_to_of_check check (agreed_up_to_minor is null or agreed_by_kind = 'customer');
comment on column plan_versions.agreed_up_to_minor is
  'What the customer''s person who agreed might pay alone in one payment at that moment, stamped; null: no limit, or a colleague spoke for the customer.';
