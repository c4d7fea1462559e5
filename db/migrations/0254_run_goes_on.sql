-- How fast a run issues after a pause is told by what was issued since, not by what was issued before it.
alter table billing_runs add column issued_before integer not null default 0
  constraint billing_runs_issued_before_check check (issued_before between 0 and issued_count);
comment on column billing_runs.issued_before is 'Invoices issued when the run last went on after a pause; its rate counts from there.';
