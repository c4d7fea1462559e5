-- The record of a file says how much of it was new, so it is written after its rows.
alter table usage_records alter constraint usage_records_import_fk deferrable initially deferred;
alter table meter_readings alter constraint meter_readings_import_fk deferrable initially deferred;
alter table service_orders alter constraint service_orders_import_fk deferrable initially deferred;

-- A meter is one meter to every person who types its code.
create unique index meters_code_folded_unique on meters (lower(code));
