-- Closed months (TS011). Every posting holds the lock of the periods shared to the end of its transaction and closing holds it
-- alone, so a posting either stands before the close or sees it. The key spells "periods".

do $$
begin
  create or replace trigger _010_append_only before update or delete or truncate on period_events
    for each statement execute function refuse_change();
  create or replace trigger _010_append_only before delete or truncate on periods for each statement execute function refuse_change();
end;
$$;

create or replace function period_is_closed(wanted_kind text, day date) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select coalesce(
    (select state = 'closed' from periods where kind = wanted_kind and month_on = date_trunc('month', day)::date),
    day < (select min(month_on) from periods where kind = wanted_kind),
    false);
$$;
comment on function period_is_closed(text, date) is 'Whether the month of a day is closed: its row says so, or it lies before the first row. With no rows everything is open.';

create or replace function first_open_day(kinds text[], from_on date) returns date
language plpgsql set search_path = public, pg_temp as $$
declare
  day date := from_on;
  was date;
begin
  perform pg_advisory_xact_lock_shared(x'706572696f6473'::bigint);
  -- Ends: each turn moves to a later month, and after the last row every month is open.
  loop
    was := day;
    select greatest(day, max(case
        when p.state = 'closed' and p.month_on = date_trunc('month', day)::date then (p.month_on + interval '1 month')::date
        when p.month_on = first.month_on and day < p.month_on then p.month_on end))
      into day
      from periods p join (select kind, min(month_on) as month_on from periods group by kind) first on first.kind = p.kind
      where p.kind = any (kinds);
    day := coalesce(day, was);
    exit when day = was;
  end loop;
  return day;
end;
$$;
comment on function first_open_day(text[], date) is
  'The day itself, or the first day after it whose month is open in every kind asked for. Holds the periods shared, so the answer stays true to the end of the transaction.';

create or replace function refuse_closed_day(closed_kind text, kinds text[], day date, row_id uuid) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception using errcode = 'TS011', constraint = 'period_closed',
    message = format('%s lies in a closed %s period', day, closed_kind),
    detail = json_build_object('kind', closed_kind, 'periodOn', date_trunc('month', day)::date,
      'firstOpenOn', first_open_day(kinds, day), 'rowId', row_id)::text;
end;
$$;
comment on function refuse_closed_day(text, text[], date, uuid) is 'Raises TS011; the detail names the month, the first open day and the row, so that the refusal needs no second question.';

create or replace function hold_periods() returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(x'706572696f6473'::bigint);
  -- An older snapshot would not see a close that the lock has just waited for.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception using errcode = 'TS011', constraint = 'period_isolation', message = 'postings are made under read committed';
  end if;
end;
$$;
comment on function hold_periods() is 'Keeps every month as it is, open or closed, to the end of the transaction (TS011 under another isolation level).';

create or replace function check_entries_period() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken record;
begin
  perform hold_periods();
  -- The newest month anybody ever closed answers for nearly every posting (opened again it still keeps those before it closed); only what
  -- is older is looked up one by one.
  select n.id, n.kind, n.effective_on into broken from new_entries n
    where n.effective_on < (select max(month_on) + interval '1 month' from periods where kind = 'posting')
      and period_is_closed('posting', n.effective_on)
    order by n.effective_on limit 1;
  if found then
    perform refuse_closed_day('posting', case when broken.kind in ('invoice', 'debit_note', 'credit_note') then '{posting,tax}' else '{posting}' end::text[],
      broken.effective_on, broken.id);
  end if;
  return null;
end;
$$;
comment on function check_entries_period() is 'No entry is dated in a closed posting month (TS011).';
create or replace trigger _065_period after insert on entries
  referencing new table as new_entries for each statement execute function check_entries_period();

create or replace function check_applications_period() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken record;
begin
  perform hold_periods();
  select n.id, n.effective_on into broken from new_applications n
    where n.effective_on < (select max(month_on) + interval '1 month' from periods where kind = 'posting')
      and period_is_closed('posting', n.effective_on)
    order by n.effective_on limit 1;
  if found then perform refuse_closed_day('posting', '{posting}', broken.effective_on, broken.id); end if;
  return null;
end;
$$;
comment on function check_applications_period() is 'No application and no reversal of one is dated in a closed posting month (TS011).';
create or replace trigger _065_period after insert on applications
  referencing new table as new_applications for each statement execute function check_applications_period();

create or replace function check_documents_period() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken record;
begin
  perform hold_periods();
  select n.entry_id, n.tax_point_on into broken from new_documents n
    where n.tax_point_on < (select max(month_on) + interval '1 month' from periods where kind = 'tax')
      and period_is_closed('tax', n.tax_point_on)
    order by n.tax_point_on limit 1;
  if found then perform refuse_closed_day('tax', '{posting,tax}', broken.tax_point_on, broken.entry_id); end if;
  return null;
