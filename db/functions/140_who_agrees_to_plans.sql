-- Who has a limit for one payment agrees to no plan above it, and who may only look agrees to none (TS093).
create or replace function check_plan_right() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  may record;
begin
  new.agreed_up_to_minor := null;
  new.agreed_up_to_currency := null;
  if new.agreed_by_kind <> 'customer' or not exists (select from users u where u.id = new.agreed_by and u.kind = 'portal') then return new; end if;
  select * into may from portal_right(new.agreed_by, new.customer_id);
  if may.role is null or may.role = 'viewer' then
    raise exception using errcode = 'TS093', constraint = 'plan_right', message = 'who may only look agrees to no plan';
  end if;
  if may.limit_minor is null then return new; end if;
  if may.limit_minor < new.total_minor or may.limit_currency <> (select p.currency from plans p where p.id = new.plan_id) then
    raise exception using errcode = 'TS093', constraint = 'plan_above_limit', message = 'a plan above what somebody may pay alone is agreed by another person';
  end if;
  new.agreed_up_to_minor := may.limit_minor;
  new.agreed_up_to_currency := may.limit_currency;
  return new;
end;
$$;
comment on function check_plan_right() is
  'A person of the customer agrees to a plan within what they may pay alone, all of it together (TS093). Stamps the limit as it was.';
create or replace trigger _140_right before insert on plan_versions for each row execute function check_plan_right();
