-- Promises and reminders: the back office reads and writes; a customer reads the policy, makes promises and says what is paid.
grant select on collection_policies, reminder_stages, customer_reminder_groups, promises, promise_items, promise_events, promise_money, said_paid,
  collection_tasks, reminder_runs, reminders, reminder_items to tallystick_staff, tallystick_worker;
grant insert on collection_policies, reminder_stages to tallystick_staff;
grant insert, update on customer_reminder_groups to tallystick_staff;
grant insert on promises, promise_items to tallystick_staff;
grant insert on promise_events, promise_money, collection_tasks to tallystick_staff, tallystick_worker;
grant update (state, amount_minor, promised_on) on promises to tallystick_staff, tallystick_worker;
grant delete, update (amount_minor) on promise_money to tallystick_staff, tallystick_worker;
grant update (answered_by, answered_by_name, answered_at, answer) on said_paid to tallystick_staff;
grant update (done_by, done_by_name, done_at, outcome) on collection_tasks to tallystick_staff, tallystick_worker;
grant insert on reminder_runs, reminders, reminder_items to tallystick_worker;
grant update (ended_at, reminders) on reminder_runs to tallystick_worker;
grant update (state, state_reason, changed_by_name, changed_at, document_id, delivery_id) on reminders to tallystick_staff, tallystick_worker;
grant update (live) on reminder_items to tallystick_staff, tallystick_worker;
grant execute on function askable_items(uuid[], date), promised_parts(uuid, date), chaseable_items(uuid[], date) to tallystick_staff, tallystick_worker;
grant execute on function policy_on(date) to tallystick_staff, tallystick_worker, tallystick_portal;

grant select on collection_policies to tallystick_portal;
grant select (id, customer_id, currency, amount_minor, made_on, promised_on, grace_days, made_by_kind, made_by_name, made_at, state) on promises to tallystick_portal;
grant insert (id, customer_id, currency, amount_minor, made_on, promised_on, grace_days, pauses, made_by_kind, source, note, made_by, made_by_name, made_at)
  on promises to tallystick_portal;
grant select (promise_id, customer_id, position, kind, amount_minor, promised_on, id) on promise_events to tallystick_portal;
grant insert (promise_id, customer_id, position, kind, amount_minor, promised_on, by_kind, by_id, by_name, happened_at) on promise_events to tallystick_portal;
grant select (id, customer_id, invoice_id, amount_minor, paid_on, said_on, paused_to_on, said_by_name, said_at, answered_at, answer) on said_paid to tallystick_portal;
grant insert (customer_id, invoice_id, amount_minor, paid_on, reference, said_on, paused_to_on, said_by_kind, said_by, said_by_name, said_at) on said_paid to tallystick_portal;

do $$
declare
  walled text;
begin
  foreach walled in array array['promises', 'promise_events', 'said_paid']
  loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
  end loop;
end;
$$;
drop policy if exists portal_scope on promises;
create policy portal_scope on promises to tallystick_portal using (customer_id = (select portal_customer())) with check (customer_id = (select portal_customer()));
drop policy if exists own_promise on promises;
create policy own_promise on promises as restrictive for insert to tallystick_portal with check (made_by_kind = 'customer' and state = 'open');
drop policy if exists portal_scope on promise_events;
create policy portal_scope on promise_events to tallystick_portal using (customer_id = (select portal_customer())) with check (customer_id = (select portal_customer()));
drop policy if exists own_promise on promise_events;
create policy own_promise on promise_events as restrictive for insert to tallystick_portal with check (
  kind = 'made' and by_kind = 'customer' and exists (select from promises p where p.id = promise_id and p.customer_id = (select portal_customer())));
-- A link speaks of its invoices alone.
drop policy if exists portal_scope on said_paid;
create policy portal_scope on said_paid to tallystick_portal
  using (case when (select portal_customer()) is not null then customer_id = (select portal_customer()) else invoice_id = any (array(select unnest(portal_invoices()))) end)
  with check (case when (select portal_customer()) is not null then customer_id = (select portal_customer()) else invoice_id = any (array(select unnest(portal_invoices()))) end);
drop policy if exists own_invoice on said_paid;
create policy own_invoice on said_paid as restrictive for insert to tallystick_portal with check (
  said_by_kind = (case when (select portal_customer()) is not null then 'customer' else 'link' end)
  and exists (select from invoices i where i.id = invoice_id and i.customer_id = said_paid.customer_id));
