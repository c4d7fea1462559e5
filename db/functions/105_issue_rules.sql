-- Rules checked before issue: their history never changes, and each says only what its code reads (TS059).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['issue_rule_tests', 'issue_rules']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function issue_rule_fits(code text, params jsonb) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select coalesce(jsonb_typeof(params) = 'object' and case
    when code = 'po-missing' then params - 'everybody' = '{}' and coalesce(jsonb_typeof(params -> 'everybody') = 'boolean', true)
    when code = 'tax-number-missing' then params - 'countries' = '{}' and jsonb_typeof(params -> 'countries') = 'array'
      and not exists (select from jsonb_array_elements(params -> 'countries') as e (country)
        where jsonb_typeof(country) <> 'string' or country #>> '{}' !~ '^[A-Z]{2}$')
    when code in ('quantity-jump', 'change-over-limit') then
      params - array['morePercent', 'lessPercent', 'pastAtLeast'] = '{}' and (params ?| array['morePercent', 'lessPercent'])
      and not exists (select from jsonb_each(params) as e (name, value) where jsonb_typeof(value) <> 'number' or value::text !~ '^\d{1,5}$'
        or (name = 'lessPercent' and value > '100') or (name = 'pastAtLeast' and (code <> 'quantity-jump' or value not between '1' and '99')))
    when code in ('nowhere-to-send', 'einvoice-incomplete', 'address-missing', 'duplicate', 'price-off-contract', 'contract-ended', 'no-price', 'total-zero',
      'total-negative', 'estimated', 'proof-missing', 'first-invoice') then params = '{}'
    else false end, false);
$$;
comment on function issue_rule_fits(text, jsonb) is 'Whether a rule is of a known code and told exactly what that code reads: percentages as whole numbers, countries as codes.';

create or replace function check_issue_rule() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not issue_rule_fits(new.code, new.params) then
    raise exception using errcode = 'TS059', constraint = 'issue_rule_fits',
      message = format('rule %s is not told what it reads: %s', new.code, new.params);
  end if;
  return new;
end;
$$;
comment on function check_issue_rule() is 'A rule, and its test, say what their code reads and nothing else (TS059).';
create or replace trigger _105_fits before insert on issue_rules for each row execute function check_issue_rule();
create or replace trigger _105_fits before insert on issue_rule_tests for each row execute function check_issue_rule();
