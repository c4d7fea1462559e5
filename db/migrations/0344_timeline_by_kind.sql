-- A page of one kind out of the longest timeline: without this, a kind that never happened there was looked for in all of it.
create index timeline_entries_by_kind on timeline_entries (customer_id, kind, happened_at desc, id desc);
