-- The bank's words are read and explained by colleagues and the worker; neither customers nor partners see our account.
grant select, insert on bank_accounts, bank_imports, bank_statements, bank_lines, bank_explanations, bank_explanation_undoings, bank_line_links, bank_line_states
  to tallystick_staff, tallystick_worker;
grant update (name, mapping) on bank_accounts to tallystick_staff, tallystick_worker;
grant update (format, state, wish, fault, preview, choices, line_count, stored_count, skipped_count, refused, refused_count, stored_at, undone_at, undone_by_name)
  on bank_imports to tallystick_staff, tallystick_worker;
grant update (state, explanation_id, note, asked_user, changed_at, changed_by_name) on bank_line_states to tallystick_staff, tallystick_worker;
grant delete on bank_line_states to tallystick_staff, tallystick_worker;
grant execute on function keep_bank_import(), check_bank_import(), bank_import_faults(uuid), bank_line_faults(uuid), check_bank_line_state(),
  check_standing_explanation(uuid), check_bank_explanation() to tallystick_staff, tallystick_worker;
