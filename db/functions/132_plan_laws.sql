-- The laws of payment plans: a policy is never dated back, a plan moves by its events (TS083), an agreement adds up and lies inside the
-- envelope of its day or was decided (TS084), an item is in one living plan and its hold is the plan's (TS085), dates move once (TS086).

create or replace function check_plan_policy() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if new.from_on < company_day(new.made_at) then
    raise exception using errcode = 'TS083', constraint = 'plan_policy_not_dated_back', message = 'a policy holds from the day it is made at the earliest';
  end if;
  return new;
end;
$$;
comment on function check_plan_policy() is 'A policy of plans is never dated back (TS083).';
create or replace trigger _132_policy before insert on plan_policies for each row execute function check_plan_policy();

create or replace function plan_is_closed(state text) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select state in ('declined', 'withdrawn', 'ended', 'settled_early', 'defaulted', 'cancelled');
$$;
comment on function plan_is_closed(text) is 'Whether a plan is over: nothing changes it any more.';

create or replace function plan_step(state text, step text) returns text
language sql immutable set search_path = public, pg_temp as $$
  select case
    when state = 'asked' then case step when 'asked' then 'asked' when 'agreed' then 'active' when 'requested' then 'requested' end
    when state in ('requested', 'countered') then case step when 'agreed' then 'active' when 'countered' then 'countered'
      when 'declined' then 'declined' when 'withdrawn' then 'withdrawn' when 'help' then state when 'method' then state end
    when state = 'active' then case
      when step in ('coming', 'charged', 'late', 'missed', 'met', 'cured', 'reopened', 'moved', 'method', 'help', 'renegotiated') then 'active'
      when step in ('settled_early', 'ended', 'defaulted', 'cancelled') then step end
  end;
$$;
comment on function plan_step(text, text) is 'The state of a plan after an event; null where the event cannot follow.';

create or replace function plan_left(version uuid) returns bigint
language sql stable set search_path = public, pg_temp as $$
  select coalesce(sum(least(p.amount_minor, i.residual_minor)), 0)::bigint from plan_items p join open_items i on i.id = p.item_id where p.version_id = version;
$$;
comment on function plan_left(uuid) is 'What is left to pay of a version of a plan: of each item the smaller of its amount in the plan and its residual.';

create or replace function take_plan_event() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moved plans;
  leads_to text;
  agreed plan_versions;
begin
  select * into strict moved from plans p where p.id = new.plan_id for no key update;
  leads_to := plan_step(moved.state, new.kind);
  if leads_to is null or (new.kind = 'asked' and exists (select from plan_events e where e.plan_id = new.plan_id and e.id <> new.id)) then
    raise exception using errcode = 'TS083', constraint = case when plan_is_closed(moved.state) then 'plan_closed' else 'plan_step_follows' end,
      message = format('plan %s is %s: %s does not follow', moved.number, moved.state, new.kind);
  end if;
  if leads_to = 'active' and new.kind not in ('method', 'help') then
    select * into agreed from plan_versions v where v.plan_id = new.plan_id order by v.version_no desc limit 1;
    if agreed.version_no is distinct from new.version_no
      or (new.kind in ('agreed', 'renegotiated')) <> (agreed.version_no = moved.version_no + 1) then
      raise exception using errcode = 'TS083', constraint = 'plan_step_follows', message = format('%s of plan %s names another version', new.kind, moved.number);
    end if;
    if new.instalment_no > agreed.instalments then
      raise exception using errcode = 'TS083', constraint = 'plan_step_follows', message = format('plan %s has no instalment %s', moved.number, new.instalment_no);
    end if;
  end if;
  if new.kind in ('settled_early', 'ended') and plan_left((select v.id from plan_versions v where v.plan_id = moved.id and v.version_no = moved.version_no)) > 0 then
    raise exception using errcode = 'TS083', constraint = 'plan_not_paid', message = format('plan %s is not paid', moved.number);
  end if;
  update plans p set state = leads_to, changed_at = greatest(p.changed_at, new.happened_at),
      version_no = case when new.kind in ('agreed', 'renegotiated') then new.version_no else p.version_no end,
      wish = case when new.kind in ('asked', 'countered', 'renegotiated') then coalesce(new.wish, p.wish) else p.wish end,
      method_id = case when new.kind = 'method' then (new.facts ->> 'methodId')::uuid
        when new.kind in ('agreed', 'renegotiated') then agreed.method_id else p.method_id end
    where p.id = moved.id;
  return null;
