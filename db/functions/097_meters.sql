-- Meters: readings follow each other on the dial (TS055).

create or replace function reading_difference(before numeric, after numeric, digits smallint) returns numeric
language sql immutable set search_path = public, pg_temp as $$
  select case
    when after >= before then after - before
    -- Through zero: believed while it is at most half of the dial, else it is a reading gone wrong.
    when after + 10::numeric ^ digits - before <= 10::numeric ^ digits / 2 then after + 10::numeric ^ digits - before end;
$$;
comment on function reading_difference(numeric, numeric, smallint) is
  'Steps of the dial from one reading to the next, through zero where that is plausible; null where the later one cannot follow.';

create or replace function standing_readings(of_meters uuid[])
returns table (meter_id uuid, reading_id uuid, read_on date, value numeric, kind text, digits smallint)
language sql stable set search_path = public, pg_temp as $$
  select r.meter_id, r.id, r.read_on, r.value, r.kind, m.digits from meter_readings r join meters m on m.id = r.meter_id
  where r.meter_id = any (of_meters) and not exists (select from meter_readings n where n.replaces_id = r.id);
$$;
comment on function standing_readings(uuid[]) is 'Readings of meters that no other has replaced.';

create or replace function actual_steps(of_meters uuid[])
returns table (meter_id uuid, read_on date, value numeric, steps numeric)
language sql stable set search_path = public, pg_temp as $$
  select s.meter_id, s.read_on, s.value,
    case when row_number() over w = 1 then 0 else reading_difference(lag(s.value) over w, s.value, s.digits) end
  from standing_readings(of_meters) s where s.kind = 'actual'
  window w as (partition by s.meter_id order by s.read_on);
$$;
comment on function actual_steps(uuid[]) is
  'Actual readings of meters, each with its steps of the dial since the one before: 0 for the first, null where it cannot follow.';

create or replace function check_readings() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  fault record;
begin
  -- The meter is locked before its readings are looked at, so that two files at once are one after the other.
  perform 1 from meters where id in (select meter_id from new_readings) order by id for no key update;
  select m.code, n.read_on into fault from new_readings n join meters m on m.id = n.meter_id left join meter_readings o on o.id = n.replaces_id
    where n.read_on < m.starts_on or n.read_on > m.ended_on or n.value >= 10::numeric ^ m.digits
      or o.meter_id <> n.meter_id or o.read_on <> n.read_on or o.kind <> n.kind limit 1;
  if found then
    raise exception using errcode = 'TS055', constraint = 'reading_of_meter',
      message = format('a reading of %s on %s is outside its dial or its time, or replaces one of another day', fault.code, fault.read_on);
  end if;
  -- A new reading is looked at with the actual ones beside it, however many there are.
  select m.code, n.read_on into fault from new_readings n join meters m on m.id = n.meter_id
    left join lateral (select r.value from meter_readings r where r.meter_id = n.meter_id and r.kind = 'actual' and r.read_on < n.read_on
      and not exists (select from meter_readings x where x.replaces_id = r.id) order by r.read_on desc limit 1) as before on true
    left join lateral (select r.value from meter_readings r where r.meter_id = n.meter_id and r.kind = 'actual' and r.read_on > n.read_on
      and not exists (select from meter_readings x where x.replaces_id = r.id) order by r.read_on limit 1) as after on true
    where n.kind = 'actual' and not exists (select from meter_readings x where x.replaces_id = n.id)
      and (before.value is not null and reading_difference(before.value, n.value, m.digits) is null
        or after.value is not null and reading_difference(n.value, after.value, m.digits) is null) limit 1;
  if found then
    raise exception using errcode = 'TS055', constraint = 'readings_in_order',
      message = format('the reading of %s on %s does not follow the one before it', fault.code, fault.read_on);
  end if;
  return null;
end;
$$;
comment on function check_readings() is
  'Definer, because it locks the meter: a reading is within the dial and the time of its meter, and the actual ones follow each other (TS055).';
create or replace trigger _097_readings after insert on meter_readings
  referencing new table as new_readings for each statement execute function check_readings();

create or replace function check_meter_end() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if (old.ended_on is not null and new.ended_on is distinct from old.ended_on)
    or (to_jsonb(new) - 'ended_on') is distinct from (to_jsonb(old) - 'ended_on')
    or exists (select from meter_readings r where r.meter_id = new.id and r.read_on > new.ended_on) then
    raise exception using errcode = 'TS055', constraint = 'meter_end',
      message = format('meter %s only ever ends, once, and not before its last reading', old.code);
  end if;
  return new;
end;
$$;
comment on function check_meter_end() is 'A meter never changes but for its end, which comes once and after its readings (TS055).';
create or replace trigger _097_end before update on meters for each row execute function check_meter_end();
