-- Seals: batches of rows that no transaction can add to any more, chained by SHA-256.

create table seals (
  seal_no bigint primary key constraint seals_no_check check (seal_no >= 0),
  from_xid xid8 not null,
  before_xid xid8 not null,
  sealed_at timestamptz not null,
  row_count bigint not null constraint seals_row_count_check check (row_count > 0 or seal_no = 0),
  prev_hash bytea not null constraint seals_prev_hash_check check (octet_length(prev_hash) = 32),
  hash bytea not null constraint seals_hash_check check (octet_length(hash) = 32),
  constraint seals_range_check check (before_xid > from_xid or seal_no = 0)
);
comment on table seals is 'The chain: seal N holds all rows of transactions from from_xid up to but not including before_xid. Seal 0 is the empty beginning. "As known at seal N" is xid < its before_xid.';
create unique index seals_before_xid on seals (before_xid);

create table seal_leaves (
  seal_no bigint not null constraint seal_leaves_seal_fk references seals (seal_no) deferrable initially deferred,
  family text not null,
  chunk_no integer not null constraint seal_leaves_chunk_check check (chunk_no >= 0),
  ids uuid[] not null,
  leaves bytea[] not null,
  primary key (family, seal_no, chunk_no),
  constraint seal_leaves_same_length_check check (cardinality(ids) > 0 and cardinality(ids) = cardinality(leaves))
);
comment on table seal_leaves is 'The rows of a seal: per family their ids in order, and for each the SHA-256 of the row with its children, so that verify can name what changed.';
create index seal_leaves_by_seal on seal_leaves (seal_no);
-- Hashes do not compress; trying costs time on every seal.
alter table seal_leaves alter column ids set storage external, alter column leaves set storage external;

-- Where a database begins: the moment makes its chain differ from every other one's.
insert into seals (seal_no, from_xid, before_xid, sealed_at, row_count, prev_hash, hash)
  select 0, '0', '0', begun, 0, nothing, sha256(nothing || convert_to(concat_ws('|', 'tallystick seal', 0, 0, 0, (extract(epoch from begun) * 1000000)::bigint, 0), 'UTF8'))
  from (select now() as begun, decode(repeat('00', 32), 'hex') as nothing) beginning;

-- A sealed table knows the transaction that wrote each row and finds the last ones by it.
alter table payment_reversals add column xid xid8 not null default pg_current_xact_id();
create index holds_by_xid on holds (xid);
create index hold_releases_by_xid on hold_releases (xid);
create index invoices_by_xid on invoices (xid);
create index payments_by_xid on payments (xid);
create index payment_reversals_by_xid on payment_reversals (xid);
create index documents_by_xid on documents (xid);
create index audit_records_by_xid on audit_records (xid);

alter table snapshots add column seal_no bigint constraint snapshots_seal_fk references seals (seal_no);
comment on column snapshots.seal_no is 'The seal whose before_xid this snapshot knows; null in those taken before there were seals.';
