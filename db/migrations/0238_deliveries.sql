-- How each customer wants each kind of document, and what became of each intended sending of one document.

alter table contacts add column roles text[] not null default '{}'
  constraint contacts_roles_check check (roles <@ array['accounts_payable', 'purchasing', 'site', 'management']);
comment on column contacts.roles is 'What the person does at the customer; a way of delivery may go to everyone with a role instead of to whoever is ticked.';

create table delivery_defaults (
  document_kind text constraint delivery_defaults_pkey primary key constraint delivery_defaults_kind_check
    check (document_kind in ('invoice', 'credit_note', 'debit_note', 'statement', 'receipt', 'reminder')),
  channel text not null constraint delivery_defaults_channel_check check (channel in ('email', 'portal', 'einvoice', 'supplier_portal', 'post', 'hand')),
  to_roles text[] not null default '{}' constraint delivery_defaults_roles_check
    check (to_roles <@ array['accounts_payable', 'purchasing', 'site', 'management']),
  attaches boolean not null default true,
  gathers text not null default 'each' constraint delivery_defaults_gathers_check check (gathers in ('each', 'day')),
  einvoice_profile text not null default '',
  changed_by uuid constraint delivery_defaults_user_fk references users (id),
  changed_by_name text not null default '',
  changed_at timestamptz not null default now()
);
comment on table delivery_defaults is 'How a kind of document goes out to a customer without a choice of their own.';
insert into delivery_defaults (document_kind, channel) values
  ('invoice', 'email'), ('credit_note', 'email'), ('debit_note', 'email'), ('statement', 'email'), ('receipt', 'email'), ('reminder', 'email');

create table delivery_choices (
  customer_id uuid not null constraint delivery_choices_customer_fk references customers (id),
  document_kind text not null constraint delivery_choices_kind_check
    check (document_kind in ('invoice', 'credit_note', 'debit_note', 'statement', 'receipt', 'reminder')),
  channel text not null constraint delivery_choices_channel_check check (channel in ('email', 'portal', 'einvoice', 'supplier_portal', 'post', 'hand')),
  to_roles text[] not null default '{}' constraint delivery_choices_roles_check
    check (to_roles <@ array['accounts_payable', 'purchasing', 'site', 'management']),
  attaches boolean not null default true,
  gathers text not null default 'each' constraint delivery_choices_gathers_check check (gathers in ('each', 'day')),
  einvoice_profile text not null default '',
  changed_by uuid constraint delivery_choices_user_fk references users (id),
  changed_by_name text not null default '',
  changed_at timestamptz not null,
  constraint delivery_choices_pkey primary key (customer_id, document_kind)
);
comment on table delivery_choices is 'How one customer wants one kind of document; no row: as the company''s default. to_roles: to everyone with one of these roles; empty: to the contacts ticked for invoices, or for statements. attaches: with the file, and not the link alone. gathers day: several in one mail at the end of the day.';

create table supplier_portals (
  customer_id uuid not null constraint supplier_portals_pkey primary key constraint supplier_portals_customer_fk references customers (id),
  name text not null constraint supplier_portals_name_check check (length(btrim(name)) between 1 and 140),
  address text not null constraint supplier_portals_address_check check (address ~ '^https://[^\s"<>]{3,400}$'),
  required_fields text[] not null default '{}',
  format text not null constraint supplier_portals_format_check check (format in ('pdf', 'pdf_xml', 'xml', 'csv')),
  login_owner uuid constraint supplier_portals_owner_fk references users (id),
  notes text not null default '' constraint supplier_portals_notes_check check (length(notes) <= 2000),
  changed_by uuid constraint supplier_portals_user_fk references users (id),
  changed_by_name text not null default '',
  changed_at timestamptz not null
);
comment on table supplier_portals is 'Where a customer wants invoices uploaded and what is asked for there; who holds the login is named, a password is never stored.';

create table delivery_routes (
  customer_id uuid not null constraint delivery_routes_pkey primary key constraint delivery_routes_customer_fk references customers (id),
  route text not null default '' constraint delivery_routes_route_check check (length(route) <= 60),
  carried_by uuid constraint delivery_routes_carrier_fk references users (id),
  hint text not null default '' constraint delivery_routes_hint_check check (length(hint) <= 500)
);
comment on table delivery_routes is 'The round on which papers reach a customer by hand or post, who carries them, and what to know at the door.';

