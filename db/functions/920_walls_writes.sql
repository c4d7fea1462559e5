-- What the portal writes must be about what it may see. The policies of 900 say whose rows; these say that a row of one's own
-- may not name another's item, invoice or account. Restrictive: they narrow and never open.
create or replace function portal_may_name(customer uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select customer = portal_customer()
    or exists (select 1 from invoices i where i.id = any (portal_invoices()) and i.customer_id = customer);
$$;
comment on function portal_may_name(uuid) is 'Whether a row the portal writes may carry this customer: its own, or the one its link belongs to. Runs under row-level security.';
grant execute on function portal_may_name(uuid) to tallystick_portal;

drop policy if exists own_customer on payment_attempts;
create policy own_customer on payment_attempts as restrictive for insert to tallystick_portal
  with check (portal_may_name(customer_id) and state in ('created', 'open'));

drop policy if exists own_item on payment_attempt_items;
create policy own_item on payment_attempt_items as restrictive for insert to tallystick_portal
  with check (
    exists (select 1 from open_items o where o.id = item_id and o.customer_id = payment_attempt_items.customer_id)
    and exists (select 1 from payment_attempts a where a.id = attempt_id and a.customer_id = payment_attempt_items.customer_id));

drop policy if exists own_invoice on invoice_views;
create policy own_invoice on invoice_views as restrictive for insert to tallystick_portal
  with check (exists (select 1 from invoices i where i.id = invoice_id and i.customer_id = invoice_views.customer_id));

drop policy if exists own_customer on audit_records;
create policy own_customer on audit_records as restrictive for insert to tallystick_portal
  with check (customer_id is null or portal_may_name(customer_id));
