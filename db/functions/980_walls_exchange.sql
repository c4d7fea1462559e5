-- Applications are written by these two alone: nobody inserts one beside them, so none lacks its exchange difference.
revoke insert on applications from tallystick_staff, tallystick_worker;
grant execute on function apply_items(jsonb), unapply_items(jsonb), base_left(uuid) to tallystick_staff, tallystick_worker;

grant insert on revaluations to tallystick_staff, tallystick_worker;
grant execute on function item_left(uuid[]) to tallystick_staff, tallystick_worker;
