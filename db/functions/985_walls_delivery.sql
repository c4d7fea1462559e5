-- The back office orders and notes; a sending's state is stamped by its events alone.
grant insert on delivery_choices, supplier_portals, delivery_routes, deliveries, delivery_messages, delivery_evidence, delivery_events, print_batches,
  print_batch_items, address_tasks, contact_opt_outs to tallystick_staff, tallystick_worker;
grant update (channel, to_roles, attaches, gathers, einvoice_profile, changed_by, changed_by_name, changed_at)
  on delivery_choices, delivery_defaults to tallystick_staff, tallystick_worker;
grant delete on delivery_choices, supplier_portals, delivery_routes to tallystick_staff, tallystick_worker;
grant update on supplier_portals, delivery_routes to tallystick_staff, tallystick_worker;
grant update (not_before_at, assigned_to, route) on deliveries to tallystick_staff, tallystick_worker;
grant update (closed_at, closed_how, closed_by_name, new_address, sent_again_at) on address_tasks to tallystick_staff, tallystick_worker;
grant update (ended_at) on contact_opt_outs to tallystick_staff, tallystick_worker;
grant update (quiet_from, quiet_until, rest_days, cap_count, cap_days, changed_by, changed_by_name, changed_at) on contact_rules
  to tallystick_staff, tallystick_worker;
grant execute on function delivery_step(text, text, text), mailed_state(uuid) to tallystick_staff, tallystick_worker;

-- A customer sees how far each of their documents is, not who here did it and why we kept a mail back.
grant select (id, customer_id, document_kind, invoice_id, document_id, channel, state, ordered_at) on deliveries to tallystick_portal;
grant select (id, delivery_id, customer_id, kind, happened_at, person, paid_on) on delivery_events to tallystick_portal;
do $$
declare
  walled record;
begin
  for walled in select * from (values
    ('deliveries', 'invoice_id = any (array(select unnest(portal_invoices())))'),
    ('delivery_events', 'delivery_id in (select d.id from deliveries d where d.invoice_id = any (array(select unnest(portal_invoices()))))'))
    as w (name, link_rule)
  loop
    execute format('alter table %I enable row level security', walled.name);
    execute format('drop policy if exists portal_scope on %I', walled.name);
    execute format('create policy portal_scope on %I to tallystick_portal using (case when (select portal_customer()) is not null then customer_id = (select portal_customer()) else %s end)',
      walled.name, walled.link_rule);
    execute format('drop policy if exists back_office on %I', walled.name);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled.name);
  end loop;
end;
$$;
