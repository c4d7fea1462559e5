-- Whether an invoice would reach anybody: mails need a reader, every other way is a colleague's work or the portal.

create or replace function invoices_reach_somebody(of_customer uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select case when w.channel not in ('email', 'einvoice') then true
    else exists (select from contacts t where t.customer_id = of_customer and t.removed_at is null
      and case when cardinality(w.to_roles) > 0 then t.roles && w.to_roles else t.receives_invoices end) end
  from (select coalesce(c.channel, d.channel) as channel, coalesce(c.to_roles, d.to_roles) as to_roles
    from delivery_defaults d left join delivery_choices c on c.document_kind = d.document_kind and c.customer_id = of_customer
    where d.document_kind = 'invoice') w;
$$;
comment on function invoices_reach_somebody(uuid) is
  'Whether invoices have somewhere to go the customer''s way: a contact with a role of the choice (no role: ticked for invoices), or a way without mail.';
