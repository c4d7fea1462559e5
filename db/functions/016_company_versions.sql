-- Settings of the company by the day they hold from.
do $$
declare
  guarded text;
begin
  foreach guarded in array array['company_versions', 'company_version_withdrawals'] loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function company_version(of_what text, of_key text, on_day date, known timestamptz default 'infinity') returns jsonb
language sql stable set search_path = public, pg_temp as $$
  select v.value from company_versions v
  where v.what = of_what and v.key = of_key and v.from_on <= on_day and v.made_at <= known
    and not exists (select from company_version_withdrawals w where w.version_id = v.id and w.withdrawn_at <= known)
  order by v.from_on desc, v.id desc limit 1;
$$;
comment on function company_version(text, text, date, timestamptz) is
  'What a setting was on a day, as far as known at an instant: a document gives the instant of its issue and never changes. Null: as set up.';

create or replace function company_zone(at timestamptz) returns text
language sql stable set search_path = public, pg_temp as $$
  select coalesce(company_version('time_zone', '', (at at time zone c.time_zone)::date) ->> 'timeZone', c.time_zone) from company c;
$$;
comment on function company_zone(timestamptz) is 'The time zone that decides the date at an instant. A change begins at midnight of the zone of the set-up.';

create or replace function company_day(at timestamptz) returns date
language sql stable set search_path = public, pg_temp as $$
  select (at at time zone company_zone(at))::date;
$$;
comment on function company_day(timestamptz) is 'The company''s business date at an instant.';

create or replace function tax_rate_on(of_code text, on_day date, known timestamptz default 'infinity') returns integer
language sql stable set search_path = public, pg_temp as $$
  select coalesce((company_version('tax_rate', of_code, on_day, known) ->> 'rateBp')::integer, t.rate_bp) from tax_categories t where t.code = of_code;
$$;
comment on function tax_rate_on(text, date, timestamptz) is 'The rate of a tax category in basis points that holds on a day (the tax point).';

create or replace function company_value_fits(of_what text, value jsonb) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select coalesce(case of_what
    when 'names' then length(btrim(value ->> 'name')) between 1 and 140 and jsonb_typeof(value -> 'addressLines') = 'array'
      and jsonb_array_length(value -> 'addressLines') between 1 and 8
    when 'tax_number' then length(value ->> 'taxNumber') <= 40
    when 'branding' then value ->> 'accentColour' ~ '^#[0-9a-f]{6}$' and jsonb_array_length(value -> 'footerLines') <= 4
      and (value -> 'logo' = 'null'::jsonb or value -> 'logo' ->> 'sha256' ~ '^[0-9a-f]{64}$')
    when 'time_zone' then length(value ->> 'timeZone') > 0
    when 'languages' then value -> 'allowed' ? (value ->> 'fallback')
    when 'terms' then jsonb_array_length(value -> 'terms') between 1 and 40
    when 'tax_rate' then (value ->> 'rateBp')::integer between 0 and 10000
    when 'surcharge' then jsonb_typeof(value -> 'isOn') = 'boolean' and (value ->> 'percentBp')::integer between 0 and 2000
      and value ->> 'fixedMinor' ~ '^[0-9]{1,9}$' and length(value ->> 'taxCode') > 0
    when 'days_allowed' then value ->> 'billedDays' ~ '^[0-9]{1,3}$' and value ->> 'deliveredDays' ~ '^[0-9]{1,3}$'
    when 'series' then value ->> 'prefix' ~ '^[A-Za-z0-9./_-]{0,19}[A-Za-z./_-]$' and (value ->> 'pad')::integer between 1 and 12
    else true end, false);
$$;
comment on function company_value_fits(text, jsonb) is
  'Whether a setting has the parts that documents and laws rely on. A prefix ends in no digit: two numbers of a series can never be the same text.';

