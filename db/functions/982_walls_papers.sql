-- A picture of a cheque shows somebody's account number and signature: colleagues see it, neither customers nor partners do.
drop policy if exists no_photos on documents;
create policy no_photos on documents as restrictive for select to tallystick_portal, tallystick_partner
  using (kind <> 'cheque_photo');

grant insert on reduction_reversals to tallystick_staff, tallystick_worker;
alter table reduction_reversals enable row level security;
drop policy if exists back_office on reduction_reversals;
create policy back_office on reduction_reversals to tallystick_staff, tallystick_worker using (true) with check (true);
grant execute on function entries_cancel(uuid, uuid) to tallystick_staff, tallystick_worker;
