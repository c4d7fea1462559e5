create or replace trigger _010_append_only before update or delete or truncate on opening_items
  for each statement execute function refuse_change();

create or replace function check_opening_items() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken text;
begin
  select n.number into broken from new_items n left join open_items i on i.id = n.open_item_id
    where i.kind is distinct from 'opening_balance' or i.source_id <> n.id or i.entry_id <> n.entry_id or i.customer_id <> n.customer_id
      or i.currency <> n.currency or i.due_on <> n.due_on or i.effective_on <> n.effective_on
      or case i.side when 'debit' then i.amount_minor else -i.amount_minor end <> n.amount_minor
      or exists (select 1 from entry_lines l where l.entry_id = n.entry_id and l.account_code not in ('1100', '3900'))
    limit 1;
  if found then
    raise exception using errcode = 'TS035', constraint = 'opening_item_fits',
      message = format('opening item %s is not its open item, posted between 1100 and 3900', broken);
  end if;
  return null;
end;
$$;
comment on function check_opening_items() is 'An opening item is exactly its open item and touches no revenue and no tax: 1100 against 3900 (TS035).';
create or replace trigger _035_opening_items after insert on opening_items
  referencing new table as new_items for each statement execute function check_opening_items();
