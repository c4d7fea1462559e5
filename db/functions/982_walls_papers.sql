-- A picture of a cheque shows somebody's account number and signature: colleagues see it, neither customers nor partners do.
drop policy if exists no_photos on documents;
create policy no_photos on documents as restrictive for select to tallystick_portal, tallystick_partner
  using (kind <> 'cheque_photo');