create table deliveries (
  id uuid constraint deliveries_pkey primary key default uuidv7(),
  customer_id uuid not null constraint deliveries_customer_fk references customers (id),
  document_kind text not null constraint deliveries_kind_check
    check (document_kind in ('invoice', 'credit_note', 'debit_note', 'statement', 'receipt', 'reminder')),
  invoice_id uuid,
  document_id uuid constraint deliveries_document_fk references documents (id),
  channel text not null constraint deliveries_channel_check check (channel in ('email', 'portal', 'einvoice', 'supplier_portal', 'post', 'hand')),
  once_key text not null constraint deliveries_once_unique unique,
  state text not null default 'waiting' constraint deliveries_state_check
    check (state in ('waiting', 'printed', 'sent', 'submitted', 'delivered', 'rejected', 'failed', 'withdrawn')),
  attaches boolean not null,
  gathers text not null constraint deliveries_gathers_check check (gathers in ('each', 'day')),
  einvoice_profile text not null default '',
  not_before_at timestamptz,
  assigned_to uuid constraint deliveries_assigned_fk references users (id),
  assigned_name text not null default '',
  route text not null default '',
  ordered_by_name text not null,
  ordered_at timestamptz not null,
  changed_at timestamptz not null,
  constraint deliveries_customer_unique unique (id, customer_id),
  constraint deliveries_invoice_fk foreign key (invoice_id, customer_id) references invoices (id, customer_id),
  constraint deliveries_about_check check ((invoice_id is null) <> (document_id is null))
);
comment on table deliveries is 'One row per intended sending of one document, once per once_key. The state is stamped by its newest event; what happened stands in delivery_events.';
create index deliveries_by_invoice on deliveries (invoice_id) where invoice_id is not null;
create index deliveries_by_document on deliveries (document_id) where document_id is not null;
create index deliveries_by_customer on deliveries (customer_id, id);
create index deliveries_open_tasks on deliveries (channel, ordered_at, id)
  where state in ('waiting', 'printed', 'rejected', 'submitted') and channel in ('supplier_portal', 'post', 'hand');
create index deliveries_gathering on deliveries (not_before_at) where gathers = 'day' and state = 'waiting';

create table delivery_messages (
  delivery_id uuid not null,
  message_id uuid not null constraint delivery_messages_message_fk references messages (id),
  customer_id uuid not null,
  constraint delivery_messages_pkey primary key (delivery_id, message_id),
  constraint delivery_messages_delivery_fk foreign key (delivery_id, customer_id) references deliveries (id, customer_id)
);
comment on table delivery_messages is 'Which mails carry which sending: one document to several people, or several documents in one mail.';
create index delivery_messages_by_message on delivery_messages (message_id);

create table delivery_evidence (
  id uuid constraint delivery_evidence_pkey primary key default uuidv7(),
  delivery_id uuid not null,
  customer_id uuid not null,
  file_name text not null,
  media_type text not null constraint delivery_evidence_type_check check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  sha256 text not null constraint delivery_evidence_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null constraint delivery_evidence_size_check check (size_bytes between 1 and 10485760),
  kept_by uuid,
  kept_by_name text not null,
  kept_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint delivery_evidence_once_unique unique (delivery_id, sha256),
  constraint delivery_evidence_delivery_fk foreign key (delivery_id, customer_id) references deliveries (id, customer_id)
);
comment on table delivery_evidence is 'Append-only: the photo, screenshot or paper that shows a document was handed over or uploaded.';
create index delivery_evidence_by_xid on delivery_evidence (xid);

create table delivery_events (
  id uuid constraint delivery_events_pkey primary key default uuidv7(),
  delivery_id uuid not null,
  customer_id uuid not null,
  kind text not null constraint delivery_events_kind_check check (kind in
    ('ordered', 'held', 'withdrawn', 'suppressed', 'sent', 'delivered', 'bounced', 'failed', 'opened', 'shown', 'printed', 'reprinted', 'posted',
     'assigned', 'handed_over', 'not_handed_over', 'submitted', 'accepted', 'rejected', 'paid_on')),
  message_id uuid constraint delivery_events_message_fk references messages (id),
  happened_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  reference text not null default '' constraint delivery_events_reference_check check (length(reference) <= 140),
  reason text not null default '',
  person text not null default '' constraint delivery_events_person_check check (length(person) <= 140),
  paid_on date,
  evidence_id uuid constraint delivery_events_evidence_fk references delivery_evidence (id),
  noted_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint delivery_events_delivery_fk foreign key (delivery_id, customer_id) references deliveries (id, customer_id),
  constraint delivery_events_submitted_check check (kind <> 'submitted' or btrim(reference) <> ''),
  constraint delivery_events_rejected_check check (kind not in ('rejected', 'not_handed_over', 'withdrawn', 'suppressed') or btrim(reason) <> ''),
  constraint delivery_events_handed_check check (kind <> 'handed_over' or btrim(person) <> ''),
  constraint delivery_events_paid_check check ((kind = 'paid_on') = (paid_on is not null))
);
comment on table delivery_events is 'Append-only: what happened to a sending. person: who received it by hand, or was given it to carry; reference: what the customer''s supplier portal answered; paid_on: the day the portal says it will be paid.';
create index delivery_events_by_delivery on delivery_events (delivery_id, id);
create index delivery_events_by_xid on delivery_events (xid);
create unique index delivery_events_once_unique on delivery_events (delivery_id, message_id, kind)
  where message_id is not null and kind in ('sent', 'delivered', 'bounced', 'failed', 'opened', 'suppressed');

