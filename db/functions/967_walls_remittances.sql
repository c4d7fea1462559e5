-- What customers say of a payment is read, and taken for something, by colleagues alone; the portal shows nothing of it.
grant select on remittances, remittance_rows, remittance_choices, remittance_links to tallystick_staff, tallystick_worker;
grant insert on remittances, remittance_rows, remittance_links to tallystick_staff;
-- A spreadsheet that came with a mail is read by the worker; what becomes of it is said by colleagues.
grant insert on remittances, remittance_rows to tallystick_worker;
grant insert (remittance_id, row_no, number, rest, code, discount_as, chosen_by, chosen_by_name, chosen_at) on remittance_choices to tallystick_staff;
grant update (customer_id, dropped_at, dropped_by_name, drop_reason) on remittances to tallystick_staff;
grant update (detached_at, detached_by_name) on remittance_links to tallystick_staff;
grant execute on function remittance_faults(uuid), keep_remittance(), check_remittance_row(), check_remittance(), check_remittance_link()
  to tallystick_staff, tallystick_worker;
