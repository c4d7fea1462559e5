-- Corrections: what a credit note may be of (TS014), that all credits of a document together stay within it (TS013), and that
-- money given back was decided by somebody who may (TS012, check_money_out).

do $$
begin
  -- Approvals come in a later migration than the column that names them.
  if not exists (select 1 from pg_constraint where conname = 'invoices_approval_fk') then
    alter table invoices add constraint invoices_approval_fk foreign key (approval_id) references approval_requests (id);
  end if;
end;
$$;

create or replace function is_waivable(document uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select not exists (select 1 from invoice_lines l where l.invoice_id = document and l.account_code <> '4100');
$$;
comment on function is_waivable(uuid) is 'Whether a document charges interest and late fees only (account 4100): a credit note of it may be a waiver.';

create or replace function check_credit_decided() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  base bigint;
begin
  -- A surcharge falls with its payment: that follows from the reversal, and nobody decides it.
  if new.reason_code = 'surcharge_back' and surcharge_goes_back(new.corrects_id, new.gross_minor) then
    new.alone_rule := jsonb_build_object('kind', 'surcharge_back');
    return new;
  end if;
  select -i.base_minor into base from open_items i where i.id = new.open_item_id;
  new.alone_rule := check_money_out(case when new.reason_code = 'waiver' then 'waiver' else 'credit_note' end, new.approval_id, new.issued_by, base);
  return new;
end;
$$;
comment on function check_credit_decided() is 'A credit note has an approval of its amount, or its maker may do it alone (then the rule as it was is kept with it), or takes back the surcharge of a payment that came back.';
create or replace trigger _070_credit_decided before insert on invoices
  for each row when (new.kind = 'credit_note') execute function check_credit_decided();

create or replace function check_corrections() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken text;
begin
  if not exists (select 1 from new_documents where corrects_id is not null or replaces_id is not null) then return null; end if;
  -- Locked before counted, so that two credits at once cannot both fit.
  perform 1 from invoices where id in (select corrects_id from new_documents union select replaces_id from new_documents) order by id for no key update;

  select n.number into broken from new_documents n join invoices o on o.id = n.corrects_id
    where o.kind = 'credit_note' or o.customer_id <> n.customer_id or o.currency <> n.currency or n.document_on < o.document_on
      or n.gross_minor <= 0 or (n.kind = 'debit_note' and o.kind <> 'invoice') or (n.reason_code = 'waiver' and not is_waivable(o.id))
    limit 1;
  if found then
    raise exception using errcode = 'TS014', constraint = 'correction_fits',
      message = format('%s does not fit what it corrects: a document of the same customer and currency, dated no later, with an amount', broken);
  end if;
  select n.number into broken from new_documents n join credit_reasons r on r.code = n.reason_code where not n.kind = any (r.for_kinds) limit 1;
  if found then
    raise exception using errcode = 'TS014', constraint = 'correction_fits', message = format('the reason of %s is not one of its kind', broken);
  end if;

  select o.number into broken from invoices o
    join lateral (select sum(c.gross_minor) as gross, sum(c.net_minor) as net, sum(c.tax_minor) as tax
      from invoices c where c.corrects_id = o.id and c.kind = 'credit_note') credited on true
    where o.id in (select corrects_id from new_documents where kind = 'credit_note') and credited.gross > o.gross_minor limit 1;
  if found then
    raise exception using errcode = 'TS013', constraint = 'credit_fits', message = format('more would be credited than %s amounts to', broken);
  end if;

  select n.number into broken from new_documents n join invoices o on o.id = n.replaces_id
    where o.kind <> 'invoice' or n.document_on < o.document_on
      or o.gross_minor <> coalesce((select sum(c.gross_minor) from invoices c where c.corrects_id = o.id and c.kind = 'credit_note'), 0) limit 1;
  if found then
    raise exception using errcode = 'TS014', constraint = 'replacement_fits',
      message = format('%s replaces a document that is not an invoice credited in full', broken);
  end if;
  return null;
end;
$$;
comment on function check_corrections() is
  'Locks what is corrected, then refuses credit and debit notes that do not fit it (TS014 correction_fits), replacements of what is not credited in '
  'full (TS014 replacement_fits) and credits beyond it (TS013 credit_fits).';
create or replace trigger _070_corrections after insert on invoices
  referencing new table as new_documents for each statement execute function check_corrections();

create or replace function check_credit_lines() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken text;
begin
  -- Each document is looked up by its id (offset 0 keeps it so): a join would be planned for the whole table.
  if not exists (select 1 from new_lines where corrects_line_no is not null)
    and not exists (select 1 from (select distinct invoice_id from new_lines) l
      cross join lateral (select d.kind from invoices d where d.id = l.invoice_id offset 0) c where c.kind = 'credit_note') then
    return null;
  end if;
  select c.number into broken from new_lines l join invoices c on c.id = l.invoice_id
    left join invoice_lines o on o.invoice_id = c.corrects_id and o.line_no = l.corrects_line_no
    where (c.kind = 'credit_note' and (o.line_no is null or o.tax_code <> l.tax_code or o.tax_rate_bp <> l.tax_rate_bp))
      or (c.kind <> 'credit_note' and l.corrects_line_no is not null)
    limit 1;
  if found then
    raise exception using errcode = 'TS014', constraint = 'correction_fits',
      message = format('a line of %s does not name a line of what it corrects, or has another tax', broken);
  end if;
  select o.number || ' line ' || ol.line_no into broken
    from (select distinct c.corrects_id, l.corrects_line_no from new_lines l join invoices c on c.id = l.invoice_id) touched
    join invoices o on o.id = touched.corrects_id join invoice_lines ol on ol.invoice_id = o.id and ol.line_no = touched.corrects_line_no
    cross join lateral (select sum(cl.net_minor) as net from invoices c join invoice_lines cl on cl.invoice_id = c.id
      where c.corrects_id = o.id and c.kind = 'credit_note' and cl.corrects_line_no = ol.line_no) credited
    where credited.net * sign(ol.net_minor) not between 0 and abs(ol.net_minor) limit 1;
  if found then
    raise exception using errcode = 'TS013', constraint = 'credit_fits', message = format('more would be credited than %s amounts to', broken);
  end if;
  -- With nothing left to credit no line may be left over either: two that cancel each other would stay in the ledger for ever.
  select o.number || ' line ' || ol.line_no into broken
    from (select distinct c.corrects_id from new_lines l join invoices c on c.id = l.invoice_id where c.kind = 'credit_note') touched
    join invoices o on o.id = touched.corrects_id join invoice_lines ol on ol.invoice_id = o.id
    where o.gross_minor = (select sum(c.gross_minor) from invoices c where c.corrects_id = o.id and c.kind = 'credit_note')
      and ol.net_minor <> coalesce((select sum(cl.net_minor) from invoices c join invoice_lines cl on cl.invoice_id = c.id
        where c.corrects_id = o.id and c.kind = 'credit_note' and cl.corrects_line_no = ol.line_no), 0) limit 1;
  if found then
    raise exception using errcode = 'TS013', constraint = 'credit_leaves_nothing', message = format('all would be credited and %s left over', broken);
  end if;
  return null;
end;
$$;
comment on function check_credit_lines() is
  'Each line of a credit note names a line of the corrected document with the same tax (TS014); credits of a line stay within it (TS013 credit_fits), '
  'and a document credited in full leaves no line over (TS013 credit_leaves_nothing). '
  'The corrected document is locked by check_corrections in the same transaction.';
create or replace trigger _070_credit_lines after insert on invoice_lines
  referencing new table as new_lines for each statement execute function check_credit_lines();

create or replace function check_credit_taxes() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken text;
begin
  if not exists (select 1 from (select distinct invoice_id from new_taxes) t
      cross join lateral (select d.kind from invoices d where d.id = t.invoice_id offset 0) c where c.kind = 'credit_note') then
    return null;
  end if;
  select o.number into broken
    from (select distinct c.corrects_id, t.tax_code from new_taxes t join invoices c on c.id = t.invoice_id where c.kind = 'credit_note') touched
    join invoices o on o.id = touched.corrects_id left join invoice_taxes ot on ot.invoice_id = o.id and ot.tax_code = touched.tax_code
    cross join lateral (select sum(ct.tax_minor) as tax, sum(ct.taxable_minor) as taxable from invoices c join invoice_taxes ct on ct.invoice_id = c.id
      where c.corrects_id = o.id and c.kind = 'credit_note' and ct.tax_code = touched.tax_code) credited
    where ot.tax_code is null or credited.tax * sign(ot.tax_minor) not between 0 and abs(ot.tax_minor) limit 1;
  if found then
    raise exception using errcode = 'TS013', constraint = 'credit_fits', message = format('more tax would be credited than %s charges', broken);
  end if;
  return null;
end;
$$;
comment on function check_credit_taxes() is 'Credited tax per category stays within the tax of the corrected document (TS013).';
create or replace trigger _070_credit_taxes after insert on invoice_taxes
  referencing new table as new_taxes for each statement execute function check_credit_taxes();