end;
$$;
comment on function take_plan_event() is 'Checks that an event may follow and stamps the plan (TS083); a closed plan takes none. Definer: nobody else may move a plan.';
create or replace trigger _132_event after insert on plan_events for each row execute function take_plan_event();

create or replace function plan_policy_on(of_currency text, day date) returns bigint
language sql stable set search_path = public, pg_temp as $$
  select p.version_no from plan_policies p where p.currency = of_currency and p.from_on <= day order by p.from_on desc, p.version_no desc limit 1;
$$;
comment on function plan_policy_on(text, date) is 'The version of the policy of plans that holds on a day in a currency.';

create or replace function plan_nominal_day(v plan_versions, instalment integer) returns date
language sql immutable set search_path = public, pg_temp as $$
  select case when instalment = 1 then v.first_on
    when v.next_on is null then (v.first_on + step.one * (instalment - 1))::date
    else (v.next_on + step.one * (instalment - 2))::date end
  from (select case v.rhythm when 'weekly' then interval '7 days' when 'fortnightly' then interval '14 days' else interval '1 month' end as one) step;
$$;
comment on function plan_nominal_day(plan_versions, integer) is 'The day of an instalment by the rhythm alone, months cut at their last day.';

create or replace function plan_breaks(version uuid) returns text[]
language sql stable set search_path = public, pg_temp as $$
  with agreed as (select v.* from plan_versions v where v.id = version),
    policy as (select p.* from agreed v join plan_policies p on p.version_no = v.policy_version),
    parts as (select i.instalment_no, i.due_on, i.amount_minor from plan_instalments i where i.version_id = version),
    items as (select o.kind, o.due_on, o.id from plan_items i join open_items o on o.id = i.item_id join agreed v on o.id is distinct from v.charge_item_id where i.version_id = version)
  select coalesce(array_agg(found.code order by found.code), '{}') from agreed v cross join policy p cross join lateral (values
    ('not-open', not p.is_open),
    ('total-too-small', v.principal_minor < p.min_total_minor),
    ('total-too-large', v.principal_minor > p.max_total_minor),
    ('too-old', exists (select from items where v.aged_on - items.due_on > p.oldest_days)),
    ('kind-excluded', exists (select from items where items.kind = any (p.excluded_kinds))),
    ('too-many-payments', v.instalments > p.most_count),
    ('rhythm-not-offered', v.rhythm <> all (p.rhythms)),
    ('first-too-small', (select parts.amount_minor::numeric * 10000 < v.total_minor::numeric * p.first_share_bp from parts where parts.instalment_no = 1)),
    ('first-too-late', v.first_on - v.agreed_on > p.first_within_days),
    ('gap-too-long', v.next_on is not null
      and v.next_on > (v.first_on + case v.rhythm when 'weekly' then interval '7 days' when 'fortnightly' then interval '14 days' else interval '1 month' end)::date),
    ('payment-too-small', exists (select from parts where parts.amount_minor < p.min_instalment_minor)),
    ('too-long', (select max(parts.due_on) from parts) - v.agreed_on > p.longest_days),
    ('method-needed', p.needs_method and v.method_id is null),
    ('risk-class', v.risk_class <> all (p.risk_classes)),
    ('defaulted-before', v.last_default_on is not null and v.agreed_on - v.last_default_on < p.after_default_days)) as found (code, broken)
  where found.broken;
$$;
comment on function plan_breaks(uuid) is 'Where an agreement lies outside the envelope of its policy, told from what was agreed alone; empty inside it.';

create or replace function decide_plan_version() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  plan plans;
begin
  select * into strict plan from plans p where p.id = new.plan_id;
  if plan_is_closed(plan.state) then
    raise exception using errcode = 'TS083', constraint = 'plan_closed', message = format('plan %s is %s', plan.number, plan.state);
  end if;
  if new.version_no <> plan.version_no + 1 then
    raise exception using errcode = 'TS084', constraint = 'plan_version_follows', message = format('version %s of plan %s does not follow', new.version_no, plan.number);
  end if;
  if new.exception_by is not null then
    perform check_decided_for(new.approval_id, 'payment_plan', new.plan_id, plan.currency, new.principal_minor);
    new.alone_rule := check_money_out('plan_exception', new.approval_id, new.exception_by, new.base_minor);
  end if;
  return new;
