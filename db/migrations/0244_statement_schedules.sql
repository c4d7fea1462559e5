-- Statements of account that go out by themselves: when, to whom, in which form, and what became of each.

create table statement_schedules (
  kind text constraint statement_schedules_pkey primary key
    constraint statement_schedules_kind_check check (kind in ('weekly', 'monthly', 'portfolio')),
  day_no smallint not null,
  hour_no smallint not null constraint statement_schedules_hour_check check (hour_no between 0 and 23),
  next_on date not null,
  paused boolean not null default false,
  changed_by uuid constraint statement_schedules_user_fk references users (id),
  changed_by_name text not null default '',
  changed_at timestamptz not null default now(),
  constraint statement_schedules_day_check check (day_no between 1 and case kind when 'monthly' then 31 else 7 end)
);
comment on table statement_schedules is 'When statements and portfolio packs are made: day_no is the weekday (Monday 1) or the day of the month, where 31 is its last day; hour_no in the company''s zone. A paused one starts nothing and catches up once.';
insert into statement_schedules (kind, day_no, hour_no, next_on) values
  ('weekly', 1, 6, current_date), ('monthly', 1, 6, current_date), ('portfolio', 1, 7, current_date);

create table statement_defaults (
  only_row boolean constraint statement_defaults_pkey primary key default true constraint statement_defaults_only_check check (only_row),
  every text not null constraint statement_defaults_every_check check (every in ('off', 'weekly', 'monthly')),
  form text not null constraint statement_defaults_form_check check (form in ('balance_forward', 'open_item')),
  sends_empty boolean not null,
  changed_by uuid constraint statement_defaults_user_fk references users (id),
  changed_by_name text not null default '',
  changed_at timestamptz not null default now()
);
comment on table statement_defaults is 'How often and in which form a customer without a choice of their own gets statements; sends_empty: also when nothing moved and nothing is open.';
insert into statement_defaults (every, form, sends_empty) values ('off', 'balance_forward', false);

create table statement_preferences (
  customer_id uuid not null constraint statement_preferences_pkey primary key
    constraint statement_preferences_customer_fk references customers (id),
  every text constraint statement_preferences_every_check check (every in ('off', 'weekly', 'monthly')),
  form text constraint statement_preferences_form_check check (form in ('balance_forward', 'open_item')),
  sends_empty boolean,
  as_group boolean not null default false,
  changed_by uuid constraint statement_preferences_user_fk references users (id),
  changed_by_name text not null default '',
  changed_at timestamptz not null
);
comment on table statement_preferences is 'What one customer wants otherwise than the company''s default (null: as the default). as_group: a parent gets one statement over its whole group instead of its own alone.';

create table statement_runs (
  id uuid constraint statement_runs_pkey primary key default uuidv7(),
  kind text not null constraint statement_runs_kind_check check (kind in ('weekly', 'monthly')),
  from_on date not null,
  to_on date not null,
  seal_no bigint not null constraint statement_runs_seal_fk references seals (seal_no),
  state text not null default 'running' constraint statement_runs_state_check check (state in ('running', 'paused', 'cancelled', 'done')),
  state_reason text not null default '',
  started_by uuid constraint statement_runs_user_fk references users (id),
  started_by_name text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  constraint statement_runs_period_unique unique (kind, to_on),
  constraint statement_runs_dates_check check (from_on <= to_on),
  constraint statement_runs_ended_check check ((state in ('cancelled', 'done')) = (ended_at is not null))
);
comment on table statement_runs is 'One run of statements for one week or month, each statement as known at the run''s one seal. A period has one run: started again it is found.';

create table statement_sends (
  run_id uuid not null constraint statement_sends_run_fk references statement_runs (id),
  seq_no integer not null constraint statement_sends_seq_check check (seq_no > 0),
  customer_id uuid not null constraint statement_sends_customer_fk references customers (id),
  currency text constraint statement_sends_currency_check check (currency ~ '^[A-Z]{3}$'),
  form text not null constraint statement_sends_form_check check (form in ('balance_forward', 'open_item')),
  sends_empty boolean not null,
  state text not null default 'waiting' constraint statement_sends_state_check
    check (state in ('waiting', 'sent', 'empty', 'failed', 'cancelled')),
  reason text not null default '',
  tries smallint not null default 0,
  document_id uuid constraint statement_sends_document_unique unique constraint statement_sends_document_fk references documents (id),
  done_at timestamptz,
  constraint statement_sends_pkey primary key (run_id, seq_no),
  constraint statement_sends_once_unique unique nulls not distinct (run_id, customer_id, currency),
  constraint statement_sends_sent_check check ((state = 'sent') = (document_id is not null)),
  constraint statement_sends_reason_check check (state <> 'failed' or reason <> ''),
  constraint statement_sends_done_check check ((state = 'waiting') = (done_at is null))
);
comment on table statement_sends is 'One statement per customer and currency of a run (currency null: the whole group), and what became of it: sent means kept with its hash and its delivery ordered, in one transaction. One statement per customer and period follows from one run per period.';
create index statement_sends_open on statement_sends (run_id, seq_no) where state in ('waiting', 'failed');
create index statement_sends_customer on statement_sends (customer_id, run_id);
create index statement_sends_document on statement_sends (document_id) where document_id is not null;

-- The open-item form of a statement is a paper of its own beside the one with the balance brought forward.
alter table documents add column statement_form text
  constraint documents_statement_form_check check (statement_form is null or (statement_form = 'open_item' and kind in ('statement', 'group_statement')));
comment on column documents.statement_form is 'Statements: open_item, or null for the one that brings the balance forward.';
drop index documents_one_per_statement_unique;
drop index documents_one_per_group_statement_unique;
create unique index documents_one_per_statement_unique on documents (customer_id, currency, from_on, to_on, seal_no, coalesce(statement_form, ''))
  where kind = 'statement';
create unique index documents_one_per_group_statement_unique on documents (customer_id, from_on, to_on, seal_no, coalesce(statement_form, ''))
  where kind = 'group_statement';
