-- People of a customer: the portal sees its own, prepares payments and answers them; who is let in is written by the back office's role.
grant select, insert, update on portal_invitations to tallystick_staff, tallystick_worker;
create or replace function portal_people() returns table (user_id uuid, name text, email text, role text, limit_minor bigint, limit_currency text, group_role text, since timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select u.id, u.name, u.email, m.role, m.limit_minor, m.limit_currency, m.group_role, m.created_at
  from portal_memberships m join users u on u.id = m.user_id
  where m.customer_id = portal_customer() and m.removed_at is null and u.disabled_at is null
  order by u.name, u.email;
$$;
comment on function portal_people() is 'Who signs in for the customer of the scope. Definer: the portal reads no table of people, and this answers for its own customer alone.';

grant execute on function portal_people() to tallystick_portal, tallystick_staff, tallystick_worker;
grant execute on function portal_right(uuid, uuid) to tallystick_staff, tallystick_worker;
grant select (id, customer_id, email, name, role, limit_minor, limit_currency, group_role, invited_by_name, invited_at, expires_at, accepted_at, revoked_at)
  on portal_invitations to tallystick_portal;
grant select, insert on payment_asks, payment_ask_items to tallystick_portal;
grant update (outcome, answered_by, answered_by_name, answered_at, answer) on payment_asks to tallystick_portal;

do $$
declare
  walled text;
begin
  foreach walled in array array['portal_invitations', 'payment_asks', 'payment_ask_items'] loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists portal_scope on %I', walled);
    execute format('create policy portal_scope on %I to tallystick_portal using (customer_id = (select portal_customer())) with check (customer_id = (select portal_customer()))', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
  end loop;
end;
$$;
drop policy if exists own_ask on payment_asks;
create policy own_ask on payment_asks as restrictive for insert to tallystick_portal
  with check (customer_id = (select portal_customer()) and outcome is null);
-- What is asked to be paid is owed by the one who asks.
drop policy if exists own_item on payment_ask_items;
create policy own_item on payment_ask_items as restrictive for insert to tallystick_portal with check (
  exists (select from open_items o where o.id = item_id and o.customer_id = (select portal_customer()) and o.side = 'debit'));

-- Help is the same for everybody; who worded it is not the customer's to know.
grant insert on help_versions to tallystick_staff, tallystick_worker;
grant select (id, slug, language, from_on, title, body) on help_versions to tallystick_portal;
