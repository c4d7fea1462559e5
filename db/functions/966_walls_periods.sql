-- Months are closed and opened by two functions only; everybody in the back office reads them. The triggers run with the rights of
-- who posts, so the checks are theirs to call.
grant execute on function close_period(text, date, uuid, text, timestamptz, text), reopen_period(text, date, uuid, text, timestamptz, text, uuid),
  first_open_day(text[], date), period_is_closed(text, date), period_id(text, date), refuse_closed_day(text, text[], date, uuid), hold_periods()
  to tallystick_staff, tallystick_worker;
