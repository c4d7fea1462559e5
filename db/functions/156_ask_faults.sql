-- A fault of an asking stands open as long as the asking waits, and no longer (TS110).

create or replace view waiting_asks with (security_invoker = true) as
  select 'dispute' as kind, id as subject_id, customer_id, asked_at from dispute_asks where answered_at is null
  union all
  select 'plan', id, customer_id, asked_at from plan_asks where answered_at is null
  union all
  select 'credit', id, customer_id, asked_at from credit_uses where done_at is null and attempt_id is null;
comment on view waiting_asks is 'What customers asked for on the portal and nobody has answered yet. Credit chosen with a payment waits for the payment and not for us.';

create or replace function keep_ask_fault() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception using errcode = 'TS110', constraint = 'ask_fault_is_kept', message = 'what could not be done is kept';
  end if;
  if tg_op = 'UPDATE' and ((old.kind, old.subject_id, old.customer_id, old.first_failed_at) is distinct from (new.kind, new.subject_id, new.customer_id, new.first_failed_at)
    or new.tries < old.tries or old.told_at is not null and new.told_at is distinct from old.told_at or old.ended_at is not null) then
    raise exception using errcode = 'TS110', constraint = 'ask_fault_is_kept',
      message = format('the fault of asking %s is of that asking, counts on and ends once', old.subject_id);
  end if;
  if (new.ended_at is null) <> exists (select from waiting_asks w where w.kind = new.kind and w.subject_id = new.subject_id and w.customer_id = new.customer_id) then
    raise exception using errcode = 'TS110', constraint = 'ask_fault_stands_with_its_asking',
      message = format('a fault stands open exactly while asking %s of its customer waits', new.subject_id);
  end if;
  return new;
end;
$$;
comment on function keep_ask_fault() is 'A fault is of one asking of one customer, only counts on, and stands open exactly while it waits (TS110).';
create or replace trigger _156_kept before insert or update or delete on ask_faults for each row execute function keep_ask_fault();

create or replace function end_ask_fault() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  update ask_faults f set ended_at = greatest(f.failed_at, (to_jsonb(new) ->> tg_argv[1])::timestamptz)
  where f.kind = tg_argv[0] and f.subject_id = new.id and f.ended_at is null;
  return null;
end;
$$;
comment on function end_ask_fault() is 'An asking that was answered has no fault any more. First argument: its kind; second: the column that says when it was answered.';
create or replace trigger _156_answered after update on dispute_asks for each row
  when (old.answered_at is null and new.answered_at is not null) execute function end_ask_fault('dispute', 'answered_at');
create or replace trigger _156_answered after update on plan_asks for each row
  when (old.answered_at is null and new.answered_at is not null) execute function end_ask_fault('plan', 'answered_at');
create or replace trigger _156_answered after update on credit_uses for each row
  when (old.done_at is null and new.done_at is not null) execute function end_ask_fault('credit', 'done_at');
