-- What a department is shown is chosen when it is asked (TS099).
create or replace trigger _010_append_only before update or delete or truncate on dispute_handover_files
  for each statement execute function refuse_change();

create or replace function check_dispute_handover_file() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select from dispute_handovers h join dispute_files f on f.id = new.file_id
    where h.id = new.handover_id and (f.given_at > h.asked_at or h.answered_at is not null or h.recalled_at is not null)) then
    raise exception using errcode = 'TS099', constraint = 'dispute_handover_file_was_there',
      message = 'a department is shown files that were there when it was asked, and none once it is over';
  end if;
  return new;
end;
$$;
comment on function check_dispute_handover_file() is 'A question to a department shows files that were there when it was asked (TS099).';
create or replace trigger _145_was_there before insert on dispute_handover_files for each row execute function check_dispute_handover_file();
