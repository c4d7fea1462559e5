-- What one function writes from drafts that were checked when they were made is not checked again row by row: a run of 100,000
-- customers writes millions of such rows. db/invariants/080 looks at them.
alter table billing_runs add column last_issued_xid xid8;
comment on column billing_runs.last_issued_xid is 'The transaction of its newest chunk: tells another run, previewed before it, that something may have been billed meanwhile.';
create index billing_runs_last_issued on billing_runs (last_issued_xid) where last_issued_xid is not null;

alter table billed_periods alter constraint billed_periods_customer_fk not enforced;
alter table billed_usage alter constraint billed_usage_customer_fk not enforced;
alter table invoice_line_sources alter constraint invoice_line_sources_customer_fk not enforced;
alter table invoice_line_sources alter constraint invoice_line_sources_line_fk not enforced;
alter table run_draft_lines alter constraint run_draft_lines_customer_fk not enforced;
alter table run_draft_taxes alter constraint run_draft_taxes_customer_fk not enforced;
alter table run_draft_usage alter constraint run_draft_usage_customer_fk not enforced;
