-- Usage: each record fits the line it is billed under (TS054), and a correction never takes more than there is (TS055).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['usage_imports', 'service_orders', 'service_order_closings', 'meter_readings', 'usage_records']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;
-- A meter has its readings, so it is never deleted either; what may change of it is its end.

create or replace function check_usage_lines() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  fault record;
begin
  select n.natural_key, n.unit_code, p.unit_code as line_unit, l.charge into fault
    from new_usage n join contract_lines l on l.id = n.contract_line_id join products p on p.id = l.product_id
    where l.charge <> 'metered' or p.unit_code <> n.unit_code limit 1;
  if found then
    raise exception using errcode = 'TS054', constraint = 'usage_line', message = case
      when fault.charge <> 'metered' then format('%s names a contract line that is not metered', fault.natural_key)
      else format('%s is in %s, its line in %s', fault.natural_key, fault.unit_code, fault.line_unit) end;
  end if;
  return null;
end;
$$;
comment on function check_usage_lines() is 'Usage is of a metered line, in the unit of the line''s product (TS054).';
create or replace trigger _096_lines after insert on usage_records
  referencing new table as new_usage for each statement execute function check_usage_lines();

create or replace function check_usage_corrections() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  fault record;
begin
  if not exists (select from new_usage where corrects_id is not null) then
    return null;
  end if;
  -- What is corrected is locked first, so that two corrections at once are one after the other.
  perform 1 from usage_records where id in (select corrects_id from new_usage) order by id for no key update;
  select n.natural_key into fault from new_usage n join usage_records o on o.id = n.corrects_id
    where o.kind = 'correction' or o.customer_id <> n.customer_id or o.contract_line_id <> n.contract_line_id or o.unit_code <> n.unit_code limit 1;
  if found then
    raise exception using errcode = 'TS055', constraint = 'usage_correction',
      message = format('%s does not name usage of the same line and unit', fault.natural_key);
  end if;
  select o.natural_key, o.quantity + sum(c.quantity) as remaining into fault
    from usage_records o join usage_records c on c.corrects_id = o.id
    where o.id in (select corrects_id from new_usage) group by o.id having o.quantity + sum(c.quantity) < 0 limit 1;
  if found then
    raise exception using errcode = 'TS055', constraint = 'usage_over_correction',
      message = format('corrections take %s more than there is of %s', -fault.remaining, fault.natural_key);
  end if;
  return null;
end;
$$;
comment on function check_usage_corrections() is
  'Definer, because it locks what is corrected: a correction is of usage of the same line and unit, and all of them together leave no less than nothing (TS055).';
create or replace trigger _097_corrections after insert on usage_records
  referencing new table as new_usage for each statement execute function check_usage_corrections();

create or replace function keep_unit_of_usage() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  fault record;
begin
  if tg_table_name = 'products' then
    select u.natural_key into fault from usage_records u join contract_lines l on l.id = u.contract_line_id
      where l.product_id = new.id and u.unit_code <> new.unit_code limit 1;
  else
    select u.natural_key into fault from usage_records u join products p on p.id = new.product_id
      where u.contract_line_id = new.id and (new.charge <> 'metered' or u.unit_code <> p.unit_code) limit 1;
  end if;
  if found then
    raise exception using errcode = 'TS054', constraint = 'usage_line', message = format('%s was recorded in the unit as it was', fault.natural_key);
  end if;
  return new;
end;
$$;
comment on function keep_unit_of_usage() is 'A product keeps its unit and a line its way of charging once usage was recorded under them (TS054).';
create or replace trigger _096_unit before update of unit_code on products
  for each row when (old.unit_code <> new.unit_code) execute function keep_unit_of_usage();
create or replace trigger _096_unit before update of product_id, charge on contract_lines
  for each row when (old.product_id <> new.product_id or old.charge <> new.charge) execute function keep_unit_of_usage();
