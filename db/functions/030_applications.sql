-- No over-application at any effective date, whatever the order of posting: checked under lock of both items.

create or replace function check_applications() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  touched uuid[];
  broken uuid;
begin
  select array_agg(distinct item) into touched from (
    select credit_item_id as item from new_applications union all select debit_item_id from new_applications) t;
  if touched is null then return null; end if;
  perform 1 from open_items where id = any (touched) order by id for no key update;

  select n.id into broken
    from new_applications n
    join open_items c on c.id = n.credit_item_id join open_items d on d.id = n.debit_item_id
    where c.side <> 'credit' or d.side <> 'debit' or c.customer_id <> d.customer_id or c.currency <> d.currency
      or n.customer_id <> c.customer_id or n.effective_on < c.effective_on or n.effective_on < d.effective_on
    limit 1;
  if found then
    raise exception using errcode = 'TS004', constraint = 'application_fits',
      message = format('application %s joins items of different customers, currencies or sides, or is dated before one of them', broken);
  end if;

  select n.id into broken
    from new_applications n left join applications o on o.id = n.reverses_id
    where n.reverses_id is not null and (o.amount_minor <> -n.amount_minor or o.credit_item_id <> n.credit_item_id
      or o.debit_item_id <> n.debit_item_id or o.effective_on > n.effective_on or o.reverses_id is not null)
    limit 1;
  if found then
    raise exception using errcode = 'TS005', constraint = 'reversal_mirrors', message = format('reversal %s does not mirror its application', broken);
  end if;

  select running.item into broken
    from (
      select item, sum(sum(amount)) over (partition by item order by effective_on) as applied
      from (
        select credit_item_id as item, effective_on, amount_minor as amount from applications where credit_item_id = any (touched)
        union all
        select debit_item_id, effective_on, amount_minor from applications where debit_item_id = any (touched)) moves
      group by item, effective_on) running
    join open_items i on i.id = running.item
    where running.applied < 0 or running.applied > i.amount_minor
    limit 1;
  if found then
    raise exception using errcode = 'TS006', constraint = 'over_application', message = format('open item %s would be over-applied on some date', broken);
  end if;

  update open_items i set residual_minor = i.residual_minor - moved.amount
    from (
      select item, sum(amount) as amount from (
        select credit_item_id as item, amount_minor as amount from new_applications
        union all select debit_item_id, amount_minor from new_applications) both_sides
      group by item) moved
    where i.id = moved.item;
  return null;
end;
$$;
comment on function check_applications() is
  'Locks the items in id order, then refuses applications that do not fit (TS004), reversals that do not mirror (TS005) and any running total '
  'outside zero and the item''s amount on any effective date (TS006); stamps the residuals.';
create or replace trigger _030_applications after insert on applications
  referencing new table as new_applications for each statement execute function check_applications();

create or replace function check_holds() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  broken uuid;
begin
  -- Locked before counted, so that two holds at once cannot both fit.
  perform 1 from open_items where id in (select item_id from new_holds) order by id for no key update;
  select h.id into broken from new_holds h join open_items i on i.id = h.item_id
    where i.side <> 'debit' or i.customer_id <> h.customer_id
      or (select sum(o.amount_minor) from holds o left join hold_releases r on r.hold_id = o.id
          where o.item_id = h.item_id and o.kind = h.kind and r.hold_id is null) > i.amount_minor
    limit 1;
  if found then
    raise exception using errcode = 'TS007', constraint = 'hold_fits', message = format('hold %s is larger than its item or not on a debit item', broken);
  end if;
  return null;
end;
$$;
comment on function check_holds() is 'Locks the items; holds stand on debit items and those of one kind never exceed the item (TS007).';
create or replace trigger _030_holds after insert on holds
  referencing new table as new_holds for each statement execute function check_holds();
