create or replace trigger _010_append_only before update or delete or truncate on revaluations
  for each statement execute function refuse_change();

create or replace function check_revaluation() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if new.entry_id is null then return new; end if;
  perform 1 from entries e join entries r on r.id = new.reversal_entry_id
    where e.id = new.entry_id and e.kind = 'revaluation' and e.effective_on = new.as_of_on
      and r.kind = 'revaluation_reversal' and r.effective_on = new.as_of_on + 1
      and (select sum(l.base_minor) from entry_lines l where l.entry_id = e.id and l.account_code = '1195') = new.revalued_minor - new.base_minor
      and (select sum(l.base_minor) from entry_lines l where l.entry_id = r.id and l.account_code = '1195') = new.base_minor - new.revalued_minor;
  if not found then
    raise exception using errcode = 'TS031', constraint = 'revaluation_reversed',
      message = format('the revaluation of %s as of %s is not its difference, reversed the next day', new.currency, new.as_of_on);
  end if;
  return new;
end;
$$;
comment on function check_revaluation() is 'A revaluation posts exactly its difference on its day and takes it back on the next (TS031).';
create or replace trigger _032_revaluation before insert on revaluations for each row execute function check_revaluation();

create or replace function item_left(items uuid[]) returns table (id uuid, residual_minor bigint, base_left_minor bigint)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from open_items i where i.id = any (items) order by i.id for no key update;
  -- Read in a statement of its own: one that waited for the lock would still see what stood before the wait.
  return query select i.id, i.residual_minor, base_left(i.id)::bigint from open_items i where i.id = any (items);
end;
$$;
comment on function item_left(uuid[]) is 'Locks open items in id order and says what is left of each, in minor units of its currency and of base.';
