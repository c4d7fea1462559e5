-- Disputes: a customer reads theirs, but not what we say among ourselves, and writes down what is wanted; worker and staff do it.
grant select on dispute_queues, dispute_targets, dispute_reasons, disputes, dispute_lines, dispute_stages, saved_answers, saved_answer_versions, dispute_messages,
  dispute_mentions, dispute_files, dispute_handovers, dispute_decisions, dispute_breaches, complaint_rungs, complaint_steps, dispute_asks, dispute_faults
  to tallystick_staff, tallystick_worker;
grant insert on disputes, dispute_lines, dispute_stages, dispute_messages, dispute_mentions, dispute_files, dispute_handovers, dispute_decisions,
  dispute_breaches, complaint_steps to tallystick_staff, tallystick_worker;
grant insert, update on dispute_queues, dispute_targets, dispute_reasons, complaint_rungs, saved_answers to tallystick_staff;
grant delete on complaint_rungs to tallystick_staff;
grant insert on saved_answer_versions to tallystick_staff;
grant update (kind, reason_code, amount_minor, hold_id, state, waits_for, state_at, severity, queue, owner_user, owner_name, promised_on, answer_due_at, resolve_due_at,
  answer_left_minutes, resolve_left_minutes, first_answered_at, warned_at, breached_at, last_word_by, last_word_at, approval_id, outcome, agreed_minor, credit_note_id,
  rebill_invoice_id, merged_into, case_id, improvement, closed_at) on disputes to tallystick_staff, tallystick_worker;
grant update (is_contested) on dispute_lines to tallystick_staff, tallystick_worker;
grant update (seen_at) on dispute_mentions to tallystick_staff;
grant update (answered_at, answered_by_name, message_id, recalled_at) on dispute_handovers to tallystick_staff, tallystick_worker;
grant update (cause, explained_by, explained_by_name, explained_at) on dispute_breaches to tallystick_staff;
grant update (answered_at, outcome, refusal, answered_dispute_id) on dispute_asks to tallystick_staff, tallystick_worker;
grant usage on sequence disputes_no_seq to tallystick_staff, tallystick_worker;
grant execute on function dispute_contests(text, text), dispute_step(text, text), refuse_dispute_fault(uuid, uuid) to tallystick_staff, tallystick_worker;

grant select (code, customer_words, kinds, position, retired_at) on dispute_reasons to tallystick_portal, tallystick_partner;
grant select (id, number, customer_id, item_id, invoice_id, kind, reason_code, amount_minor, currency, state, waits_for, state_at, expects, raised_by_kind, raised_by_name,
  raised_at, owner_name, promised_on, answer_due_at, last_word_by, last_word_at, outcome, agreed_minor, credit_note_id, rebill_invoice_id, merged_into, closed_at)
  on disputes to tallystick_portal, tallystick_partner;
grant select (id, dispute_id, customer_id, invoice_id, invoice_line_no, what, quantity, unit_price, net_minor, amount_minor, is_contested)
  on dispute_lines to tallystick_portal, tallystick_partner;
grant select (dispute_id, customer_id, position, to_state, waits_for, changed_at) on dispute_stages to tallystick_portal, tallystick_partner;
grant select (id, dispute_id, customer_id, visibility, author_kind, author_name, body, via, written_at) on dispute_messages to tallystick_portal, tallystick_partner;
grant select (id, dispute_id, customer_id, message_id, visibility, file_name, media_type, sha256, size_bytes, given_by_name, given_at)
  on dispute_files to tallystick_portal, tallystick_partner;
grant select (id, dispute_id, customer_id, decision, agreed_minor, credit_note_id, words, decided_at) on dispute_decisions to tallystick_portal, tallystick_partner;
grant select (id, customer_id, key, act, dispute_id, invoice_id, wish, asked_at, answered_at, outcome, refusal, answered_dispute_id) on dispute_asks to tallystick_portal;
grant insert (id, customer_id, key, act, dispute_id, invoice_id, wish, asked_by_kind, asked_by, asked_by_name, asked_at) on dispute_asks to tallystick_portal;

