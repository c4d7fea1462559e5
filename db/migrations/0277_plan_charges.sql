-- The interest and fee of a plan are a debit note of their own, named by the agreement; the method is one the customer keeps.
alter table plan_versions add column charge_item_id uuid constraint plan_versions_charge_item_fk references open_items (id);
alter table plan_versions add constraint plan_versions_charge_named_check check ((charge_minor > 0) = (charge_item_id is not null));
comment on column plan_versions.charge_item_id is 'The debit note of interest and fee, part of what the plan is over. After a renegotiation it is principal like the rest.';
alter table plans add constraint plans_method_fk foreign key (method_id, customer_id) references saved_methods (id, customer_id);
alter table plan_versions add constraint plan_versions_method_fk foreign key (method_id, customer_id) references saved_methods (id, customer_id);
insert into credit_reasons (code, label, customer_label, for_kinds, position) values
  ('plan_charge', 'Interest or fee of a payment plan', 'What your payment plan costs', '{debit_note}', 17);
