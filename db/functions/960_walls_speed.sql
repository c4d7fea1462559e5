-- Snapshots are made by their function alone and read by the back office; the portal has no grant on them.
grant execute on function take_snapshot(date) to tallystick_staff, tallystick_worker;

-- These two only call functions that staff and worker may call one by one.
grant execute on function issue_documents(jsonb, jsonb), receive_payments(jsonb, jsonb) to tallystick_staff, tallystick_worker;
