-- Tax categories can be added by the company: with the days they hold on and why nothing is charged. None is ever changed; its
-- rate changes by day (company_versions).

alter table tax_categories
  add column valid_from_on date,
  add column valid_to_on date,
  add column exemption_reason text not null default '' constraint tax_categories_reason_check check (length(exemption_reason) <= 200),
  add column exemption_code text not null default ''
    constraint tax_categories_reason_code_check check (exemption_code ~ '^(VATEX-[A-Z0-9-]{2,40})?$'),
  add column added_by_name text not null default '',
  add column added_at timestamptz,
  add constraint tax_categories_days_check check (valid_to_on >= valid_from_on),
  add constraint tax_categories_rate_of_kind_check check (standard_code = 'S' or rate_bp = 0),
  -- BR-S-10, BR-Z-10: what is taxed says no reason. BR-E-10: an exemption does.
  add constraint tax_categories_reason_of_kind_check check (case when standard_code in ('S', 'Z') then exemption_reason = '' and exemption_code = ''
    else standard_code <> 'E' or added_at is null or exemption_reason <> '' or exemption_code <> '' end),
  drop constraint tax_categories_standard_code_check,
  add constraint tax_categories_standard_code_check check (standard_code in ('S', 'Z', 'E', 'AE', 'G', 'O', 'K')),
  add constraint tax_categories_code_check check (added_at is null or code ~ '^[A-Z0-9][A-Z0-9-]{0,11}$'),
  add constraint tax_categories_name_check check (added_at is null or length(btrim(name)) between 1 and 60);
comment on column tax_categories.valid_from_on is 'First tax point it may be used on; empty: since ever. valid_to_on is the last, empty: until further notice.';
comment on column tax_categories.exemption_reason is 'Why nothing is charged, as invoices say it; exemption_code is the same in the list VATEX of EN 16931.';
