-- Approvals: who may decide, and that money out carries a decision or stays within what its maker does alone (TS012).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['approval_rules', 'approval_requests', 'approval_delegations', 'approval_delegation_ends',
    'approval_decisions', 'approval_effects', 'approval_uses']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function approval_rule_of(wanted text) returns jsonb
language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object('kind', wanted, 'roles', coalesce(jsonb_object_agg(role, jsonb_build_object('version', version::text,
    'aloneUpToMinor', alone_up_to_minor::text, 'approvesUpToMinor', approves_up_to_minor::text)), '{}'))
  from approval_rules_now where kind = wanted;
$$;
comment on function approval_rule_of(text) is 'The limits of a kind as they stand now, per role, to be kept with a request or a document. Amounts are text; null is without limit.';

create or replace function within_limit(rule jsonb, role text, which text, base_minor bigint) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  -- A request without an amount passes only where there is no limit. A role without a line may nothing.
  select coalesce(rule -> 'roles' ? role, false) and case
    when rule -> 'roles' -> role ->> which is null then true
    when base_minor is null then false
    else base_minor > 0 and base_minor <= (rule -> 'roles' -> role ->> which)::bigint end;
$$;
comment on function within_limit(jsonb, text, text, bigint) is 'Whether a role stays within a kept rule: which is aloneUpToMinor or approvesUpToMinor, the amount in minor units of the base currency.';

create or replace function approves_kind(rule jsonb, role text) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select coalesce(rule -> 'roles' ? role, false) and coalesce((rule -> 'roles' -> role ->> 'approvesUpToMinor')::bigint, 1) > 0;
$$;
comment on function approves_kind(jsonb, text) is 'Whether a role decides on this kind at all, whatever the amount: enough to send back.';

create or replace function delegations_on(day date) returns table (id uuid, from_user uuid, to_user uuid)
language sql stable set search_path = public, pg_temp as $$
  select d.id, d.from_user, d.to_user from approval_delegations d
  where day between d.from_on and d.to_on and not exists (select 1 from approval_delegation_ends e where e.delegation_id = d.id);
$$;
comment on function delegations_on(date) is 'Delegations in force on a day, not ended early.';

create or replace function check_approval_decision() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  request approval_requests;
  decider users;
  today date;
  may boolean;
begin
  select * into request from approval_requests where id = new.approval_id;
  if new.outcome = 'withdrawn' then return new; end if;
  -- Held until the decision is in, so that a role taken away at this moment either counts or waits.
  select * into decider from users where id = coalesce(new.decided_for, new.decided_by) for share;
  if new.decided_for is not null then
    today := company_day(new.decided_at);
    perform 1 from delegations_on(today) d where d.id = new.delegation_id and d.from_user = new.decided_for and d.to_user = new.decided_by;
    if not found then
      raise exception using errcode = 'TS012', constraint = 'delegation_in_force',
        message = format('no delegation from %s to %s is in force', new.decided_for, new.decided_by);
    end if;
  end if;
  may := case new.outcome when 'approved' then within_limit(request.rule, new.decided_role, 'approvesUpToMinor', request.base_minor)
    else approves_kind(request.rule, new.decided_role) end;
  if decider.role is distinct from new.decided_role or decider.disabled_at is not null or not may then
    raise exception using errcode = 'TS012', constraint = 'approver_limit',
      message = format('a %s may not decide request %s under the rule it was made under', new.decided_role, new.approval_id);
  end if;
  return new;
end;
$$;
comment on function check_approval_decision() is 'Refuses a decision beyond the limit the request''s own rule gives the decider or the one they stand in for, and a delegation not in force (TS012).';
create or replace trigger _045_decision before insert on approval_decisions for each row execute function check_approval_decision();

create or replace function stamp_approval_rule() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  new.rule := approval_rule_of(new.kind);
  return new;
end;
$$;
comment on function stamp_approval_rule() is 'A request keeps the limits as they stand when it is made, whatever the caller says.';
create or replace trigger _045_request before insert on approval_requests for each row execute function stamp_approval_rule();

create or replace function approvals_waiting_for(person uuid, day date) returns setof uuid
language sql stable set search_path = public, pg_temp as $$
  select r.id from approval_requests r
  where not exists (select 1 from approval_decisions d where d.approval_id = r.id) and r.requested_by <> person
    and exists (
      select 1 from (
        select u.id, u.role from users u where u.id = person and u.disabled_at is null
        union all
        select f.id, f.role from delegations_on(day) g join users f on f.id = g.from_user and f.disabled_at is null where g.to_user = person) authority
      where authority.id <> r.requested_by and within_limit(r.rule, authority.role, 'approvesUpToMinor', r.base_minor));
$$;
comment on function approvals_waiting_for(uuid, date) is 'Requests this person may approve on this day: within the limit of their role or of a colleague they stand in for, and neither''s own.';

create or replace function check_money_out(wanted_kind text, approval_id uuid, maker uuid, base_minor bigint) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  maker_role text;
  rule jsonb;
begin
  if approval_id is not null then
    perform 1 from approval_requests r join approval_decisions d on d.approval_id = r.id
      where r.id = check_money_out.approval_id and d.outcome = 'approved' and r.kind = wanted_kind
        and r.base_minor is not distinct from check_money_out.base_minor;
    if not found then
      raise exception using errcode = 'TS012', constraint = 'approval_needed',
        message = format('approval %s is not an approved %s of this amount', approval_id, wanted_kind);
    end if;
    begin
      insert into approval_uses (approval_id) values (check_money_out.approval_id);
    exception when unique_violation then
      raise exception using errcode = 'TS012', constraint = 'approval_used', message = format('approval %s was used before', approval_id);
    end;
    return null;
  end if;
  select role into maker_role from users where id = maker and disabled_at is null;
  rule := approval_rule_of(wanted_kind);
  if maker_role is null or not within_limit(rule, maker_role, 'aloneUpToMinor', base_minor) then
    raise exception using errcode = 'TS012', constraint = 'approval_needed',
      message = format('a %s of this amount needs an approval: its maker may not do it alone', wanted_kind);
  end if;
  return rule || jsonb_build_object('role', maker_role);
end;
$$;
comment on function check_money_out(text, uuid, uuid, bigint) is
  'For insert triggers of money-out documents: passes with an approved approval of this kind and base amount, used once, or within what the maker '
  'does alone now; then it answers the rule to be kept as alone_rule. Otherwise TS012 approval_needed or approval_used. Definer: it stamps the use.';
