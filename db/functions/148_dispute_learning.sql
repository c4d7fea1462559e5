-- Every hold of a dispute is kept with it and is its own (TS102), and what was learned is learned from a dispute that was decided
-- (TS102), by a cause that holds (TS103).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['dispute_holds', 'dispute_causes', 'dispute_learnings']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function keep_dispute_hold() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  insert into dispute_holds (hold_id, dispute_id, customer_id) values (new.hold_id, new.id, new.customer_id) on conflict do nothing;
  return null;
end;
$$;
comment on function keep_dispute_hold() is 'Stamps which hold a dispute has had.';
create or replace trigger _148_kept after insert on disputes for each row when (new.hold_id is not null) execute function keep_dispute_hold();
create or replace trigger _148_kept_again after update of hold_id on disputes
  for each row when (new.hold_id is not null and new.hold_id is distinct from old.hold_id) execute function keep_dispute_hold();

create or replace function check_dispute_hold() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from holds h join disputes d on d.id = new.dispute_id
      where h.id = new.hold_id and h.kind = 'disputed' and h.customer_id = new.customer_id and h.item_id = d.item_id) then
    raise exception using errcode = 'TS102', constraint = 'dispute_hold_kept_is_its', message = format('hold %s is not of dispute %s', new.hold_id, new.dispute_id);
  end if;
  return new;
end;
$$;
comment on function check_dispute_hold() is 'A hold that is kept with a dispute holds part of its item, as disputed (TS102).';
create or replace trigger _148_its before insert on dispute_holds for each row execute function check_dispute_hold();

create or replace view dispute_causes_now with (security_invoker = true) as
  select distinct on (code) * from dispute_causes order by code, version desc;
comment on view dispute_causes_now is 'The newest version of every cause, those no longer offered (off) among them.';

create or replace function check_dispute_learning() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from disputes d where d.id = new.dispute_id and d.state in ('decided', 'closed')) then
    raise exception using errcode = 'TS102', constraint = 'learned_from_the_decided', message = format('dispute %s is not decided', new.dispute_id);
  end if;
  if not exists (select from dispute_causes_now c where c.version = new.cause_version and c.state = 'on') then
    raise exception using errcode = 'TS103', constraint = 'learned_by_a_cause_that_holds', message = format('cause %s does not hold now', new.cause_version);
  end if;
  return new;
end;
$$;
comment on function check_dispute_learning() is 'What a dispute teaches is said once it is decided (TS102), by a cause as it holds now (TS103).';
create or replace trigger _148_learned before insert on dispute_learnings for each row execute function check_dispute_learning();
