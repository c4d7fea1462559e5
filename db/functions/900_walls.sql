-- Who may touch what. Run after every migration, so a new table without a line here is readable by no one but the owner.

revoke all on schema public from public;
grant usage on schema public to tallystick_staff, tallystick_portal, tallystick_worker;
revoke all on all tables in schema public from tallystick_staff, tallystick_portal, tallystick_worker;
revoke all on all functions in schema public from public;

-- Staff and worker read everything; the auditor's "writes nothing" is a permission above this.
grant select on all tables in schema public to tallystick_staff, tallystick_worker;
grant insert on customers, contacts, users, portal_memberships, sessions, recovery_codes, sign_in_links, scoped_links, scoped_link_invoices,
  rate_limits, invoice_drafts, invoice_draft_lines, applications, holds, hold_releases, audit_records, idempotency_keys, payment_reversals,
  payment_attempts, payment_attempt_items, stripe_events, stripe_effects, documents, messages, invoice_views, exchange_rates,
  company_bank_accounts, tax_categories
  to tallystick_staff, tallystick_worker;
grant update on customers, contacts, users, portal_memberships, sessions, recovery_codes, sign_in_links, scoped_links, rate_limits,
  invoice_drafts, invoice_draft_lines, payment_attempts, payment_attempt_items, stripe_events, messages, company, company_bank_accounts
  to tallystick_staff, tallystick_worker;
grant delete on sessions, sign_in_links, rate_limits, invoice_drafts, invoice_draft_lines, idempotency_keys, recovery_codes
  to tallystick_staff, tallystick_worker;
grant execute on function post_entries(jsonb), record_invoices(jsonb), record_payments(jsonb) to tallystick_staff, tallystick_worker;

-- The movable clock exists in demo and test databases only.
do $$
begin
  if exists (select 1 from system_marker where mode in ('demo', 'test')) then
    grant insert, update on demo_clock to tallystick_staff, tallystick_worker;
  end if;
end;
$$;

-- The portal reads named tables under row-level security and writes only attempts, their items, holds nothing, and its own audit.
create or replace function portal_customer() returns uuid
language sql stable set search_path = public, pg_temp as $$
  select nullif(current_setting('tallystick.customer_id', true), '')::uuid;
$$;
comment on function portal_customer() is 'The customer this request may see; null (nothing) when unset or when a scoped link speaks.';

create or replace function portal_invoices() returns uuid[]
language sql stable set search_path = public, pg_temp as $$
  select coalesce(nullif(current_setting('tallystick.invoice_ids', true), '')::uuid[], '{}');
$$;
comment on function portal_invoices() is 'The invoices a scoped link may see.';

create or replace function portal_items() returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(open_item_id), '{}') from invoices where id = any (portal_invoices()) and open_item_id is not null;
$$;
comment on function portal_items() is 'Open items of the invoices a scoped link may see. Definer: the link cannot read them to find out.';

grant execute on function portal_customer(), portal_invoices(), portal_items() to tallystick_portal, tallystick_staff, tallystick_worker;

grant select on company, company_bank_accounts, tax_categories, demo_clock, system_marker, number_series to tallystick_portal;
grant select on customers, contacts, open_items, applications, holds, hold_releases, invoices, invoice_lines, invoice_taxes, payments,
  payment_reversals, payment_attempts, payment_attempt_items, documents, invoice_views to tallystick_portal;
grant insert on payment_attempts, payment_attempt_items, audit_records, invoice_views to tallystick_portal;
grant update (state, session_ref, session_url, intent_ref, failure_text, changed_at) on payment_attempts to tallystick_portal;
grant update (live) on payment_attempt_items to tallystick_portal;

do $$
declare
  walled record;
begin
  for walled in select * from (values
    ('customers', 'id', 'false'),
    ('contacts', 'customer_id', 'false'),
    ('open_items', 'customer_id', 'id = any (array(select unnest(portal_items())))'),
    ('applications', 'customer_id', 'debit_item_id = any (array(select unnest(portal_items()))) or credit_item_id = any (array(select unnest(portal_items())))'),
    ('holds', 'customer_id', 'item_id = any (array(select unnest(portal_items())))'),
    ('hold_releases', 'customer_id', 'exists (select 1 from holds h where h.id = hold_id)'),
    ('invoices', 'customer_id', 'id = any (array(select unnest(portal_invoices())))'),
    ('invoice_lines', 'customer_id', 'invoice_id = any (array(select unnest(portal_invoices())))'),
    ('invoice_taxes', 'customer_id', 'invoice_id = any (array(select unnest(portal_invoices())))'),
    ('payments', 'customer_id', 'false'),
    ('payment_reversals', 'customer_id', 'false'),
    ('payment_attempts', 'customer_id', 'requested_by = (select nullif(current_setting(''tallystick.link_id'', true), '''')::uuid)'),
    ('payment_attempt_items', 'customer_id', 'item_id = any (array(select unnest(portal_items())))'),
    ('documents', 'customer_id', 'invoice_id = any (array(select unnest(portal_invoices())))'),
    ('invoice_views', 'customer_id', 'invoice_id = any (array(select unnest(portal_invoices())))')) as w (name, key, link_rule)
  loop
    execute format('alter table %I enable row level security', walled.name);
    execute format('drop policy if exists portal_scope on %I', walled.name);
    -- A case, not an or: the planner must not take the wall for the way in and read every row of a customer to sort 25.
    execute format('create policy portal_scope on %I to tallystick_portal using (case when (select portal_customer()) is not null then %I = (select portal_customer()) else %s end)',
      walled.name, walled.key, walled.link_rule);
    execute format('drop policy if exists back_office on %I', walled.name);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled.name);
  end loop;
end;
$$;

alter table audit_records enable row level security;
drop policy if exists portal_scope on audit_records;
create policy portal_scope on audit_records for insert to tallystick_portal with check (actor_kind in ('customer', 'link'));
drop policy if exists back_office on audit_records;
create policy back_office on audit_records to tallystick_staff, tallystick_worker using (true) with check (true);
