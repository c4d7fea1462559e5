-- The back office adds usage and never changes it; a meter ends, and a mapping is saved again under its name.
grant insert on usage_imports, service_orders, service_order_closings, meters, meter_readings, usage_records, import_mappings to tallystick_staff, tallystick_worker;
grant update (ended_on) on meters to tallystick_staff, tallystick_worker;
grant update, delete on import_mappings to tallystick_staff, tallystick_worker;
grant update (mapping) on import_files to tallystick_staff, tallystick_worker;
grant execute on function reading_difference(numeric, numeric, smallint), standing_readings(uuid[]), actual_steps(uuid[]) to tallystick_staff, tallystick_worker;

-- A customer sees what their charges are made of, not who entered it nor from which file.
grant select (id, customer_id, contract_line_id, site_id, kind, occurred_on, quantity, unit_code, reference, corrects_id) on usage_records to tallystick_portal;
do $$
declare
  walled text;
begin
  foreach walled in array array['usage_records']
  loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists portal_scope on %I', walled);
    execute format('create policy portal_scope on %I to tallystick_portal using (customer_id = (select portal_customer()))', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
  end loop;
end;
$$;
