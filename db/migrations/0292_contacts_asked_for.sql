-- A customer asks for its contacts too: who gets documents, under which address.
alter table customer_change_requests drop constraint customer_change_requests_kind_check;
alter table customer_change_requests add constraint customer_change_requests_kind_check check (kind in ('details', 'bank', 'contact'));
comment on table customer_change_requests is
  'Append-only: what a customer asked on its own page: name, address, country and tax number (details), where it is paid back (bank), or one of the people documents go to (contact). was is what stood when it asked, so that one sees what changed meanwhile.';
alter table customer_change_requests drop constraint customer_change_requests_value_check;
alter table customer_change_requests add constraint customer_change_requests_value_check check (case kind
  when 'details' then coalesce(length(btrim(value ->> 'name')) > 0 and jsonb_typeof(value -> 'addressLines') = 'array'
    and value ->> 'country' ~ '^[A-Z]{2}$' and jsonb_typeof(value -> 'taxNumber') = 'string', false)
  when 'contact' then coalesce(length(btrim(value ->> 'name')) > 0 and value ->> 'email' ~ '^[^@\s]+@[^@\s]+$' and jsonb_typeof(value -> 'phone') = 'string'
    and jsonb_typeof(value -> 'remove') = 'boolean' and jsonb_typeof(value -> 'receivesInvoices') = 'boolean'
    and jsonb_typeof(value -> 'receivesStatements') = 'boolean' and (value ->> 'contactId' is not null or not (value ->> 'remove')::boolean), false)
  else coalesce(length(btrim(value ->> 'holder')) > 0 and value ->> 'currency' ~ '^[A-Z]{3}$', false) end);