end;
$$;
comment on function check_documents_period() is 'No document has its tax point in a closed tax month (TS011).';
create or replace trigger _065_period after insert on invoices
  referencing new table as new_documents for each statement execute function check_documents_period();

create or replace function check_period_event() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if new.action = 'reopened' then
    perform 1 from approvals a
      where a.id = new.approval_id and a.kind = 'period_reopen' and a.state = 'approved' and a.decided_by <> a.requested_by
        and a.payload ->> 'kind' = new.kind and a.payload ->> 'monthOn' = new.month_on::text;
    if not found then
      raise exception using errcode = 'TS011', constraint = 'period_reopen_approved',
        message = format('opening %s %s again needs an approval of this very month', new.kind, new.month_on);
    end if;
  end if;
  return new;
end;
$$;
comment on function check_period_event() is 'A month is opened again only with a second person''s approval of this very month (TS011); the unique approval makes it once.';
create or replace trigger _065_event before insert on period_events for each row execute function check_period_event();

create or replace function close_period(wanted_kind text, wanted_month date, who uuid, who_name text, at timestamptz, why text) returns bigint
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '10s' as $$
declare
  first_month date;
  earlier_open date;
  made bigint;
begin
  perform pg_advisory_xact_lock(x'706572696f6473'::bigint);
  if period_is_closed(wanted_kind, wanted_month) then
    raise exception using errcode = 'TS011', constraint = 'period_already', message = format('%s %s is closed already', wanted_kind, wanted_month);
  end if;
  select min(month_on), min(month_on) filter (where state = 'open' and month_on < wanted_month) into first_month, earlier_open
    from periods where kind = wanted_kind;
  if earlier_open is not null then
    raise exception using errcode = 'TS011', constraint = 'period_earlier_open', message = format('%s %s stands open', wanted_kind, earlier_open),
      detail = json_build_object('periodOn', earlier_open)::text;
  end if;
  insert into periods (kind, month_on, state, changed_at)
    select wanted_kind, month::date, 'closed', at
    from generate_series(coalesce(first_month, wanted_month), wanted_month, interval '1 month') as month
  on conflict (kind, month_on) do update set state = 'closed', changed_at = excluded.changed_at where periods.state = 'open';
  insert into period_events (kind, month_on, action, happened_at, by_id, by_name, reason)
    values (wanted_kind, wanted_month, 'closed', at, who, who_name, why) returning event_no into made;
  return made;
end;
$$;
comment on function close_period(text, date, uuid, text, timestamptz, text) is
  'Closes a month and with it every month before it. Waits at most 10 s for postings under way. Refuses (TS011) a month that is closed and one '
  'before which a month stands reopened. Definer: nobody else writes periods.';

create or replace function reopen_period(wanted_kind text, wanted_month date, who uuid, who_name text, at timestamptz, why text, approval uuid) returns bigint
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '10s' as $$
declare
  first_month date;
  made bigint;
begin
  perform pg_advisory_xact_lock(x'706572696f6473'::bigint);
  if not period_is_closed(wanted_kind, wanted_month) then
    raise exception using errcode = 'TS011', constraint = 'period_already', message = format('%s %s is open already', wanted_kind, wanted_month);
  end if;
  select min(month_on) into first_month from periods where kind = wanted_kind;
  -- A month before the first row: those between stay closed, by rows of their own.
  insert into periods (kind, month_on, state, changed_at)
    select wanted_kind, month::date, case when month::date = wanted_month then 'open' else 'closed' end, at
    from generate_series(least(first_month, wanted_month), first_month - interval '1 month', interval '1 month') as month;
  update periods set state = 'open', changed_at = at where kind = wanted_kind and month_on = wanted_month and state = 'closed';
  insert into period_events (kind, month_on, action, happened_at, by_id, by_name, reason, approval_id)
    values (wanted_kind, wanted_month, 'reopened', at, who, who_name, why, approval) returning event_no into made;
  return made;
end;
$$;
comment on function reopen_period(text, date, uuid, text, timestamptz, text, uuid) is
  'Opens one closed month again, with the approved request of kind period_reopen for it. The months around it stay as they are. Definer: nobody else writes periods.';

create or replace function period_id(wanted_kind text, wanted_month date) returns uuid
language sql immutable set search_path = public, pg_temp as $$
  select md5('period ' || wanted_kind || ' ' || to_char(wanted_month, 'YYYY-MM'))::uuid;
$$;
comment on function period_id(text, date) is 'A month''s name as the audit and the approvals want it; the same for ever, row or no row.';
