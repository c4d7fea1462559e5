-- Approvals are sealed: a seal finds their last rows by the transaction that wrote them.

create index approval_rules_by_xid on approval_rules (xid);
create index approval_requests_by_xid on approval_requests (xid);
create index approval_delegations_by_xid on approval_delegations (xid);
create index approval_delegation_ends_by_xid on approval_delegation_ends (xid);
create index approval_decisions_by_xid on approval_decisions (xid);
create index approval_effects_by_xid on approval_effects (xid);
create index approval_uses_by_xid on approval_uses (xid);
