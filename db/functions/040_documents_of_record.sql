-- Issuing and receiving: numbers are taken last, under the lock of their series, and never leave a gap.

create or replace function check_series_gapless() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  highest bigint;
  counted bigint;
begin
  if new.counts = 'invoices' then
    select max(series_no), count(*) filter (where series_no >= old.next_no) into highest, counted
      from invoices where series_code = new.code and series_no >= greatest(old.next_no - 1, new.first_no);
  elsif new.counts = 'payments' then
    select max(series_no), count(*) filter (where series_no >= old.next_no) into highest, counted
      from payments where series_code = new.code and series_no >= greatest(old.next_no - 1, new.first_no);
  else
    -- A series is named for the table it counts; the rarer ones are looked up by that name.
    execute format('select max(series_no), count(*) filter (where series_no >= $1) from %I where series_code = $2 and series_no >= $3', new.counts)
      into highest, counted using old.next_no, new.code, greatest(old.next_no - 1, new.first_no);
  end if;
  if new.next_no < old.next_no or coalesce(highest, new.first_no - 1) < new.next_no - 1 or counted < new.next_no - old.next_no then
    raise exception using errcode = 'TS008', constraint = 'series_gapless',
      message = format('series %s would have a gap before %s', new.code, new.next_no);
  end if;
  return null;
end;
$$;
comment on function check_series_gapless() is 'At commit: every number a series gave out stands on a document (TS008).';
create or replace trigger _040_series_gapless_drop after delete or truncate on number_series for each statement execute function refuse_change();
drop trigger if exists _040_series_gapless on number_series;
create constraint trigger _040_series_gapless after update on number_series
  deferrable initially deferred for each row execute function check_series_gapless();

create or replace function check_number_is_taken() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken text;
begin
  select n.number into broken from new_documents n join number_series s on s.code = n.series_code
    where (s.code = 'LEGACY') <> (n.series_no is null) or n.series_no >= s.next_no or n.series_no < s.first_no limit 1;
  if found then
    raise exception using errcode = 'TS009', constraint = 'number_from_series', message = format('number %s was not taken from its series', broken);
  end if;
  return null;
end;
$$;
comment on function check_number_is_taken() is 'A document''s number comes from its series; only the legacy series carries numbers of its own (TS009).';
create or replace trigger _040_number_is_taken after insert on invoices
  referencing new table as new_documents for each statement execute function check_number_is_taken();
create or replace trigger _040_number_is_taken after insert on payments
  referencing new table as new_documents for each statement execute function check_number_is_taken();

create or replace function take_numbers(series text, how_many bigint) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  update number_series set next_no = next_no + how_many where code = series and how_many > 0 returning next_no - how_many;
$$;
comment on function take_numbers(text, bigint) is 'Takes a run of numbers and returns the first. Holds the series until commit, so it comes last.';

