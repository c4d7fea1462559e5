-- Wording of help pages by the day it holds from.
create or replace trigger _010_append_only before update or delete or truncate on help_versions
  for each statement execute function refuse_change();

create or replace function check_help_version() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if new.from_on < company_day(new.made_at) then
    raise exception using errcode = 'TS091', constraint = 'help_version_not_dated_back', message = 'what help said on a day that has passed does not change';
  end if;
  return new;
end;
$$;
comment on function check_help_version() is 'The wording of help holds from today at the earliest: what it said to somebody stays known (TS091).';
create or replace trigger _138_not_back before insert on help_versions for each row execute function check_help_version();
