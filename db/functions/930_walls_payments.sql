-- Payments: the worker alone moves the sweep's cursor.
grant insert, update on sweep_cursors to tallystick_worker;
