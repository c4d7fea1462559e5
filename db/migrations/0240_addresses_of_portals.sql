-- An expression may not repeat more than 255 times: the length is a condition of its own.
alter table supplier_portals drop constraint supplier_portals_address_check;
alter table supplier_portals add constraint supplier_portals_address_check
  check (address ~ '^https://[^\s"<>]+$' and length(address) between 12 and 400);
