create or replace trigger _010_append_only before update or delete or truncate on transfers
  for each statement execute function refuse_change();

create or replace function check_group() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  -- Both are held, so that a parent cannot become a child beside us.
  perform 1 from customers where id in (new.parent_id, new.id) order by id for no key update;
  if exists (select 1 from customers p where p.id = new.parent_id and p.parent_id is not null)
    or exists (select 1 from customers c where c.parent_id = new.id) then
    raise exception using errcode = 'TS032', constraint = 'group_is_flat',
      message = format('customer %s has a parent, which has no parent and is not the parent of others in turn', new.number);
  end if;
  return null;
end;
$$;
comment on function check_group() is 'A group is one parent and its children: a parent has no parent, a child no children (TS032).';
create or replace trigger _033_group after insert or update of parent_id on customers
  for each row when (new.parent_id is not null) execute function check_group();

create or replace function group_of(customer uuid) returns uuid
language sql stable set search_path = public, pg_temp as $$
  select coalesce(parent_id, id) from customers where id = customer;
$$;
comment on function group_of(uuid) is 'The parent of a customer''s group; a customer alone is its own.';

create or replace function check_transfer() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if group_of(new.customer_id) <> group_of(new.to_customer_id) then
    raise exception using errcode = 'TS033', constraint = 'transfer_in_group', message = 'money moves between customers of one group only';
  end if;
  perform 1 from open_items f join open_items t on t.id = new.to_item_id
    where f.id = new.from_item_id and f.side = 'debit' and t.side = 'credit' and f.kind = 'transfer' and t.kind = 'transfer'
      and f.customer_id = new.customer_id and t.customer_id = new.to_customer_id and f.currency = new.currency and t.currency = new.currency
      and f.amount_minor = new.amount_minor and t.amount_minor = new.amount_minor and f.base_minor = -t.base_minor
      and f.entry_id = new.entry_id and t.entry_id = new.entry_id
      and not exists (select 1 from entry_lines l where l.entry_id = new.entry_id and l.account_code <> '1100');
  if not found then
    raise exception using errcode = 'TS033', constraint = 'transfer_is_a_pair',
      message = format('transfer %s is not a debit here and a credit there of the same amount inside receivables', new.id);
  end if;
  return new;
end;
$$;
comment on function check_transfer() is 'A transfer is a pair inside 1100 between two customers of one group (TS033).';
create or replace trigger _033_transfer before insert on transfers for each row execute function check_transfer();
