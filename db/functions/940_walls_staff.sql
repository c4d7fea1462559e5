-- Files for import belong to the back office alone.
grant insert, delete on import_files to tallystick_staff, tallystick_worker;
