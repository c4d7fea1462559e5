-- How far the files of threads were read for searching.
alter table timeline_gatherings add column files_xid xid8 not null default '0';
comment on table timeline_gatherings is 'One row: everything of transactions before upto_xid stands in timeline_entries, and the files of those before files_xid were read; what came since is read where it lies.';
