-- Whether what was sealed is still there, unchanged, and whether the chain over it holds: everything that differs, named.

-- Rows and leaves are compared some ten thousand at a time, whole seals together, so that memory stays flat.
create or replace function sealed_rows_changed(of_family text)
returns table (family text, row_id uuid, name text, seal_no bigint, fault text)
language plpgsql stable set search_path = public, pg_temp as $$
declare
  batch_rows constant int := 20000;
  batch record;
  last_before xid8 := '0';
  first_unsealed xid8 := (select s.before_xid from seals s order by s.seal_no desc limit 1);
  ahead xid8 := pg_snapshot_xmax(pg_current_snapshot());
  any_ahead boolean;
begin
  for batch in
    select min(b.seal_no) as first_no, max(b.seal_no) as last_no, max(b.before_xid) as before_xid
    from (select c.seal_no, s.before_xid, (sum(c.n) over (order by c.seal_no) - c.n) / batch_rows as batch_no
      from (select l.seal_no, sum(cardinality(l.ids)) as n from seal_leaves l where l.family = of_family group by l.seal_no) c
      left join seals s on s.seal_no = c.seal_no) b
    group by b.batch_no order by 1
  loop
    return query
      with kept as materialized (
        select k.id, k.leaf, l.seal_no from seal_leaves l, unnest(l.ids, l.leaves) k (id, leaf)
        where l.family = of_family and l.seal_no between batch.first_no and batch.last_no),
      stands as materialized (select r.id, r.leaf, r.name from sealed_rows(of_family, last_before, coalesce(batch.before_xid, last_before)) r)
      select of_family, coalesce(k.id, s.id), s.name, k.seal_no,
        case when s.id is null then 'missing' when k.id is null then 'added' else 'altered' end
      from kept k full join stands s on s.id = k.id
      where k.leaf is distinct from s.leaf;
    last_before := greatest(last_before, coalesce(batch.before_xid, last_before));
  end loop;
  if last_before < first_unsealed then
    return query select of_family, r.id, r.name, null::bigint, 'added' from sealed_rows(of_family, last_before, first_unsealed) r;
  end if;
  -- No transaction has these numbers yet: such a row would never be sealed.
  execute format('select exists (select from %I where xid >= $1)', of_family) into any_ahead using ahead;
  if any_ahead then
    return query select of_family, r.id, r.name, null::bigint, 'dated in the future' from sealed_rows(of_family, ahead, '18446744073709551615') r;
  end if;
end;
$$;
comment on function sealed_rows_changed(text) is
  'Rows of a family that differ from their leaves: altered, missing, added below the last seal, or carrying a transaction that has not happened.';

-- A row whose transaction id was changed is missing where it was and added where it is now: one change, one name.
create or replace function sealed_rows_differ()
returns table (family text, row_id uuid, name text, seal_no bigint, fault text)
language sql stable set search_path = public, pg_temp as $$
  select c.family, c.row_id, max(c.name), max(c.seal_no), case when count(*) > 1 then 'altered' else max(c.fault) end
  from sealed_families() f, sealed_rows_changed(f.family) c
  group by c.family, c.row_id;
$$;
comment on function sealed_rows_differ() is 'All sealed rows that differ from what was sealed, each named once.';

create or replace function sealed_children_without_parent()
returns table (family text, row_id uuid, name text, fault text)
language plpgsql stable set search_path = public, pg_temp as $$
declare
  shape record;
begin
  for shape in select f.family, f.id_column, c ->> 'table' as child, c ->> 'of' as of_column from sealed_families() f, jsonb_array_elements(f.children) c
  loop
    return query execute format(
      'select %L::text, c.%I, null::text, %L::text from %I c where not exists (select from %I p where p.%I = c.%I) group by c.%I',
      shape.child, shape.of_column, 'belongs to no row of ' || shape.family, shape.child, shape.family, shape.id_column, shape.of_column, shape.of_column);
  end loop;
end;
$$;
comment on function sealed_children_without_parent() is 'Lines that belong to no entry, invoice or other sealed row: nothing hashes them. Named by the key they point at.';

create or replace function seals_broken()
returns table (seal_no bigint, fault text)
language sql stable set search_path = public, pg_temp as $$
  select s.seal_no, p.fault
  from (select s as seal, s.seal_no, s.from_xid, s.row_count, s.prev_hash, s.hash,
      lag(s.seal_no) over w as before_no, lag(s.hash) over w as before_hash, lag(s.before_xid) over w as before_xid
    from seals s window w as (order by s.seal_no)) s
  cross join lateral (values
    (case when s.prev_hash <> s.before_hash then 'does not continue the seal before it' end),
    (case when s.from_xid <> s.before_xid then 'leaves a gap to the seal before it' end),
    (case when s.hash <> seal_hash(s.seal) then 'was altered: its hash is not that of its content' end),
    (case when s.row_count <> coalesce((select sum(cardinality(l.ids)) from seal_leaves l where l.seal_no = s.seal_no), 0)
      then 'does not hold as many rows as it says' end)) p (fault)
  where p.fault is not null
  union all
  select gap.first_no, case when gap.first_no = gap.last_no then 'is missing' else format('is missing, and all to %s', gap.last_no) end
  from (select coalesce(lag(s.seal_no) over (order by s.seal_no), -1) + 1 as first_no, s.seal_no - 1 as last_no from seals s) gap
  where gap.first_no <= gap.last_no
  union all
  select l.seal_no, 'is missing, its rows are there' from seal_leaves l where l.seal_no > (select max(s.seal_no) from seals s) group by l.seal_no
  union all
  select l.seal_no, format('names a family that is not sealed: %s', l.family) from seal_leaves l
    where l.family not in (select f.family from sealed_families() f) group by l.seal_no, l.family;
$$;
comment on function seals_broken() is 'Seals that do not follow each other, were altered, or are missing before the newest one. A cut end shows only against an exported head.';

create or replace function unsealed_rows() returns table (family text, row_count bigint)
language plpgsql stable set search_path = public, pg_temp as $$
declare
  of_family text;
  first_unsealed xid8 := (select s.before_xid from seals s order by s.seal_no desc limit 1);
begin
  for of_family in select f.family from sealed_families() f loop
    return query execute format('select %L::text, count(*) from %I where xid >= $1', of_family, of_family) using first_unsealed;
  end loop;
end;
$$;
comment on function unsealed_rows() is 'How many rows of each family no seal holds yet.';
