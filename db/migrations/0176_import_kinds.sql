-- Files of opening balances and of exchange rates are looked at first, like the others.
alter table import_files drop constraint import_files_kind_check;
alter table import_files add constraint import_files_kind_check check (kind in ('customers', 'invoices', 'opening_balances', 'rates'));