create or replace function check_company_version() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  first_day date := company_day(new.made_at) + case when new.what = 'time_zone' then 1 else 0 end;
begin
  if new.from_on < first_day then
    raise exception using errcode = 'TS070', constraint = 'company_version_not_dated_back',
      message = format('%s may begin on %s at the earliest', new.what, first_day);
  end if;
  if not company_value_fits(new.what, new.value) then
    raise exception using errcode = 'TS070', constraint = 'company_version_value', message = format('this is no value of %s', new.what);
  end if;
  if new.what = 'tax_rate' then
    perform 1 from tax_categories t where t.code = new.key and (t.standard_code = 'S' or (new.value ->> 'rateBp')::integer = 0);
  elsif new.what = 'surcharge' then
    perform 1 from tax_categories t where t.code = new.value ->> 'taxCode' and new.key ~ '^(card|direct_debit)\.[A-Z]{3}$';
  elsif new.what = 'series' then
    -- One at a time, so that two series never begin with the same letters.
    perform pg_advisory_xact_lock(hashtext('company_versions.series'));
    perform 1 from number_series s where s.code = new.key and s.code <> 'LEGACY' and not exists (
      select from number_series o where o.code <> new.key and o.code <> 'LEGACY' and (o.prefix = new.value ->> 'prefix' or exists (
        select from company_versions v where v.what = 'series' and v.key = o.code and v.value ->> 'prefix' = new.value ->> 'prefix')));
  else
    return new;
  end if;
  if not found then
    raise exception using errcode = 'TS070', constraint = 'company_version_key', message = format('%s does not fit %s', new.value, new.key);
  end if;
  return new;
end;
$$;
comment on function check_company_version() is
  'A version begins no earlier than the day it is made (a time zone the day after, so that no day comes twice), has a whole value, a rate only where the law lets tax be charged, and a prefix no other series has or had (TS070).';
create or replace trigger _016_version before insert on company_versions for each row execute function check_company_version();

create or replace function check_company_withdrawal() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select from company_versions v where v.id = new.version_id and v.from_on <= company_day(new.withdrawn_at)) then
    raise exception using errcode = 'TS071', constraint = 'company_version_in_force', message = 'a version that holds is changed by another, not taken back';
  end if;
  return new;
end;
$$;
comment on function check_company_withdrawal() is 'Only what has not begun is taken back; what holds is followed by another version (TS071).';
create or replace trigger _016_withdrawal before insert on company_version_withdrawals for each row execute function check_company_withdrawal();

create or replace function stamp_series_shape() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  held jsonb;
begin
  -- Every number of every document passes here, under the lock of its series: where nothing was ever changed nothing is worked out.
  if not exists (select from company_versions v where v.what = 'series' and v.key = new.code) then return new; end if;
  held := company_version('series', new.code, company_day(now() + make_interval(secs => coalesce((select d.offset_seconds from demo_clock d limit 1), 0))));
  if held is not null then
    new.prefix := held ->> 'prefix';
    new.pad := (held ->> 'pad')::smallint;
  end if;
  return new;
end;
$$;
comment on function stamp_series_shape() is 'A number that is taken has the prefix and the length of its series today. The count runs on.';
create or replace trigger _016_shape before update on number_series
  for each row when (old.next_no is distinct from new.next_no) execute function stamp_series_shape();

create or replace function company_banks(on_day date, known timestamptz default 'infinity')
returns table (currency text, bank_name text, account_name text, account_number text, routing text, from_on date)
language sql stable set search_path = public, pg_temp as $$
  select coalesce(v.currency, b.currency), coalesce(v.bank_name, b.bank_name), coalesce(v.account_name, b.account_name),
    coalesce(v.account_number, b.account_number), coalesce(v.routing, b.routing), v.from_on
  from company_bank_accounts b full join (
    select distinct on (x.currency) x.currency, x.bank_name, x.account_name, x.account_number, x.routing, coalesce(x.from_on, company_day(x.made_at)) as from_on
    from company_bank_versions x where coalesce(x.from_on, company_day(x.made_at)) <= on_day and x.made_at <= known
    order by x.currency, coalesce(x.from_on, company_day(x.made_at)) desc, x.id desc) v on v.currency = b.currency
  order by 1;
$$;
comment on function company_banks(date, timestamptz) is
  'Where customers transfer money, per currency, as it held on a day and was known at an instant: the newest approved version, else what was set up.';
