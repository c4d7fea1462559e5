-- Disputes and questions: what a customer contests or asks, who has it, where it stands, and what came of it.

create table dispute_queues (
  code text constraint dispute_queues_pkey primary key constraint dispute_queues_code_check check (code ~ '^[a-z][a-z0-9_]{1,30}$'),
  name text not null constraint dispute_queues_name_check check (btrim(name) <> '' and length(name) <= 80),
  is_department boolean not null,
  email text not null default '' constraint dispute_queues_email_check check (length(email) <= 320),
  opens_minute smallint not null default 480,
  closes_minute smallint not null default 1080,
  warn_minutes integer not null default 60 constraint dispute_queues_warn_check check (warn_minutes between 0 and 10080),
  retired_at timestamptz,
  constraint dispute_queues_hours_check check (opens_minute between 0 and 1439 and closes_minute between 1 and 1440 and opens_minute < closes_minute)
);
comment on table dispute_queues is
  'Who works on disputes: our own desks, and departments (is_department) that answer from a mail link. Hours in minutes after midnight in the company''s time zone, on its working days.';
insert into dispute_queues (code, name, is_department) values
  ('receivables', 'Receivables', false), ('billing', 'Billing', false), ('complaints', 'Complaints', false),
  ('sales', 'Sales', true), ('service', 'Service', true), ('shipping', 'Shipping', true), ('operations', 'Operations', true);

create table dispute_targets (
  queue text constraint dispute_targets_queue_fk references dispute_queues (code),
  kind text constraint dispute_targets_kind_check check (kind in ('dispute', 'question', 'complaint', 'refund_claim')),
  answer_minutes integer not null constraint dispute_targets_answer_check check (answer_minutes between 1 and 100000),
  resolve_minutes integer not null constraint dispute_targets_resolve_check check (resolve_minutes between 1 and 1000000),
  constraint dispute_targets_pkey primary key (queue, kind),
  constraint dispute_targets_order_check check (answer_minutes <= resolve_minutes)
);
comment on table dispute_targets is 'How soon a queue answers, and resolves, each kind: minutes of business hours. A new target holds for what is raised or comes back to us from then on.';
insert into dispute_targets (queue, kind, answer_minutes, resolve_minutes)
select q.code, k.kind, k.answer, k.resolve from dispute_queues q,
  (values ('dispute', 240, 3000), ('question', 240, 1200), ('complaint', 240, 3000), ('refund_claim', 240, 3000)) as k (kind, answer, resolve);

create table dispute_reasons (
  code text constraint dispute_reasons_pkey primary key constraint dispute_reasons_code_check check (code ~ '^[a-z][a-z0-9_]{1,30}$'),
  label text not null constraint dispute_reasons_label_check check (btrim(label) <> '' and length(label) <= 120),
  customer_words jsonb not null constraint dispute_reasons_words_check check (jsonb_typeof(customer_words) = 'object' and btrim(customer_words ->> 'en') <> ''),
  kinds text[] not null constraint dispute_reasons_kinds_check
    check (cardinality(kinds) > 0 and kinds <@ array['dispute', 'question', 'complaint', 'refund_claim']),
  queue text not null constraint dispute_reasons_queue_fk references dispute_queues (code),
  department text constraint dispute_reasons_department_fk references dispute_queues (code),
  credit_reason text not null constraint dispute_reasons_credit_fk references credit_reasons (code),
  position smallint not null,
  retired_at timestamptz
);
comment on table dispute_reasons is
  'Why customers write: our words, theirs by language, which queue takes it, which department knows, and which reason a credit note of it carries.';

