-- A mail from outside is fetched once, stands in one place or is set aside, and is what it was when it was fetched (TS101).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['reply_addresses', 'inbound_files', 'inbound_mail_places', 'inbound_mail_dismissals']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function keep_inbound_mail() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception using errcode = 'TS101', constraint = 'inbound_mail_is_kept', message = 'a mail from outside is kept';
  end if;
  if old.fetched_at is not null and (to_jsonb(old) - 'state') <> (to_jsonb(new) - 'state')
    or (old.event_ref, old.provider_ref, old.heard_at) is distinct from (new.event_ref, new.provider_ref, new.heard_at)
    or old.state in ('placed', 'set_aside') and new.state <> old.state then
    raise exception using errcode = 'TS101', constraint = 'inbound_mail_is_kept', message = format('mail %s is what it was when it was fetched', old.id);
  end if;
  return new;
end;
$$;
comment on function keep_inbound_mail() is 'What was fetched of a mail never changes, and where it stands is decided once (TS101).';
create or replace trigger _147_kept before update or delete on inbound_mails for each row execute function keep_inbound_mail();

create or replace function check_inbound_mail_stands() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  of_mail uuid := coalesce(to_jsonb(new) ->> 'mail_id', to_jsonb(new) ->> 'id')::uuid;
  stands text;
  is_placed boolean;
  is_dismissed boolean;
begin
  select state into stands from inbound_mails where id = of_mail;
  is_placed := exists (select from inbound_mail_places where mail_id = of_mail);
  is_dismissed := exists (select from inbound_mail_dismissals where mail_id = of_mail);
  if is_placed <> (stands = 'placed') or is_dismissed <> (stands = 'set_aside') then
    raise exception using errcode = 'TS101', constraint = 'inbound_mail_stands_once', message = format('mail %s is %s and placed %s, dismissed %s', of_mail, stands, is_placed, is_dismissed);
  end if;
  return null;
end;
$$;
comment on function check_inbound_mail_stands() is 'At the commit a placed mail has its place and one set aside its reason, and no mail has both (TS101).';
drop trigger if exists _147_stands on inbound_mails;
create constraint trigger _147_stands after insert or update on inbound_mails deferrable initially deferred for each row execute function check_inbound_mail_stands();
drop trigger if exists _147_stands on inbound_mail_places;
create constraint trigger _147_stands after insert on inbound_mail_places deferrable initially deferred for each row execute function check_inbound_mail_stands();
drop trigger if exists _147_stands on inbound_mail_dismissals;
create constraint trigger _147_stands after insert on inbound_mail_dismissals deferrable initially deferred for each row execute function check_inbound_mail_stands();
