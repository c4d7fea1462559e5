-- What the bank said is kept as it said it; an import counts when it is whole (TS104), and what a line was explained by adds up to it (TS105).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['bank_statements', 'bank_lines', 'bank_explanations', 'bank_explanation_undoings', 'bank_line_links']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function keep_bank_import() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception using errcode = 'TS104', constraint = 'bank_import_is_kept', message = 'a file of the bank is kept';
  end if;
  if (old.id, old.file_name, old.sha256, old.size_bytes, old.staged_at, old.imported_by) is distinct from
     (new.id, new.file_name, new.sha256, new.size_bytes, new.staged_at, new.imported_by) then
    raise exception using errcode = 'TS104', constraint = 'bank_import_is_kept', message = format('import %s is of the file it was made for', old.id);
  end if;
  if old.state <> new.state and (old.state, new.state) not in (('reading', 'ready'), ('reading', 'refused'), ('refused', 'reading'), ('ready', 'reading'),
      ('ready', 'storing'), ('storing', 'stored'), ('reading', 'undone'), ('ready', 'undone'), ('refused', 'undone'), ('stored', 'undone')) then
    raise exception using errcode = 'TS104', constraint = 'bank_import_goes_its_way', message = format('import %s cannot go from %s to %s', old.id, old.state, new.state);
  end if;
  if old.state in ('storing', 'stored') and (old.line_count, old.preview, old.wish, old.choices) is distinct from (new.line_count, new.preview, new.wish, new.choices) then
    raise exception using errcode = 'TS104', constraint = 'bank_import_is_kept', message = format('import %s is stored as it was shown', old.id);
  end if;
  return new;
end;
$$;
comment on function keep_bank_import() is 'A bank''s file never changes, its import goes forward only, and is stored as it was shown (TS104).';
create or replace trigger _150_kept before update or delete on bank_imports for each row execute function keep_bank_import();

create or replace function bank_import_faults(of_import uuid default null) returns table (import_id uuid, fault text)
language sql stable set search_path = public, pg_temp as $$
  select s.import_id, f.fault from bank_imports i join bank_statements s on s.import_id = i.id
  cross join lateral (select count(*) as lines, coalesce(sum(l.amount_minor), 0) as total, count(st.line_id) as standing,
      bool_or(l.currency <> s.currency or l.bank_account_id <> s.bank_account_id) as is_foreign
    from bank_lines l left join bank_line_states st on st.line_id = l.id and st.statement_id = s.id where l.statement_id = s.id) k
  cross join lateral (values
    ('does not hold the lines its statement counts', k.lines <> s.line_count),
    ('has lines that do not count', k.standing <> k.lines),
    ('has lines that do not add up to their statement', k.total <> s.sum_minor),
    ('has lines of another account or currency than their statement', coalesce(k.is_foreign, false)),
    ('has a difference of balances that nobody named', s.difference_minor <> 0 and not s.problems @> '[{"code": "does-not-add-up"}]')) as f (fault, is_so)
  where i.state = 'stored' and f.is_so and (of_import is null or i.id = of_import)
  union all
  select i.id, 'holds another number of lines than were shown' from bank_imports i
  where i.state = 'stored' and (of_import is null or i.id = of_import)
    and i.line_count <> (select coalesce(sum(s.line_count), 0) from bank_statements s where s.import_id = i.id);
$$;
comment on function bank_import_faults(uuid) is 'What is wrong with one stored import, or with any: lines missing, not adding up, of another account, or balances that do not fit without a word.';

create or replace function bank_line_faults(of_line uuid default null) returns table (line_id uuid, fault text)
language sql stable set search_path = public, pg_temp as $$
  with standing as (
    select e.id, e.line_id from bank_explanations e
    where (of_line is null or e.line_id = of_line) and not exists (select from bank_explanation_undoings u where u.explanation_id = e.id))
  select s.line_id, 'has two explanations that stand' from standing s group by s.line_id having count(*) > 1
  union all
  select s.line_id, 'has parts that do not add up to it' from standing s join bank_lines l on l.id = s.line_id
  where l.amount_minor <> (select coalesce(sum(k.amount_minor), 0) from bank_line_links k where k.explanation_id = s.id)
  union all
  select e.line_id, 'is explained by a part of another line' from bank_line_links k join bank_explanations e on e.id = k.explanation_id
  where k.line_id <> e.line_id and (of_line is null or e.line_id = of_line or k.line_id = of_line)
  union all
  select s.line_id, 'does not name the explanation that stands' from standing s
  where not exists (select from bank_line_states st where st.line_id = s.line_id and st.explanation_id = s.id)
  union all
  select st.line_id, 'names an explanation that does not stand' from bank_line_states st
  where st.explanation_id is not null and (of_line is null or st.line_id = of_line)
    and not exists (select from standing s where s.id = st.explanation_id and s.line_id = st.line_id);