create table disputes (
  id uuid constraint disputes_pkey primary key,
  no bigint generated always as identity constraint disputes_no_unique unique,
  raised_on date not null,
  number text generated always as ('D-' || extract(year from raised_on)::integer::text || '-' || lpad(no::text, 6, '0')) stored
    constraint disputes_number_unique unique,
  customer_id uuid not null constraint disputes_customer_fk references customers (id),
  item_id uuid constraint disputes_item_fk references open_items (id),
  invoice_id uuid,
  kind text not null constraint disputes_kind_check check (kind in ('dispute', 'question', 'complaint', 'refund_claim')),
  reason_code text not null constraint disputes_reason_fk references dispute_reasons (code),
  amount_minor bigint,
  currency text constraint disputes_currency_check check (currency ~ '^[A-Z]{3}$'),
  hold_id uuid constraint disputes_hold_unique unique constraint disputes_hold_fk references holds (id),
  state text not null default 'new' constraint disputes_state_check check (state in
    ('new', 'looked_at', 'waiting_customer', 'waiting_department', 'waiting_approval', 'decided', 'closed', 'reopened')),
  waits_for text constraint disputes_waits_check check (waits_for in ('us', 'customer', 'colleague', 'department', 'approval')),
  state_at timestamptz not null,
  severity text constraint disputes_severity_check check (severity in ('low', 'normal', 'high')),
  expects text not null default '' constraint disputes_expects_check check (length(expects) <= 500),
  raised_by_kind text not null constraint disputes_raised_by_kind_check check (raised_by_kind in ('customer', 'link', 'staff')),
  raised_by uuid,
  raised_by_name text not null,
  notify_email text not null default '' constraint disputes_notify_check check (length(notify_email) <= 320),
  raised_at timestamptz not null,
  queue text not null constraint disputes_queue_fk references dispute_queues (code),
  owner_user uuid constraint disputes_owner_fk references users (id),
  owner_name text,
  promised_on date,
  answer_due_at timestamptz,
  resolve_due_at timestamptz,
  answer_left_minutes integer,
  resolve_left_minutes integer,
  first_answered_at timestamptz,
  warned_at timestamptz,
  breached_at timestamptz,
  last_word_by text not null default 'customer' constraint disputes_last_word_check check (last_word_by in ('customer', 'us')),
  last_word_at timestamptz not null,
  approval_id uuid constraint disputes_approval_fk references approval_requests (id),
  outcome text constraint disputes_outcome_check check (outcome in ('agreed', 'part', 'refused', 'rebilled', 'withdrawn', 'answered', 'merged')),
  agreed_minor bigint,
  credit_note_id uuid constraint disputes_credit_fk references invoices (id),
  rebill_invoice_id uuid constraint disputes_rebill_fk references invoices (id),
  merged_into uuid,
  split_from uuid,
  case_id uuid constraint disputes_case_fk references reductions (id),
  improvement jsonb,
  closed_at timestamptz,
  constraint disputes_of_customer_unique unique (id, customer_id),
  constraint disputes_invoice_fk foreign key (invoice_id, customer_id) references invoices (id, customer_id),
  constraint disputes_merged_fk foreign key (merged_into, customer_id) references disputes (id, customer_id),
  constraint disputes_split_fk foreign key (split_from, customer_id) references disputes (id, customer_id),
  constraint disputes_amount_check check ((kind in ('dispute', 'refund_claim')) = (amount_minor is not null)
    and (amount_minor is null or (amount_minor > 0 and item_id is not null and currency is not null))),
  constraint disputes_severity_of_complaints_check check ((kind = 'complaint') = (severity is not null)),
  constraint disputes_owner_named_check check ((owner_user is null) = (owner_name is null)),
  constraint disputes_closed_check check ((state = 'closed') = (closed_at is not null) and (state = 'closed') = (waits_for is null)
    and (state <> 'closed' or outcome is not null) and (outcome is null or state in ('decided', 'closed'))),
  constraint disputes_merged_check check ((outcome is not distinct from 'merged') = (merged_into is not null)),
  constraint disputes_waits_check_of_state_check check (case state when 'waiting_customer' then waits_for = 'customer' when 'waiting_approval' then waits_for = 'approval'
    when 'waiting_department' then waits_for in ('department', 'colleague') when 'closed' then waits_for is null else waits_for in ('us', 'colleague') end),
  constraint disputes_approval_waits_check check ((state = 'waiting_approval') = (approval_id is not null))
);
comment on table disputes is
  'What a customer contests, asks or complains about, from the raising to the end. State and who it waits for are those of its newest stage; a dispute or claim for refund holds its contested part of the item by hold_id while it lives, and a closed one holds nothing.';
