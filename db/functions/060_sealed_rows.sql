-- What is sealed, and the one text of a row that its hash is taken over.

-- One line a family. A table joins by a line here, a column xid (not null default pg_current_xact_id()) and an index on
-- it; the first seal after takes all its rows. Its rows must never change: only what is append-only can be sealed.
create or replace function sealed_families()
returns table (family text, id_column text, name_column text, children jsonb)
language sql immutable set search_path = public, pg_temp as $$
  values
    ('entries', 'id', 'memo', '[{"table": "entry_lines", "of": "entry_id", "by": "line_no"},
      {"table": "open_items", "of": "entry_id", "by": "line_no", "without": "residual_minor"}]'::jsonb),
    ('applications', 'id', null, '[]'),
    ('holds', 'id', 'kind', '[]'),
    ('hold_releases', 'hold_id', null, '[]'),
    ('invoices', 'id', 'number', '[{"table": "invoice_lines", "of": "invoice_id", "by": "line_no"},
      {"table": "invoice_taxes", "of": "invoice_id", "by": "tax_code"},
      {"table": "invoice_line_sources", "of": "invoice_id", "by": "line_no"}]'),
    ('payments', 'id', 'number', '[]'),
    ('payment_reversals', 'payment_id', null, '[]'),
    ('documents', 'id', 'file_name', '[]'),
    ('audit_records', 'id', 'action', '[]'),
    ('approval_rules', 'version', 'kind', '[]'),
    ('approval_requests', 'id', 'summary', '[]'),
    ('approval_delegations', 'id', null, '[]'),
    ('approval_delegation_ends', 'delegation_id', null, '[]'),
    ('approval_decisions', 'approval_id', 'outcome', '[]'),
    ('approval_effects', 'approval_id', null, '[]'),
    ('approval_uses', 'approval_id', null, '[]'),
    ('period_events', 'id', 'action', '[]'),
    ('customer_bank_accounts', 'id', 'holder', '[]'),
    ('company_bank_versions', 'id', 'bank_name', '[]'),
    ('company_versions', 'id', 'what', '[]'),
    ('help_versions', 'id', 'slug', '[]'),
    ('company_version_withdrawals', 'version_id', null, '[]'),
    ('customer_change_requests', 'id', 'kind', '[]'),
    ('customer_change_decisions', 'request_id', 'outcome', '[]'),
    ('customer_change_effects', 'request_id', null, '[]'),
    ('write_off_batches', 'id', 'reason', '[]'),
    ('write_offs', 'id', 'number', '[]'),
    ('tax_reliefs', 'id', null, '[]'),
    ('recoveries', 'id', null, '[]'),
    ('refund_batches', 'id', 'number', '[]'),
    ('refunds', 'id', 'number', '[]'),
    ('refund_events', 'id', 'kind', '[]'),
    ('instruments', 'id', 'number', '[{"table": "instrument_items", "of": "instrument_id", "by": "item_id"}]'),
    ('instrument_events', 'id', 'kind', '[]'),
    ('deposit_batches', 'id', 'number', '[{"table": "deposit_lines", "of": "batch_id", "by": "line_no"}]'),
    ('deposit_cancellations', 'batch_id', 'reason', '[]'),
    ('revaluations', 'id', 'currency', '[]'),
    ('transfers', 'id', 'label', '[]'),
    ('reductions', 'id', 'kind', '[{"table": "reduction_taxes", "of": "reduction_id", "by": "tax_code"}]'),
    ('case_events', 'id', 'kind', '[]'),
    ('reduction_reversals', 'reduction_id', 'reason', '[]'),
    ('einvoice_events', 'id', 'step', '[]'),
    ('service_orders', 'id', 'number', '[]'),
    ('service_order_closings', 'order_id', 'reason', '[]'),
    ('meter_readings', 'id', 'natural_key', '[]'),
    ('usage_records', 'id', 'natural_key', '[]'),
    ('deferral_releases', 'entry_id', null, '[]'),
    ('allowance_changes', 'id', 'reason', '[]'),
    ('billed_periods', 'id', null, '[]'),
    ('billed_usage', 'usage_id', null, '[]'),
    ('opening_items', 'id', 'number', '[]'),
    ('price_imports', 'id', 'file_name', '[]'),
    ('list_prices', 'id', null, '[]'),
    ('list_price_withdrawals', 'list_price_id', 'reason', '[]'),
    ('issue_rule_tests', 'id', 'code', '[]'),
    ('delivery_events', 'id', 'kind', '[]'),
    ('collection_policies', 'id', null, '[{"table": "reminder_stages", "of": "policy_id", "by": "stage_no"}]'),
    ('promise_events', 'id', 'kind', '[]'),
    ('dispute_causes', 'version', 'label', '[]'),
    ('dispute_learnings', 'id', 'note', '[]'),
    ('delivery_evidence', 'id', 'file_name', '[]'),
    ('processor_transactions', 'id', 'ref', '[]'),
    ('processor_fees', 'transaction_id', null, '[]'),
    ('processor_exchanges', 'transaction_id', null, '[]'),
    ('payout_parts', 'transaction_id', null, '[]'),
    ('payout_postings', 'id', 'kind', '[]'),
    ('chargeback_steps', 'id', 'kind', '[]'),
    ('attempt_surcharges', 'attempt_id', 'method', '[]'),
    ('surcharge_notes', 'attempt_id', null, '[]'),
    ('autopay_policies', 'id', 'reason', '[]'),
    ('plan_policies', 'version_no', 'reason', '[]'),
    ('plan_versions', 'id', null, '[{"table": "plan_items", "of": "version_id", "by": "item_id"},
      {"table": "plan_instalments", "of": "version_id", "by": "instalment_no"}]'),
    ('plan_moves', 'id', null, '[]'),
    ('plan_events', 'id', 'kind', '[]'),
    ('activity_notes', 'id', 'kind', '[]'),
    ('activity_note_ends', 'note_id', null, '[]'),
    ('inbound_mail_places', 'mail_id', 'how', '[]'),
    ('inbound_mail_dismissals', 'mail_id', null, '[]'),
    ('bank_statements', 'id', 'number', '[]'),
    ('bank_lines', 'id', null, '[]'),
    ('bank_explanations', 'id', 'how', '[]'),
    ('bank_explanation_undoings', 'explanation_id', 'reason', '[]'),
    ('bank_line_links', 'id', 'kind', '[]'),
    ('bank_aliases', 'id', 'shown', '[]'),
    ('bank_alias_choices', 'version', 'reason', '[]'),
    ('bank_rules', 'id', 'note', '[]'),
    ('bank_rule_endings', 'rule_id', 'reason', '[]'),
    ('bank_rule_ticks', 'version', null, '[]'),
    ('bank_posting_choices', 'version', 'reason', '[]'),
    ('bank_gate_openings', 'id', 'evidence_class', '[]'),
    ('bank_automatic_postings', 'explanation_id', null, '[]'),
    ('remittance_rows', 'id', 'number', '[]'),
    ('remittance_choices', 'version', 'rest', '[]'),
    ('dispute_stages', 'id', 'to_state', '[]'),
    ('dispute_messages', 'id', 'author_name', '[]'),
    ('dispute_files', 'id', 'file_name', '[]'),
    ('dispute_decisions', 'id', 'decision', '[]'),
    ('complaint_steps', 'id', 'rung', '[]'),
    ('saved_answer_versions', 'id', null, '[]'),
    ('unidentified_receipts', 'id', 'label', '[]'),
    ('unidentified_notes', 'id', 'note', '[]'),
    ('receipt_identifications', 'id', 'reason', '[]'),
    ('receipt_identification_undoings', 'identification_id', 'reason', '[]'),
    ('receipt_returns', 'id', null, '[]'),
    ('bank_link_reversals', 'link_id', null, '[]'),
    ('issue_rules', 'version', 'code', '[]');
