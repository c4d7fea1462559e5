-- What a customer reads of the catalogue: units and list prices of their own lines.

create or replace function portal_line_prices()
returns table (contract_line_id uuid, unit_code text, unit_name text, list_name text, valid_from_on date, valid_to_on date, scheme jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.id, u.code, u.name, pl.name, p.valid_from_on, p.valid_to_on, p.scheme
  from contract_lines l join products d on d.id = l.product_id join units u on u.code = d.unit_code
    left join price_lists pl on pl.id = l.price_list_id
    left join list_prices p on p.price_list_id = l.price_list_id and p.product_id = l.product_id
      and not exists (select from list_price_withdrawals w where w.list_price_id = p.id)
  where l.customer_id = portal_customer() and l.withdrawn_in_version is null
  order by l.id, p.valid_from_on;
$$;
comment on function portal_line_prices() is
  'Units and list prices of the lines of the customer this request may see. Definer: price lists are shared with other customers and closed to the portal.';

-- The back office writes contracts and changes what may change; nothing of them is ever deleted.
grant insert on sites, contracts, contract_versions, contract_lines, contract_prices, contract_files to tallystick_staff, tallystick_worker;
grant update (code, name, address_lines) on sites to tallystick_staff, tallystick_worker;
grant update (title, currency, po_number, invoice_per, terms_from, terms_days, starts_on, ends_on, state, version_no) on contracts to tallystick_staff, tallystick_worker;
grant update (state, decided_by, decided_by_name, decided_at, decision_note, changes_from_on) on contract_versions to tallystick_staff, tallystick_worker;
grant update (replaces_id, description, product_id, cycle, anchor_on, timing, charge, quantity, site_id, po_number, price_list_id, starts_on, ends_on, deferred,
  tax_code, account_code, withdrawn_in_version) on contract_lines to tallystick_staff, tallystick_worker;
grant update (valid_to_on, withdrawn_in_version) on contract_prices to tallystick_staff, tallystick_worker;
grant update (removed_at, removed_by_name) on contract_files to tallystick_staff, tallystick_worker;
grant execute on function ends_billing_period(text, date, date) to tallystick_staff, tallystick_worker;

grant execute on function portal_line_prices() to tallystick_portal;

-- A customer reads their own contracts, prices and files; not who proposed and decided what, nor on which account it is booked.
grant select (id, customer_id, code, name, address_lines) on sites to tallystick_portal;
grant select (id, number, customer_id, title, currency, po_number, starts_on, ends_on, state, version_no) on contracts to tallystick_portal;
grant select (id, contract_id, customer_id, line_no, product_id, description, cycle, anchor_on, timing, charge, quantity, site_id, po_number, price_list_id,
  starts_on, ends_on, withdrawn_in_version) on contract_lines to tallystick_portal;
grant select (id, contract_line_id, customer_id, version_no, valid_from_on, valid_to_on, scheme, withdrawn_in_version) on contract_prices to tallystick_portal;
grant select (id, contract_id, customer_id, file_name, media_type, sha256, size_bytes, uploaded_at, removed_at) on contract_files to tallystick_portal;
do $$
declare
  walled text;
begin
  foreach walled in array array['sites', 'contracts', 'contract_lines', 'contract_prices', 'contract_files']
  loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists portal_scope on %I', walled);
    execute format('create policy portal_scope on %I to tallystick_portal using (customer_id = (select portal_customer()))', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
  end loop;
end;
$$;