create index disputes_by_customer on disputes (customer_id, raised_at desc, id);
create index disputes_by_invoice on disputes (invoice_id) where invoice_id is not null;
create index disputes_by_item on disputes (item_id) where item_id is not null;
create index disputes_living_by_age on disputes (raised_at, id) where closed_at is null;
create index disputes_living_by_due on disputes (answer_due_at, id) where closed_at is null;
create index disputes_living_by_resolve on disputes (resolve_due_at, id) where closed_at is null;
create index disputes_living_by_owner on disputes (owner_user, raised_at, id) where closed_at is null;
create index disputes_living_by_waiting on disputes (waits_for, raised_at, id) where closed_at is null;
create index disputes_living_by_reason on disputes (reason_code, raised_at, id) where closed_at is null;
create index disputes_living_by_queue on disputes (queue, raised_at, id) where closed_at is null;
create index disputes_by_closing on disputes (closed_at desc, id) where closed_at is not null;
create index disputes_awaiting_approval on disputes (approval_id) where approval_id is not null;

create table dispute_lines (
  id uuid constraint dispute_lines_pkey primary key default uuidv7(),
  dispute_id uuid not null,
  customer_id uuid not null,
  invoice_id uuid not null constraint dispute_lines_invoice_fk references invoices (id),
  invoice_line_no smallint,
  what text not null constraint dispute_lines_what_check check (what in ('whole', 'line', 'quantity', 'price', 'amount', 'about')),
  quantity numeric(20, 6),
  unit_price numeric(20, 6),
  net_minor bigint,
  amount_minor bigint not null constraint dispute_lines_amount_check check (amount_minor >= 0),
  is_contested boolean not null,
  constraint dispute_lines_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id),
  constraint dispute_lines_line_fk foreign key (invoice_id, invoice_line_no) references invoice_lines (invoice_id, line_no),
  constraint dispute_lines_claim_check check ((what = 'quantity') = (quantity is not null) and (what = 'price') = (unit_price is not null)),
  constraint dispute_lines_whole_check check ((invoice_line_no is null) = (what in ('whole', 'amount') and net_minor is null)),
  constraint dispute_lines_about_check check ((what = 'about') = (amount_minor = 0) and (what <> 'about' or not is_contested))
);
comment on table dispute_lines is
  'What of an invoice is contested: a line whole, its quantity or price as the customer claims it, an amount of it, or (without a line) the invoice or an amount of it; or the line a question is about. amount_minor is with tax. is_contested ends with the dispute.';
create index dispute_lines_by_dispute on dispute_lines (dispute_id);
create index dispute_lines_by_customer on dispute_lines (customer_id);
create index dispute_lines_by_invoice on dispute_lines (invoice_id, invoice_line_no);
create unique index dispute_lines_once_unique on dispute_lines (invoice_id, coalesce(invoice_line_no, 0::smallint)) where is_contested;

create table dispute_stages (
  id uuid constraint dispute_stages_pkey primary key default uuidv7(),
  dispute_id uuid not null,
  customer_id uuid not null,
  position smallint not null constraint dispute_stages_position_check check (position >= 1),
  from_state text,
  to_state text not null constraint dispute_stages_to_check check (to_state in
    ('new', 'looked_at', 'waiting_customer', 'waiting_department', 'waiting_approval', 'decided', 'closed', 'reopened')),
  waits_for text constraint dispute_stages_waits_check check (waits_for in ('us', 'customer', 'colleague', 'department', 'approval')),
  why text not null default '' constraint dispute_stages_why_check check (length(why) <= 1000),
  changed_at timestamptz not null,
  by_kind text not null constraint dispute_stages_by_kind_check check (by_kind in ('customer', 'link', 'staff', 'system', 'department')),
  by_id uuid,
  by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint dispute_stages_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id),
  constraint dispute_stages_position_unique unique (dispute_id, position)
);
comment on table dispute_stages is
  'Append-only: each step of a dispute, numbered without a gap; each begins where the one before ended, so that the times in them sum to the age.';
create index dispute_stages_by_customer on dispute_stages (customer_id);
create index dispute_stages_by_xid on dispute_stages (xid);

