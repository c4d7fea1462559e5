-- One chunk of a preview: all drafts of some customers, stored at once, and the run's cursor moved past them.

create or replace function store_run_drafts(of_run uuid, of_preview integer, drafts jsonb, looked jsonb, upto text) returns integer
language plpgsql set search_path = public, pg_temp as $$
declare
  at_run billing_runs;
begin
  select * into at_run from billing_runs r where r.id = of_run for no key update;
  -- Cancelled or begun anew meanwhile, or another worker was quicker: nothing of this is wanted any more.
  if at_run.state <> 'drafting' or at_run.preview_no <> of_preview or at_run.after_number >= upto then return null; end if;
  insert into run_customers (run_id, customer_id, facts_digest)
    select of_run, c.customer_id, c.digest from jsonb_to_recordset(looked) as c (customer_id uuid, digest text);
  insert into run_drafts (id, run_id, seq_no, customer_id, contract_id, group_key, currency, document_on, due_on, terms_from, terms_days, service_from_on, service_to_on,
      po_number, title, net_minor, tax_minor, gross_minor, gross_base_minor, postings, last_gross_minor, digest, state, left_out_why)
    select d.id, of_run, at_run.draft_count + n, d.customer_id, d.contract_id, d.group_key, d.currency, at_run.document_on, d.due_on, d.terms_from, d.terms_days, d.service_from_on,
      d.service_to_on, d.po_number, d.title, d.net_minor, d.tax_minor, d.gross_minor, d.gross_base_minor, d.postings, d.last_gross_minor, d.digest, d.state,
      d.left_out_why
    from jsonb_array_elements(drafts) with ordinality as e (doc, n),
      jsonb_to_record(e.doc) as d (id uuid, customer_id uuid, contract_id uuid, group_key text, currency text, due_on date, terms_from text, terms_days integer, service_from_on date,
        service_to_on date, po_number text, title text, net_minor bigint, tax_minor bigint, gross_minor bigint, gross_base_minor bigint, postings jsonb,
        last_gross_minor bigint, digest text, state text, left_out_why text);
  insert into run_draft_lines (draft_id, line_no, customer_id, run_id, contract_line_id, product_id, description, period_from_on, period_to_on, billed_from_on,
      billed_to_on, part_no, quantity, unit, unit_price, net_minor, tax_minor, tax_code, tax_rate_bp, account_code, defer_from_on, defer_to_on, explanation)
    select d.id, l.line_no, d.customer_id, of_run, l.contract_line_id, l.product_id, l.description, l.period_from_on, l.period_to_on, l.billed_from_on,
      l.billed_to_on, l.part_no, l.quantity, l.unit, l.unit_price, l.net_minor, l.tax_minor, l.tax_code, l.tax_rate_bp, l.account_code, l.defer_from_on,
      l.defer_to_on, l.explanation
    from jsonb_to_recordset(drafts) as d (id uuid, customer_id uuid, lines jsonb),
      jsonb_to_recordset(d.lines) as l (line_no smallint, contract_line_id uuid, product_id uuid, description text, period_from_on date, period_to_on date,
        billed_from_on date, billed_to_on date, part_no integer, quantity numeric, unit text, unit_price numeric, net_minor bigint, tax_minor bigint,
        tax_code text, tax_rate_bp integer, account_code text, defer_from_on date, defer_to_on date, explanation jsonb);
  insert into run_draft_taxes (draft_id, tax_code, customer_id, rate_bp, taxable_minor, tax_minor)
    select d.id, t.tax_code, d.customer_id, t.rate_bp, t.taxable_minor, t.tax_minor
    from jsonb_to_recordset(drafts) as d (id uuid, customer_id uuid, taxes jsonb),
      jsonb_to_recordset(d.taxes) as t (tax_code text, rate_bp integer, taxable_minor bigint, tax_minor bigint);
  insert into run_draft_usage (run_id, usage_id, customer_id, draft_id, line_no)
    select of_run, u.usage_id, d.customer_id, d.id, l.line_no
    from jsonb_to_recordset(drafts) as d (id uuid, customer_id uuid, lines jsonb), jsonb_to_recordset(d.lines) as l (line_no smallint, usage jsonb),
      lateral (select value::uuid as usage_id from jsonb_array_elements_text(l.usage)) u;
  insert into run_findings (run_id, draft_id, customer_id, line_no, code, severity, rule_version, facts)
    select of_run, d.id, d.customer_id, f.line_no, f.code, f.severity, f.rule_version, f.facts
    from jsonb_to_recordset(drafts) as d (id uuid, customer_id uuid, findings jsonb),
      jsonb_to_recordset(d.findings) as f (line_no smallint, code text, severity text, rule_version text, facts jsonb);
  update billing_runs set draft_count = draft_count + jsonb_array_length(drafts), customers_done = customers_done + jsonb_array_length(looked),
    customer_count = greatest(customer_count, customers_done + jsonb_array_length(looked)), after_number = upto
    where id = of_run;
  return jsonb_array_length(drafts);
end;
$$;
comment on function store_run_drafts(uuid, integer, jsonb, jsonb, text) is
  'Stores the drafts of a chunk of customers with lines, taxes, usage and findings, and moves the cursor to the last customer''s number, in one transaction. '
  'Null and nothing done when the run is no longer at that preview, or past those customers.';
