-- What a collector was given stays, and who collected whom on a day stays.
create or replace trigger _010_append_only before update or delete or truncate on collector_assignments
  for each statement execute function refuse_change();
create or replace trigger _010_append_only before update or delete or truncate on portfolio_packs
  for each statement execute function refuse_change();

create or replace function check_statement_send()
returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.state in ('sent', 'empty', 'cancelled') then
    raise exception 'A statement that is done stays as it is.' using errcode = 'TS068', constraint = 'statement_send_done';
  end if;
  if new.state = 'sent' and not exists (select from documents d join statement_runs r on r.id = new.run_id
      where d.id = new.document_id and d.customer_id = new.customer_id and d.from_on = r.from_on and d.to_on = r.to_on and d.seal_no = r.seal_no
        and d.currency is not distinct from new.currency and coalesce(d.statement_form, 'balance_forward') = new.form
        and d.kind = case when new.currency is null then 'group_statement' else 'statement' end) then
    raise exception 'The document is not the statement of this customer for this run.'
      using errcode = 'TS068', constraint = 'statement_send_document';
  end if;
  return new;
end;
$$;
comment on function check_statement_send() is 'Refuses to change a statement that is done, and to call one sent with a document of something else.';
create or replace trigger _020_check_send before update on statement_sends for each row execute function check_statement_send();

create or replace function collector_on(of_customer uuid, as_of date)
returns uuid language sql stable set search_path = public, pg_temp as $$
  select a.user_id from collector_assignments a where a.customer_id = of_customer and a.from_on <= as_of
  order by a.from_on desc, a.id desc limit 1;
$$;
comment on function collector_on(uuid, date) is 'Who collects a customer on a day, or null.';