create or replace function record_invoices(documents jsonb) returns table (id uuid, number text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  series text := documents -> 0 ->> 'series_code';
  legacy boolean := series = 'LEGACY';
  first_taken bigint;
  shape number_series;
  ids uuid[];
  numbers text[];
begin
  if exists (select 1 from jsonb_array_elements(documents) d where d ->> 'series_code' <> series) then
    raise exception using errcode = 'TS009', constraint = 'number_from_series', message = 'one call records documents of one series';
  end if;
  -- Taken first: the shape of the numbers is that of the day they are taken on.
  if not legacy then first_taken := take_numbers(series, jsonb_array_length(documents)); end if;
  select * into shape from number_series s where s.code = series;
  with recorded as (
  insert into invoices (id, kind, series_code, series_no, number, customer_id, title, currency, document_on, due_on, terms_from, terms_days, due_by, tax_point_on,
      service_from_on, service_to_on, po_number, note, net_minor, tax_minor, gross_minor, entry_id, open_item_id, corrects_id, bill_to,
      issued_at, issued_by, issued_by_name, reason_code, replaces_id, approval_id)
    select d.id, d.kind, series, case when not legacy then first_taken + n - 1 end,
      case when legacy then d.number else shape.prefix || lpad((first_taken + n - 1)::text, greatest(shape.pad, length((first_taken + n - 1)::text)), '0') end,
      d.customer_id, d.title, d.currency, d.document_on, d.due_on, c.terms_from, c.terms_days,
      case when d.due_on = due_date(c.terms_from, c.terms_days, d.document_on) then 'terms' when c.id is not null then 'hand' end, d.tax_point_on, d.service_from_on, d.service_to_on, d.po_number, d.note,
      d.net_minor, d.tax_minor, d.gross_minor, d.entry_id, d.open_item_id, d.corrects_id, d.bill_to, d.issued_at, d.issued_by, d.issued_by_name,
      d.reason_code, d.replaces_id, d.approval_id
    from jsonb_array_elements(documents) with ordinality as e (doc, n),
      jsonb_to_record(e.doc) as d (id uuid, kind text, number text, customer_id uuid, title text, currency text, document_on date, due_on date,
        tax_point_on date, service_from_on date, service_to_on date, po_number text, note text, net_minor bigint, tax_minor bigint,
        gross_minor bigint, entry_id uuid, open_item_id uuid, corrects_id uuid, bill_to jsonb, issued_at timestamptz, issued_by uuid, issued_by_name text,
        reason_code text, replaces_id uuid, approval_id uuid)
      -- What is brought from another system, and a credit, has no terms of ours.
      left join customers c on c.id = d.customer_id and not legacy and d.kind <> 'credit_note'
    order by n
  returning invoices.id, invoices.number)
  select array_agg(r.id), array_agg(r.number) into ids, numbers from recorded r;
  insert into invoice_lines (invoice_id, line_no, customer_id, description, quantity, unit, unit_price, net_minor, tax_code, tax_rate_bp, account_code,
      corrects_line_no, defer_from_on, defer_to_on, from_deferred_minor, from_deferred_base_minor)
    select d.id, l.n, d.customer_id, l.line ->> 'description', (l.line ->> 'quantity')::numeric, l.line ->> 'unit', (l.line ->> 'unit_price')::numeric,
      (l.line ->> 'net')::bigint, l.line ->> 'tax_code', (l.line ->> 'tax_rate_bp')::integer, l.line ->> 'account',
      (l.line ->> 'corrects_line_no')::smallint, (l.line ->> 'defer_from_on')::date, (l.line ->> 'defer_to_on')::date,
      (l.line ->> 'from_deferred')::bigint, (l.line ->> 'from_deferred_base')::bigint
    from jsonb_to_recordset(documents) as d (id uuid, customer_id uuid, lines jsonb), jsonb_array_elements(d.lines) with ordinality as l (line, n);
  insert into invoice_taxes (invoice_id, tax_code, customer_id, rate_bp, taxable_minor, tax_minor)
    select d.id, t ->> 'tax_code', d.customer_id, (t ->> 'rate_bp')::integer, (t ->> 'taxable')::bigint, (t ->> 'tax')::bigint
    from jsonb_to_recordset(documents) as d (id uuid, customer_id uuid, taxes jsonb), jsonb_array_elements(d.taxes) as t;
  return query select * from unnest(ids, numbers);
end;
$$;
comment on function record_invoices(jsonb) is
  'Numbers and stores issued documents of one series with their lines and taxes; returns id and number. Called last in a transaction.';

create or replace function check_invoice_sums() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken text;
begin
  -- Each document is looked up by its id (offset 0 keeps it so): a join would be planned for the whole table.
  select i.number into broken
    from (select invoice_id, sum(tax_minor) as tax, sum(taxable_minor) as taxable from new_taxes group by invoice_id) t
    cross join lateral (select d.number, d.net_minor, d.tax_minor from invoices d where d.id = t.invoice_id offset 0) i
    cross join lateral (select sum(l.net_minor) as net from invoice_lines l where l.invoice_id = t.invoice_id offset 0) lines
    where t.tax <> i.tax_minor or t.taxable <> i.net_minor or lines.net <> i.net_minor limit 1;
  if found then
    raise exception using errcode = 'TS010', constraint = 'invoice_sums', message = format('the lines and taxes of %s do not make its total', broken);
  end if;
  return null;
end;
$$;
comment on function check_invoice_sums() is 'Lines sum to the net amount and taxes to the tax amount of each document (TS010).';
create or replace trigger _040_invoice_sums after insert on invoice_taxes
  referencing new table as new_taxes for each statement execute function check_invoice_sums();

create or replace function record_payments(receipts jsonb) returns table (id uuid, number text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first_taken bigint := take_numbers('PAY', jsonb_array_length(receipts));
  shape number_series;
begin
  select * into shape from number_series s where s.code = 'PAY';
  return query insert into payments (id, series_code, series_no, number, customer_id, method, currency, amount_minor, received_on, value_on, reference,
      payer_name, note, processor_ref, entry_id, open_item_id, recorded_at, recorded_by, recorded_by_name)
    select d.id, 'PAY', first_taken + n - 1, shape.prefix || lpad((first_taken + n - 1)::text, greatest(shape.pad, length((first_taken + n - 1)::text)), '0'),
      d.customer_id, d.method, d.currency, d.amount_minor, d.received_on, d.value_on, d.reference, d.payer_name, d.note, d.processor_ref,
      d.entry_id, d.open_item_id, d.recorded_at, d.recorded_by, d.recorded_by_name
    from jsonb_array_elements(receipts) with ordinality as e (doc, n),
      jsonb_to_record(e.doc) as d (id uuid, customer_id uuid, method text, currency text, amount_minor bigint, received_on date, value_on date,
        reference text, payer_name text, note text, processor_ref text, entry_id uuid, open_item_id uuid, recorded_at timestamptz,
        recorded_by uuid, recorded_by_name text)
    order by n
  returning payments.id, payments.number;
end;
$$;
comment on function record_payments(jsonb) is 'Numbers and stores receipts in the PAY series; returns id and number. Called last in a transaction.';

-- Posting and recording in one call: a command that runs hundreds of times a second pays for each round trip.
create or replace function issue_documents(postings jsonb, documents jsonb) returns table (id uuid, number text)
language plpgsql set search_path = public, pg_temp as $$
begin
  perform post_entries(postings);
  return query select r.id, r.number from record_invoices(documents) r;
end;
$$;
comment on function issue_documents(jsonb, jsonb) is 'post_entries, then record_invoices; with the rights of the caller.';

create or replace function receive_payments(postings jsonb, receipts jsonb) returns table (id uuid, number text)
language plpgsql set search_path = public, pg_temp as $$
begin
  perform post_entries(postings);
  return query select r.id, r.number from record_payments(receipts) r;
end;
$$;
comment on function receive_payments(jsonb, jsonb) is 'post_entries, then record_payments; with the rights of the caller.';
