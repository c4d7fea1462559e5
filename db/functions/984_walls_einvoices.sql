-- E-invoices: the back office writes; a customer learns of its files only where it may fetch them.
grant insert on einvoice_events to tallystick_staff, tallystick_worker;
grant insert, update on einvoice_seller, einvoice_buyers to tallystick_staff;
grant select (customer_id, profile, portal_download) on einvoice_buyers to tallystick_portal;
do $$
declare
  walled text;
begin
  foreach walled in array array['einvoice_buyers', 'einvoice_events']
  loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
  end loop;
end;
$$;
drop policy if exists portal_scope on einvoice_buyers;
create policy portal_scope on einvoice_buyers for select to tallystick_portal using (customer_id = (select portal_customer()));

drop policy if exists einvoices_where_enabled on documents;
create policy einvoices_where_enabled on documents as restrictive for select to tallystick_portal
  using (kind <> 'einvoice' or exists (select from einvoice_buyers b where b.customer_id = documents.customer_id and b.portal_download));
drop policy if exists no_einvoices on documents;
create policy no_einvoices on documents as restrictive for select to tallystick_partner using (kind <> 'einvoice');
