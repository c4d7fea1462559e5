-- Rules belong to the back office: versions and tests are added. None may call its own rule "delivered", which needs no test.
grant insert on issue_rule_tests to tallystick_staff, tallystick_worker;
grant insert (code, severity, customer_id, product_id, params, state, test_id, reason, changed_by, changed_by_name, changed_at) on issue_rules
  to tallystick_staff, tallystick_worker;
grant execute on function issue_rule_fits(text, jsonb) to tallystick_staff, tallystick_worker;

-- Recipes are kept, moved to their next day and removed from sight; their days are added.
grant insert on run_recipes, run_recipe_days to tallystick_staff, tallystick_worker;
grant update (cycles, filter, review_needed, every, day_no, cut_off_rule, unattended, next_on, saved_by, saved_by_name, saved_at, removed_at) on run_recipes
  to tallystick_staff, tallystick_worker;
