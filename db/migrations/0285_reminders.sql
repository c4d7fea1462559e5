-- What was asked for by reminders: one a customer and day, one an item and stage.

create table reminder_runs (
  run_on date constraint reminder_runs_pkey primary key,
  policy_id uuid not null constraint reminder_runs_policy_fk references collection_policies (id),
  started_at timestamptz not null,
  ended_at timestamptz,
  reminders integer not null default 0
);
comment on table reminder_runs is 'The morning of each working day on which reminders were ordered; a run that was broken off goes on where it stood.';

create table reminders (
  id uuid constraint reminders_pkey primary key default uuidv7(),
  customer_id uuid not null constraint reminders_customer_fk references customers (id),
  currency text not null constraint reminders_currency_check check (currency ~ '^[A-Z]{3}$'),
  reminded_on date not null,
  policy_id uuid not null constraint reminders_policy_fk references collection_policies (id),
  tone text not null constraint reminders_tone_check check (tone in ('coming', 'friendly', 'firm', 'last')),
  asked_minor bigint not null constraint reminders_asked_check check (asked_minor > 0),
  answer_by_on date,
  document_id uuid constraint reminders_document_fk references documents (id),
  delivery_id uuid,
  leaves_at timestamptz not null,
  state text not null default 'ordered' constraint reminders_state_check check (state in ('ordered', 'held', 'kept_back')),
  state_reason text not null default '' constraint reminders_reason_check check (length(state_reason) <= 1000),
  changed_by_name text not null default '',
  ordered_at timestamptz not null,
  changed_at timestamptz not null,
  constraint reminders_customer_unique unique (id, customer_id),
  constraint reminders_delivery_fk foreign key (delivery_id, customer_id) references deliveries (id, customer_id),
  constraint reminders_held_check check (state <> 'held' or btrim(state_reason) <> '')
);
comment on table reminders is 'One message that asks a customer for money in one currency. Its text is written when it leaves, from what is true then; here stands what was to be asked.';
create unique index reminders_one_a_day_unique on reminders (customer_id, reminded_on) where state = 'ordered';
create unique index reminders_document_unique on reminders (document_id) where document_id is not null;
create index reminders_by_day on reminders (reminded_on desc, id desc);
create index reminders_by_customer on reminders (customer_id, reminded_on desc);

create table reminder_items (
  reminder_id uuid not null,
  item_id uuid not null constraint reminder_items_item_fk references open_items (id),
  customer_id uuid not null,
  offset_days smallint,
  asked_minor bigint not null constraint reminder_items_asked_check check (asked_minor > 0),
  live boolean not null default true,
  constraint reminder_items_pkey primary key (reminder_id, item_id),
  constraint reminder_items_reminder_fk foreign key (reminder_id, customer_id) references reminders (id, customer_id)
);
comment on table reminder_items is 'What a reminder asks for, item by item. With offset_days: the stage that was due for it; without: named along. Not live: the reminder never left, so the stage is free again.';
create unique index reminder_items_one_stage_unique on reminder_items (item_id, offset_days) where live and offset_days is not null;
create index reminder_items_by_item on reminder_items (item_id);
