-- Who asked is named as elsewhere: a person of the customer, or nobody who signs in any more.
alter table plans drop constraint plans_asked_by_fk;
alter table plan_versions drop constraint plan_versions_agreed_by_fk;
