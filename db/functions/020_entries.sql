-- The one way into the ledger, and the check that every entry balances in each currency and in base.

create or replace function check_entries_balance() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken record;
begin
  select entry_id, currency, sum(amount_minor) as off into broken
    from new_lines group by entry_id, currency having sum(amount_minor) <> 0 limit 1;
  if found then
    raise exception using errcode = 'TS002', constraint = 'entry_balances',
      message = format('entry %s is off by %s in %s', broken.entry_id, broken.off, broken.currency);
  end if;
  select entry_id, sum(base_minor) as off into broken
    from new_lines group by entry_id having sum(base_minor) <> 0 limit 1;
  if found then
    raise exception using errcode = 'TS002', constraint = 'entry_balances',
      message = format('entry %s is off by %s in base currency', broken.entry_id, broken.off);
  end if;
  return null;
end;
$$;
comment on function check_entries_balance() is 'Statement-level: the lines an insert brings must balance per entry and currency, and per entry in base (TS002).';
create or replace trigger _020_entries_balance after insert on entry_lines
  referencing new table as new_lines for each statement execute function check_entries_balance();

create or replace function check_items_match_lines() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken uuid;
begin
  -- Each row is looked up by its key (offset 0 keeps it so): a join would be planned for the whole table.
  select i.id into broken
    from new_items i
    left join lateral (select * from entry_lines o where o.entry_id = i.entry_id and o.line_no = i.line_no offset 0) l on true
    left join lateral (select o.effective_on from entries o where o.id = i.entry_id offset 0) e on true
    where l.entry_id is null or l.account_code <> '1100' or l.customer_id <> i.customer_id or l.currency <> i.currency
      or l.amount_minor <> case i.side when 'debit' then i.amount_minor else -i.amount_minor end
      or l.base_minor <> i.base_minor or i.residual_minor <> i.amount_minor or i.effective_on <> e.effective_on
    limit 1;
  if found then
    raise exception using errcode = 'TS003', constraint = 'item_matches_line', message = format('open item %s is not its ledger line', broken);
  end if;
  return null;
end;
$$;
comment on function check_items_match_lines() is
  'An open item has a receivables line and carries exactly its customer, currency, amount and date (TS003).';
create or replace trigger _020_items_match_lines after insert on open_items
  referencing new table as new_items for each statement execute function check_items_match_lines();

create or replace function post_entries(postings jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into entries (id, kind, effective_on, value_on, memo)
    select e.id, e.kind, e.effective_on, coalesce(e.value_on, e.effective_on), coalesce(e.memo, '')
    from jsonb_to_recordset(postings) as e (id uuid, kind text, effective_on date, value_on date, memo text);
  insert into entry_lines (entry_id, line_no, account_code, customer_id, currency, amount_minor, base_minor)
    select e.id, l.n, l.line ->> 'account', (l.line ->> 'customer_id')::uuid, l.line ->> 'currency',
      (l.line ->> 'amount')::bigint, (l.line ->> 'base')::bigint
    from jsonb_to_recordset(postings) as e (id uuid, lines jsonb), jsonb_array_elements(e.lines) with ordinality as l (line, n);
  insert into open_items (id, entry_id, line_no, customer_id, side, kind, source_id, currency, amount_minor, base_minor, residual_minor,
      effective_on, due_on)
    select (l.line ->> 'item_id')::uuid, e.id, l.n, (l.line ->> 'customer_id')::uuid,
      case when (l.line ->> 'amount')::bigint > 0 then 'debit' else 'credit' end, e.kind, e.source_id, l.line ->> 'currency',
      abs((l.line ->> 'amount')::bigint), (l.line ->> 'base')::bigint, abs((l.line ->> 'amount')::bigint),
      e.effective_on, coalesce((l.line ->> 'due_on')::date, e.effective_on)
    from jsonb_to_recordset(postings) as e (id uuid, kind text, source_id uuid, effective_on date, lines jsonb),
      jsonb_array_elements(e.lines) with ordinality as l (line, n)
    where l.line ->> 'account' = '1100' and (l.line ->> 'amount')::bigint <> 0;
end;
$$;
comment on function post_entries(jsonb) is
  'Writes whole entries: [{id, kind, source_id, effective_on, value_on?, memo?, lines: [{account, customer_id?, currency, amount, base, item_id?, due_on?}]}]. '
  'Amounts are text of minor units, debit above zero. Each receivables line with an amount makes its open item. The only writer of the ledger.';
