-- Money nobody could place is looked at in the back office alone; all of it is only ever added.
grant select on unidentified_receipts, unidentified_notes, receipt_identifications, receipt_identification_undoings, receipt_returns, bank_link_reversals,
  unidentified_receipts_now, bank_subjects_linked, payment_parts_returned to tallystick_staff, tallystick_worker;
grant insert on unidentified_receipts, unidentified_notes, receipt_identifications, receipt_identification_undoings, receipt_returns, bank_link_reversals
  to tallystick_staff, tallystick_worker;
grant execute on function receipt_faults(uuid), bank_posting_faults(uuid), bank_posted(text, uuid, boolean, text), hold_receipt(uuid), reversed_for_a_line(uuid, xid8), returned_part_faults(uuid),
  entry_is_pair(uuid, text, text, text, text, bigint, bigint) to tallystick_staff, tallystick_worker;
alter table receipt_identifications enable row level security;
drop policy if exists back_office on receipt_identifications;
create policy back_office on receipt_identifications to tallystick_staff, tallystick_worker using (true) with check (true);