$$;
comment on function bank_line_faults(uuid) is 'What is wrong with how one line, or any, is explained: twice, not adding up, or another explanation than the one that stands.';

create or replace function check_bank_import() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  now_in text;
  fault text;
begin
  select state into now_in from bank_imports where id = new.id;
  if now_in = 'stored' and tg_op = 'UPDATE' and old.state = 'storing' then
    select f.fault into fault from bank_import_faults(new.id) f limit 1;
  elsif now_in = 'undone' and exists (
      select from bank_line_states s join bank_statements t on t.id = s.statement_id where t.import_id = new.id) then
    fault := 'is undone and its lines still count';
  end if;
  if fault is not null then
    raise exception using errcode = 'TS104', constraint = 'bank_import_is_whole', message = format('import %s %s', new.id, fault);
  end if;
  return null;
end;
$$;
comment on function check_bank_import() is 'At the commit a stored import is whole and proven, and one that was undone counts nowhere (TS104).';
drop trigger if exists _150_whole on bank_imports;
create constraint trigger _150_whole after update on bank_imports deferrable initially deferred for each row execute function check_bank_import();

create or replace function check_bank_line_state() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  of_line bank_lines;
begin
  if tg_op = 'DELETE' then
    if exists (select from bank_statements t join bank_imports i on i.id = t.import_id where t.id = old.statement_id and i.state <> 'undone') then
      raise exception using errcode = 'TS104', constraint = 'bank_line_counts', message = format('line %s counts until its import is undone', old.line_id);
    end if;
    return null;
  end if;
  select * into of_line from bank_lines where id = new.line_id;
  if of_line.statement_id <> new.statement_id then
    raise exception using errcode = 'TS104', constraint = 'bank_line_counts', message = format('line %s is of another statement', new.line_id);
  end if;
  if of_line.same_as is not null and new.state <> 'skipped' then
    raise exception using errcode = 'TS104', constraint = 'bank_line_counts_once', message = format('line %s came before and counts there', new.line_id);
  end if;
  perform check_standing_explanation(new.line_id);
  return null;
end;
$$;

create or replace function check_standing_explanation(of_line uuid) returns void
language plpgsql stable set search_path = public, pg_temp as $$
declare
  fault text;
begin
  select f.fault into fault from bank_line_faults(of_line) f limit 1;
  if fault is not null then
    raise exception using errcode = 'TS105', constraint = 'bank_line_is_explained_once', message = format('line %s %s', of_line, fault);
  end if;
end;
$$;
comment on function check_standing_explanation(uuid) is 'Refuses a line whose explanation is not the one that stands, or does not add up to it (TS105).';
comment on function check_bank_line_state() is 'A line''s row is of its statement, leaves with its import alone, and names the explanation that stands (TS104, TS105).';
drop trigger if exists _150_state on bank_line_states;
create constraint trigger _150_state after insert or update or delete on bank_line_states deferrable initially deferred
  for each row execute function check_bank_line_state();

create or replace function check_bank_explanation() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform check_standing_explanation(coalesce(
    (to_jsonb(new) ->> 'line_id')::uuid,
    (select e.line_id from bank_explanations e where e.id = (to_jsonb(new) ->> 'explanation_id')::uuid)));
  return null;
end;
$$;
comment on function check_bank_explanation() is 'At the commit the parts of an explanation add up to its line, and a line has one that stands (TS105).';
drop trigger if exists _150_explained on bank_explanations;
create constraint trigger _150_explained after insert on bank_explanations deferrable initially deferred for each row execute function check_bank_explanation();
drop trigger if exists _150_undone on bank_explanation_undoings;
create constraint trigger _150_undone after insert on bank_explanation_undoings deferrable initially deferred for each row execute function check_bank_explanation();
drop trigger if exists _150_linked on bank_line_links;
create constraint trigger _150_linked after insert on bank_line_links deferrable initially deferred for each row execute function check_bank_explanation();
