-- Who adds a card while choosing a plan comes back to the plan as it was chosen: its invoices stand in the address.
alter table method_setups drop constraint method_setups_path_check;
alter table method_setups add constraint method_setups_path_check check (return_path ~ '^/[^/\\]' and length(return_path) <= 2000);
