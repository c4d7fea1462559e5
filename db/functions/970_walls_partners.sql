-- A partner's login reads named tables under row-level security, the customers assigned to the partner it speaks for and
-- their rows, and writes nothing. Account numbers of customers are not granted; their last four characters are.

revoke all on all tables in schema public from tallystick_partner;
revoke all on all functions in schema public from tallystick_partner;
grant usage on schema public to tallystick_partner;
grant execute on function partner_customers() to tallystick_partner, tallystick_staff, tallystick_worker;
grant execute on function item_number(text, uuid) to tallystick_partner;
grant execute on function check_bank_version(), iban_fits(text) to tallystick_staff, tallystick_worker;

grant insert on partner_assignments, customer_bank_accounts, company_bank_versions to tallystick_staff, tallystick_worker;
grant update (removed_at) on partner_assignments to tallystick_staff, tallystick_worker;
-- Our own accounts are printed on every invoice: changed by an approved version, no longer by hand.
revoke insert, update on company_bank_accounts from tallystick_staff, tallystick_worker;

grant select on company, tax_categories, number_series, credit_reasons to tallystick_partner;
grant select (seal_no, before_xid, sealed_at) on seals to tallystick_partner;
grant select (id, customer_id, currency, holder, account_tail, made_at) on customer_bank_accounts to tallystick_partner;

alter table customer_bank_accounts enable row level security;
drop policy if exists back_office on customer_bank_accounts;
create policy back_office on customer_bank_accounts to tallystick_staff, tallystick_worker using (true) with check (true);

do $$
declare
  walled record;
begin
  for walled in select * from (values ('customers', 'id', true), ('contacts', 'customer_id', true), ('open_items', 'customer_id', true),
    ('applications', 'customer_id', true), ('holds', 'customer_id', true), ('hold_releases', 'customer_id', true),
    ('invoices', 'customer_id', true), ('invoice_lines', 'customer_id', true), ('invoice_taxes', 'customer_id', true),
    ('payments', 'customer_id', true), ('payment_reversals', 'customer_id', true), ('documents', 'customer_id', true),
    ('customer_bank_accounts', 'customer_id', false)) as w (name, key, whole)
  loop
    if walled.whole then execute format('grant select on %I to tallystick_partner', walled.name); end if;
    execute format('drop policy if exists partner_scope on %I', walled.name);
    execute format('create policy partner_scope on %I for select to tallystick_partner using (%I = any (array(select unnest(partner_customers()))))',
      walled.name, walled.key);
  end loop;
end;
$$;
