-- Schedules are the back office's; a customer may read in which form their own statements come.
grant insert on statement_preferences, statement_runs, statement_sends, collector_assignments, portfolio_packs to tallystick_staff, tallystick_worker;
grant update (day_no, hour_no, next_on, paused, changed_by, changed_by_name, changed_at) on statement_schedules to tallystick_staff, tallystick_worker;
grant update (every, form, sends_empty, changed_by, changed_by_name, changed_at) on statement_defaults to tallystick_staff, tallystick_worker;
grant update (every, form, sends_empty, as_group, changed_by, changed_by_name, changed_at) on statement_preferences to tallystick_staff, tallystick_worker;
grant update (state, state_reason, ended_at) on statement_runs to tallystick_staff, tallystick_worker;
grant update (state, reason, tries, document_id, done_at) on statement_sends to tallystick_staff, tallystick_worker;
grant execute on function collector_on(uuid, date) to tallystick_staff, tallystick_worker;

grant select (form) on statement_defaults to tallystick_portal;
grant select (customer_id, form) on statement_preferences to tallystick_portal;
alter table statement_preferences enable row level security;
drop policy if exists portal_scope on statement_preferences;
create policy portal_scope on statement_preferences to tallystick_portal using (customer_id = (select portal_customer()));
drop policy if exists back_office on statement_preferences;
create policy back_office on statement_preferences to tallystick_staff, tallystick_worker using (true) with check (true);