create table print_batches (
  id uuid constraint print_batches_pkey primary key default uuidv7(),
  channel text not null constraint print_batches_channel_check check (channel in ('post', 'hand')),
  documents_count integer not null constraint print_batches_count_check check (documents_count between 1 and 200),
  pages_count integer not null constraint print_batches_pages_check check (pages_count > 0),
  sha256 text not null constraint print_batches_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null constraint print_batches_size_check check (size_bytes > 0),
  made_by uuid,
  made_by_name text not null,
  made_at timestamptz not null
);
comment on table print_batches is 'One file with many documents in the order of the round, to be printed at once. Never made twice: a second print of a document is a reprint and says so.';
create table print_batch_items (
  batch_id uuid not null constraint print_batch_items_batch_fk references print_batches (id),
  position integer not null constraint print_batch_items_position_check check (position > 0),
  delivery_id uuid not null,
  customer_id uuid not null,
  is_reprint boolean not null,
  constraint print_batch_items_pkey primary key (batch_id, position),
  constraint print_batch_items_once_unique unique (batch_id, delivery_id),
  constraint print_batch_items_delivery_fk foreign key (delivery_id, customer_id) references deliveries (id, customer_id)
);
comment on table print_batch_items is 'The documents of a print batch in their order.';
create unique index print_batch_items_first_unique on print_batch_items (delivery_id) where not is_reprint;
create index print_batch_items_by_delivery on print_batch_items (delivery_id);

create table address_tasks (
  id uuid constraint address_tasks_pkey primary key default uuidv7(),
  customer_id uuid not null constraint address_tasks_customer_fk references customers (id),
  address text not null,
  contact_name text not null default '',
  reason text not null,
  message_id uuid not null constraint address_tasks_message_fk references messages (id),
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_how text constraint address_tasks_how_check check (closed_how in ('changed', 'removed', 'dismissed', 'works')),
  closed_by_name text,
  new_address text,
  sent_again_at timestamptz,
  constraint address_tasks_closed_check check ((closed_at is null) = (closed_how is null)),
  constraint address_tasks_again_check check (sent_again_at is null or closed_at is not null)
);
comment on table address_tasks is 'An address of a customer that mail came back from, until somebody changed or removed it; then what came back may be sent again, once.';
create unique index address_tasks_open_unique on address_tasks (customer_id, address) where closed_at is null;
create index address_tasks_by_customer on address_tasks (customer_id, id);
create index address_tasks_open on address_tasks (opened_at, id) where closed_at is null;

create table contact_opt_outs (
  id uuid constraint contact_opt_outs_pkey primary key default uuidv7(),
  customer_id uuid not null constraint contact_opt_outs_customer_fk references customers (id),
  address text not null constraint contact_opt_outs_address_check check (address = lower(address)),
  message_kind text not null,
  opted_out_at timestamptz not null,
  how text not null constraint contact_opt_outs_how_check check (how in ('link', 'staff')),
  ended_at timestamptz
);
comment on table contact_opt_outs is 'Who does not want a kind of optional mail any more. Legal documents and what a person asked for are never in it.';
create unique index contact_opt_outs_live_unique on contact_opt_outs (customer_id, address, message_kind) where ended_at is null;

create table contact_rules (
  only_row boolean constraint contact_rules_pkey primary key default true constraint contact_rules_only_check check (only_row),
  quiet_from smallint not null default 18 constraint contact_rules_from_check check (quiet_from between 1 and 24),
  quiet_until smallint not null default 8 constraint contact_rules_until_check check (quiet_until between 0 and 23),
  rest_days boolean not null default true,
  cap_count smallint not null default 3 constraint contact_rules_cap_check check (cap_count between 1 and 50),
  cap_days smallint not null default 7 constraint contact_rules_days_check check (cap_days between 1 and 90),
  changed_by uuid constraint contact_rules_user_fk references users (id),
  changed_by_name text not null default '',
  changed_at timestamptz not null default now(),
  constraint contact_rules_hours_check check (quiet_until < quiet_from)
);
comment on table contact_rules is 'When and how often a customer may be reminded: between quiet_until and quiet_from o''clock in the company''s zone, not on weekends and bank holidays (rest_days), and cap_count times in cap_days.';
insert into contact_rules default values;

alter table messages add column not_before_at timestamptz;
comment on column messages.not_before_at is 'It may not leave earlier: the time in which it can still be called back, or the end of the quiet hours.';
alter table messages drop constraint messages_kind_check;
alter table messages add constraint messages_kind_check check (kind in
  ('invoice', 'invoices', 'receipt', 'statement', 'reminder', 'payment_failed', 'payment_processing', 'sign_in', 'refund_sent', 'refund_paid',
   'refund_failed', 'cheque_returned'));
create index messages_chasing on messages (customer_id, changed_at) where kind = 'reminder';
