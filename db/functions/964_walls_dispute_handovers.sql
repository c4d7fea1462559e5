-- Questions to departments: staff choose the files; the worker makes the link's token just before the mail leaves.
grant select on dispute_handover_files to tallystick_staff, tallystick_worker;
grant insert on dispute_handover_files to tallystick_staff;
grant update (token_hash) on dispute_handovers to tallystick_staff, tallystick_worker;
