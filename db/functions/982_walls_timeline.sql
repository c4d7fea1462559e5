-- The timeline is the back office's; a partner sees that of assigned customers (so this stands after 970, which revokes). The portal reads nothing of it.
grant insert on activity_notes, activity_note_ends, timeline_entries, searchable_texts to tallystick_staff, tallystick_worker;
grant update (upto_xid, gathered_at, files_xid) on timeline_gatherings to tallystick_staff, tallystick_worker;
grant update (head, people, body) on searchable_texts to tallystick_staff, tallystick_worker;
grant select on timeline_sources, timeline_files to tallystick_staff, tallystick_worker;
grant execute on function search_words(text), search_query(text) to tallystick_staff, tallystick_worker, tallystick_partner;
grant execute on function stamp_search_words(), check_searchable_text(), check_note_end() to tallystick_staff, tallystick_worker;

do $$
declare
  walled text;
begin
  foreach walled in array array['timeline_entries', 'searchable_texts']
  loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
    execute format('grant select on %I to tallystick_partner', walled);
    execute format('drop policy if exists partner_scope on %I', walled);
    -- What customers write to us, in disputes and by mail, is between them and us.
    execute format('create policy partner_scope on %I for select to tallystick_partner
      using (customer_id = any (array(select unnest(partner_customers()))) and kind not in (''dispute'', ''mail_in''))', walled);
  end loop;
end;
$$;

-- Mail from outside is read by colleagues and the worker only.
grant insert on reply_addresses, inbound_mails, inbound_files, inbound_mail_places, inbound_mail_dismissals to tallystick_staff, tallystick_worker;
grant update (state, from_address, from_name, to_addresses, subject, message_ref, body, quoted, automatic, fault, fetched_at)
  on inbound_mails to tallystick_staff, tallystick_worker;
grant execute on function keep_inbound_mail(), check_inbound_mail_stands() to tallystick_staff, tallystick_worker;
