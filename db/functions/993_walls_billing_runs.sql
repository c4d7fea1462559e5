-- Runs and their drafts belong to the back office. What was billed is written by post_run_chunk and number_run_chunk alone.
grant insert, update on billing_runs, run_findings to tallystick_staff, tallystick_worker;
grant insert, delete on run_customers, run_draft_lines, run_draft_taxes, run_draft_usage to tallystick_staff, tallystick_worker;
grant insert, update (state, left_out_why, left_out_note), delete on run_drafts to tallystick_staff, tallystick_worker;
grant delete on run_findings to tallystick_staff, tallystick_worker;
grant execute on function store_run_drafts(uuid, integer, jsonb, jsonb, text), post_run_chunk(uuid, jsonb, integer, integer), number_run_chunk(uuid, uuid[], jsonb, timestamptz), run_digest(uuid),
  invoices_reach_somebody(uuid), draft_digests(uuid[]), invoice_digests(uuid[]), invoices_that_differ(uuid[], text[]), run_common_digest(date), run_facts_digests(uuid[], date, text[]), run_changes(uuid), not_seen_by(billing_runs, xid8)
  to tallystick_staff, tallystick_worker;

-- A customer reads how their own charges came about, and which of their deliveries each is for.
grant select on invoice_line_sources, billed_usage to tallystick_portal;
do $$
declare
  walled record;
begin
  for walled in select * from (values ('invoice_line_sources'), ('billed_usage')) as w (name) loop
    execute format('alter table %I enable row level security', walled.name);
    execute format('drop policy if exists portal_scope on %I', walled.name);
    execute format('create policy portal_scope on %I to tallystick_portal using (case when (select portal_customer()) is not null
      then customer_id = (select portal_customer()) else invoice_id = any (array(select unnest(portal_invoices()))) end)', walled.name);
    execute format('drop policy if exists back_office on %I', walled.name);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled.name);
  end loop;
end;
$$;
