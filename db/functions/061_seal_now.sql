-- Making seals: one at a time, everything that no running transaction can add to.

-- array_send is the wire format of arrays: fixed, whatever a session has set.
create or replace function seal_hash(of_seal seals) returns bytea
language sql stable set search_path = public, pg_temp as $$
  select sha256(of_seal.prev_hash
    || convert_to(concat_ws('|', 'tallystick seal', of_seal.seal_no, of_seal.from_xid, of_seal.before_xid,
      (extract(epoch from of_seal.sealed_at) * 1000000)::bigint, of_seal.row_count), 'UTF8')
    || coalesce((select string_agg(convert_to(concat('|', l.family, '|', l.chunk_no, '|'), 'UTF8')
        || sha256(array_send(l.ids) || array_send(l.leaves)), '' order by l.family collate "C", l.chunk_no)
      from seal_leaves l where l.seal_no = of_seal.seal_no), ''));
$$;
comment on function seal_hash(seals) is
  'The hash a seal must have: over the hash before it, its number, range, moment and count, and the digest of each chunk of its leaves.';

create or replace function seal_now() returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  chunk_rows constant int := 10000;
  boundary xid8;
  last_seal seals;
  next_seal seals;
  sealed record;
  family_from xid8;
  taken bigint := 0;
  found_rows bigint;
  has_rows boolean;
begin
  perform pg_advisory_xact_lock(7215533019);
  -- Read before the rows: each later statement sees at least what had ended by now, and takes nothing at or above it.
  boundary := pg_snapshot_xmin(pg_current_snapshot());
  select * into strict last_seal from seals order by seal_no desc limit 1;
  if boundary <= last_seal.before_xid then return last_seal.seal_no; end if;
  for sealed in select family from sealed_families() loop
    -- A family that was never sealed brings all it has, so that a table may join later.
    family_from := case when exists (select 1 from seal_leaves l where l.family = sealed.family) then last_seal.before_xid else '0'::xid8 end;
    -- Asked first, because it is cheap: most families have nothing new in most seconds.
    execute format('select exists (select from %I where xid >= $1 and xid < $2)', sealed.family) into has_rows using family_from, boundary;
    continue when not has_rows;
    insert into seal_leaves (seal_no, family, chunk_no, ids, leaves)
      select last_seal.seal_no + 1, sealed.family, t.chunk, array_agg(t.id order by t.id), array_agg(t.leaf order by t.id)
      from (select r.id, r.leaf, ((row_number() over (order by r.id) - 1) / chunk_rows)::int as chunk
        from sealed_rows(sealed.family, family_from, boundary) r) t
      group by t.chunk;
    select sum(cardinality(l.ids)) into found_rows from seal_leaves l where l.family = sealed.family and l.seal_no = last_seal.seal_no + 1;
    taken := taken + found_rows;
  end loop;
  if taken = 0 then return last_seal.seal_no; end if;
  next_seal := row(last_seal.seal_no + 1, last_seal.before_xid, boundary, clock_timestamp(), taken, last_seal.hash, null);
  next_seal.hash := seal_hash(next_seal);
  insert into seals select next_seal.*;
  return next_seal.seal_no;
end;
$$;
comment on function seal_now() is
  'Seals all rows of transactions below the oldest running one, if there are any, and returns the number of the newest seal. One at a time; keeps no writer waiting.';

do $$
declare
  guarded text;
begin
  foreach guarded in array array['seals', 'seal_leaves', 'proof_runs']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;
