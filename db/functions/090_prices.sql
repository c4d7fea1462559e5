-- Prices: a scheme is whole (TS050), and no two versions of a price hold on one day (TS051).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['price_imports', 'list_prices', 'list_price_withdrawals']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function is_decimal(value jsonb, at_least numeric) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select coalesce(case when jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^(0|-?[1-9]\d{0,11}|-?0(?=\.))(\.\d{0,5}[1-9])?$'
    then at_least is null or (value #>> '{}')::numeric >= at_least else false end, false);
$$;
comment on function is_decimal(jsonb, numeric) is 'Whether a JSON value is an exact decimal as canonical text (12, -0.425: at most twelve and six digits), not below at_least where given.';

create or replace function price_tiers_are_whole(tiers jsonb) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select case when jsonb_typeof(tiers) = 'array' and jsonb_array_length(tiers) between 1 and 50 then
    (select coalesce(bool_and(t.tier - array['upTo', 'unitPrice', 'flat'] = '{}' and is_decimal(t.tier -> 'unitPrice', null)
        and (t.tier -> 'flat' is null or is_decimal(t.tier -> 'flat', null))
        and case when t.nth = jsonb_array_length(tiers) then t.tier -> 'upTo' = 'null'
          else is_decimal(t.tier -> 'upTo', 0.000001)
            and (t.nth = 1 or (t.tier ->> 'upTo')::numeric > (tiers -> (t.nth::int - 2) ->> 'upTo')::numeric) end), false)
      from (select tier, nth from jsonb_array_elements(tiers) with ordinality as e (tier, nth) where jsonb_typeof(tier) = 'object') as t)
    and not exists (select from jsonb_array_elements(tiers) as e (tier) where jsonb_typeof(tier) <> 'object')
  else false end;
$$;
comment on function price_tiers_are_whole(jsonb) is
  'Whether tiers are whole: one to fifty, each with a unit price, each reaching further than the one before, the last without an end.';

create or replace function price_scheme_is_whole(scheme jsonb) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select coalesce(jsonb_typeof(scheme) = 'object'
    and (scheme -> 'minimum' is null or is_decimal(scheme -> 'minimum', 0.000001))
    and (scheme -> 'included' is null or is_decimal(scheme -> 'included', 0.000001))
    and case scheme ->> 'kind'
      when 'fixed' then scheme - array['kind', 'amount'] = '{}' and is_decimal(scheme -> 'amount', null)
      when 'per_unit' then scheme - array['kind', 'unitPrice', 'included', 'minimum'] = '{}' and is_decimal(scheme -> 'unitPrice', null)
      when 'tiered' then scheme - array['kind', 'tiers', 'included', 'minimum'] = '{}' and price_tiers_are_whole(scheme -> 'tiers')
      when 'volume' then scheme - array['kind', 'tiers', 'included', 'minimum'] = '{}' and price_tiers_are_whole(scheme -> 'tiers')
      when 'percentage' then scheme - array['kind', 'percent', 'minimum'] = '{}' and is_decimal(scheme -> 'percent', null)
      else false end, false);
$$;
comment on function price_scheme_is_whole(jsonb) is
  'Whether a price scheme says all its kind needs and nothing else: fixed, per_unit, tiered, volume or percentage, decimals as text.';

create or replace function check_price_scheme() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not price_scheme_is_whole(new.scheme) then
    raise exception using errcode = 'TS050', constraint = 'price_scheme', message = 'the price does not say all that its kind needs';
  end if;
  return new;
end;
$$;
comment on function check_price_scheme() is 'A price in a column "scheme" is whole (TS050).';
create or replace trigger _090_scheme before insert on list_prices for each row execute function check_price_scheme();

create or replace function check_product_account() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if (select kind from ledger_accounts where code = new.account_code) <> 'income' then
    raise exception using errcode = 'TS050', constraint = 'product_account', message = format('account %s is not for income', new.account_code);
  end if;
  return new;
end;
$$;
comment on function check_product_account() is 'What is sold is income (TS050).';
create or replace trigger _090_account before insert or update of account_code on products for each row execute function check_product_account();

create or replace function price_overlaps(lists uuid[], products uuid[])
returns table (price_list_id uuid, product_id uuid, earlier_id uuid, later_id uuid)
language sql stable set search_path = public, pg_temp as $$
  select v.price_list_id, v.product_id, v.before_id, v.id
  from (select p.*, lag(p.id) over w as before_id, lag(p.valid_from_on) over w as before_from_on, lag(p.valid_to_on) over w as before_to_on
    from list_prices p
    where (lists is null or p.price_list_id = any (lists)) and (products is null or p.product_id = any (products))
      and not exists (select from list_price_withdrawals x where x.list_price_id = p.id)
    window w as (partition by p.price_list_id, p.product_id order by p.valid_from_on, p.version_no)) as v
  where v.before_from_on = v.valid_from_on or v.before_to_on >= v.valid_from_on;
$$;
comment on function price_overlaps(uuid[], uuid[]) is
  'Pairs of versions of one price that would both hold on a day, in these lists and of these products, or in all. One without an end ends before the next.';

create or replace function check_price_versions() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  touched uuid[];
  wanted uuid[];
  found_pair record;
begin
  select array_agg(distinct price_list_id), array_agg(distinct product_id) into touched, wanted from new_prices;
  -- One after the other, list by list: what this looks at next is what the one before left.
  perform 1 from price_lists where id = any (touched) order by id for no key update;
  select * into found_pair from price_overlaps(touched, wanted) limit 1;
  if found then
    raise exception using errcode = 'TS051', constraint = 'price_versions_overlap',
      message = format('prices %s and %s would both hold on a day', found_pair.earlier_id, found_pair.later_id);
  end if;
  return null;
end;
$$;
comment on function check_price_versions() is 'No two versions of a price hold on one day (TS051); the lock on the list keeps it so when two people add at once.';
create or replace trigger _091_versions after insert on list_prices
  referencing new table as new_prices for each statement execute function check_price_versions();

create or replace function prices_billed(wanted uuid[]) returns setof uuid
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return query select p.id from list_prices p
    where p.id = any (wanted) and exists (select from contract_lines l join invoice_line_sources s on s.contract_line_id = l.id
      where l.product_id = p.product_id and s.period_to_on >= p.valid_from_on
        and s.explanation @> jsonb_build_object('segments', jsonb_build_array(jsonb_build_object('price', jsonb_build_object('id', p.id)))));
end;
$$;
comment on function prices_billed(uuid[]) is 'Which of these list prices stand in the explanation of an invoice line.';

create or replace function check_price_withdrawal() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  billed uuid;
begin
  perform 1 from price_lists where id in (select price_list_id from list_prices where id in (select list_price_id from new_withdrawals))
    order by id for no key update;
  select b into billed from prices_billed((select array_agg(list_price_id) from new_withdrawals)) b limit 1;
  if found then
    raise exception using errcode = 'TS051', constraint = 'list_price_billed', message = format('price %s has been billed', billed);
  end if;
  return null;
end;
$$;
comment on function check_price_withdrawal() is 'A price that was billed is not taken back (TS051): it ends where the next begins.';
create or replace trigger _092_not_billed after insert on list_price_withdrawals
  referencing new table as new_withdrawals for each statement execute function check_price_withdrawal();
