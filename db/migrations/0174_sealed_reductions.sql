-- Sealed like every posting: found by the transaction that wrote them.
create index revaluations_by_xid on revaluations (xid);
create index transfers_by_xid on transfers (xid);
create index reductions_by_xid on reductions (xid);
create index case_events_by_xid on case_events (xid);
