-- An advice is kept as the customer wrote it, its rows come with it and sum to what it says, and it stands with a line of its own
-- currency (TS109).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['remittance_rows', 'remittance_choices']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function remittance_faults(of_remittance uuid default null) returns table (remittance_id uuid, fault text)
language sql stable set search_path = public, pg_temp as $$
  select m.id, f.fault
  from remittances m
  cross join lateral (select count(*) as rows, coalesce(sum(r.paid_minor), 0) as paid from remittance_rows r where r.remittance_id = m.id) s
  cross join lateral (values
    ('has rows that do not sum to it', s.paid <> m.sum_minor),
    ('has another number of rows than it says', s.rows <> m.row_count),
    ('stands with a line of another currency', exists (select from remittance_links k join bank_lines l on l.id = k.line_id
      where k.remittance_id = m.id and k.detached_at is null and l.currency <> m.currency)),
    ('stands with a line of which it is said that it is of no use', m.dropped_at is not null and exists (select from remittance_links k
      where k.remittance_id = m.id and k.detached_at is null))) as f (fault, is_so)
  where f.is_so and (of_remittance is null or m.id = of_remittance);
$$;
comment on function remittance_faults(uuid) is 'What is wrong with one advice, or with any: rows that do not sum to it, or a line it cannot stand with.';

create or replace function keep_remittance() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception using errcode = 'TS109', constraint = 'remittance_is_kept', message = 'what a customer said is kept';
  end if;
  if (to_jsonb(old) - array['customer_id', 'dropped_at', 'dropped_by_name', 'drop_reason'])
      <> (to_jsonb(new) - array['customer_id', 'dropped_at', 'dropped_by_name', 'drop_reason']) or old.dropped_at is not null then
    raise exception using errcode = 'TS109', constraint = 'remittance_is_kept', message = format('advice %s is what the customer said', old.id);
  end if;
  if exists (select from remittance_links k where k.remittance_id = old.id and k.detached_at is null) then
    raise exception using errcode = 'TS109', constraint = 'remittance_stands', message = format('advice %s stands with a line of the bank', old.id);
  end if;
  return new;
end;
$$;
comment on function keep_remittance() is 'An advice is kept as it was said; whose it is, or that it is of no use, is not said while it stands with a line (TS109).';
create or replace trigger _153_kept before update or delete on remittances for each row execute function keep_remittance();

create or replace function check_remittance_row() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from remittances m where m.id = new.remittance_id and m.stored_in = pg_current_xact_id()) then
    raise exception using errcode = 'TS109', constraint = 'remittance_rows_come_with_it', message = format('advice %s was stored before', new.remittance_id);
  end if;
  return new;
end;
$$;
comment on function check_remittance_row() is 'Rows are stored with their advice and never after it (TS109).';
create or replace trigger _153_with_it before insert on remittance_rows for each row execute function check_remittance_row();

create or replace function check_remittance() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  fault text;
begin
  select f.fault into fault from remittance_faults(new.id) f limit 1;
  if fault is not null then
    raise exception using errcode = 'TS109', constraint = 'remittance_adds_up', message = format('advice %s %s', new.id, fault);
  end if;
  return null;
end;
$$;
comment on function check_remittance() is 'At the commit the rows of an advice sum to what it says (TS109).';
drop trigger if exists _153_adds_up on remittances;
create constraint trigger _153_adds_up after insert on remittances deferrable initially deferred for each row execute function check_remittance();

create or replace function check_remittance_link() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  advice remittances;
begin
  if tg_op = 'DELETE' or tg_op = 'UPDATE' and (old.detached_at is not null
      or (to_jsonb(old) - array['detached_at', 'detached_by_name']) <> (to_jsonb(new) - array['detached_at', 'detached_by_name'])) then
    raise exception using errcode = 'TS109', constraint = 'remittance_link_is_kept', message = 'a link is kept, and taken off once';
  end if;
  if tg_op = 'UPDATE' then
    if exists (select from bank_line_states s where s.line_id = new.line_id and s.state = 'explained') then
      raise exception using errcode = 'TS109', constraint = 'remittance_explains', message = format('line %s was explained with its advice', new.line_id);
    end if;
    return new;
  end if;
  select * into advice from remittances where id = new.remittance_id for update;
  if advice.dropped_at is not null or advice.currency <> (select l.currency from bank_lines l where l.id = new.line_id)
      or not exists (select from bank_line_states s where s.line_id = new.line_id and s.state <> 'skipped') then
    raise exception using errcode = 'TS109', constraint = 'remittance_fits_its_line', message = format('advice %s cannot stand with line %s', new.remittance_id, new.line_id);
  end if;
  return new;
end;
$$;
comment on function check_remittance_link() is 'An advice stands with a line of its own currency that counts, and is taken off while that is not explained (TS109).';
create or replace trigger _153_fits before insert or update or delete on remittance_links for each row execute function check_remittance_link();
