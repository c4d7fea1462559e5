-- How far the sweep has read the processor's list of events.

create table sweep_cursors (
  name text primary key,
  swept_to_at timestamptz not null
);
comment on table sweep_cursors is 'Up to when the processor''s events were listed; the next sweep starts a margin before it, so a lost webhook is found.';

create index stripe_events_parked on stripe_events (received_at) where outcome = 'parked';
