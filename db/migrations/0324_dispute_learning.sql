-- What disputes teach: which dispute held which part when, what it came from, and what we do so that it does not come again.

create table dispute_holds (
  hold_id uuid constraint dispute_holds_pkey primary key constraint dispute_holds_hold_fk references holds (id),
  dispute_id uuid not null,
  customer_id uuid not null,
  constraint dispute_holds_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id)
);
comment on table dispute_holds is
  'Append-only: every hold a dispute ever had. disputes.hold_id is the one that stands; the days of the others are counted as well.';
create index dispute_holds_by_dispute on dispute_holds (dispute_id);
create index dispute_holds_by_customer on dispute_holds (customer_id);
insert into dispute_holds (hold_id, dispute_id, customer_id) select hold_id, id, customer_id from disputes where hold_id is not null;

create table dispute_causes (
  version bigint generated always as identity constraint dispute_causes_pkey primary key,
  code text not null constraint dispute_causes_code_check check (code ~ '^[a-z][a-z0-9_]{1,30}$'),
  label text not null constraint dispute_causes_label_check check (btrim(label) <> '' and length(label) <= 120),
  department text not null constraint dispute_causes_department_fk references dispute_queues (code),
  prevention text not null constraint dispute_causes_prevention_check check (length(prevention) <= 500),
  issue_rule text constraint dispute_causes_rule_check check (issue_rule ~ '^[a-z][a-z-]{1,40}$'),
  reasons text[] not null default '{}',
  state text not null default 'on' constraint dispute_causes_state_check check (state in ('on', 'off')),
  changed_by uuid constraint dispute_causes_user_fk references users (id),
  changed_by_name text not null,
  changed_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table dispute_causes is
  'Append-only: versions of what disputes come from: whose it is to mend, what prevents it, the check before issue that could see it (issue_rule), and the reasons it stands behind most. The newest of a code counts.';
create index dispute_causes_by_code on dispute_causes (code, version desc);
create index dispute_causes_by_xid on dispute_causes (xid);
insert into dispute_causes (code, label, department, prevention, issue_rule, reasons, changed_by_name, changed_at)
select code, label, department, prevention, issue_rule, reasons::text[], 'as delivered', now() from (values
  ('price_not_entered', 'Agreed price was not entered', 'sales', 'Enter a new price with its first day as soon as it is agreed.', 'price-off-contract', '{wrong_price}'),
  ('quantity_misread', 'Quantity was taken down wrongly', 'shipping', 'Check tickets and readings that are far from usual before they are billed.', 'quantity-jump', '{wrong_quantity}'),
  ('estimated', 'Quantity was an estimate', 'operations', 'Read the meter before the run, or say on the line that it is an estimate.', 'estimated', '{}'),
  ('not_delivered', 'Delivery did not arrive', 'shipping', 'Bill from a signed ticket.', null, '{not_received}'),
  ('quality', 'Goods or work were not as agreed', 'operations', 'Tell billing on the day, so that the line waits.', null, '{damaged}'),
  ('work_late', 'Work was late or not done', 'service', 'Close the order only when the work is accepted.', null, '{service}'),
  ('billed_twice', 'Billed twice', 'billing', 'Bill what is on contract in the run alone.', 'duplicate', '{billed_twice}'),
  ('contract_over', 'Billed after the contract ended', 'sales', 'Enter the notice on the day it comes.', 'contract-ended', '{}'),
  ('po_missing', 'Order number was missing', 'sales', 'Ask for the order number before the first invoice.', 'po-missing', '{wrong_details}'),
  ('details_wrong', 'Name, address or tax was wrong', 'billing', 'Have the customer confirm their details once a year.', 'tax-number-missing', '{}'),
  ('cash_not_applied', 'Their payment was not applied', 'receivables', 'Ask for the numbers that a transfer pays.', null, '{already_paid}'),
  ('not_explained', 'Invoice was not understood', 'billing', 'Say it on the line, or on a help page.', null, '{other}'),
  ('how_we_dealt', 'How we dealt with them', 'complaints', 'Speak about it in the team.', null, '{how_we_treated_you}'),
  ('their_mistake', 'Mistake of the customer', 'receivables', '', null, '{}')) as seed (code, label, department, prevention, issue_rule, reasons);

create table dispute_learnings (
  id uuid constraint dispute_learnings_pkey primary key default uuidv7(),
  dispute_id uuid not null,
  customer_id uuid not null,
  cause_version bigint not null constraint dispute_learnings_cause_fk references dispute_causes (version),
  department text not null constraint dispute_learnings_department_fk references dispute_queues (code),
  note text not null default '' constraint dispute_learnings_note_check check (length(note) <= 1000),
  learned_by uuid constraint dispute_learnings_user_fk references users (id),
  learned_by_name text not null,
  learned_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint dispute_learnings_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id)
);
comment on table dispute_learnings is 'Append-only: what a decided dispute came from, and whose it was to prevent. The newest of a dispute counts.';
create index dispute_learnings_by_dispute on dispute_learnings (dispute_id, id desc);
create index dispute_learnings_by_customer on dispute_learnings (customer_id);
create index dispute_learnings_by_xid on dispute_learnings (xid);
