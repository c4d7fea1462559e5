-- Issuing one chunk of a run, set by set, straight from its drafts: the entries of post_entries, the documents of record_invoices,
-- what was billed, and the drafts stamped. One transaction in two halves, so that one chunk is posted while the one before it is numbered.

create or replace function leave_out_billed(of_run uuid, ids uuid[]) returns integer
language sql set search_path = public, pg_temp as $$
  with taken as (
    select u.draft_id from unnest(ids) as asked (id) cross join lateral (select * from run_draft_usage x where x.draft_id = asked.id offset 0) u
      where exists (select from billed_usage b where b.usage_id = u.usage_id)
    union
    select l.draft_id from unnest(ids) as asked (id) cross join lateral (select * from run_draft_lines x where x.draft_id = asked.id offset 0) l
      where exists (select from billed_periods b where b.contract_line_id = l.contract_line_id and b.period_from_on = l.billed_from_on and b.part_no >= l.part_no)),
  left_out as (
    update run_drafts d set state = 'left_out', left_out_why = 'billed_meanwhile' from taken where d.id = taken.draft_id returning 1)
  select count(*)::integer from left_out;
$$;
comment on function leave_out_billed(uuid, uuid[]) is
  'Leaves out drafts of which another run has billed something since the preview. Called under lock of their customers, so that of two runs the second sees the first.';

create or replace function bill_drafts(ids uuid[], with_invoice boolean) returns void
language sql set search_path = public, pg_temp as $$
  insert into billed_periods (contract_line_id, period_from_on, part_no, customer_id, period_to_on, run_id, invoice_id, line_no, amount_minor)
    select l.contract_line_id, l.billed_from_on, l.part_no, l.customer_id, l.billed_to_on, l.run_id, case when with_invoice then l.draft_id end,
      case when with_invoice then l.line_no end, l.net_minor
    from unnest(ids) as asked (id) cross join lateral (select * from run_draft_lines x where x.draft_id = asked.id offset 0) l;
  insert into billed_usage (usage_id, customer_id, run_id, invoice_id, line_no)
    select u.usage_id, u.customer_id, u.run_id, case when with_invoice then u.draft_id end, case when with_invoice then u.line_no end
    from unnest(ids) as asked (id) cross join lateral (select * from run_draft_usage x where x.draft_id = asked.id offset 0) u;
$$;
comment on function bill_drafts(uuid[], boolean) is 'Marks the periods and the usage of drafts as billed: on their invoices, or at nothing.';

create or replace function post_drafts(ids uuid[], actor jsonb) returns void
language sql set search_path = public, pg_temp as $$
  insert into entries (id, kind, effective_on, value_on, memo)
    select d.entry_id, 'invoice', d.document_on, d.document_on, d.title from unnest(ids) as asked (id) cross join lateral (select * from run_drafts x where x.id = asked.id offset 0) d;
  insert into entry_lines (entry_id, line_no, account_code, customer_id, currency, amount_minor, base_minor)
    select d.entry_id, p.line_no, p.account, case when p.account = '1100' then d.customer_id end, d.currency, p.amount, p.base
    from unnest(ids) as asked (id) cross join lateral (select * from run_drafts x where x.id = asked.id offset 0) d,
    lateral (
      select 1 as line_no, '1100' as account, d.gross_minor as amount, d.gross_base_minor as base
      union all
      select 1 + n, line ->> 'account', (line ->> 'amount')::bigint, (line ->> 'base')::bigint from jsonb_array_elements(d.postings) with ordinality as l (line, n)) p;
  insert into open_items (id, entry_id, line_no, customer_id, side, kind, source_id, currency, amount_minor, base_minor, residual_minor, effective_on, due_on)
    select d.open_item_id, d.entry_id, 1, d.customer_id, 'debit', 'invoice', d.id, d.currency, d.gross_minor, d.gross_base_minor, d.gross_minor, d.document_on, d.due_on
    from unnest(ids) as asked (id) cross join lateral (select * from run_drafts x where x.id = asked.id offset 0) d;
  insert into audit_records (actor_kind, actor_id, actor_name, request_id, action, subject_kind, subject_id, customer_id, after)
    select actor ->> 'kind', (actor ->> 'id')::uuid, actor ->> 'name', actor ->> 'requestId', 'invoice.issued', 'invoice', d.id, d.customer_id,
      jsonb_build_object('grossMinor', d.gross_minor::text, 'currency', d.currency, 'documentOn', d.document_on, 'dueOn', d.due_on, 'runId', d.run_id)
    from unnest(ids) as asked (id) cross join lateral (select * from run_drafts x where x.id = asked.id offset 0) d;
$$;
comment on function post_drafts(uuid[], jsonb) is 'Entries, open items and audit records of drafts, in the shape issueInvoices gives them.';

create or replace function number_drafts(ids uuid[], actor jsonb, at timestamptz) returns void
language plpgsql set search_path = public, pg_temp as $$
declare
  first_taken bigint;
  shape number_series;
