-- A plan that ends in default is somebody's to follow up, as a promise that was not kept is.
alter table collection_tasks
  alter column promise_id drop not null,
  add column plan_id uuid,
  add constraint collection_tasks_plan_fk foreign key (plan_id, customer_id) references plans (id, customer_id),
  drop constraint collection_tasks_kind_check;
alter table collection_tasks
  add constraint collection_tasks_kind_check check (kind in ('promise_part_kept', 'promise_broken', 'plan_defaulted')),
  add constraint collection_tasks_about_check check ((plan_id is not null) = (kind = 'plan_defaulted') and (promise_id is null) = (kind = 'plan_defaulted'));
comment on table collection_tasks is
  'What a colleague has to follow up: a promise that was not wholly kept, a payment plan that ended in default. One at a time for each promise, one for each plan.';
create unique index collection_tasks_one_a_plan_unique on collection_tasks (plan_id) where plan_id is not null;
