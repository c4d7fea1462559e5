-- Snapshots are made by their function alone and read by the back office; the portal has no grant on them.
grant execute on function take_snapshot(date) to tallystick_staff, tallystick_worker;
