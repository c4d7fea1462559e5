-- Releases belong to the back office, which adds and never changes; what is left of a deferral is stamped by triggers alone.
grant insert on deferral_releases to tallystick_staff, tallystick_worker;
grant execute on function release_deferrals(jsonb, jsonb), deferred_base(bigint, bigint, bigint), lock_deferrals(uuid),
  lock_due_deferrals(date, uuid, uuid, smallint, integer) to tallystick_staff, tallystick_worker;

-- So does the loss allowance.
grant insert on allowance_changes to tallystick_staff, tallystick_worker;
grant execute on function allowance_left() to tallystick_staff, tallystick_worker;
