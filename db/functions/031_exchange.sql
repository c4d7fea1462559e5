-- Applying and undoing, with the realised exchange difference. In base currency nothing is posted and nothing is read twice.
-- The difference follows from the amounts and their two rates alone, so it is computed where the items are locked.

create or replace function base_left(item uuid) returns numeric
language sql stable set search_path = public, pg_temp as $$
  select abs(i.base_minor) - coalesce((select sum(coalesce(a.credit_base_minor, a.amount_minor)) from applications a where a.credit_item_id = i.id), 0)
    - coalesce((select sum(coalesce(a.debit_base_minor, a.amount_minor)) from applications a where a.debit_item_id = i.id), 0)
  from open_items i where i.id = item;
$$;
comment on function base_left(uuid) is 'Base minor units of an open item that no application has settled. Read under the lock of the item.';

create or replace function apply_items(wanted jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  touched uuid[];
begin
  select array_agg(distinct item) into touched from jsonb_to_recordset(wanted) as w (credit_item_id uuid, debit_item_id uuid),
    lateral (values (credit_item_id), (debit_item_id)) as both_sides (item);
  if not exists (select 1 from open_items i where i.id = any (touched) and i.currency <> (select base_currency from company)) then
    insert into applications (id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on)
      select id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on from jsonb_to_recordset(wanted)
        as a (id uuid, customer_id uuid, credit_item_id uuid, debit_item_id uuid, amount_minor bigint, effective_on date);
    return;
  end if;

  perform 1 from open_items where id = any (touched) order by id for no key update;
  with asked as (
    select n, a.* from jsonb_array_elements(wanted) with ordinality as e (doc, n),
      jsonb_to_record(e.doc) as a (id uuid, customer_id uuid, credit_item_id uuid, debit_item_id uuid, amount_minor bigint, effective_on date)),
  sides as (
    select n, 'credit' as side, credit_item_id as item, amount_minor from asked
    union all select n, 'debit', debit_item_id, amount_minor from asked),
  running as (
    select n, side, item, amount_minor, sum(amount_minor) over (partition by item order by n) as upto from sides),
  parts as (
    -- Rounded on the running total, so that the parts of one call cannot drift from the whole and the last takes what is left.
    select r.n, r.side, round(l.base * r.upto / nullif(i.residual_minor, 0))
        - round(l.base * (r.upto - r.amount_minor) / nullif(i.residual_minor, 0)) as base
    from running r join open_items i on i.id = r.item
      join (select item, base_left(item) as base from unnest(touched) as t (item)) l on l.item = r.item),
  applying as materialized (
    select a.*, i.currency, coalesce(c.base, 0)::bigint as credit_base, coalesce(d.base, 0)::bigint as debit_base
    from asked a join open_items i on i.id = a.credit_item_id
      join parts c on c.n = a.n and c.side = 'credit' join parts d on d.n = a.n and d.side = 'debit'),
  differences as materialized (
    select uuidv7() as entry, customer_id, currency, effective_on, sum(debit_base - credit_base)::bigint as loss
    from applying where debit_base <> credit_base group by customer_id, currency, effective_on),
  posted as (
    insert into entries (id, kind, effective_on, value_on, memo)
      select entry, 'exchange', effective_on, effective_on, 'Realised exchange difference' from differences),
  lines as (
    insert into entry_lines (entry_id, line_no, account_code, customer_id, currency, amount_minor, base_minor)
      select entry, 1, '7000', null, currency, 0, loss from differences
      union all select entry, 2, '1100', customer_id, currency, 0, -loss from differences)
  insert into applications (id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on, credit_base_minor, debit_base_minor,
      exchange_entry_id)
    select a.id, a.customer_id, a.credit_item_id, a.debit_item_id, a.amount_minor, a.effective_on,
      -- One call may hold both: in base currency there is nothing to carry.
      case when a.currency <> b.base_currency then a.credit_base end, case when a.currency <> b.base_currency then a.debit_base end, d.entry
    from applying a cross join company b left join differences d on d.customer_id = a.customer_id and d.currency = a.currency
      and d.effective_on = a.effective_on and a.debit_base <> a.credit_base;
end;
$$;
comment on function apply_items(jsonb) is
  'Writes applications [{id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on}]. In a foreign currency each takes its part of '
  'both items'' base amounts, pro rata of what is left, and the difference is posted to 7000 against 1100 in base only (a loss is a debit).';

create or replace function unapply_items(undone jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  with asked as materialized (
    select w.id, w.effective_on, w.reverses_id, o.customer_id, o.credit_item_id, o.debit_item_id, o.amount_minor, o.credit_base_minor,
      o.debit_base_minor, i.currency
    from jsonb_to_recordset(undone) as w (id uuid, reverses_id uuid, effective_on date)
      join applications o on o.id = w.reverses_id join open_items i on i.id = o.credit_item_id),
  differences as materialized (
    select uuidv7() as entry, customer_id, currency, effective_on, sum(debit_base_minor - credit_base_minor)::bigint as gain
    from asked where debit_base_minor <> credit_base_minor group by customer_id, currency, effective_on),
  posted as (
    insert into entries (id, kind, effective_on, value_on, memo)
      select entry, 'exchange', effective_on, effective_on, 'Realised exchange difference undone' from differences),
  lines as (
    insert into entry_lines (entry_id, line_no, account_code, customer_id, currency, amount_minor, base_minor)
      select entry, 1, '7000', null, currency, 0, -gain from differences
      union all select entry, 2, '1100', customer_id, currency, 0, gain from differences)
  insert into applications (id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on, credit_base_minor, debit_base_minor,
      exchange_entry_id, reverses_id)
    select a.id, a.customer_id, a.credit_item_id, a.debit_item_id, -a.amount_minor, a.effective_on, -a.credit_base_minor, -a.debit_base_minor,
      d.entry, a.reverses_id
    from asked a left join differences d on d.customer_id = a.customer_id and d.currency = a.currency
      and d.effective_on = a.effective_on and a.debit_base_minor <> a.credit_base_minor;
end;
$$;
comment on function unapply_items(jsonb) is
  'Writes the reversals [{id, reverses_id, effective_on}] with the mirror of what each application settled, base parts and exchange entry included.';

create or replace function check_application_base() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  broken uuid;
begin
  select n.id into broken from new_applications n join open_items i on i.id = n.credit_item_id
    where (n.credit_base_minor is null) <> (i.currency = (select base_currency from company)) limit 1;
  if found then
    raise exception using errcode = 'TS030', constraint = 'application_base', message = format('application %s lacks its base amounts or must have none', broken);
  end if;
  if not exists (select 1 from new_applications where credit_base_minor is not null) then return null; end if;

  select i.id into broken
    from (select credit_item_id as id from new_applications union select debit_item_id from new_applications) t
    join open_items i on i.id = t.id cross join lateral (select base_left(i.id) as base) l
    where l.base < 0 or l.base > abs(i.base_minor) or (i.residual_minor = 0 and l.base <> 0) limit 1;
  if found then
    raise exception using errcode = 'TS030', constraint = 'application_base',
      message = format('the base amounts applied to open item %s do not end with it', broken);
  end if;

  select n.exchange_entry_id into broken
    from new_applications n where n.exchange_entry_id is not null group by n.exchange_entry_id
    having sum(n.debit_base_minor - n.credit_base_minor) <> -(select coalesce(sum(l.base_minor), 0) from entry_lines l
      where l.entry_id = n.exchange_entry_id and l.account_code = '1100' and l.amount_minor = 0) limit 1;
  if found then
    raise exception using errcode = 'TS030', constraint = 'application_base', message = format('exchange entry %s is not the difference of its applications', broken);
  end if;
  return null;
end;
$$;
comment on function check_application_base() is
  'In a foreign currency each application carries base amounts that end exactly with their items, and posts their difference (TS030).';
create or replace trigger _031_application_base after insert on applications
  referencing new table as new_applications for each statement execute function check_application_base();
