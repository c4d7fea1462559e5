-- What customers promise to pay, decided by money that came; and what they say they have paid.

create table collection_policies (
  id uuid constraint collection_policies_pkey primary key default uuidv7(),
  from_on date not null,
  promise_days_ahead smallint not null constraint collection_policies_ahead_check check (promise_days_ahead between 0 and 365),
  promises_per_quarter smallint not null constraint collection_policies_quarter_check check (promises_per_quarter between 0 and 99),
  promise_grace_days smallint not null constraint collection_policies_grace_check check (promise_grace_days between 0 and 30),
  promise_pauses text not null constraint collection_policies_pauses_check check (promise_pauses in ('covered', 'everything', 'nothing')),
  said_paid_days smallint not null constraint collection_policies_said_check check (said_paid_days between 0 and 60),
  send_hour smallint not null constraint collection_policies_hour_check check (send_hour between 0 and 23),
  gap_days smallint not null constraint collection_policies_gap_check check (gap_days between 1 and 60),
  made_by uuid constraint collection_policies_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table collection_policies is 'Append-only: what holds for promises and reminders from a day on. Of several that have begun, the one with the newest day holds, and of one day the newest made.';
create index collection_policies_newest on collection_policies (from_on desc, id desc);
create index collection_policies_xid on collection_policies (xid);

create table reminder_stages (
  policy_id uuid not null constraint reminder_stages_policy_fk references collection_policies (id),
  stage_no smallint not null constraint reminder_stages_no_check check (stage_no between 1 and 30),
  for_group text not null constraint reminder_stages_group_check check (for_group in ('standard', 'gentle')),
  offset_days smallint not null constraint reminder_stages_offset_check check (offset_days between -60 and 365),
  tone text not null constraint reminder_stages_tone_check check (tone in ('coming', 'friendly', 'firm', 'last')),
  min_minor bigint not null default 0 constraint reminder_stages_min_check check (min_minor >= 0),
  constraint reminder_stages_pkey primary key (policy_id, stage_no),
  constraint reminder_stages_offset_unique unique (policy_id, for_group, offset_days),
  constraint reminder_stages_coming_check check ((tone = 'coming') = (offset_days <= 0))
);
comment on table reminder_stages is 'Append-only, of a policy: how many days from its due day an item is reminded of, in which tone, and from which sum on (minor units of its currency).';

insert into collection_policies (from_on, promise_days_ahead, promises_per_quarter, promise_grace_days, promise_pauses, said_paid_days, send_hour, gap_days,
    made_by_name, made_at)
  values ('2000-01-01', 21, 3, 2, 'covered', 5, 9, 5, 'Tallystick', now());
insert into reminder_stages (policy_id, stage_no, for_group, offset_days, tone)
  select p.id, s.stage_no, s.for_group, s.offset_days, s.tone from collection_policies p, (values
    (1, 'standard', -3, 'coming'), (2, 'standard', 3, 'friendly'), (3, 'standard', 14, 'firm'), (4, 'standard', 30, 'last'),
    (5, 'gentle', 10, 'friendly'), (6, 'gentle', 30, 'firm')) as s (stage_no, for_group, offset_days, tone);

create table customer_reminder_groups (
  customer_id uuid not null constraint customer_reminder_groups_pkey primary key constraint customer_reminder_groups_customer_fk references customers (id),
  group_code text not null constraint customer_reminder_groups_code_check check (group_code in ('standard', 'gentle', 'none')),
  held_to_on date,
  reason text not null default '' constraint customer_reminder_groups_reason_check check (length(reason) <= 500),
  changed_by uuid constraint customer_reminder_groups_user_fk references users (id),
  changed_by_name text not null,
  changed_at timestamptz not null
);
comment on table customer_reminder_groups is 'Which reminders a customer gets: the standard ones, the gentle ones, or none; and up to which day somebody holds them. No row: the standard ones.';

create table promises (
  id uuid constraint promises_pkey primary key default uuidv7(),
  customer_id uuid not null constraint promises_customer_fk references customers (id),
  currency text not null constraint promises_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null constraint promises_amount_check check (amount_minor > 0),
  made_on date not null,
  promised_on date not null,
  grace_days smallint not null constraint promises_grace_check check (grace_days between 0 and 30),
  pauses text not null constraint promises_pauses_check check (pauses in ('covered', 'everything', 'nothing')),
  made_by_kind text not null constraint promises_maker_check check (made_by_kind in ('staff', 'customer')),
  source text not null constraint promises_source_check check (source in ('portal', 'phone', 'email', 'letter', 'visit')),
  note text not null default '' constraint promises_note_check check (length(note) <= 1000),
  made_by uuid,
  made_by_name text not null,
  made_at timestamptz not null,
  state text not null default 'open' constraint promises_state_check check (state in ('open', 'kept', 'part_kept', 'broken', 'withdrawn')),
  constraint promises_customer_unique unique (id, customer_id),
  constraint promises_portal_check check ((made_by_kind = 'customer') = (source = 'portal')),
  constraint promises_order_check check (promised_on >= made_on)
);
comment on table promises is 'A stated date and amount. Date, amount and state are what its newest events say; the rest never changes.';
create index promises_by_customer on promises (customer_id, currency, made_at);
create index promises_open on promises (promised_on, id) where state = 'open';
create unique index promises_one_open_of_customer_unique on promises (customer_id, currency) where state = 'open' and made_by_kind = 'customer';

create table promise_items (
  promise_id uuid not null,
  item_id uuid not null,
  customer_id uuid not null,
  constraint promise_items_pkey primary key (promise_id, item_id),
  constraint promise_items_promise_fk foreign key (promise_id, customer_id) references promises (id, customer_id),
  constraint promise_items_item_fk foreign key (item_id) references open_items (id)
);
comment on table promise_items is 'Append-only: which debts a promise is about. None: whatever is oldest in its currency.';
create index promise_items_by_item on promise_items (item_id);

create table promise_events (
  id uuid constraint promise_events_pkey primary key default uuidv7(),
  promise_id uuid not null,
  customer_id uuid not null,
  position smallint not null constraint promise_events_position_check check (position > 0),
  kind text not null constraint promise_events_kind_check check (kind in ('made', 'changed', 'withdrawn', 'kept', 'part_kept', 'broken')),
  amount_minor bigint not null constraint promise_events_amount_check check (amount_minor > 0),
  promised_on date not null,
  counted_minor bigint not null default 0 constraint promise_events_counted_check check (counted_minor between 0 and amount_minor),
  reason text not null default '' constraint promise_events_reason_check check (length(reason) <= 1000),
  by_kind text not null constraint promise_events_by_check check (by_kind in ('staff', 'customer', 'system')),
  by_id uuid,
  by_name text not null,
  happened_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint promise_events_position_unique unique (promise_id, position),
  constraint promise_events_promise_fk foreign key (promise_id, customer_id) references promises (id, customer_id),
  constraint promise_events_first_check check ((position = 1) = (kind = 'made')),
  constraint promise_events_outcome_check check (case kind when 'kept' then counted_minor = amount_minor when 'part_kept' then counted_minor > 0 and counted_minor < amount_minor
    when 'broken' then counted_minor = 0 else true end)
);
comment on table promise_events is 'Append-only, sealed: how a promise was made, changed and withdrawn, and each time money decided it. A payment that comes back decides it anew.';
create index promise_events_xid on promise_events (xid);

create table promise_money (
  promise_id uuid not null,
  payment_id uuid not null,
  customer_id uuid not null,
  amount_minor bigint not null constraint promise_money_amount_check check (amount_minor > 0),
  constraint promise_money_pkey primary key (promise_id, payment_id),
  constraint promise_money_promise_fk foreign key (promise_id, customer_id) references promises (id, customer_id),
  constraint promise_money_payment_fk foreign key (payment_id) references payments (id)
);
comment on table promise_money is 'Which part of which payment counts for which promise: each penny for one promise only. Counted anew when money comes or goes.';
create index promise_money_by_payment on promise_money (payment_id);

create table said_paid (
  id uuid constraint said_paid_pkey primary key default uuidv7(),
  customer_id uuid not null constraint said_paid_customer_fk references customers (id),
  invoice_id uuid not null,
  amount_minor bigint not null constraint said_paid_amount_check check (amount_minor > 0),
  paid_on date not null,
  reference text not null default '' constraint said_paid_reference_check check (length(reference) <= 200),
  said_on date not null,
  paused_to_on date not null,
  said_by_kind text not null constraint said_paid_by_check check (said_by_kind in ('customer', 'link')),
  said_by uuid,
  said_by_name text not null,
  said_at timestamptz not null,
  answered_by uuid constraint said_paid_answerer_fk references users (id),
  answered_by_name text,
  answered_at timestamptz,
  answer text constraint said_paid_answer_check check (answer in ('found', 'not_found')),
  constraint said_paid_invoice_fk foreign key (invoice_id, customer_id) references invoices (id, customer_id),
  constraint said_paid_day_check check (paid_on <= said_on + 60),
  constraint said_paid_pause_check check (paused_to_on between said_on and said_on + 60),
  constraint said_paid_answered_check check ((answered_at is null) = (answered_by_name is null) and (answered_at is null) = (answer is null))
);
comment on table said_paid is 'A customer says an invoice is paid: when, how much and how. Reminders of it wait some days; a colleague looks for the money and answers once.';
create unique index said_paid_one_waiting_unique on said_paid (invoice_id) where answered_at is null;
create index said_paid_by_customer on said_paid (customer_id, said_at desc);
create index said_paid_waiting on said_paid (said_at, id) where answered_at is null;

create table collection_tasks (
  id uuid constraint collection_tasks_pkey primary key default uuidv7(),
  customer_id uuid not null constraint collection_tasks_customer_fk references customers (id),
  kind text not null constraint collection_tasks_kind_check check (kind in ('promise_part_kept', 'promise_broken')),
  promise_id uuid not null,
  made_at timestamptz not null,
  done_by uuid constraint collection_tasks_user_fk references users (id),
  done_by_name text,
  done_at timestamptz,
  outcome text constraint collection_tasks_outcome_check check (btrim(outcome) <> '' and length(outcome) <= 1000),
  constraint collection_tasks_promise_fk foreign key (promise_id, customer_id) references promises (id, customer_id),
  constraint collection_tasks_done_check check ((done_at is null) = (done_by_name is null) and (done_at is null) = (outcome is null))
);
comment on table collection_tasks is 'What a colleague has to follow up because a promise was not wholly kept. One at a time for each promise.';
create unique index collection_tasks_one_open_unique on collection_tasks (promise_id) where done_at is null;
create index collection_tasks_open on collection_tasks (made_at, id) where done_at is null;
