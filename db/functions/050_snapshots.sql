-- Snapshots of open items and accounts: written by one function, never changed.

create or replace function take_snapshot(period_end date) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  taken uuid := uuidv7();
  -- Every transaction below a seal's end has ended, so what they wrote is visible here and no slow one can add to it later.
  known_at bigint := seal_now();
  boundary xid8 := (select before_xid from seals where seal_no = known_at);
begin
  insert into snapshots (id, period_end_on, seal_no, before_xid, has_accounts) values (taken, period_end, known_at, boundary, true);
  insert into item_snapshots (snapshot_id, item_id, customer_id, currency, side, due_on, open_minor)
    with applied as (
      select item, sum(amount_minor)::bigint as minor from (
        select credit_item_id as item, amount_minor from applications where effective_on <= period_end and xid < boundary
        union all
        select debit_item_id, amount_minor from applications where effective_on <= period_end and xid < boundary) moves
      group by item)
    select taken, i.id, i.customer_id, i.currency, i.side, i.due_on, i.amount_minor - coalesce(applied.minor, 0)
    from open_items i left join applied on applied.item = i.id
    where i.effective_on <= period_end and i.xid < boundary and i.amount_minor > coalesce(applied.minor, 0);
  insert into account_snapshots (snapshot_id, account_code, currency, debit_minor, credit_minor, base_minor)
    select taken, l.account_code, l.currency, coalesce(sum(l.amount_minor) filter (where l.amount_minor > 0), 0),
      coalesce(-sum(l.amount_minor) filter (where l.amount_minor < 0), 0), sum(l.base_minor)
    from entries e join entry_lines l on l.entry_id = e.id where e.effective_on <= period_end and e.xid < boundary
    group by l.account_code, l.currency;
  return taken;
end;
$$;
comment on function take_snapshot(date) is
  'Stores what was open and what stood on each account at the end of a day, as known at the seal it makes first. The only writer of snapshots; another seal waits until it is in.';

do $$
declare
  guarded text;
begin
  foreach guarded in array array['snapshots', 'item_snapshots', 'account_snapshots']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;
