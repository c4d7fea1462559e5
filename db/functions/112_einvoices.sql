-- What becomes of an e-invoice: one row a stage, in order, within the window of its format (TS063).

create or replace trigger _010_append_only before update or delete or truncate on einvoice_events
  for each statement execute function refuse_change();

create or replace function check_einvoice_events() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  file record;
  accepted timestamptz;
begin
  select d.kind, d.invoice_id, d.customer_id, p.cancel_hours, p.name into file
    from documents d left join einvoice_profiles p on p.profile = d.profile where d.id = new.document_id;
  if file.kind is distinct from 'einvoice' or file.invoice_id <> new.invoice_id or file.customer_id <> new.customer_id then
    raise exception using errcode = 'TS063', constraint = 'einvoice_of_its_invoice', message = 'an e-invoice step names a file of another invoice or customer';
  end if;
  -- The stage before is there for good, so that two steps at once cannot both come first; the same stage twice is refused by its key.
  if new.stage > 1 and not exists (select from einvoice_events e where e.document_id = new.document_id and e.stage = new.stage - 1
      and (new.step <> 'cancelled' or e.step = 'accepted')) then
    raise exception using errcode = 'TS063', constraint = 'einvoice_step_order', message = format('an e-invoice cannot be %s before the step that leads there', new.step);
  end if;
  if new.step = 'cancelled' then
    select e.happened_at into accepted from einvoice_events e where e.document_id = new.document_id and e.step = 'accepted';
    if file.cancel_hours is null or new.happened_at > accepted + make_interval(hours => file.cancel_hours) then
      raise exception using errcode = 'TS063', constraint = 'einvoice_cancel_window',
        message = format('an e-invoice in %s can no longer be cancelled', file.name);
    end if;
  end if;
  return null;
end;
$$;
comment on function check_einvoice_events() is 'Steps of an e-invoice follow each other, belong to the invoice of their file, and a cancellation stays within its window (TS063).';
create or replace trigger _112_einvoice_events after insert on einvoice_events for each row execute function check_einvoice_events();
