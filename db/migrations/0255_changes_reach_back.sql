-- A change of a contract may reach into days that were billed; the next run bills or gives back the difference.
alter table contract_versions add column decided_xid xid8;
alter table contract_versions add column changes_from_on date;
comment on column contract_versions.decided_xid is 'Stamped when it is decided: what a run had read before knows nothing of it.';
comment on column contract_versions.changes_from_on is 'Of an approved change: the first day on which a line bills otherwise than before. Empty: none does.';
