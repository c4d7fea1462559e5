-- What a partner's request may see, and bank accounts that two people change.

create or replace function partner_customers() returns uuid[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(a.customer_id), '{}')
  from partner_assignments a join users u on u.id = a.user_id and u.role = 'partner' and u.disabled_at is null
  where a.user_id = nullif(current_setting('tallystick.partner_id', true), '')::uuid and a.removed_at is null;
$$;
comment on function partner_customers() is 'Customers assigned to the partner this request speaks for; none when unset. Definer: the partner''s login cannot read assignments or users.';

do $$
declare
  guarded text;
begin
  foreach guarded in array array['customer_bank_accounts', 'company_bank_versions']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function iban_fits(iban text) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select mod(string_agg(case when c between '0' and '9' then c else (ascii(c) - 55)::text end, '' order by n)::numeric, 97) = 1
  from regexp_split_to_table(substr(iban, 5) || substr(iban, 1, 4), '') with ordinality as t (c, n);
$$;
comment on function iban_fits(text) is 'Whether the check digits of an IBAN (upper case, no spaces) are right: ISO 13616, remainder 1 by 97.';

create or replace function check_bank_version() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'customer_bank_accounts' and to_jsonb(new) ->> 'iban' is not null and not iban_fits(to_jsonb(new) ->> 'iban') then
    raise exception using errcode = 'TS012', constraint = 'iban_check_digits', message = 'the check digits of the IBAN are wrong';
  end if;
  perform check_money_out('bank_details', new.approval_id, new.made_by, null);
  return new;
end;
$$;
comment on function check_bank_version() is 'A version of bank details rests on an approved request of that kind, used once (TS012), and an IBAN has right check digits.';
create or replace trigger _046_approved before insert on customer_bank_accounts for each row execute function check_bank_version();
create or replace trigger _046_approved before insert on company_bank_versions for each row execute function check_bank_version();

-- What was set up stays; documents and pages read the version of their day (company_banks).
drop trigger if exists _047_carry on company_bank_versions;
drop function if exists carry_company_bank();
