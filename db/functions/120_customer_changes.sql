-- Requests of customers about themselves.
do $$
declare
  guarded text;
begin
  foreach guarded in array array['customer_change_requests', 'customer_change_decisions', 'customer_change_effects'] loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function check_customer_change_decision() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  asked customer_change_requests;
  decider_kind text;
begin
  select * into strict asked from customer_change_requests r where r.id = new.request_id;
  -- The portal, which may only take back, cannot read who works here.
  if new.outcome = 'withdrawn' then return new; end if;
  select u.kind into decider_kind from users u where u.id = new.decided_by;
  if decider_kind is distinct from 'staff' or new.decided_by is not distinct from asked.asked_by then
    raise exception using errcode = 'TS070', constraint = 'customer_change_second_person', message = 'a colleague decides what a customer asked';
  end if;
  if new.outcome = 'granted' and asked.kind = 'bank' and not exists (
    select from approval_requests a where a.id = new.approval_id and a.kind = 'bank_details' and a.customer_id = new.customer_id) then
    raise exception using errcode = 'TS070', constraint = 'customer_change_bank_approval', message = 'bank details need an approval of their own';
  end if;
  if new.outcome = 'granted' and new.from_on < company_day(new.decided_at) then
    raise exception using errcode = 'TS070', constraint = 'customer_change_not_dated_back', message = 'what is granted holds from the day of the decision at the earliest';
  end if;
  return new;
end;
$$;
comment on function check_customer_change_decision() is
  'Staff decide, never who asked; bank details go on to an approval by a second colleague; nothing is dated back (TS070).';
create or replace trigger _120_decision before insert on customer_change_decisions for each row execute function check_customer_change_decision();

create or replace function check_customer_change_effect() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from customer_change_decisions d join customer_change_requests r on r.id = d.request_id
    where d.request_id = new.request_id and d.outcome = 'granted' and r.kind in ('details', 'contact') and d.from_on <= company_day(new.done_at)) then
    raise exception using errcode = 'TS071', constraint = 'customer_change_due', message = 'only what was granted is done, on its day';
  end if;
  return new;
end;
$$;
comment on function check_customer_change_effect() is 'A change of a customer''s details or contacts is done once, after it was granted and not before its day (TS071).';
create or replace trigger _120_effect before insert on customer_change_effects for each row execute function check_customer_change_effect();
