-- A method is kept under the very name its customer has at the processor: a key now, where only the check of laws compared them.
alter table processor_customers add constraint processor_customers_owner_unique unique (customer_id, ref);
alter table saved_methods add constraint saved_methods_processor_customer_fk
  foreign key (customer_id, processor_customer_ref) references processor_customers (customer_id, ref);
