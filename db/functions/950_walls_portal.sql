-- What a customer's form may repeat: the portal keeps its own keys and sees nobody else's.
grant select, insert on idempotency_keys to tallystick_portal;
alter table idempotency_keys enable row level security;
drop policy if exists portal_scope on idempotency_keys;
create policy portal_scope on idempotency_keys to tallystick_portal using (
  scope = 'pay:' || (select coalesce(nullif(current_setting('tallystick.customer_id', true), ''), nullif(current_setting('tallystick.link_id', true), ''))));
drop policy if exists back_office on idempotency_keys;
create policy back_office on idempotency_keys to tallystick_staff, tallystick_worker using (true) with check (true);