end;
$$;
comment on function decide_plan_version() is 'An agreement outside the envelope has an approval of its own, or a colleague may decide it alone; then the rule as it was is kept with it (TS012, TS084).';
create or replace trigger _132_decided before insert on plan_versions for each row execute function decide_plan_version();

create or replace function check_plan_version() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  plan plans;
  broken text;
begin
  select * into strict plan from plans p where p.id = new.plan_id;
  select case
    when plan.state <> 'active' and not plan_is_closed(plan.state) or plan.version_no < new.version_no then 'was not agreed by an event'
    when (select coalesce(sum(i.amount_minor), 0) from plan_items i where i.version_id = new.id) <> new.total_minor then 'its items are not its total'
    when (select coalesce(sum(i.amount_minor), 0) from plan_instalments i where i.version_id = new.id) <> new.total_minor then 'its instalments are not its total'
    when (select coalesce(max(i.instalment_no), 0) <> count(*) or count(*) <> new.instalments from plan_instalments i where i.version_id = new.id)
      then 'its instalments are not numbered through'
    when exists (select from (select i.due_on, lag(i.due_on) over (order by i.instalment_no) as before from plan_instalments i where i.version_id = new.id) d
      where d.due_on <= d.before) then 'its days do not follow each other'
    when exists (select from plan_instalments i where i.version_id = new.id
      and (i.due_on < plan_nominal_day(new, i.instalment_no) or i.due_on > plan_nominal_day(new, i.instalment_no) + case when i.instalment_no = 1 then 0 else 10 end))
      then 'its days are not its rhythm'
    when new.charge_item_id is not null and not exists (select from plan_items i join open_items o on o.id = i.item_id
      where i.version_id = new.id and i.item_id = new.charge_item_id and i.amount_minor = new.charge_minor and o.kind = 'debit_note') then 'its charge is no debit note in it'
    when new.policy_version is distinct from plan_policy_on(plan.currency, new.agreed_on) then 'its policy is not that of its day'
    when new.agreed_on <> company_day(new.agreed_at) then 'its day is not that of its moment'
    when new.risk_class <> (select c.risk_class from customers c where c.id = new.customer_id) then 'the class of its customer is another'
    when new.aged_on <> (select min(v.agreed_on) from plan_versions v where v.plan_id = new.plan_id) then 'its items are aged on another day'
    when new.last_default_on is distinct from (select max(e.happened_on) from plan_events e where e.customer_id = new.customer_id
      and e.kind = 'defaulted' and e.plan_id <> new.plan_id) then 'the customer''s last default was another day'
    when new.base_minor <> (select sum(base_part(i.item_id, i.amount_minor)) from plan_items i where i.version_id = new.id
      and i.item_id is distinct from new.charge_item_id) then 'its amount in base currency is another'
    end into broken;
  if broken is not null then
    raise exception using errcode = 'TS084', constraint = 'plan_adds_up', message = format('version %s of plan %s: %s', new.version_no, plan.number, broken);
  end if;
  if new.breaks <> plan_breaks(new.id) then
    raise exception using errcode = 'TS084', constraint = 'plan_inside_envelope',
      message = format('plan %s says it breaks %s and breaks %s', plan.number, new.breaks, plan_breaks(new.id));
  end if;
  return null;
end;
$$;
comment on function check_plan_version() is 'At the commit: an agreement adds up, keeps its rhythm, was made under the policy of its day and says truly where it lies outside it (TS084).';
drop trigger if exists _132_whole on plan_versions;
create constraint trigger _132_whole after insert on plan_versions deferrable initially deferred for each row execute function check_plan_version();

create or replace function agreed_now(version uuid) returns void
language plpgsql stable set search_path = public, pg_temp as $$
begin
  if not exists (select from plan_versions v where v.id = version and v.xid = pg_current_xact_id()) then
    raise exception using errcode = 'TS084', constraint = 'plan_agreed_at_once', message = 'an agreement is written whole: nothing is added to it later';
  end if;
end;
$$;
comment on function agreed_now(uuid) is 'Refuses to add to an agreement that an earlier transaction wrote (TS084).';

