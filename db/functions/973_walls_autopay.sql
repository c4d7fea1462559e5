-- A customer makes and changes their own rules and sees what becomes of them; the worker collects; the back office reads, and
-- turns a rule off for a customer who asks.
grant insert on autopay_policies to tallystick_staff;
grant update (state, paused_because, paused_until_on, version_no, changed_by_name, changed_at) on autopay_rules to tallystick_staff;
grant update (seen_at, seen_by_name) on autopay_charges to tallystick_staff;
grant update on autopay_rules to tallystick_worker;
grant insert, update on autopay_charges, autopay_tries to tallystick_worker;
grant insert on autopay_charge_items to tallystick_worker;
grant update (live) on autopay_charge_items to tallystick_worker;

-- Debits fall on working days; when the banks are shut everybody may know.
grant select on holidays to tallystick_portal;
grant select (id, from_on, notice_days, retry_days, expiry_days) on autopay_policies to tallystick_portal;
grant select, insert on autopay_rules to tallystick_portal;
grant update (method_id, collects, day_no, ceiling_minor, notice_days, state, paused_because, paused_until_on, notify_email, version_no, changed_by_name, changed_at)
  on autopay_rules to tallystick_portal;
grant select (id, customer_id, rule_id, method_id, currency, collect_on, noticed_minor, ceiling_minor, state, skipped_because, failure_code, next_try_on,
  tries, collected_minor, made_at, changed_at) on autopay_charges to tallystick_portal;
grant select on autopay_charge_items to tallystick_portal;
grant select (charge_id, try_no, customer_id, method_id, amount_minor, attempt_id, outcome, failure_code, tried_at, decided_at) on autopay_tries to tallystick_portal;

do $$
declare
  walled text;
begin
  foreach walled in array array['autopay_rules', 'autopay_charges', 'autopay_charge_items', 'autopay_tries'] loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists portal_scope on %I', walled);
    execute format('create policy portal_scope on %I to tallystick_portal using (customer_id = (select portal_customer())) with check (customer_id = (select portal_customer()))', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
  end loop;
end;
$$;
-- A rule that takes names a method that still can be used; turned off or paused it may keep an old one.
drop policy if exists usable_method on autopay_rules;
create policy usable_method on autopay_rules as restrictive for insert to tallystick_portal with check (state = 'on' and exists (
  select from saved_methods m where m.id = method_id and m.customer_id = (select portal_customer()) and m.state = 'active'));
drop policy if exists usable_method_kept on autopay_rules;
create policy usable_method_kept on autopay_rules as restrictive for update to tallystick_portal using (true) with check (state <> 'on' or exists (
  select from saved_methods m where m.id = method_id and m.customer_id = (select portal_customer()) and m.state = 'active'));
