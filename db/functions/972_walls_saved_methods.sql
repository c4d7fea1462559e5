-- Saved methods: the customer sees brand and last digits, chooses the default and gives one up; the worker alone knows and uses
-- what the processor calls it.
revoke select on saved_methods, method_setups, processor_customers from tallystick_staff;
grant select (id, customer_id, kind, brand, last4, exp_month, exp_year, is_default, state, state_reason, added_by_name, added_at, changed_at, removed_at, detached_at)
  on saved_methods to tallystick_staff, tallystick_portal;
grant update (is_default, state, state_reason, removed_at, changed_at) on saved_methods to tallystick_portal;
grant insert, update on saved_methods, method_setups to tallystick_worker;
grant insert on processor_customers to tallystick_worker;
grant select, insert on processor_customers to tallystick_portal;
grant select, insert on method_setups to tallystick_portal;
grant update (state, session_ref, session_url, changed_at) on method_setups to tallystick_portal;
grant update (failure_code) on payment_attempts to tallystick_portal;
grant execute on function portal_enqueue(text, uuid), portal_lock_customer(uuid) to tallystick_portal;

do $$
declare
  walled text;
begin
  foreach walled in array array['saved_methods', 'method_setups', 'processor_customers'] loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists portal_scope on %I', walled);
    execute format('create policy portal_scope on %I to tallystick_portal using (customer_id = (select portal_customer())) with check (customer_id = (select portal_customer()))', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
  end loop;
end;
$$;

drop policy if exists own_customer on processor_customers;
create policy own_customer on processor_customers as restrictive for insert to tallystick_portal
  with check (customer_id = (select portal_customer()));
drop policy if exists own_setup on method_setups;
create policy own_setup on method_setups as restrictive for insert to tallystick_portal
  with check (customer_id = (select portal_customer()) and state = 'created' and saved_method_id is null);
drop policy if exists not_saved on method_setups;
create policy not_saved on method_setups as restrictive for update to tallystick_portal
  using (state in ('created', 'open')) with check (state in ('created', 'open', 'ended'));

-- A charge without a page: a customer may ask for one with a method of their own; what becomes of it only the worker knows.
drop policy if exists own_method on payment_attempts;
create policy own_method on payment_attempts as restrictive for insert to tallystick_portal with check (kind = 'checkout'
  or (state = 'created' and requested_by_kind = 'customer' and plan_id is null and exists (
    select from saved_methods m where m.id = saved_method_id and m.customer_id = payment_attempts.customer_id and m.state = 'active')));
drop policy if exists own_page on payment_attempts;
create policy own_page on payment_attempts as restrictive for update to tallystick_portal using (kind = 'checkout') with check (kind = 'checkout');
drop policy if exists own_page on payment_attempt_items;
create policy own_page on payment_attempt_items as restrictive for update to tallystick_portal
  using (exists (select from payment_attempts a where a.id = attempt_id and a.kind = 'checkout'));

-- What somebody found out about a movement at the processor: written once by the back office.
grant insert on movement_closings to tallystick_staff;
