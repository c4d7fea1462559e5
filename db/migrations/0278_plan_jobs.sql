insert into portal_queues values ('answer-plan-ask');
alter table payment_attempts add constraint payment_attempts_plan_fk foreign key (plan_id) references plans (id);
