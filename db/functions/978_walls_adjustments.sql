-- Write-offs and refunds belong to the back office, which adds and never changes; numbered documents come through their functions.
grant insert on write_off_batches, tax_reliefs, recoveries, refund_events to tallystick_staff, tallystick_worker;
grant execute on function record_write_offs(jsonb), record_refunds(jsonb), record_refund_batch(jsonb), base_part(uuid, bigint), tax_in_item(uuid),
  tax_part(bigint, bigint, bigint), write_off_tax(uuid, bigint), written_off_standing(uuid, uuid, uuid), refundable_kind(text),
  refund_step_follows(text, text), check_decided_for(uuid, text, uuid, text, bigint), number_text(text, bigint), lines_text(uuid)
  to tallystick_staff, tallystick_worker;

-- A customer sees that money comes back and how far it is, not who decided it, why, or what bank account it goes to.
grant select (id, number, customer_id, credit_item_id, currency, amount_minor, method, payment_id, effective_on, made_at) on refunds to tallystick_portal;
grant select (id, refund_id, customer_id, kind, position, effective_on, happened_at) on refund_events to tallystick_portal;
do $$
declare
  walled text;
begin
  foreach walled in array array['refunds', 'refund_events']
  loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists portal_scope on %I', walled);
    execute format('create policy portal_scope on %I to tallystick_portal using (customer_id = (select portal_customer()))', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
  end loop;
end;
$$;
