grant insert on reductions, reduction_taxes, case_events to tallystick_staff, tallystick_worker;
do $$
declare
  walled text;
begin
  foreach walled in array array['reductions', 'reduction_taxes', 'case_events']
  loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists portal_scope on %I', walled);
    execute format('create policy portal_scope on %I to tallystick_portal using (customer_id = (select portal_customer()))', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
  end loop;
end;
$$;
grant execute on function reduction_accounts(text) to tallystick_staff, tallystick_worker;

grant execute on function item_number(text, uuid) to tallystick_staff, tallystick_worker, tallystick_portal;
grant insert on opening_items to tallystick_staff, tallystick_worker;
alter table opening_items enable row level security;
drop policy if exists portal_scope on opening_items;
create policy portal_scope on opening_items to tallystick_portal using (customer_id = (select portal_customer()));
drop policy if exists back_office on opening_items;
create policy back_office on opening_items to tallystick_staff, tallystick_worker using (true) with check (true);