do $$
declare
  walled text;
begin
  foreach walled in array array['disputes', 'dispute_lines', 'dispute_stages', 'dispute_messages', 'dispute_files', 'dispute_decisions', 'dispute_asks'] loop
    execute format('alter table %I enable row level security', walled);
    execute format('drop policy if exists back_office on %I', walled);
    execute format('create policy back_office on %I to tallystick_staff, tallystick_worker using (true) with check (true)', walled);
    execute format('drop policy if exists portal_scope on %I', walled);
    execute format('drop policy if exists partner_scope on %I', walled);
    if walled <> 'dispute_asks' then
      -- A link reads what was raised with it, about an invoice that it still shows; what hangs on it is found through that.
      execute format('create policy portal_scope on %I for select to tallystick_portal using (case when (select portal_customer()) is not null
        then customer_id = (select portal_customer()) else %s end)', walled, case when walled = 'disputes'
        then 'raised_by_kind = ''link'' and raised_by = (select nullif(current_setting(''tallystick.link_id'', true), '''')::uuid)
          and invoice_id = any (array(select unnest(portal_invoices())))'
        else format('exists (select from disputes d where d.id = %I.dispute_id)', walled) end);
      execute format('create policy partner_scope on %I for select to tallystick_partner
        using (customer_id = any (array(select unnest(partner_customers()))))', walled);
    end if;
  end loop;
  -- What we say among ourselves is nobody else's, whatever a query asks for.
  foreach walled in array array['dispute_messages', 'dispute_files'] loop
    execute format('drop policy if exists not_internal on %I', walled);
    execute format('create policy not_internal on %I as restrictive for select to tallystick_portal, tallystick_partner using (visibility = ''customer'')', walled);
  end loop;
end;
$$;
-- A link speaks of its invoices alone.
drop policy if exists portal_scope on dispute_asks;
create policy portal_scope on dispute_asks to tallystick_portal
  using (case when (select portal_customer()) is not null then customer_id = (select portal_customer())
    else asked_by_kind = 'link' and invoice_id = any (array(select unnest(portal_invoices()))) end)
  with check (case when (select portal_customer()) is not null then customer_id = (select portal_customer())
    else asked_by_kind = 'link' and invoice_id = any (array(select unnest(portal_invoices()))) end);
drop policy if exists own_dispute on dispute_asks;
create policy own_dispute on dispute_asks as restrictive for insert to tallystick_portal with check (
  answered_at is null and asked_by_kind = (case when (select portal_customer()) is not null then 'customer' else 'link' end)
  and (dispute_id is null or exists (select from disputes d where d.id = dispute_id and d.customer_id = (select portal_customer())))
  and (invoice_id is null or exists (select from invoices i where i.id = invoice_id and i.customer_id = dispute_asks.customer_id)));

-- What could not be done: the worker counts, a colleague has it tried again, and who asked sees that somebody looks at it, not why.
grant select on ask_faults, waiting_asks to tallystick_staff, tallystick_worker;
grant insert on ask_faults to tallystick_worker;
grant update (reason, tries, failed_at, next_try_at, told_at, ended_at) on ask_faults to tallystick_staff, tallystick_worker;
grant select (kind, subject_id, customer_id, told_at, ended_at) on ask_faults to tallystick_portal;
grant execute on function keep_ask_fault(), end_ask_fault() to tallystick_staff, tallystick_worker;
alter table ask_faults enable row level security;
drop policy if exists back_office on ask_faults;
create policy back_office on ask_faults to tallystick_staff, tallystick_worker using (true) with check (true);
drop policy if exists portal_scope on ask_faults;
create policy portal_scope on ask_faults for select to tallystick_portal using (case when (select portal_customer()) is not null
  then customer_id = (select portal_customer()) else kind = 'dispute' and exists (select from dispute_asks a where a.id = subject_id) end);
