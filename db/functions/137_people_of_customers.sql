-- What a person may do for a customer: their own membership there, or what the membership at the group's lead gives.
create or replace function portal_right(person uuid, customer uuid, out role text, out limit_minor bigint, out limit_currency text)
language sql stable set search_path = public, pg_temp as $$
  select r.role, r.limit_minor, r.limit_currency from (
    select m.role, m.limit_minor, m.limit_currency, 1 as nearness from portal_memberships m
      where m.user_id = person and m.customer_id = customer and m.removed_at is null
    union all
    select m.group_role, case m.group_role when 'payer' then m.limit_minor end, case m.group_role when 'payer' then m.limit_currency end, 2
      from customers c join portal_memberships m on m.customer_id = c.parent_id
      where c.id = customer and m.user_id = person and m.removed_at is null and m.group_role is not null) r
  order by r.nearness limit 1;
$$;
comment on function portal_right(uuid, uuid) is 'Role and limit of a person for a customer: their own there, or the group''s through its lead; nulls for none.';

-- Stamps what the one who pays may pay alone, and sees that a payment above it answers somebody else''s asking (TS090).
create or replace function check_attempt_right() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  person uuid;
  may record;
  asked payment_asks;
begin
  if new.requested_by_kind = 'customer' then
    select u.id into person from users u where u.id = new.requested_by and u.kind = 'portal';
  elsif new.requested_by_kind = 'link' then
    -- A link in a mail gives nobody more than signing in would.
    select u.id into person from scoped_links l join users u on u.email = lower(l.sent_to) and u.kind = 'portal'
      join portal_memberships m on m.user_id = u.id and m.customer_id = new.customer_id and m.removed_at is null
      where l.id = new.requested_by;
  end if;
  if person is null then
    if new.ask_id is not null then
      raise exception using errcode = 'TS090', constraint = 'attempt_release', message = 'only a person who signs in releases what another asked';
    end if;
    return new;
  end if;
  select * into may from portal_right(person, new.customer_id);
  if may.role is null or may.role = 'viewer' then
    raise exception using errcode = 'TS090', constraint = 'attempt_right', message = 'who may only look does not pay';
  end if;
  new.alone_up_to_minor := may.limit_minor;
  new.alone_currency := may.limit_currency;
  if new.ask_id is null then return new; end if;
  select * into asked from payment_asks a where a.id = new.ask_id and a.customer_id = new.customer_id for update;
  if asked.id is null or asked.outcome is not null or asked.expires_at <= new.created_at or asked.currency <> new.currency
      or asked.asked_by = person or may.role not in ('approver', 'owner') then
    raise exception using errcode = 'TS090', constraint = 'attempt_release',
      message = 'a payment above a limit is released by another person with the right, while it waits and for what was asked';
  end if;
  return new;
end;
$$;
comment on function check_attempt_right() is
  'Who may only look does not pay; above what somebody may pay alone a payment answers an asking of another person, by an approver (TS090). Definer: the portal reads neither people nor links. Stamps the limit as it was.';
create or replace trigger _137_right before insert on payment_attempts for each row execute function check_attempt_right();

-- Who releases an asking releases what was asked: a surcharge for the way of paying may come on top, nothing else.
create or replace function check_released_amount() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.ask_id is not null and new.amount_minor - coalesce((select s.gross_minor from attempt_surcharges s where s.attempt_id = new.id), 0)
      > (select a.amount_minor from payment_asks a where a.id = new.ask_id) then
    raise exception using errcode = 'TS090', constraint = 'attempt_released_amount', message = 'what is paid is more than was asked';
  end if;
  return null;
end;
$$;
comment on function check_released_amount() is
  'A payment that answers an asking is for that amount or less, a surcharge apart (TS090). Definer: sees the surcharge whoever pays.';
drop trigger if exists _138_released_amount on payment_attempts;
create constraint trigger _138_released_amount after insert on payment_attempts deferrable initially deferred
  for each row when (new.ask_id is not null) execute function check_released_amount();

create or replace function keep_attempt_right() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if row(old.ask_id, old.alone_up_to_minor, old.alone_currency) is distinct from row(new.ask_id, new.alone_up_to_minor, new.alone_currency) then
    raise exception using errcode = 'TS090', constraint = 'attempt_right_stays', message = 'by what right a payment was started does not change';
  end if;
  return new;
end;
$$;
comment on function keep_attempt_right() is 'By what right a payment was started stays as it was (TS090).';
create or replace trigger _137_right_stays before update on payment_attempts for each row execute function keep_attempt_right();

create or replace function keep_payment_ask() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if old.outcome is not null or row(old.id, old.customer_id, old.currency, old.amount_minor, old.note, old.asked_by, old.asked_by_name, old.asked_at, old.expires_at)
      is distinct from row(new.id, new.customer_id, new.currency, new.amount_minor, new.note, new.asked_by, new.asked_by_name, new.asked_at, new.expires_at) then
    raise exception using errcode = 'TS090', constraint = 'payment_ask_stays', message = 'an asking is answered once and changes in nothing else';
  end if;
  if exists (select from payment_attempts a where a.ask_id = new.id and a.state in ('created', 'open', 'processing', 'unknown', 'succeeded')) then
    raise exception using errcode = 'TS090', constraint = 'payment_ask_paid', message = 'this is being paid or was paid already';
  end if;
  return new;
end;
$$;
comment on function keep_payment_ask() is 'A prepared payment is answered once and not while it is being paid; what was asked stays (TS090).';
create or replace trigger _137_kept before update on payment_asks for each row execute function keep_payment_ask();

-- A customer that has an owner keeps one (TS091).
create or replace function check_last_owner() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  other uuid;
begin
  if old.role <> 'owner' or old.removed_at is not null or (new.role = 'owner' and new.removed_at is null) then return new; end if;
  -- Locked, so that of two owners who leave at the same moment the second sees the first go.
  select m.user_id into other from portal_memberships m
    where m.customer_id = old.customer_id and m.user_id <> old.user_id and m.role = 'owner' and m.removed_at is null
    order by m.user_id limit 1 for update;
  if other is null then
    raise exception using errcode = 'TS091', constraint = 'last_owner', message = 'the last owner stays until there is another';
  end if;
  return new;
end;
$$;
comment on function check_last_owner() is 'The last owner of a customer''s people stays owner until there is another (TS091).';
create or replace trigger _137_last_owner before update on portal_memberships for each row execute function check_last_owner();