create or replace function check_plan_instalment() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform agreed_now(new.version_id);
  return new;
end;
$$;
comment on function check_plan_instalment() is 'Instalments are written with their agreement and never later (TS084).';
create or replace trigger _132_instalment before insert on plan_instalments for each row execute function check_plan_instalment();

create or replace function check_plan_item() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  item open_items;
  of_plan uuid;
begin
  -- Locked before it is looked at, so that two plans at once cannot both take it.
  select * into strict item from open_items o where o.id = new.item_id for no key update;
  select v.plan_id into strict of_plan from plan_versions v where v.id = new.version_id;
  perform agreed_now(new.version_id);
  if item.side <> 'debit' or item.customer_id <> new.customer_id or item.residual_minor <> new.amount_minor
    or item.currency <> (select p.currency from plans p where p.id = of_plan) then
    raise exception using errcode = 'TS085', constraint = 'plan_item_fits', message = format('item %s is not %s of this customer, open and whole', new.item_id, new.amount_minor);
  end if;
  if exists (select from plan_items i join plan_versions v on v.id = i.version_id join plans p on p.id = v.plan_id and p.version_no = v.version_no
    where i.item_id = new.item_id and p.state = 'active' and p.id <> of_plan) then
    raise exception using errcode = 'TS085', constraint = 'plan_item_once', message = format('item %s is in another living plan', new.item_id);
  end if;
  if not exists (select from holds h where h.id = new.hold_id and h.kind = 'in_plan' and h.item_id = new.item_id and h.amount_minor = new.amount_minor
      and not exists (select from hold_releases r where r.hold_id = h.id))
    or exists (select from holds h where h.item_id = new.item_id and h.id <> new.hold_id and not exists (select from hold_releases r where r.hold_id = h.id)) then
    raise exception using errcode = 'TS085', constraint = 'plan_item_held', message = format('item %s is not held for this plan, whole and for nothing else', new.item_id);
  end if;
  return new;
end;
$$;
comment on function check_plan_item() is 'An item goes into a plan whole, under a hold of this plan and no other, and into one living plan (TS085). Definer: it locks the item.';
create or replace trigger _132_item before insert on plan_items for each row execute function check_plan_item();

create or replace function plan_holds_off() returns table (hold_id uuid, item_id uuid, why text)
language sql stable set search_path = public, pg_temp as $$
  select h.id, h.item_id, 'held in plan by no living plan' from holds h
    where h.kind = 'in_plan' and not exists (select from hold_releases r where r.hold_id = h.id)
      and not exists (select from plan_items i join plan_versions v on v.id = i.version_id join plans p on p.id = v.plan_id and p.version_no = v.version_no
        where i.hold_id = h.id and p.state = 'active')
  union all
  select i.hold_id, i.item_id, 'a living plan''s hold was released' from plans p
    join plan_versions v on v.plan_id = p.id and v.version_no = p.version_no join plan_items i on i.version_id = v.id
    where p.state = 'active' and exists (select from hold_releases r where r.hold_id = i.hold_id);
$$;
comment on function plan_holds_off() is 'Where the holds in plan are not exactly those of the living plans; empty when they are.';

create or replace function check_plan_hold() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  wanted uuid := case tg_table_name when 'holds' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'hold_id')::uuid end;
  stands boolean := not exists (select from hold_releases r where r.hold_id = wanted);
  living boolean;
begin
  if not exists (select from holds h where h.id = wanted and h.kind = 'in_plan') then return null; end if;
  living := exists (select from plan_items i join plan_versions v on v.id = i.version_id
    join plans p on p.id = v.plan_id and p.version_no = v.version_no where i.hold_id = wanted and p.state = 'active');
  if stands <> living then
    raise exception using errcode = 'TS085', constraint = 'plan_hold_is_the_plans', message = format('hold %s: standing %s, of a living plan %s', wanted, stands, living);
  end if;
  return null;
end;
$$;
comment on function check_plan_hold() is 'At the commit: a hold in plan stands while, and only while, a living plan holds the item by it (TS085).';
drop trigger if exists _132_hold on holds;
create constraint trigger _132_hold after insert on holds deferrable initially deferred for each row when (new.kind = 'in_plan') execute function check_plan_hold();
drop trigger if exists _132_release on hold_releases;
create constraint trigger _132_release after insert on hold_releases deferrable initially deferred for each row execute function check_plan_hold();

