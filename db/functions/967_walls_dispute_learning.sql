-- What disputes teach belongs to the back office: nothing of it is the customer's, and all of it is only ever added.
grant select on dispute_holds, dispute_causes, dispute_causes_now, dispute_learnings to tallystick_staff, tallystick_worker;
grant insert on dispute_holds, dispute_learnings to tallystick_staff, tallystick_worker;
grant insert (code, label, department, prevention, issue_rule, reasons, state, changed_by, changed_by_name, changed_at) on dispute_causes to tallystick_staff;
