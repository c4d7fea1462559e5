-- Months that are finished. Posting periods (what the ledger is dated) and tax periods (what tax points are dated) lock apart.

create table periods (
  kind text not null constraint periods_kind_check check (kind in ('posting', 'tax')),
  month_on date not null constraint periods_month_check check (month_on = date_trunc('month', month_on)::date),
  state text not null constraint periods_state_check check (state in ('open', 'closed')),
  changed_at timestamptz not null,
  constraint periods_pkey primary key (kind, month_on)
);
comment on table periods is 'Months closed or opened again, without a gap from the first to the last closed one. Before the first every month is closed, after the last every month is open. Written by close_period and reopen_period alone.';

create table period_events (
  id uuid constraint period_events_pkey primary key default uuidv7(),
  event_no bigint generated always as identity constraint period_events_order_unique unique,
  kind text not null,
  month_on date not null,
  action text not null constraint period_events_action_check check (action in ('closed', 'reopened')),
  happened_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  reason text not null default '',
  approval_id uuid constraint period_events_approval_once_unique unique,
  known pg_snapshot not null default pg_current_snapshot(),
  xid xid8 not null default pg_current_xact_id(),
  constraint period_events_month_fk foreign key (kind, month_on) references periods (kind, month_on),
  constraint period_events_reopened_has_approval_check check ((action = 'reopened') = (approval_id is not null)),
  constraint period_events_reopened_says_why_check check (action = 'closed' or length(btrim(reason)) > 0)
);
comment on table period_events is 'Append-only: who closed or opened which month, when and why. Closing a month closes all before it. known is what was posted by then: taken under the exclusive lock, so that each posting stands clearly before or after.';
create index period_events_by_month on period_events (kind, month_on, event_no desc);
create index period_events_by_xid on period_events (xid);

-- Postings that count on another day than their value date: the list of late ones reads these.
create index entries_moved on entries (effective_on desc, id desc) where value_on < effective_on;
