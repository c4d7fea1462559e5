-- Cheques and deposits belong to the back office, which adds steps and never changes one; numbered papers come through their functions.
grant insert on instrument_events, deposit_cancellations to tallystick_staff, tallystick_worker;
grant insert, update, delete on holidays to tallystick_staff, tallystick_worker;
grant execute on function instrument_step(text, text, boolean), lock_instruments(uuid[]), record_instrument(jsonb, jsonb, jsonb), record_deposit(jsonb, jsonb),
  money_in_hand(uuid[])
  to tallystick_staff, tallystick_worker;

-- A customer sees their own cheques and how far each is, not who holds it, nor what else was in the deposit.
grant select (id, number, customer_id, currency, amount_minor, cheque_no, bank_name, dated_on, received_on) on instruments to tallystick_portal;
grant select (instrument_id, customer_id, state, payment_id) on instrument_standing to tallystick_portal;
-- A partner sees as much of the cheques of assigned customers, so that a payment says how far it is.
grant select (id, number, customer_id, currency, amount_minor, cheque_no, bank_name, dated_on, received_on) on instruments to tallystick_partner;
grant select (instrument_id, customer_id, state, payment_id) on instrument_standing to tallystick_partner;
do $$
declare
  walled text;
begin
  foreach walled in array array['instruments', 'instrument_standing']
  loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists portal_scope on %I', walled);
    execute format('create policy portal_scope on %I to tallystick_portal using (customer_id = (select portal_customer()))', walled);
    execute format('drop policy if exists partner_scope on %I', walled);
    execute format('create policy partner_scope on %I for select to tallystick_partner using (customer_id = any (array(select unnest(partner_customers()))))', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
  end loop;
end;
$$;
