-- Payment plans: a customer reads theirs and writes down what is wanted; worker and staff do it. State moves by events alone.
grant insert on plan_policies to tallystick_staff;
grant insert on plans, plan_versions, plan_items, plan_instalments, plan_moves, plan_events, plan_asks to tallystick_staff, tallystick_worker;
grant update (answered_at, outcome, refusal, answered_plan_id) on plan_asks to tallystick_staff, tallystick_worker;
grant select on plan_policies, plans, plan_versions, plan_items, plan_instalments, plan_moves, plan_events, plan_asks to tallystick_staff, tallystick_worker;
grant execute on function plan_is_closed(text), plan_step(text, text), plan_left(uuid), plan_policy_on(text, date),
  plan_nominal_day(plan_versions, integer), plan_breaks(uuid), plan_holds_off(), agreed_now(uuid) to tallystick_staff, tallystick_worker;
grant usage on sequence plans_no_seq, plan_policies_version_no_seq to tallystick_staff, tallystick_worker;

grant select (version_no, currency, from_on, is_open, min_total_minor, max_total_minor, oldest_days, most_count, rhythms, first_share_bp,
  first_within_days, min_instalment_minor, longest_days, risk_classes, excluded_kinds, interest_bp, fee_minor, charge_tax_code, grace_days, cure_days,
  misses_to_default, move_days, notice_days, needs_method, after_default_days) on plan_policies to tallystick_portal, tallystick_partner;
grant select (id, no, number, customer_id, currency, state, version_no, wish, method_id, note, asked_by_kind, asked_by_name, asked_at, changed_at)
  on plans to tallystick_portal, tallystick_partner;
grant select (id, plan_id, version_no, customer_id, policy_version, agreed_on, principal_minor, charge_minor, total_minor, instalments, rhythm, first_on,
  next_on, method_id, breaks, agreed_by_kind, agreed_by_name, agreed_at) on plan_versions to tallystick_portal, tallystick_partner;
grant select (version_id, item_id, customer_id, amount_minor, hold_id) on plan_items to tallystick_portal, tallystick_partner;
grant select (version_id, instalment_no, customer_id, due_on, amount_minor) on plan_instalments to tallystick_portal, tallystick_partner;
grant select (version_id, instalment_no, customer_id, to_on, moved_at) on plan_moves to tallystick_portal, tallystick_partner;
grant select (id, plan_id, customer_id, kind, version_no, instalment_no, wish, facts, note, happened_on, happened_at, by_kind, by_name)
  on plan_events to tallystick_portal, tallystick_partner;
grant select (id, customer_id, key, act, plan_id, wish, method_id, note, answered_at, outcome, refusal, answered_plan_id, asked_at) on plan_asks to tallystick_portal;
grant insert (id, customer_id, key, act, plan_id, wish, method_id, note, asked_by, asked_by_name, asked_at) on plan_asks to tallystick_portal;

-- A schedule moves over the days on which the banks are shut.
grant select on holidays to tallystick_portal;

do $$
declare
  walled text;
begin
  foreach walled in array array['plans', 'plan_versions', 'plan_items', 'plan_instalments', 'plan_moves', 'plan_events', 'plan_asks'] loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
    execute format('drop policy if exists portal_scope on %I', walled);
    execute format('create policy portal_scope on %I to tallystick_portal using (customer_id = (select portal_customer()))
      with check (customer_id = (select portal_customer()))', walled);
    execute format('drop policy if exists partner_scope on %I', walled);
    if walled <> 'plan_asks' then
      execute format('create policy partner_scope on %I for select to tallystick_partner
        using (customer_id = any (array(select unnest(partner_customers()))))', walled);
    end if;
  end loop;
end;
$$;
-- What is asked concerns the one who asks, and is not answered by them.
drop policy if exists own_plan on plan_asks;
create policy own_plan on plan_asks as restrictive for insert to tallystick_portal with check (
  answered_at is null and customer_id = (select portal_customer())
  and (plan_id is null or exists (select from plans p where p.id = plan_id and p.customer_id = (select portal_customer()))));