begin
  first_taken := take_numbers('INV', cardinality(ids));
  select * into shape from number_series s where s.code = 'INV';
  insert into invoices (id, kind, series_code, series_no, number, customer_id, title, currency, document_on, due_on, terms_from, terms_days, due_by, tax_point_on, service_from_on,
      service_to_on, po_number, note, net_minor, tax_minor, gross_minor, entry_id, open_item_id, bill_to, issued_at, issued_by, issued_by_name)
    select d.id, 'invoice', 'INV', first_taken + asked.n - 1,
      shape.prefix || lpad((first_taken + asked.n - 1)::text, greatest(shape.pad, length((first_taken + asked.n - 1)::text)), '0'),
      d.customer_id, d.title, d.currency, d.document_on, d.due_on, d.terms_from, d.terms_days, case when d.terms_from is not null then 'terms' end, d.document_on, d.service_from_on, d.service_to_on, d.po_number, '', d.net_minor, d.tax_minor,
      d.gross_minor, d.entry_id, d.open_item_id,
      jsonb_build_object('name', c.name, 'addressLines', c.address_lines, 'country', c.country, 'taxNumber', c.tax_number, 'language', c.language),
      at, (actor ->> 'id')::uuid, actor ->> 'name'
    from unnest(ids) with ordinality as asked (id, n) cross join lateral (select * from run_drafts x where x.id = asked.id offset 0) d
      cross join lateral (select * from customers x where x.id = d.customer_id offset 0) c
    order by asked.n;
  insert into invoice_lines (invoice_id, line_no, customer_id, description, quantity, unit, unit_price, net_minor, tax_code, tax_rate_bp, account_code,
      defer_from_on, defer_to_on)
    select l.draft_id, l.line_no, l.customer_id, l.description, l.quantity, l.unit, l.unit_price, l.net_minor, l.tax_code, l.tax_rate_bp, l.account_code,
      l.defer_from_on, l.defer_to_on
    from unnest(ids) as asked (id) cross join lateral (select * from run_draft_lines x where x.draft_id = asked.id offset 0) l;
  insert into invoice_taxes (invoice_id, tax_code, customer_id, rate_bp, taxable_minor, tax_minor)
    select t.draft_id, t.tax_code, t.customer_id, t.rate_bp, t.taxable_minor, t.tax_minor from unnest(ids) as asked (id) cross join lateral (select * from run_draft_taxes x where x.draft_id = asked.id offset 0) t;
  insert into invoice_line_sources (invoice_id, line_no, customer_id, contract_line_id, period_from_on, period_to_on, explanation)
    select l.draft_id, l.line_no, l.customer_id, l.contract_line_id, l.period_from_on, l.period_to_on, l.explanation
    from unnest(ids) as asked (id) cross join lateral (select * from run_draft_lines x where x.draft_id = asked.id offset 0) l;
end;
$$;
comment on function number_drafts(uuid[], jsonb, timestamptz) is 'Takes the numbers of drafts in their order and writes their invoices with lines, taxes and sources.';

create or replace function post_run_chunk(of_run uuid, actor jsonb, after_seq integer, chunk_size integer)
returns table (ready uuid[], last_seq integer)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  picked uuid[];
  nothing uuid[];
  since xid8;
begin
  select array_agg(d.id), max(d.seq_no) into picked, last_seq from (
    select d.id, d.seq_no from run_drafts d where d.run_id = of_run and (d.state = 'ready' or (d.left_out_why = 'zero' and not d.settled)) and d.seq_no > after_seq
    order by d.seq_no limit least(chunk_size, 1000)) d;
  if picked is null then
    return query select '{}'::uuid[], null::integer;
    return;
  end if;
  perform 1 from customers c where c.id in (select d.customer_id from run_drafts d where d.id = any (picked)) order by c.id for no key update;
  -- Nothing is looked up where no other run has billed anything since this one was previewed.
  select r.facts_xid into since from billing_runs r where r.id = of_run;
  if exists (select from billing_runs o where o.id <> of_run and o.last_issued_xid >= since) then
    perform leave_out_billed(of_run, picked);
  end if;
  select array_agg(d.id order by d.seq_no) filter (where d.state = 'ready'), array_agg(d.id) filter (where d.left_out_why = 'zero')
    into ready, nothing from run_drafts d where d.id = any (picked);
  if nothing is not null then
    perform bill_drafts(nothing, false);
    update run_drafts d set settled = true where d.id = any (nothing);
  end if;
  ready := coalesce(ready, '{}');
  perform post_drafts(ready, actor);
  return next;
end;
$$;
comment on function post_run_chunk(uuid, jsonb, integer, integer) is
  'The first half of a chunk: takes the next drafts of a run after a place in its order (1,000 at most), posts them, settles those that come to nothing, and '
  'answers the rest and the place reached, null at the end. number_run_chunk follows in the same transaction. Locks the customers in id order. Definer: nobody else posts.';

create or replace function number_run_chunk(of_run uuid, ready uuid[], actor jsonb, at timestamptz) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  at_run billing_runs;
  is_over boolean;
begin
  select * into at_run from billing_runs r where r.id = of_run for no key update;
  if at_run.state <> 'issuing' then return at_run.state; end if;
  if cardinality(ready) > 0 then
    perform bill_drafts(ready, true);
    perform number_drafts(ready, actor, at);
    update run_drafts d set state = 'issued', invoice_id = d.id where d.id = any (ready);
  end if;
  is_over := not exists (select from run_drafts d where d.run_id = of_run and (d.state = 'ready' or (d.left_out_why = 'zero' and not d.settled)));
  update billing_runs r set issued_count = issued_count + cardinality(ready), last_issued_xid = pg_current_xact_id(),
    state = case when is_over then 'issued' else r.state end, finished_at = case when is_over then at end where r.id = of_run;
  return case when is_over then 'issued' else 'issuing' end;
end;
$$;
comment on function number_run_chunk(uuid, uuid[], jsonb, timestamptz) is
  'The second half: under the lock of the run, and only while it is being issued, takes the numbers, writes the invoices and what they bill, stamps the drafts, and ends '
  'the run with its last draft. Answers the run''s state; unless issuing or issued the caller rolls back. Definer: nobody else writes what was billed.';
drop function if exists issue_run_chunk(uuid, jsonb, timestamptz, integer);
