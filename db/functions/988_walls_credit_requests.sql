-- A customer asks and reads the answer, not who gave it; the back office answers.
grant select on credit_requests to tallystick_staff, tallystick_worker;
grant update (answered_by, answered_by_name, answered_at, answer) on credit_requests to tallystick_staff;
grant insert (customer_id, open_item_id, wish, note, asked_by, asked_by_name, asked_at) on credit_requests to tallystick_portal;
grant select (id, customer_id, open_item_id, wish, note, asked_by_name, asked_at, answered_at, answer) on credit_requests to tallystick_portal;
alter table credit_requests enable row level security;
drop policy if exists back_office on credit_requests;
create policy back_office on credit_requests to tallystick_staff, tallystick_worker using (true) with check (true);
drop policy if exists portal_scope on credit_requests;
create policy portal_scope on credit_requests to tallystick_portal using (customer_id = (select portal_customer())) with check (customer_id = (select portal_customer()));
-- What is asked about is a credit of the one who asks.
drop policy if exists own_credit on credit_requests;
create policy own_credit on credit_requests as restrictive for insert to tallystick_portal with check (
  answered_at is null and exists (select from open_items o where o.id = open_item_id and o.customer_id = (select portal_customer()) and o.side = 'credit'));
