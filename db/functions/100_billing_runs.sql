-- Billing runs: a run goes forward only and is issued with the review it needs (TS056); a draft is issued exactly as it was
-- previewed, and never past a block nobody let through (TS057). What was billed never changes.

create or replace function keep_issued_draft() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception using errcode = 'TS057', constraint = 'draft_as_previewed', message = format('draft %s of a run changes in nothing but its state, and in nothing once it is issued', old.id);
end;
$$;
comment on function keep_issued_draft() is 'A draft changes in nothing but its state; one that was issued, or settled at nothing, in nothing at all (TS057).';
do $$
declare
  guarded text;
  rest text;
begin
  foreach guarded in array array['billed_periods', 'billed_usage', 'invoice_line_sources']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
  select string_agg(format('old.%1$I is distinct from new.%1$I', attname), ' or ' order by attnum) into rest from pg_attribute
    where attrelid = 'run_drafts'::regclass and attnum > 0 and not attisdropped
      and attname not in ('state', 'left_out_why', 'left_out_note', 'settled', 'invoice_id');
  execute format('create or replace trigger _010_as_previewed before update on run_drafts
    for each row when (%s) execute function keep_issued_draft()', rest);
end;
$$;

create or replace function check_run_step() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if old.state = new.state then
    if new.state = 'issued' or row(old.cut_off_on, old.document_on, old.cycles, old.filter, old.review_needed, old.prepared_by)
      is distinct from row(new.cut_off_on, new.document_on, new.cycles, new.filter, new.review_needed, new.prepared_by) then
      raise exception using errcode = 'TS056', constraint = 'run_moves_forward', message = format('%s is as it was set up', new.number);
    end if;
    return new;
  end if;
  -- A preview may be made anew until issuing begins; that is another preview, with another number.
  if not (old.state || '>' || new.state = any (array['drafting>previewed', 'previewed>reviewed', 'previewed>issuing', 'reviewed>issuing',
      'issuing>paused', 'paused>issuing', 'issuing>issued', 'drafting>cancelled', 'previewed>cancelled', 'reviewed>cancelled',
      'issuing>cancelled', 'paused>cancelled'])
    or (old.state in ('previewed', 'reviewed') and new.state = 'drafting' and new.preview_no = old.preview_no + 1)) then
    raise exception using errcode = 'TS056', constraint = 'run_moves_forward', message = format('%s does not go from %s to %s', new.number, old.state, new.state);
  end if;
  if new.state = 'issuing' and new.review_needed and (new.reviewed_by is null or new.reviewed_by is not distinct from new.prepared_by
      or new.reviewed_digest is distinct from new.digest) then
    raise exception using errcode = 'TS056', constraint = 'run_reviewed', message = format('%s is not reviewed as it now is', new.number);
  end if;
  return new;
end;
$$;
comment on function check_run_step() is
  'A run moves forward only (TS056 run_moves_forward), and begins to issue only when the review it needs was of these very drafts (TS056 run_reviewed).';
create or replace trigger _100_step before update on billing_runs for each row execute function check_run_step();
drop trigger if exists _010_kept on billing_runs;

create or replace trigger _100_done before update or delete on run_drafts
  for each row when (old.state = 'issued' or old.settled) execute function keep_issued_draft();

create or replace function draft_digests(ids uuid[]) returns table (id uuid, digest text)
language sql stable set search_path = public, pg_temp as $$
  select d.id, encode(sha256(convert_to(concat(
      concat_ws('|', d.customer_id, d.currency, d.document_on - date '2000-01-01', d.due_on - date '2000-01-01', d.service_from_on - date '2000-01-01',
        d.service_to_on - date '2000-01-01', d.po_number, d.title, d.net_minor, d.tax_minor, d.gross_minor, d.terms_from, d.terms_days),
      (select string_agg(concat_ws('|', l.line_no, l.description, l.quantity, l.unit, l.unit_price, l.net_minor, l.tax_code, l.tax_rate_bp, l.account_code,
        l.defer_from_on - date '2000-01-01', l.defer_to_on - date '2000-01-01'), E'\n' order by l.line_no) from run_draft_lines l where l.draft_id = d.id), E'\n',
      (select string_agg(concat_ws('|', t.tax_code, t.rate_bp, t.taxable_minor, t.tax_minor), E'\n' order by t.tax_code collate "C")
        from run_draft_taxes t where t.draft_id = d.id)), 'UTF8')), 'hex')
  from unnest(ids) as asked (id) cross join lateral (select * from run_drafts r where r.id = asked.id offset 0) d;
$$;
comment on function draft_digests(uuid[]) is 'SHA-256 over everything of a run''s draft that its invoice will say: figures, lines, taxes, days and words.';

create or replace function invoice_digests(ids uuid[]) returns table (id uuid, digest text)
language sql stable set search_path = public, pg_temp as $$
  select d.id, encode(sha256(convert_to(concat(
      concat_ws('|', d.customer_id, d.currency, d.document_on - date '2000-01-01', d.due_on - date '2000-01-01', d.service_from_on - date '2000-01-01',
        d.service_to_on - date '2000-01-01', d.po_number, d.title, d.net_minor, d.tax_minor, d.gross_minor, d.terms_from, d.terms_days),
      (select string_agg(concat_ws('|', l.line_no, l.description, l.quantity, l.unit, l.unit_price, l.net_minor, l.tax_code, l.tax_rate_bp, l.account_code,
        l.defer_from_on - date '2000-01-01', l.defer_to_on - date '2000-01-01'), E'\n' order by l.line_no) from invoice_lines l where l.invoice_id = d.id), E'\n',
      (select string_agg(concat_ws('|', t.tax_code, t.rate_bp, t.taxable_minor, t.tax_minor), E'\n' order by t.tax_code collate "C")
        from invoice_taxes t where t.invoice_id = d.id)), 'UTF8')), 'hex')
  from unnest(ids) as asked (id) cross join lateral (select * from invoices r where r.id = asked.id offset 0) d;
$$;
comment on function invoice_digests(uuid[]) is 'The same of an invoice as draft_digests of the draft it came from: equal when it was issued exactly as previewed.';

create or replace function run_digest(of_run uuid) returns text
language sql stable set search_path = public, pg_temp as $$
  select encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', d.seq_no, d.digest), E'\n' order by d.seq_no), ''), 'UTF8')), 'hex')
  from run_drafts d where d.run_id = of_run and d.state in ('ready', 'issued');
$$;
comment on function run_digest(uuid) is 'SHA-256 over the drafts of a run that will be, or were, issued, in their order.';

create or replace function invoices_that_differ(ids uuid[], digests text[]) returns setof uuid
language sql stable set search_path = public, pg_temp as $$
  with made as materialized (select i.id, i.digest from invoice_digests(ids) i)
  select asked.id from unnest(ids, digests) as asked (id, digest) left join made on made.id = asked.id where made.digest is distinct from asked.digest;
$$;
comment on function invoices_that_differ(uuid[], text[]) is 'Of invoices made from drafts, those that are not there or do not say what the draft''s digest says.';

create or replace function refuse_blocked_draft() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception using errcode = 'TS057', constraint = 'draft_not_blocked', message = format('draft %s is blocked or left out', old.id);
end;
$$;
comment on function refuse_blocked_draft() is 'Only a draft that was ready is issued (TS057).';
create or replace trigger _100_ready before update on run_drafts
  for each row when (new.state = 'issued' and old.state <> 'ready') execute function refuse_blocked_draft();

create or replace function check_drafts_issued() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  ids uuid[];
  digests text[];
  broken uuid;
begin
  -- An issued draft is never updated again, so that every one here was issued now.
  select array_agg(n.id), array_agg(n.digest) into ids, digests from new_drafts n where n.state = 'issued';
  if ids is null then return null; end if;
  select f.draft_id into broken from unnest(ids) as asked (id)
    cross join lateral (select f.draft_id from run_findings f where f.draft_id = asked.id and f.severity = 'block' and f.override_at is null offset 0) f limit 1;
  if found then
    raise exception using errcode = 'TS057', constraint = 'draft_not_blocked', message = format('draft %s is blocked or left out', broken);
  end if;
  select d.id into broken from invoices_that_differ(ids, digests) as d (id) limit 1;
  if found then
    raise exception using errcode = 'TS057', constraint = 'draft_as_previewed', message = format('the invoice of draft %s is not what was previewed', broken);
  end if;
  return null;
end;
$$;
comment on function check_drafts_issued() is
  'A draft is issued only with every block let through (TS057 draft_not_blocked), and its invoice says exactly what it said (TS057 draft_as_previewed).';
drop trigger if exists _100_issued on run_drafts;
create trigger _100_issued after update on run_drafts referencing new table as new_drafts for each statement execute function check_drafts_issued();

create or replace function check_draft_is_new() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform 1 from new_drafts n join billing_runs r on r.id = n.run_id where n.state = 'issued' or n.settled or r.state <> 'drafting' limit 1;
  if found then
    raise exception using errcode = 'TS057', constraint = 'draft_as_previewed', message = 'drafts are made while their run is being previewed, and none is made issued';
  end if;
  return null;
end;
$$;
comment on function check_draft_is_new() is 'Drafts come into a run only while it is previewed, and none comes issued (TS057).';
create or replace trigger _100_new after insert on run_drafts
  referencing new table as new_drafts for each statement execute function check_draft_is_new();
