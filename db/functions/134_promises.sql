-- A promise is what its events say (TS087), its money is counted once (TS088), and a customer promises within the policy (TS089).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['collection_policies', 'reminder_stages', 'promise_items', 'promise_events']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function policy_on(on_day date) returns collection_policies
language sql stable set search_path = public, pg_temp as $$
  select p from collection_policies p where p.from_on <= on_day order by p.from_on desc, p.id desc limit 1;
$$;
comment on function policy_on(date) is 'The policy of promises and reminders that holds on a day.';

create or replace function check_promise_stands() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_promise uuid := coalesce(to_jsonb(new) ->> 'promise_id', to_jsonb(new) ->> 'id')::uuid;
  stands promises;
  newest promise_events;
  terms promise_events;
begin
  select * into stands from promises where id = of_promise;
  select * into newest from promise_events where promise_id = of_promise order by position desc limit 1;
  select * into terms from promise_events where promise_id = of_promise and kind in ('made', 'changed') order by position desc limit 1;
  if newest.id is null or stands.amount_minor <> terms.amount_minor or stands.promised_on <> terms.promised_on
    or stands.state <> (case when newest.kind in ('made', 'changed') then 'open' else newest.kind end)
    or newest.position <> (select count(*) from promise_events where promise_id = of_promise) then
    raise exception using errcode = 'TS087', constraint = 'promise_is_its_events', message = format('promise %s is not what its events say', of_promise);
  end if;
  return null;
end;
$$;
comment on function check_promise_stands() is 'At the commit a promise carries the date, amount and state of its newest events, which are numbered without a gap (TS087). Definer: it reads columns that the portal does not.';
drop trigger if exists _134_stands on promises;
create constraint trigger _134_stands after insert or update on promises deferrable initially deferred for each row execute function check_promise_stands();
drop trigger if exists _134_stands on promise_events;
create constraint trigger _134_stands after insert on promise_events deferrable initially deferred for each row execute function check_promise_stands();

create or replace function keep_promise() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(old) - array['state', 'amount_minor', 'promised_on']) <> (to_jsonb(new) - array['state', 'amount_minor', 'promised_on']) then
    raise exception using errcode = 'TS087', constraint = 'promise_is_kept_as_made', message = 'of a promise only date, amount and state move, by its events';
  end if;
  return new;
end;
$$;
comment on function keep_promise() is 'Who promised, when and to whom never changes (TS087).';
create or replace trigger _134_kept before update or delete on promises for each row execute function keep_promise();

create or replace function check_promise_made() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  policy collection_policies;
begin
  if new.state <> 'open' then
    raise exception using errcode = 'TS087', constraint = 'promise_is_its_events', message = 'a promise begins open';
  end if;
  if new.made_by_kind = 'customer' then
    policy := policy_on(new.made_on);
    if new.promised_on > new.made_on + policy.promise_days_ahead then
      raise exception using errcode = 'TS089', constraint = 'promise_too_far', message = 'a customer promises for a day the policy allows';
    end if;
    if (select count(*) from promises p where p.customer_id = new.customer_id and p.made_by_kind = 'customer' and p.state <> 'withdrawn'
        and p.made_on > new.made_on - 91) >= policy.promises_per_quarter then
      raise exception using errcode = 'TS089', constraint = 'promise_too_many', message = 'a customer promises as often as the policy allows in a quarter';
    end if;
  end if;
  return new;
end;
$$;
comment on function check_promise_made() is 'A customer promises no further ahead and no more often than the policy of the day allows (TS089).';
create or replace trigger _134_made before insert on promises for each row execute function check_promise_made();

create or replace function check_promise_item() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from promises p join open_items o on o.id = new.item_id
      where p.id = new.promise_id and o.customer_id = p.customer_id and o.currency = p.currency and o.side = 'debit') then
    raise exception using errcode = 'TS087', constraint = 'promise_item', message = format('%s is no debt of this customer in this currency', new.item_id);
  end if;
  return new;
end;
$$;
comment on function check_promise_item() is 'A promise names debts of its own customer in its own currency (TS087).';
create or replace trigger _134_item before insert on promise_items for each row execute function check_promise_item();

create or replace function check_promise_money() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  paid payments;
  promised promises;
begin
  select * into paid from payments where id = new.payment_id;
  select * into promised from promises where id = new.promise_id;
  if paid.customer_id <> promised.customer_id or paid.currency <> promised.currency
    or (select sum(m.amount_minor) from promise_money m where m.payment_id = new.payment_id) > paid.amount_minor
    or (select sum(m.amount_minor) from promise_money m where m.promise_id = new.promise_id) > promised.amount_minor
    or exists (select from payment_reversals r where r.payment_id = new.payment_id) then
    raise exception using errcode = 'TS088', constraint = 'promise_money_counts_once', message = format('payment %s does not count so for promise %s', new.payment_id, new.promise_id);
  end if;
  return null;
end;
$$;
comment on function check_promise_money() is 'Money counts for promises of its own customer and currency, never twice, never more than was promised, and not when it came back (TS088).';
drop trigger if exists _134_money on promise_money;
create constraint trigger _134_money after insert or update on promise_money deferrable initially deferred for each row execute function check_promise_money();

create or replace function keep_said_paid() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.answered_at is not null or (to_jsonb(old) - array['answered_by', 'answered_by_name', 'answered_at', 'answer'])
      <> (to_jsonb(new) - array['answered_by', 'answered_by_name', 'answered_at', 'answer']) then
    raise exception using errcode = 'TS087', constraint = 'said_paid_answered_once', message = 'what a customer said is answered once and changes in nothing else';
  end if;
  return new;
end;
$$;
comment on function keep_said_paid() is 'What a customer said stays; it is answered once (TS087).';
create or replace trigger _134_kept before update or delete on said_paid for each row execute function keep_said_paid();

create or replace function keep_collection_task() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.done_at is not null or row(old.id, old.customer_id, old.kind, old.promise_id, old.plan_id, old.made_at)
      is distinct from row(new.id, new.customer_id, new.kind, new.promise_id, new.plan_id, new.made_at) then
    raise exception using errcode = 'TS087', constraint = 'collection_task_done_once', message = 'a task is done once and changes in nothing else';
  end if;
  return new;
end;
$$;
comment on function keep_collection_task() is 'A task is done once; what it was about stays (TS087).';
create or replace trigger _134_kept before update or delete on collection_tasks for each row execute function keep_collection_task();
