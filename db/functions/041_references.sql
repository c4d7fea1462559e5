-- The keys of the ledger and of issued documents, asked once for the rows of a statement (migration 0258). Each raises what the
-- key itself would have: 23503 under the key's name. What they point at is never removed nor renamed, so asking once is enough.

create or replace function refuse_missing(key text, missing text) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception using errcode = '23503', constraint = key, message = format('%s: there is no %s', key, missing);
end;
$$;
comment on function refuse_missing(text, text) is 'Raises what a foreign key raises for a row that is not there (23503).';

-- Each lookup is a subquery of its own row (never a join), so that its plan is the index's, made for an empty table or not.
create or replace function check_line_keys() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  missing text;
begin
  select n.entry_id into missing from (select distinct entry_id from new_lines) n
    where (select 1 from entries e where e.id = n.entry_id) is null limit 1;
  if found then perform refuse_missing('entry_lines_entry_fk', missing); end if;
  select n.account_code into missing from (select distinct account_code from new_lines) n
    where (select 1 from ledger_accounts a where a.code = n.account_code) is null limit 1;
  if found then perform refuse_missing('entry_lines_account_fk', missing); end if;
  return null;
end;
$$;
comment on function check_line_keys() is 'Each ledger line is of an entry and an account that are there (23503).';
create or replace trigger _041_keys after insert on entry_lines
  referencing new table as new_lines for each statement execute function check_line_keys();

create or replace function check_document_keys() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken text;
begin
  select n.series_code into broken from (select distinct series_code from new_documents) n
    where (select 1 from number_series s where s.code = n.series_code) is null limit 1;
  if found then perform refuse_missing('invoices_series_fk', broken); end if;
  select n.number into broken from new_documents n
    where (select 1 from entries e where e.id = n.entry_id) is null
      or (n.open_item_id is null) <> (n.gross_minor = 0)
      or (n.open_item_id is not null and (select row(o.entry_id, o.customer_id, o.currency, o.amount_minor) from open_items o where o.id = n.open_item_id)
        is distinct from row(n.entry_id, n.customer_id, n.currency, abs(n.gross_minor))) limit 1;
  if found then
    raise exception using errcode = 'TS074', constraint = 'document_is_posted', message = format('%s is not what its entry and its open item say', broken);
  end if;
  return null;
end;
$$;
comment on function check_document_keys() is
  'A document is of a series, an entry and an open item that are there, and the item is of its customer, currency and amount (TS074 document_is_posted).';
create or replace trigger _041_keys after insert on invoices
  referencing new table as new_documents for each statement execute function check_document_keys();

create or replace function check_document_line_keys() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  missing text;
begin
  select n.invoice_id into missing from (select distinct invoice_id, customer_id from new_lines) n
    where (select d.customer_id from invoices d where d.id = n.invoice_id) is distinct from n.customer_id limit 1;
  if found then perform refuse_missing('invoice_lines_invoice_fk', missing); end if;
  select n.tax_code into missing from (select distinct tax_code from new_lines) n
    where (select 1 from tax_categories t where t.code = n.tax_code) is null limit 1;
  if found then perform refuse_missing('invoice_lines_tax_fk', missing); end if;
  select n.account_code into missing from (select distinct account_code from new_lines) n
    where (select 1 from ledger_accounts a where a.code = n.account_code) is null limit 1;
  if found then perform refuse_missing('invoice_lines_account_fk', missing); end if;
  return null;
end;
$$;
comment on function check_document_line_keys() is 'Each line is of a document of its customer, a tax category and an account that are there (23503).';
create or replace trigger _041_keys after insert on invoice_lines
  referencing new table as new_lines for each statement execute function check_document_line_keys();

create or replace function check_document_tax_keys() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  missing text;
begin
  select n.invoice_id into missing from (select distinct invoice_id, customer_id from new_taxes) n
    where (select d.customer_id from invoices d where d.id = n.invoice_id) is distinct from n.customer_id limit 1;
  if found then perform refuse_missing('invoice_taxes_invoice_fk', missing); end if;
  select n.tax_code into missing from (select distinct tax_code from new_taxes) n
    where (select 1 from tax_categories t where t.code = n.tax_code) is null limit 1;
  if found then perform refuse_missing('invoice_taxes_tax_fk', missing); end if;
  return null;
end;
$$;
comment on function check_document_tax_keys() is 'Each tax row is of a document of its customer and a tax category that are there (23503).';
create or replace trigger _041_keys after insert on invoice_taxes
  referencing new table as new_taxes for each statement execute function check_document_tax_keys();

-- What is pointed at stays: an account, a tax category and a series keep their code for ever. (Entries, lines, items and documents do already.)
create or replace function refuse_new_code() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception using errcode = 'TS001', constraint = 'append_only', message = format('%s %s keeps its code', tg_table_name, old.code);
end;
$$;
comment on function refuse_new_code() is 'The code of an account, a tax category or a series is what documents and postings say for ever (TS001).';
do $$
declare
  kept text;
begin
  foreach kept in array array['ledger_accounts', 'tax_categories', 'number_series']
  loop
    execute format('create or replace trigger _041_kept before delete or truncate on %I for each statement execute function refuse_change()', kept);
    execute format('create or replace trigger _041_code before update on %I for each row when (old.code is distinct from new.code) execute function refuse_new_code()', kept);
  end loop;
end;
$$;
