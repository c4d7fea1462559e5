-- What a customer asks for is whole: pages and the next invoice rely on its parts.
alter table customer_change_requests
  drop constraint customer_change_requests_value_check,
  add constraint customer_change_requests_value_check check (case kind
    when 'details' then coalesce(length(btrim(value ->> 'name')) > 0 and jsonb_typeof(value -> 'addressLines') = 'array'
      and value ->> 'country' ~ '^[A-Z]{2}$' and jsonb_typeof(value -> 'taxNumber') = 'string', false)
    else coalesce(length(btrim(value ->> 'holder')) > 0 and value ->> 'currency' ~ '^[A-Z]{3}$', false) end);
