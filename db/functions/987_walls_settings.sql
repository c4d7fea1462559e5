-- Versions of settings are added by the back office. The portal reads what holds; who made it is not the customer's to know.
-- The row of the set-up stays; what changes is a version.
revoke update on company from tallystick_staff, tallystick_worker;
grant insert on company_versions, company_version_withdrawals to tallystick_staff, tallystick_worker;
grant execute on function company_version(text, text, date, timestamptz), company_zone(timestamptz), company_day(timestamptz),
  tax_rate_on(text, date, timestamptz), company_banks(date, timestamptz), company_value_fits(text, jsonb) to tallystick_staff, tallystick_worker;
grant execute on function company_version(text, text, date, timestamptz), company_zone(timestamptz), company_day(timestamptz),
  company_banks(date, timestamptz) to tallystick_portal;
grant select (id, what, key, from_on, value, made_at) on company_versions to tallystick_portal;
grant select (version_id, withdrawn_at) on company_version_withdrawals to tallystick_portal;
grant select (id, currency, bank_name, account_name, account_number, routing, from_on, made_at) on company_bank_versions to tallystick_portal;

-- A customer asks, and takes back what it asked; a colleague decides.
grant insert on customer_change_requests, customer_change_decisions, customer_change_effects to tallystick_staff, tallystick_worker;
grant select, insert on customer_change_requests to tallystick_portal;
grant select (request_id, customer_id, outcome, from_on, reason, decided_at) on customer_change_decisions to tallystick_portal;
grant insert (request_id, customer_id, outcome, decided_by, decided_by_name, decided_at) on customer_change_decisions to tallystick_portal;
grant select (request_id, customer_id, done_at) on customer_change_effects to tallystick_portal;

do $$
declare
  walled text;
begin
  foreach walled in array array['customer_change_requests', 'customer_change_decisions', 'customer_change_effects'] loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
    execute format('drop policy if exists portal_scope on %I', walled);
    execute format('create policy portal_scope on %I to tallystick_portal using (customer_id = (select portal_customer())) with check (customer_id = (select portal_customer()))', walled);
  end loop;
end;
$$;
drop policy if exists own_request on customer_change_requests;
create policy own_request on customer_change_requests as restrictive for insert to tallystick_portal with check (customer_id = (select portal_customer()));
drop policy if exists portal_withdraws on customer_change_decisions;
create policy portal_withdraws on customer_change_decisions as restrictive for insert to tallystick_portal with check (outcome = 'withdrawn');
