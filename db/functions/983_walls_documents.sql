-- Whoever makes documents notes why one could not be made; customers do not see it.
grant insert, update on document_faults to tallystick_staff, tallystick_worker;
alter table document_faults enable row level security;
drop policy if exists back_office on document_faults;
create policy back_office on document_faults to tallystick_staff, tallystick_worker using (true) with check (true);
