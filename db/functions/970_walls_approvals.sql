-- Approvals belong to the back office: rows are added, never changed. Uses are stamped by check_money_out alone.
grant insert on approval_rules, approval_requests, approval_delegations, approval_delegation_ends, approval_decisions, approval_effects
  to tallystick_staff, tallystick_worker;
grant execute on function approval_rule_of(text), within_limit(jsonb, text, text, bigint), approves_kind(jsonb, text), delegations_on(date),
  approvals_waiting_for(uuid, date),   check_money_out(text, uuid, uuid, bigint) to tallystick_staff, tallystick_worker;
