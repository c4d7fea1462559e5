-- Why something was corrected may be read by every customer: the words are the same for all.
grant select on credit_reasons to tallystick_portal;
grant execute on function is_waivable(uuid) to tallystick_staff, tallystick_worker;
