-- What lines of the bank teach belongs to the back office, and all of it is only ever added. The worker alone posts without a person.
grant select on bank_aliases, bank_alias_choices, bank_rules, bank_rule_endings, bank_rule_ticks, bank_posting_choices, bank_gate_openings,
  bank_automatic_postings, bank_evidence, bank_aliases_now, bank_rules_now to tallystick_staff, tallystick_worker;
grant insert on bank_aliases, bank_rules, bank_rule_endings to tallystick_staff;
grant insert (kind, value, customer_id, is_forgotten, reason, made_by, made_by_name, made_at) on bank_alias_choices to tallystick_staff;
grant insert (rule_id, posts_alone, made_by, made_by_name, made_at) on bank_rule_ticks to tallystick_staff;
grant insert (posts_alone, precision_ppm, reason, made_by, made_by_name, made_at) on bank_posting_choices to tallystick_staff;
grant insert on bank_gate_openings, bank_automatic_postings to tallystick_worker;
grant execute on function bank_class_record(text), bank_bound_holds(integer, integer, integer), bank_rule_may_post(uuid) to tallystick_staff, tallystick_worker;
