-- The job of every minute looks for the invoice that takes the place of another: among the few that have none yet.
create index disputes_billed_again on disputes (invoice_id) where outcome = 'rebilled' and rebill_invoice_id is null;
