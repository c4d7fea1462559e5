-- A line of the bank that says it is a return names a payment by its reference or its payer: found without reading three months of them.
create index payments_by_reference on payments (upper(reference)) where reference <> '';
create index customers_by_folded_name on customers (lower(name));
