-- What the company's settings say from which day on. The row of company, the rates of tax_categories and the shapes of number_series are
-- what was set up; each change is a version beside them, so that a document takes what held on its date and was known when it was issued.
create table company_versions (
  id uuid constraint company_versions_pkey primary key default uuidv7(),
  what text not null constraint company_versions_what_check
    check (what in ('names', 'tax_number', 'help', 'branding', 'mail', 'time_zone', 'languages', 'terms', 'tax_rate', 'series')),
  key text not null default '' constraint company_versions_key_check check ((key <> '') = (what in ('tax_rate', 'series'))),
  from_on date not null,
  value jsonb not null constraint company_versions_value_check check (jsonb_typeof(value) = 'object'),
  reason text not null default '' constraint company_versions_reason_check check (length(reason) <= 500),
  made_by uuid constraint company_versions_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table company_versions is
  'Append-only: a setting of the company from a day on. Of what and key the version with the newest day counts, of one day the one made last; key names the tax category or the series. Never dated back.';
create index company_versions_newest on company_versions (what, key, from_on desc, id desc);
create index company_versions_by_xid on company_versions (xid);

create table company_version_withdrawals (
  version_id uuid constraint company_version_withdrawals_pkey primary key
    constraint company_version_withdrawals_version_fk references company_versions (id),
  withdrawn_by uuid constraint company_version_withdrawals_user_fk references users (id),
  withdrawn_by_name text not null,
  withdrawn_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table company_version_withdrawals is 'Append-only: planned versions taken back before their first day.';
create index company_version_withdrawals_by_xid on company_version_withdrawals (xid);

alter table company_bank_versions add column from_on date;
comment on column company_bank_versions.from_on is 'First day on documents; null is the day it was approved.';
