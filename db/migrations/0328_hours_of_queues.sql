-- The same hours, written so that the schema's text reads back as itself.
alter table dispute_queues drop constraint dispute_queues_hours_check;
alter table dispute_queues add constraint dispute_queues_hours_check
  check (opens_minute >= 0 and closes_minute <= 1440 and opens_minute < closes_minute);