create table saved_answers (
  id uuid constraint saved_answers_pkey primary key default uuidv7(),
  title text not null constraint saved_answers_title_check check (btrim(title) <> '' and length(title) <= 120),
  reason_code text constraint saved_answers_reason_fk references dispute_reasons (code),
  retired_at timestamptz
);
comment on table saved_answers is 'Answers colleagues use again; the words stand in their versions.';
create unique index saved_answers_title_unique on saved_answers (lower(title)) where retired_at is null;

create table saved_answer_versions (
  id uuid constraint saved_answer_versions_pkey primary key default uuidv7(),
  answer_id uuid not null constraint saved_answer_versions_answer_fk references saved_answers (id),
  version_no integer not null constraint saved_answer_versions_no_check check (version_no >= 1),
  language text not null default 'en' constraint saved_answer_versions_language_check check (language ~ '^[a-z]{2}$'),
  body text not null constraint saved_answer_versions_body_check check (btrim(body) <> '' and length(body) <= 5000),
  made_by uuid constraint saved_answer_versions_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint saved_answer_versions_no_unique unique (answer_id, language, version_no)
);
comment on table saved_answer_versions is 'Append-only: the words of a saved answer, by language; the newest version is offered. A message says which it was made from.';
create index saved_answer_versions_by_xid on saved_answer_versions (xid);

create table dispute_messages (
  id uuid constraint dispute_messages_pkey primary key,
  dispute_id uuid not null,
  customer_id uuid not null,
  visibility text not null constraint dispute_messages_visibility_check check (visibility in ('customer', 'internal')),
  author_kind text not null constraint dispute_messages_author_check check (author_kind in ('customer', 'link', 'staff', 'department', 'system')),
  author_id uuid,
  author_name text not null,
  body text not null constraint dispute_messages_body_check check (btrim(body) <> '' and length(body) <= 10000),
  via text not null constraint dispute_messages_via_check check (via in ('portal', 'mail', 'staff', 'department_link', 'system')),
  saved_version uuid constraint dispute_messages_saved_fk references saved_answer_versions (id),
  written_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint dispute_messages_of_dispute_unique unique (id, dispute_id),
  constraint dispute_messages_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id),
  constraint dispute_messages_customers_are_seen_check check (author_kind not in ('customer', 'link') or visibility = 'customer'),
  constraint dispute_messages_departments_are_internal_check check (author_kind <> 'department' or visibility = 'internal')
);
comment on table dispute_messages is
  'Append-only: the thread of a dispute. visibility says who reads it: the customer as well, or only us; it never changes, and what a department writes is ours.';
create index dispute_messages_by_dispute on dispute_messages (dispute_id, id);
create index dispute_messages_by_customer on dispute_messages (customer_id, written_at desc);
create index dispute_messages_by_xid on dispute_messages (xid);

create table dispute_mentions (
  message_id uuid not null,
  dispute_id uuid not null,
  customer_id uuid not null,
  user_id uuid not null constraint dispute_mentions_user_fk references users (id),
  seen_at timestamptz,
  constraint dispute_mentions_pkey primary key (message_id, user_id),
  constraint dispute_mentions_message_fk foreign key (message_id, dispute_id) references dispute_messages (id, dispute_id),
  constraint dispute_mentions_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id)
);
comment on table dispute_mentions is 'Colleagues named in an internal note, until they have seen it.';
create index dispute_mentions_unseen on dispute_mentions (user_id) where seen_at is null;

create table dispute_files (
  id uuid constraint dispute_files_pkey primary key,
  dispute_id uuid not null,
  customer_id uuid not null,
  message_id uuid not null,
  visibility text not null constraint dispute_files_visibility_check check (visibility in ('customer', 'internal')),
  file_name text not null constraint dispute_files_name_check check (btrim(file_name) <> '' and length(file_name) <= 200),
  media_type text not null constraint dispute_files_type_check check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  sha256 text not null constraint dispute_files_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null constraint dispute_files_size_check check (size_bytes between 1 and 10485760),
  given_by_name text not null,
  given_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint dispute_files_once_unique unique (message_id, sha256),
  constraint dispute_files_message_fk foreign key (message_id, dispute_id) references dispute_messages (id, dispute_id),
  constraint dispute_files_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id)
);
comment on table dispute_files is 'Append-only: files of the thread, checked by their content, kept by their SHA-256; seen by whom their message is seen.';
create index dispute_files_by_dispute on dispute_files (dispute_id, id);
create index dispute_files_by_customer on dispute_files (customer_id);
create index dispute_files_by_xid on dispute_files (xid);

