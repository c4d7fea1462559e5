-- Write-offs, tax relief and recoveries: each fits what it belongs to, counted under lock (TS015, TS016), and was decided (TS012).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['adjustment_reasons', 'write_off_batches', 'write_offs', 'tax_reliefs', 'recoveries', 'refund_batches',
    'refunds', 'refund_events']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
  foreach guarded in array array['write_offs', 'refunds', 'refund_batches']
  loop
    execute format('create or replace trigger _040_number_is_taken after insert on %I
      referencing new table as new_documents for each statement execute function check_number_is_taken()', guarded);
  end loop;
end;
$$;

create or replace function number_text(series text, no bigint) returns text
language sql stable set search_path = public, pg_temp as $$
  select s.prefix || lpad(no::text, greatest(s.pad, length(no::text)), '0') from number_series s where s.code = series;
$$;
comment on function number_text(text, bigint) is 'A number of a series as it is written on a document.';

create or replace function lines_text(entry uuid) returns text
language sql stable set search_path = public, pg_temp as $$
  select coalesce(string_agg(l.account_code || ' ' || l.amount_minor, ', ' order by l.line_no), '') from entry_lines l where l.entry_id = entry;
$$;
comment on function lines_text(uuid) is 'The accounts and amounts of an entry in the order of its lines, as text to compare: 6100 120000, 1100 -120000.';

create or replace function check_decided_for(approval uuid, wanted_kind text, wanted_id uuid, wanted_currency text, wanted_minor bigint) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  perform 1 from approval_requests r where r.id = approval and r.subject_kind = wanted_kind and r.subject_id = wanted_id
    and r.currency = wanted_currency and r.amount_minor = wanted_minor;
  if approval is not null and not found then
    raise exception using errcode = 'TS012', constraint = 'approval_needed', message = format('approval %s is for something else', approval);
  end if;
end;
$$;
comment on function check_decided_for(uuid, text, uuid, text, bigint) is 'An approval carries the very item, currency and amount it was asked for (TS012).';

create or replace function tax_part(amount bigint, of_minor bigint, tax bigint) returns bigint
language sql immutable set search_path = public, pg_temp as $$
  select case when of_minor = 0 then 0 else div(amount::numeric * tax, of_minor)::bigint end;
$$;
comment on function tax_part(bigint, bigint, bigint) is 'The tax in a part of an amount, pro rata, rounded down: parts never hold more tax than the whole.';

create or replace function tax_in_item(item uuid) returns bigint
language sql stable set search_path = public, pg_temp as $$
  select coalesce(
    (select least(greatest(v.tax_minor, 0), i.amount_minor) from open_items i join invoices v on v.open_item_id = i.id where i.id = item and i.side = 'debit'),
    (select r.tax_minor from recoveries r where r.debit_item_id = item), 0);
$$;
comment on function tax_in_item(uuid) is 'How much of a debit item is output tax: that of its document, or of the recovery that made it; otherwise nothing.';

create or replace function write_off_tax(item uuid, amount bigint) returns bigint
language sql stable set search_path = public, pg_temp as $$
  select tax_part(w.before + amount, i.amount_minor, tax_in_item(i.id)) - tax_part(w.before, i.amount_minor, tax_in_item(i.id))
  from open_items i, lateral (select coalesce(sum(w.amount_minor), 0)::bigint as before from write_offs w where w.item_id = i.id) w
  where i.id = item;
$$;
comment on function write_off_tax(uuid, bigint) is 'The tax in the next part of an item that is written off: on the running total, so that all parts together hold exactly the item''s tax.';

create or replace function decide_write_off() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  new.tax_minor := write_off_tax(new.item_id, new.amount_minor);
  new.alone_rule := null;
  if new.batch_id is not null then
    perform 1 from write_off_batches b, jsonb_array_elements(b.items) as listed
      where b.id = new.batch_id and b.currency = new.currency and listed ->> 'itemId' = new.item_id::text
        and listed ->> 'amountMinor' = new.amount_minor::text;
    if not found then
      raise exception using errcode = 'TS012', constraint = 'approval_needed', message = format('item %s with this amount was not decided with the others', new.item_id);
    end if;
  else
    perform check_decided_for(new.approval_id, 'open_item', new.item_id, new.currency, new.amount_minor);
    new.alone_rule := check_money_out('write_off', new.approval_id, new.made_by, new.base_minor);
  end if;
  return new;
end;
$$;
comment on function decide_write_off() is 'A write-off has an approval of its own, stands in a decided list, or its maker may do it alone; its tax is stamped.';
create or replace trigger _075_decided before insert on write_offs for each row execute function decide_write_off();

create or replace function decide_write_off_batch() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  listed record;
begin
  select sum((l ->> 'amountMinor')::bigint) as amount, sum(base_part(i.id, (l ->> 'amountMinor')::bigint)) as base, count(*) as n, count(distinct i.id) as items
    into listed
    from jsonb_array_elements(new.items) l join open_items i on i.id = (l ->> 'itemId')::uuid and i.currency = new.currency and i.side = 'debit';
  if listed.n <> jsonb_array_length(new.items) or listed.items <> listed.n or listed.amount <> new.amount_minor or listed.base <> new.base_minor then
    raise exception using errcode = 'TS015', constraint = 'batch_adds_up', message = 'the listed items do not make the sum';
  end if;
  perform check_decided_for(new.approval_id, 'write_off_batch', new.id, new.currency, new.amount_minor);
  perform 1 from approval_requests r where r.id = new.approval_id and r.payload -> 'items' = new.items;
  if new.approval_id is not null and not found then
    raise exception using errcode = 'TS012', constraint = 'approval_needed', message = 'another list was approved';
  end if;
  new.alone_rule := check_money_out('write_off', new.approval_id, new.made_by, new.base_minor);
  return new;
end;
$$;
comment on function decide_write_off_batch() is 'A list of small balances adds up (TS015) and was decided as it stands (TS012).';
create or replace trigger _075_decided before insert on write_off_batches for each row execute function decide_write_off_batch();

create or replace function base_part(item uuid, amount bigint) returns bigint
language sql stable set search_path = public, pg_temp as $$
  select round(abs(i.base_minor)::numeric * amount / i.amount_minor)::bigint from open_items i where i.id = item;
$$;
comment on function base_part(uuid, bigint) is 'The base amount of a part of an open item at the rate it was posted with: what limits are compared with, the same at any later time.';

create or replace function check_write_offs() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken text;
begin
  select w.number into broken from new_write_offs w join open_items d on d.id = w.item_id join open_items c on c.id = w.credit_item_id
    where d.side <> 'debit' or c.kind <> 'write_off' or c.source_id <> w.id or c.entry_id <> w.entry_id or c.customer_id <> w.customer_id
      or d.customer_id <> w.customer_id or c.currency <> w.currency or d.currency <> w.currency or c.amount_minor <> w.amount_minor
      or c.base_minor <> -w.base_minor or w.base_minor <> base_part(d.id, w.amount_minor) or c.effective_on <> w.effective_on
      or not exists (select 1 from applications a where a.credit_item_id = c.id and a.debit_item_id = d.id and a.amount_minor = w.amount_minor)
      or lines_text(w.entry_id) <> format('%s %s, 1100 %s', w.account_code, w.amount_minor, -w.amount_minor)
    limit 1;
  if found then
    raise exception using errcode = 'TS015', constraint = 'write_off_matches',
      message = format('%s is not its posting: the account it burdens against 1100, set against its item at once', broken);
  end if;
  return null;
end;
$$;
comment on function check_write_offs() is 'A write-off is exactly its entry and its credit item, and that is set against the item written off (TS015). Beyond the residual the application itself is refused (TS006).';
create or replace trigger _075_write_offs after insert on write_offs
  referencing new table as new_write_offs for each statement execute function check_write_offs();

create or replace function check_write_off_stays() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken uuid;
begin
  if not exists (select 1 from new_applications where reverses_id is not null) then return null; end if;
  select n.reverses_id into broken from new_applications n join open_items c on c.id = n.credit_item_id
    where n.reverses_id is not null and c.kind = 'write_off' limit 1;
  if found then
    raise exception using errcode = 'TS015', constraint = 'write_off_stays',
      message = format('application %s wrote its item off: a recovery claims it again, undoing would leave a credit that nobody gave', broken);
  end if;
  return null;
end;
$$;
comment on function check_write_off_stays() is 'The credit of a write-off is never free: what it was set against is claimed again by a recovery only (TS015).';
create or replace trigger _075_write_off_stays after insert on applications
  referencing new table as new_applications for each statement execute function check_write_off_stays();

create or replace function written_off_standing(write_off uuid, not_recovery uuid default null, not_relief uuid default null)
returns table (unrecovered_minor bigint, relieved_minor bigint)
language sql stable set search_path = public, pg_temp as $$
  select w.amount_minor - coalesce(r.amount, 0), coalesce(t.amount, 0) - coalesce(r.tax, 0)
  from write_offs w
    cross join lateral (select sum(r.amount_minor)::bigint as amount, sum(r.tax_minor)::bigint as tax from recoveries r
      where r.write_off_id = w.id and r.id is distinct from not_recovery) r
    cross join lateral (select sum(t.amount_minor)::bigint as amount from tax_reliefs t where t.write_off_id = w.id and t.id is distinct from not_relief) t
  where w.id = write_off;
$$;
comment on function written_off_standing(uuid, uuid, uuid) is 'What of a write-off was not recovered, and the relief that still stands: taken, less what recoveries gave back. The others, where one is named.';

create or replace function check_relief() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  written write_offs;
  standing record;
begin
  -- Locked before counted, so that two reliefs at once cannot both fit.
  select * into written from write_offs where id = new.write_off_id for no key update;
  select * into standing from written_off_standing(new.write_off_id);
  if standing.relieved_minor > tax_part(standing.unrecovered_minor, written.amount_minor, written.tax_minor) then
    raise exception using errcode = 'TS016', constraint = 'relief_fits', message = format('more relief than the tax in %s that is still written off', written.number);
  end if;
  if written.customer_id <> new.customer_id or new.effective_on < written.effective_on
    or lines_text(new.entry_id) <> format('2200 %s, %s %s', new.amount_minor, written.account_code, -new.amount_minor)
    or exists (select 1 from entry_lines l where l.entry_id = new.entry_id and l.currency <> written.currency) then
    raise exception using errcode = 'TS016', constraint = 'relief_matches', message = format('the relief of %s is not its posting', written.number);
  end if;
  return null;
end;
$$;
comment on function check_relief() is 'Definer, because it locks the write-off: relief never exceeds the tax in what is still written off, and is exactly its entry (TS016).';
create or replace trigger _075_relief after insert on tax_reliefs for each row execute function check_relief();

create or replace function check_recovery() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  written write_offs;
  standing record;
  net bigint := new.amount_minor - new.tax_minor;
begin
  select * into written from write_offs where id = new.write_off_id for no key update;
  select * into standing from written_off_standing(new.write_off_id, new.id);
  if new.amount_minor > standing.unrecovered_minor then
    raise exception using errcode = 'TS016', constraint = 'recovery_fits', message = format('more would be recovered than %s wrote off', written.number);
  end if;
  if new.tax_minor <> tax_part(new.amount_minor, standing.unrecovered_minor, standing.relieved_minor) or written.customer_id <> new.customer_id
    or new.effective_on < written.effective_on
    or not exists (select 1 from open_items i where i.id = new.debit_item_id and i.kind = 'recovery' and i.side = 'debit' and i.source_id = written.id
      and i.entry_id = new.entry_id and i.customer_id = new.customer_id and i.currency = written.currency and i.amount_minor = new.amount_minor)
    or lines_text(new.entry_id) <> (format('1100 %s', new.amount_minor) || case when net > 0 then format(', 6110 %s', -net) else '' end
      || case when new.tax_minor > 0 then format(', 2200 %s', -new.tax_minor) else '' end) then
    raise exception using errcode = 'TS016', constraint = 'recovery_matches', message = format('the recovery of %s is not its posting', written.number);
  end if;
  return null;
end;
$$;
comment on function check_recovery() is 'Definer, because it locks the write-off: recoveries never exceed it, each gives back its part of the relief that stands, and is exactly its entry (TS016).';
create or replace trigger _075_recovery after insert on recoveries for each row execute function check_recovery();

create or replace function record_write_offs(rows jsonb) returns table (id uuid, number text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first_taken bigint := take_numbers('WO', jsonb_array_length(rows));
begin
  insert into write_offs (id, series_code, series_no, number, customer_id, item_id, currency, amount_minor, base_minor, tax_minor, account_code,
      reason_code, reason, effective_on, entry_id, credit_item_id, batch_id, approval_id, made_by, made_by_name, made_at, beyond_allowance)
    select d.id, 'WO', first_taken + n - 1, number_text('WO', first_taken + n - 1), d.customer_id, d.item_id, d.currency, d.amount_minor,
      d.base_minor, 0, d.account_code, d.reason_code, d.reason, d.effective_on, d.entry_id, d.credit_item_id, d.batch_id, d.approval_id,
      d.made_by, d.made_by_name, d.made_at, d.beyond_allowance
    from jsonb_array_elements(rows) with ordinality as e (doc, n),
      jsonb_to_record(e.doc) as d (id uuid, customer_id uuid, item_id uuid, currency text, amount_minor bigint, base_minor bigint, account_code text,
        reason_code text, reason text, effective_on date, entry_id uuid, credit_item_id uuid, batch_id uuid, approval_id uuid, made_by uuid,
        made_by_name text, made_at timestamptz, beyond_allowance boolean)
    order by n;
  return query select w.id, w.number from jsonb_to_recordset(rows) as d (id uuid) join write_offs w on w.id = d.id;
end;
$$;
comment on function record_write_offs(jsonb) is 'Numbers and stores write-offs in the WO series; returns id and number. Called last in a transaction. Definer: nobody else takes numbers.';
