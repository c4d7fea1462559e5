-- Contracts: lines lie inside them, own prices do not overlap, a cycle changes at a period's end (TS052); decided is decided (TS053).

create or replace function ends_billing_period(cycle text, anchor_on date, day_on date) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select case
    when cycle in ('weekly', 'fortnightly', 'four_weekly') then
      (day_on + 1 - anchor_on) % case cycle when 'weekly' then 7 when 'fortnightly' then 14 else 28 end = 0
    else months % case cycle when 'monthly' then 1 when 'quarterly' then 3 else 12 end = 0
      and (anchor_on + make_interval(months => months))::date = day_on + 1 end
  from (select ((extract(year from day_on + 1) - extract(year from anchor_on)) * 12
    + extract(month from day_on + 1) - extract(month from anchor_on))::integer as months) as since;
$$;
comment on function ends_billing_period(text, date, date) is
  'Whether the day is the last of a billing period. Months are counted from the anchor and clamped: from 31 January, 27 February and 30 March are.';

create or replace function check_contract_lines() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  fault record;
begin
  select c.number, l.line_no into fault from new_lines l join contracts c on c.id = l.contract_id
    where l.withdrawn_in_version is null and (l.starts_on < c.starts_on or (c.ends_on is not null and (l.ends_on is null or l.ends_on > c.ends_on))) limit 1;
  if found then
    raise exception using errcode = 'TS052', constraint = 'line_inside_contract', message = format('line %s of %s is not inside its contract', fault.line_no, fault.number);
  end if;
  select l.line_no, was.line_no as was_no into fault from contract_lines l join contract_lines was on was.id = l.replaces_id
    where (l.id in (select n.id from new_lines n) or was.id in (select n.id from new_lines n)) and l.withdrawn_in_version is null
      and (was.contract_id <> l.contract_id or was.ends_on is null or l.starts_on <= was.ends_on) limit 1;
  if found then
    raise exception using errcode = 'TS052', constraint = 'line_follows_line', message = format('line %s begins before line %s has ended', fault.line_no, fault.was_no);
  end if;
  select l.line_no, was.line_no as was_no into fault from contract_lines l join contract_lines was on was.id = l.replaces_id
    where (l.id in (select n.id from new_lines n) or was.id in (select n.id from new_lines n)) and l.withdrawn_in_version is null
      and row(l.cycle, l.anchor_on, l.timing) is distinct from row(was.cycle, was.anchor_on, was.timing)
      and not ends_billing_period(was.cycle, was.anchor_on, was.ends_on) limit 1;
  if found then
    raise exception using errcode = 'TS052', constraint = 'cycle_changes_at_boundary',
      message = format('line %s changes the cycle of line %s in the middle of a period', fault.line_no, fault.was_no);
  end if;
  return null;
end;
$$;
comment on function check_contract_lines() is
  'A line lies inside its contract, follows the line it replaces, and changes its cycle only after the last day of a period (TS052).';
create or replace trigger _093_lines after insert on contract_lines
  referencing new table as new_lines for each statement execute function check_contract_lines();
create or replace trigger _093_lines_changed after update on contract_lines
  referencing new table as new_lines for each statement execute function check_contract_lines();

create or replace function check_contract_span() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform 1 from contract_lines l where l.contract_id = new.id and l.withdrawn_in_version is null
    and (l.starts_on < new.starts_on or (new.ends_on is not null and (l.ends_on is null or l.ends_on > new.ends_on)));
  if found then
    raise exception using errcode = 'TS052', constraint = 'line_inside_contract', message = format('%s would end or begin inside one of its lines', new.number);
  end if;
  return null;
end;
$$;
comment on function check_contract_span() is 'At commit: a contract whose span changed still holds its lines (TS052).';
drop trigger if exists _093_span on contracts;
create constraint trigger _093_span after update of starts_on, ends_on on contracts deferrable initially deferred
  for each row execute function check_contract_span();

create or replace function check_contract_prices() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  fault record;
begin
  -- The lines are locked before their prices are looked at, so that of two at once the second sees the first.
  perform 1 from contract_lines l where l.id in (select contract_line_id from new_prices) order by l.id for no key update;
  select a.version_no as one_no, b.version_no as other_no into fault
    from contract_prices a join contract_prices b on b.contract_line_id = a.contract_line_id and b.id > a.id
    where a.contract_line_id in (select contract_line_id from new_prices) and a.withdrawn_in_version is null and b.withdrawn_in_version is null
      and daterange(a.valid_from_on, a.valid_to_on, '[]') && daterange(b.valid_from_on, b.valid_to_on, '[]') limit 1;
  if found then
    raise exception using errcode = 'TS052', constraint = 'prices_do_not_overlap',
      message = format('price versions %s and %s of a line hold on the same day', fault.one_no, fault.other_no);
  end if;
  return null;
end;
$$;
comment on function check_contract_prices() is 'On each day at most one own price of a line holds (TS052).';
create or replace trigger _090_scheme before insert on contract_prices for each row execute function check_price_scheme();
create or replace trigger _093_prices after insert on contract_prices
  referencing new table as new_prices for each statement execute function check_contract_prices();
create or replace trigger _093_prices_changed after update on contract_prices
  referencing new table as new_prices for each statement execute function check_contract_prices();

create or replace function keep_decided_version() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if old.state <> 'waiting' or new.state = 'waiting'
    or row(old.contract_id, old.version_no, old.customer_id, old.terms, old.holds_from_on, old.reason, old.proposed_by, old.proposed_by_name, old.proposed_at)
      is distinct from row(new.contract_id, new.version_no, new.customer_id, new.terms, new.holds_from_on, new.reason, new.proposed_by, new.proposed_by_name, new.proposed_at) then
    raise exception using errcode = 'TS053', constraint = 'version_is_decided_once', message = 'a proposed version is decided once and changes in nothing else';
  end if;
  new.decided_xid := pg_current_xact_id();
  return new;
end;
$$;
comment on function keep_decided_version() is 'A version of a contract is decided once; what was proposed never changes (TS053). Stamps the transaction that decided it.';
create or replace trigger _093_decided_once before update on contract_versions for each row execute function keep_decided_version();

create or replace function keep_agreed_price() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if old.withdrawn_in_version is not null
    or row(old.id, old.contract_line_id, old.customer_id, old.version_no, old.valid_from_on, old.scheme)
      is distinct from row(new.id, new.contract_line_id, new.customer_id, new.version_no, new.valid_from_on, new.scheme) then
    raise exception using errcode = 'TS053', constraint = 'price_is_as_agreed', message = 'an agreed price is cut or withdrawn, never rewritten';
  end if;
  return new;
end;
$$;
comment on function keep_agreed_price() is 'Of an agreed price only its last day may move, or a version withdraws it (TS053).';
create or replace trigger _093_as_agreed before update on contract_prices for each row execute function keep_agreed_price();
