-- The end of a number is what people type and banks print: found without walking all invoices and receipts.
create index invoices_by_number_end on invoices (reverse(upper(number)) text_pattern_ops);
create index payments_by_number_end on payments (reverse(upper(number)) text_pattern_ops);

-- The same checks, written as the database reads them back, so that the schema's text loads as itself.
alter table bank_gate_openings drop constraint bank_gate_openings_counts_check;
alter table bank_gate_openings add constraint bank_gate_openings_counts_check
  check (own_right >= 0 and own_right <= own_seen and shipped_right >= 0 and shipped_right <= shipped_seen);
alter table bank_imports drop constraint bank_imports_counts_check;
alter table bank_imports add constraint bank_imports_counts_check
  check (stored_count >= 0 and stored_count <= line_count and skipped_count >= 0 and skipped_count <= stored_count);