create table dispute_handovers (
  id uuid constraint dispute_handovers_pkey primary key,
  dispute_id uuid not null,
  customer_id uuid not null,
  to_queue text constraint dispute_handovers_queue_fk references dispute_queues (code),
  to_user uuid constraint dispute_handovers_user_fk references users (id),
  to_name text not null,
  to_email text not null default '' constraint dispute_handovers_email_check check (length(to_email) <= 320),
  question text not null constraint dispute_handovers_question_check check (btrim(question) <> '' and length(question) <= 5000),
  asked_by uuid constraint dispute_handovers_asker_fk references users (id),
  asked_by_name text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  token_hash bytea constraint dispute_handovers_token_unique unique,
  answered_at timestamptz,
  answered_by_name text,
  message_id uuid,
  recalled_at timestamptz,
  constraint dispute_handovers_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id),
  constraint dispute_handovers_message_fk foreign key (message_id, dispute_id) references dispute_messages (id, dispute_id),
  constraint dispute_handovers_to_check check ((to_queue is null) <> (to_user is null)),
  constraint dispute_handovers_answered_check check ((answered_at is null) = (answered_by_name is null) and (answered_at is null) = (message_id is null)),
  constraint dispute_handovers_end_check check (answered_at is null or recalled_at is null)
);
comment on table dispute_handovers is
  'A question of ours to a department or a colleague, by when, and the answer. Only the SHA-256 of a mail link''s token is kept; our clock runs on meanwhile.';
create index dispute_handovers_by_dispute on dispute_handovers (dispute_id, asked_at);
create index dispute_handovers_by_customer on dispute_handovers (customer_id);
create index dispute_handovers_open on dispute_handovers (due_at, id) where answered_at is null and recalled_at is null;
create unique index dispute_handovers_one_open_unique on dispute_handovers (dispute_id) where answered_at is null and recalled_at is null;

create table dispute_decisions (
  id uuid constraint dispute_decisions_pkey primary key,
  dispute_id uuid not null,
  customer_id uuid not null,
  decision text not null constraint dispute_decisions_decision_check check (decision in ('agreed', 'part', 'refused', 'rebilled')),
  agreed_minor bigint not null constraint dispute_decisions_agreed_check check (agreed_minor >= 0),
  credit_note_id uuid constraint dispute_decisions_credit_unique unique constraint dispute_decisions_credit_fk references invoices (id),
  approval_id uuid constraint dispute_decisions_approval_fk references approval_requests (id),
  words text not null constraint dispute_decisions_words_check check (btrim(words) <> '' and length(words) <= 5000),
  decided_by uuid,
  decided_by_name text not null,
  decided_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint dispute_decisions_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id),
  constraint dispute_decisions_effect_check check ((decision = 'refused') = (credit_note_id is null) and (decision = 'refused') = (agreed_minor = 0))
);
comment on table dispute_decisions is
  'Append-only: what was decided, in words the customer reads, and the credit note that did it. A dispute that is opened again may get another.';
create index dispute_decisions_by_dispute on dispute_decisions (dispute_id, id);
create index dispute_decisions_by_customer on dispute_decisions (customer_id);
create index dispute_decisions_by_xid on dispute_decisions (xid);

create table dispute_breaches (
  id uuid constraint dispute_breaches_pkey primary key default uuidv7(),
  dispute_id uuid not null,
  customer_id uuid not null,
  clock text not null constraint dispute_breaches_clock_check check (clock in ('answer', 'resolve')),
  due_at timestamptz not null,
  noticed_at timestamptz not null,
  queue text not null constraint dispute_breaches_queue_fk references dispute_queues (code),
  cause text constraint dispute_breaches_cause_check check (btrim(cause) <> '' and length(cause) <= 500),
  explained_by uuid constraint dispute_breaches_explainer_fk references users (id),
  explained_by_name text,
  explained_at timestamptz,
  constraint dispute_breaches_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id),
  constraint dispute_breaches_once_unique unique (dispute_id, clock, due_at),
  constraint dispute_breaches_late_check check (noticed_at > due_at),
  constraint dispute_breaches_explained_check check ((cause is null) = (explained_at is null) and (cause is null) = (explained_by_name is null))
);
comment on table dispute_breaches is 'A target that was missed, and the reason given afterwards; given once.';
create index dispute_breaches_by_dispute on dispute_breaches (dispute_id);
create index dispute_breaches_unexplained on dispute_breaches (noticed_at, id) where explained_at is null;

