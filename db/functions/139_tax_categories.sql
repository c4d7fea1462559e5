-- A document is taxed by categories that hold on its tax point (TS092); a credit note by those of what it corrects.

create or replace function check_tax_days() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken text;
begin
  -- Most categories hold always: then no document is looked at.
  if not exists (select from (select distinct tax_code from new_taxes) n
    where (select t.valid_from_on is not null or t.valid_to_on is not null from tax_categories t where t.code = n.tax_code)) then return null; end if;
  select format('%s on %s', n.tax_code, d.tax_point_on) into broken
    from new_taxes n join invoices d on d.id = n.invoice_id join tax_categories t on t.code = n.tax_code
    where d.kind <> 'credit_note' and (d.tax_point_on < t.valid_from_on or d.tax_point_on > t.valid_to_on) limit 1;
  if found then
    raise exception using errcode = 'TS092', constraint = 'tax_category_holds', message = format('the tax category does not hold: %s', broken);
  end if;
  return null;
end;
$$;
comment on function check_tax_days() is 'An invoice or debit note is taxed by categories that hold on its tax point (TS092 tax_category_holds).';
create or replace trigger _139_days after insert on invoice_taxes
  referencing new table as new_taxes for each statement execute function check_tax_days();

create or replace trigger _010_append_only before update or delete or truncate on tax_categories
  for each statement execute function refuse_change();
