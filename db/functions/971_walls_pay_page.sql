-- The pay page: the portal says which credit is to be used and what surcharge was shown; the worker alone makes either true.
create or replace function credits_being_refunded() returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select r.subject_id from approval_requests r
  where r.kind = 'refund' and r.subject_kind = 'open_item' and r.customer_id = portal_customer()
    and not exists (select from approval_decisions d where d.approval_id = r.id);
$$;
comment on function credits_being_refunded() is 'Credits of the scope''s customer that somebody asked to have paid out and nobody decided on yet. Definer: customers do not read what is asked and decided inside; they learn only which of their own credits are not to be used now.';

grant select on credit_uses, credit_use_parts, attempt_surcharges, surcharge_notes to tallystick_staff, tallystick_worker;
grant insert on credit_uses, credit_use_parts, attempt_surcharges, surcharge_notes to tallystick_worker;
grant update (done_at, used_minor) on credit_uses to tallystick_worker;
grant select (id, customer_id, currency, amount_minor, attempt_id, asked_by_name, asked_at, done_at, used_minor),
  insert (id, customer_id, currency, amount_minor, attempt_id, asked_by, asked_by_name, asked_at) on credit_uses to tallystick_portal;
grant select, insert on credit_use_parts to tallystick_portal;
grant select, insert on attempt_surcharges to tallystick_portal;
grant select (attempt_id, customer_id, payment_id, invoice_id) on surcharge_notes to tallystick_portal;
grant execute on function credits_being_refunded(), tax_rate_on(text, date, timestamptz) to tallystick_portal;
grant execute on function surcharge_goes_back(uuid, bigint), surcharge_sum_fits(attempt_surcharges, invoices) to tallystick_staff, tallystick_worker;

do $$
declare
  walled record;
begin
  for walled in select * from (values
    ('credit_uses', 'false'), ('credit_use_parts', 'false'), ('surcharge_notes', 'false'),
    ('attempt_surcharges', 'exists (select from payment_attempts a where a.id = attempt_id)')) as w (name, link_rule)
  loop
    execute format('alter table %I enable row level security', walled.name);
    execute format('drop policy if exists back_office on %I', walled.name);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled.name);
    execute format('drop policy if exists portal_scope on %I', walled.name);
    execute format('create policy portal_scope on %I to tallystick_portal using (case when (select portal_customer()) is not null
      then customer_id = (select portal_customer()) else %s end)', walled.name, walled.link_rule);
  end loop;
end;
$$;

-- What the portal adds names rows of its own scope.
drop policy if exists own_use on credit_uses;
create policy own_use on credit_uses as restrictive for insert to tallystick_portal with check (
  customer_id = (select portal_customer()) and (attempt_id is null or exists (select from payment_attempts a where a.id = attempt_id and a.customer_id = credit_uses.customer_id)));
drop policy if exists own_part on credit_use_parts;
create policy own_part on credit_use_parts as restrictive for insert to tallystick_portal with check (
  customer_id = (select portal_customer()) and exists (select from credit_uses u where u.id = use_id and u.done_at is null));
drop policy if exists own_attempt on attempt_surcharges;
create policy own_attempt on attempt_surcharges as restrictive for insert to tallystick_portal with check (
  exists (select from payment_attempts a where a.id = attempt_id and a.customer_id = attempt_surcharges.customer_id and a.state = 'created'));
