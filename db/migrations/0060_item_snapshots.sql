-- What was open at the end of a period, kept so that a report of a past day reads one period and not the whole history.

create table snapshots (
  id uuid primary key default uuidv7(),
  period_end_on date not null,
  before_xid xid8 not null,
  taken_at timestamptz not null default now()
);
comment on table snapshots is 'Taken by take_snapshot(): holds what was open at the end of period_end_on as known by the rows of transactions below before_xid.';
create index snapshots_by_period_end on snapshots (period_end_on desc, id desc);

create table item_snapshots (
  snapshot_id uuid not null constraint item_snapshots_snapshot_fk references snapshots (id),
  item_id uuid not null constraint item_snapshots_item_fk references open_items (id),
  customer_id uuid not null constraint item_snapshots_customer_fk references customers (id),
  currency text not null,
  side text not null,
  due_on date not null,
  open_minor bigint not null constraint item_snapshots_open_check check (open_minor > 0),
  primary key (snapshot_id, item_id)
);
comment on table item_snapshots is 'Open items of a snapshot with what was open of each. Never granted to the portal; rows learned later are added by the reader.';

-- The movements since a snapshot: by business date, and by when we learned of them where they are dated before it.
create index entries_by_xid on entries (xid, effective_on);
create index applications_by_xid on applications (xid, effective_on);