$$;
comment on function sealed_families() is
  'Which tables are sealed: their key, the column a person knows a row by, and the tables whose rows belong to it. A child column named by "without" may change.';

-- A row as text. New columns come last and are empty in old rows, so the trailing commas of nulls are cut off: a column
-- added later leaves old hashes true, and filling it in an old row does not. Text and null stay different (record_out quotes).
create or replace function sealed_row_sql(of_table text, alias text, without text) returns text
language sql stable set search_path = public, pg_temp as $$
  select format('rtrim(row(%s)::text, '',)'')', string_agg(format('%s.%I', alias, attname), ', ' order by attnum))
  from pg_attribute
  where attrelid = of_table::regclass and attnum > 0 and not attisdropped and attname is distinct from without;
$$;
comment on function sealed_row_sql(text, text, text) is 'The expression that makes a row of a table into the text that is hashed, without one column if named.';

create or replace function sealed_rows_sql(of_family text) returns text
language plpgsql stable set search_path = public, pg_temp as $$
declare
  shape record;
  child jsonb;
  parts text := '';
  joins text := '';
  n int := 0;
  key text;
begin
  select * into strict shape from sealed_families() f where f.family = of_family;
  for child in select * from jsonb_array_elements(shape.children) loop
    n := n + 1;
    parts := parts || format(', E''\n%s\n'' || c%s.rows', child ->> 'table', n);
    joins := joins || format(' left join lateral (select string_agg(%s, E''\n'' order by c.%I) as rows from %I c where c.%I = r.%I) c%s on true',
      sealed_row_sql(child ->> 'table', 'c', child ->> 'without'), child ->> 'by', child ->> 'table', child ->> 'of', shape.id_column, n);
  end loop;
  key := format('r.%I', shape.id_column);
  -- A table counted by a number is named by that number in the form of a key.
  if exists (select from pg_attribute where attrelid = of_family::regclass and attname = shape.id_column and atttypid = 'bigint'::regtype) then
    key := format('lpad(to_hex(%s), 32, ''0'')::uuid', key);
  end if;
  return format('select %s as id, sha256(convert_to(concat(%s%s), ''UTF8'')) as leaf, %s as name from %I r%s where r.xid >= $1 and r.xid < $2',
    key, sealed_row_sql(of_family, 'r', null), parts,
    case when shape.name_column is null then 'null::text' else format('r.%I::text', shape.name_column) end, of_family, joins);
end;
$$;
comment on function sealed_rows_sql(text) is 'The query of a family''s rows of transactions from $1 to before $2: id, leaf, name.';

-- Dates and instants have one text here, whatever the session has set.
create or replace function sealed_rows(of_family text, from_xid xid8, before_xid xid8)
returns table (id uuid, leaf bytea, name text)
language plpgsql stable set search_path = public, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set bytea_output = 'hex' as $$
begin
  return query execute sealed_rows_sql(of_family) using from_xid, before_xid;
end;
$$;
comment on function sealed_rows(text, xid8, xid8) is
  'Rows of a family written by transactions from from_xid to before before_xid, each with its leaf: SHA-256 over the text of the row and its children.';