create table complaint_rungs (
  position smallint constraint complaint_rungs_pkey primary key constraint complaint_rungs_position_check check (position between 1 and 9),
  name text not null constraint complaint_rungs_name_check check (btrim(name) <> '' and length(name) <= 80),
  role text not null,
  after_days smallint not null constraint complaint_rungs_days_check check (after_days between 1 and 60)
);
comment on table complaint_rungs is 'The ladder of complaints: after how many working days without an answer it goes to which role.';
insert into complaint_rungs values (1, 'Supervisor', 'manager', 2), (2, 'Manager', 'controller', 4);

create table complaint_steps (
  id uuid constraint complaint_steps_pkey primary key default uuidv7(),
  dispute_id uuid not null,
  customer_id uuid not null,
  position smallint not null,
  rung text not null,
  role text not null,
  why text not null constraint complaint_steps_why_check check (btrim(why) <> '' and length(why) <= 500),
  waiting_since_at timestamptz not null,
  stepped_at timestamptz not null,
  by_name text not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint complaint_steps_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id),
  constraint complaint_steps_once_unique unique (dispute_id, waiting_since_at, position)
);
comment on table complaint_steps is 'Append-only: a complaint that waited too long went up a rung of the ladder; once a rung for each time it waits.';
create index complaint_steps_by_dispute on complaint_steps (dispute_id);
create index complaint_steps_by_xid on complaint_steps (xid);

create table dispute_asks (
  id uuid constraint dispute_asks_pkey primary key default uuidv7(),
  customer_id uuid not null constraint dispute_asks_customer_fk references customers (id),
  key text not null constraint dispute_asks_key_check check (length(key) between 8 and 200),
  act text not null constraint dispute_asks_act_check check (act in ('raise', 'reply', 'withdraw', 'reopen')),
  dispute_id uuid,
  invoice_id uuid,
  wish jsonb not null constraint dispute_asks_wish_check check (jsonb_typeof(wish) = 'object' and length(wish::text) <= 30000),
  asked_by_kind text not null constraint dispute_asks_by_kind_check check (asked_by_kind in ('customer', 'link')),
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  outcome text constraint dispute_asks_outcome_check check (outcome in ('done', 'refused')),
  refusal jsonb,
  answered_dispute_id uuid,
  constraint dispute_asks_once_unique unique (customer_id, key),
  constraint dispute_asks_dispute_check check ((dispute_id is null) = (act = 'raise')),
  constraint dispute_asks_link_check check (asked_by_kind = 'customer' or (act = 'raise' and invoice_id is not null)),
  constraint dispute_asks_invoice_fk foreign key (invoice_id, customer_id) references invoices (id, customer_id),
  constraint dispute_asks_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id),
  constraint dispute_asks_answered_dispute_fk foreign key (answered_dispute_id, customer_id) references disputes (id, customer_id),
  constraint dispute_asks_answered_check check ((answered_at is null) = (outcome is null) and (outcome is distinct from 'refused') = (refusal is null)
    and (outcome is distinct from 'done') = (answered_dispute_id is null))
);
comment on table dispute_asks is 'What a customer wrote down on the portal or under a mailed link: raise, reply, withdraw, open again. The worker does it, or says why not; once.';
create index dispute_asks_waiting on dispute_asks (asked_at, id) where answered_at is null;
create index dispute_asks_by_customer on dispute_asks (customer_id, asked_at desc);
create index dispute_asks_by_invoice on dispute_asks (invoice_id) where invoice_id is not null;
insert into portal_queues values ('open-dispute');
