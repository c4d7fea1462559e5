-- The loss allowance: what was built is what may be used, unless the person who writes off says otherwise (TS061).

do $$
begin
  create or replace trigger _010_append_only before update or delete or truncate on allowance_changes
    for each statement execute function refuse_change();
end;
$$;

create or replace function allowance_left() returns bigint
language sql stable set search_path = public, pg_temp as $$
  select coalesce(-sum(l.base_minor), 0)::bigint from entry_lines l where l.account_code = '1190';
$$;
comment on function allowance_left() is 'Base minor units of the loss allowance that nothing was written off against; below zero where somebody chose to go beyond it.';

create or replace function check_allowance_holds() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  -- Locked before counted, so that two at once cannot both use the last of it. The key spells "allownce".
  perform pg_advisory_xact_lock(x'616c6c6f776e6365'::bigint);
  if allowance_left() < 0 then
    raise exception using errcode = 'TS061', constraint = 'allowance_used_up', message = format('the loss allowance would be overdrawn by %s', -allowance_left()),
      detail = json_build_object('shortMinor', (-allowance_left())::text)::text;
  end if;
  return null;
end;
$$;
comment on function check_allowance_holds() is 'What is written off against the allowance, or released of it, is there (TS061 allowance_used_up). Under a lock of its own.';
create or replace trigger _109_allowance_holds after insert on write_offs
  for each row when (new.account_code = '1190' and new.beyond_allowance is not true) execute function check_allowance_holds();
create or replace trigger _109_allowance_holds after insert on allowance_changes
  for each row when (new.amount_minor < 0) execute function check_allowance_holds();

create or replace function check_allowance_change() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform 1 from entries e where e.id = new.entry_id and e.kind = 'loss_allowance' and e.effective_on = new.effective_on
    and lines_text(e.id) = format('6100 %s, 1190 %s', new.amount_minor, -new.amount_minor)
    and not exists (select 1 from entry_lines l where l.entry_id = e.id and (l.base_minor <> l.amount_minor or l.currency <> new.currency));
  if not found or new.currency <> (select base_currency from company) then
    raise exception using errcode = 'TS061', constraint = 'allowance_is_posted', message = format('the change of the allowance %s is not its entry', new.id);
  end if;
  return null;
end;
$$;
comment on function check_allowance_change() is 'A change of the allowance is exactly its entry 6100 / 1190, in base currency (TS061 allowance_is_posted).';
create or replace trigger _109_allowance_change after insert on allowance_changes for each row execute function check_allowance_change();
