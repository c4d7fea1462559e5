-- Append-only tables refuse change for everyone, the owner included. Grants are the first wall, this is the second.

create or replace function refuse_change() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception using errcode = 'TS001', constraint = 'append_only',
    message = format('%s is append-only: %s is refused', tg_table_name, lower(tg_op));
end;
$$;
comment on function refuse_change() is 'Raises TS001 for any update, delete or truncate of an append-only table.';

do $$
declare
  guarded text;
begin
  foreach guarded in array array['entries', 'entry_lines', 'applications', 'holds', 'hold_releases', 'invoices', 'invoice_lines',
    'invoice_taxes', 'payments', 'payment_reversals', 'documents', 'audit_records', 'stripe_effects']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function refuse_item_change() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception using errcode = 'TS001', constraint = 'append_only', message = 'an open item never changes, only its residual is stamped';
end;
$$;
comment on function refuse_item_change() is 'Only the residual of an open item may be stamped; everything else is as posted.';

-- The comparison stands in the trigger's condition, over every column the table has: stamping a residual calls no function.
do $$
declare
  rest text;
begin
  select string_agg(format('old.%1$I is distinct from new.%1$I', attname), ' or ' order by attnum) into rest from pg_attribute
    where attrelid = 'open_items'::regclass and attnum > 0 and not attisdropped and attname <> 'residual_minor';
  execute format('create or replace trigger _010_only_residual before update on open_items
    for each row when (%s) execute function refuse_item_change()', rest);
end;
$$;
create or replace trigger _010_append_only before delete or truncate on open_items for each statement execute function refuse_change();
