-- Applications are written by these two alone: nobody inserts one beside them, so none lacks its exchange difference.
revoke insert on applications from tallystick_staff, tallystick_worker;
grant execute on function apply_items(jsonb), unapply_items(jsonb), base_left(uuid) to tallystick_staff, tallystick_worker;

grant insert on revaluations to tallystick_staff, tallystick_worker;
grant execute on function item_left(uuid[]) to tallystick_staff, tallystick_worker;

grant insert on transfers to tallystick_staff, tallystick_worker;
grant execute on function group_of(uuid) to tallystick_staff, tallystick_worker;
grant select on transfers to tallystick_portal;
alter table transfers enable row level security;
drop policy if exists portal_scope on transfers;
create policy portal_scope on transfers to tallystick_portal
  using (case when (select portal_customer()) is not null then (select portal_customer()) in (customer_id, to_customer_id) else false end);
-- A partner's statement names where a transfer went to or came from, as the customer's own does.
grant select (id, from_name, to_name) on transfers to tallystick_partner;
drop policy if exists partner_scope on transfers;
create policy partner_scope on transfers for select to tallystick_partner
  using (array[customer_id, to_customer_id] && array(select unnest(partner_customers())));
drop policy if exists back_office on transfers;
create policy back_office on transfers to tallystick_staff, tallystick_worker using (true) with check (true);