create or replace function check_plan_closing() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select from plan_versions v join plan_items i on i.version_id = v.id where v.plan_id = new.plan_id
    and not exists (select from hold_releases r where r.hold_id = i.hold_id)) and plan_is_closed((select p.state from plans p where p.id = new.plan_id)) then
    raise exception using errcode = 'TS085', constraint = 'plan_hold_is_the_plans', message = format('closed plan %s still holds items', new.plan_id);
  end if;
  if (select p.state from plans p where p.id = new.plan_id) = 'asked' then
    raise exception using errcode = 'TS083', constraint = 'plan_step_follows', message = 'what was asked is agreed or waits for an answer';
  end if;
  return null;
end;
$$;
comment on function check_plan_closing() is 'At the commit: a closed plan holds nothing (TS085), and what was asked became a request or an agreement (TS083).';
drop trigger if exists _132_closing on plan_events;
create constraint trigger _132_closing after insert on plan_events deferrable initially deferred for each row
  when (new.kind in ('asked', 'settled_early', 'ended', 'defaulted', 'cancelled', 'renegotiated')) execute function check_plan_closing();

create or replace function check_plan_move() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  plan plans;
  agreed plan_versions;
  due date;
begin
  select * into strict agreed from plan_versions v where v.id = new.version_id;
  select * into strict plan from plans p where p.id = agreed.plan_id;
  select i.due_on into strict due from plan_instalments i where i.version_id = new.version_id and i.instalment_no = new.instalment_no;
  if plan.state <> 'active' or plan.version_no <> agreed.version_no then
    raise exception using errcode = 'TS083', constraint = 'plan_closed', message = format('version %s of plan %s is not in force', agreed.version_no, plan.number);
  end if;
  if new.to_on <= due or new.to_on > due + (select p.move_days from plan_policies p where p.version_no = agreed.policy_version)
    or new.to_on >= (select i.due_on from plan_instalments i where i.version_id = new.version_id and i.instalment_no = new.instalment_no + 1) then
    raise exception using errcode = 'TS086', constraint = 'plan_move_fits', message = format('instalment %s of plan %s cannot move to %s', new.instalment_no, plan.number, new.to_on);
  end if;
  return new;
end;
$$;
comment on function check_plan_move() is 'A date moves within a plan in force, later, by no more than its policy allows and not onto or past the next (TS086); once, by a key.';
create or replace trigger _132_move before insert on plan_moves for each row execute function check_plan_move();

create or replace function keep_plan() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op <> 'UPDATE' or plan_is_closed(old.state) then
    raise exception using errcode = 'TS083', constraint = 'plan_closed', message = 'nothing changes a closed plan, and no plan is taken away';
  end if;
  if row(old.id, old.no, old.customer_id, old.currency, old.note, old.asked_by_kind, old.asked_by, old.asked_by_name, old.asked_at)
    is distinct from row(new.id, new.no, new.customer_id, new.currency, new.note, new.asked_by_kind, new.asked_by, new.asked_by_name, new.asked_at) then
    raise exception using errcode = 'TS083', constraint = 'plan_step_follows', message = 'what was asked stays as it was asked';
  end if;
  return new;
end;
$$;
comment on function keep_plan() is 'Nothing changes a closed plan, nor what was asked (TS083).';
create or replace trigger _132_kept before update or delete on plans for each row execute function keep_plan();

create or replace function keep_plan_ask() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.answered_at is null then return new; end if;
  elsif tg_op = 'UPDATE' and old.answered_at is null
    and (to_jsonb(old) - '{answered_at,outcome,refusal,answered_plan_id}'::text[]) = (to_jsonb(new) - '{answered_at,outcome,refusal,answered_plan_id}'::text[]) then
    return new;
  end if;
  raise exception using errcode = 'TS083', constraint = 'plan_ask_answered_once', message = 'what is asked of a plan is answered once and changes in nothing else';
end;
$$;
comment on function keep_plan_ask() is 'What a customer asked waits for its answer, is answered once and stays (TS083).';
create or replace trigger _132_ask before insert or update or delete on plan_asks for each row execute function keep_plan_ask();
