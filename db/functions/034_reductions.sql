do $$
declare
  guarded text;
begin
  foreach guarded in array array['reductions', 'reduction_taxes', 'case_events']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function reduction_accounts(kind text) returns text[]
language sql immutable set search_path = public, pg_temp as $$
  select case kind when 'discount' then array['4900', '2200'] when 'withholding' then array['1150'] when 'bank_charge' then array['6205']
    when 'small_difference' then array['6210'] else array[]::text[] end;
$$;
comment on function reduction_accounts(text) is 'The accounts a kind of reduction may post to beside receivables.';

create or replace function check_reduction() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  base_text text;
  posted bigint;
begin
  perform 1 from open_items m join open_items i on i.id = new.item_id
    where m.id = new.made_item_id and m.entry_id = new.entry_id and m.kind = new.kind and m.amount_minor = new.amount_minor
      and m.customer_id = new.customer_id and i.customer_id = new.customer_id and m.currency = new.currency and i.currency = new.currency
      and m.side <> i.side and m.residual_minor = 0;
  if not found then
    raise exception using errcode = 'TS034', constraint = 'reduction_settles',
      message = format('reduction %s is not an item of its kind, used up against the item it settles', new.id);
  end if;
  if exists (select 1 from entry_lines l where l.entry_id = new.entry_id and l.account_code <> '1100'
      and not (l.account_code = any (reduction_accounts(new.kind)))) then
    raise exception using errcode = 'TS034', constraint = 'reduction_account', message = format('a %s does not post there', new.kind);
  end if;
  if new.kind = 'small_difference' then
    select abs(base_minor) into posted from entry_lines where entry_id = new.entry_id and account_code = '6210';
    if posted is null or posted > (select small_difference_up_to_minor from company) then
      raise exception using errcode = 'TS034', constraint = 'difference_is_small', message = 'the difference is larger than the company clears';
    end if;
  end if;
  if new.kind = 'deduction' and not exists (select 1 from open_items c where c.id = new.case_item_id and c.entry_id = new.entry_id
      and c.side = 'debit' and c.amount_minor = new.amount_minor and c.customer_id = new.customer_id) then
    raise exception using errcode = 'TS034', constraint = 'deduction_keeps_its_claim', message = 'a deduction leaves a claim of the same amount open';
  end if;
  return new;
end;
$$;
comment on function check_reduction() is
  'A reduction settles its item in full with an item of its kind, posts to the accounts of that kind, stays small where it must and keeps a deduction''s claim (TS034).';
create or replace trigger _034_reduction before insert on reductions for each row execute function check_reduction();
